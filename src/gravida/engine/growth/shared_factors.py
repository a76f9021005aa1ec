"""The curves of several measures at one column of ages: all their sums as products of matrices.

They are sums of the same few factors, powers of the age and of its logarithm. Term by term a sum takes two passes over
a block for each of its terms; rows of coefficients times the factors, four sums at a time, take about a third of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from gravida.engine.growth.program import Program, assemble
from gravida.engine.growth.steps import Steps, Symbol

ROWS = 4
"""Sums in one product: for eight at a time BLAS takes more than twice as long as for four."""

TILE = 2_048
"""Ages in one product: so few that BLAS starts no threads of its own beside ours."""

Terms = dict[int | None, float]
"""A sum of multiples: the coefficient of each factor, by its place, and the constant under None."""


class Split(NamedTuple):
    """Steps parted in two: what leads to the factors, and what follows from the sums.

    ``coefficients`` has a row for each sum: the constant, then one for each factor. ``later`` is given what the steps
    were given, then the factors, then the sums.
    """

    factors: list[Symbol]
    coefficients: list[list[float]]
    later: Steps
    outcomes: list[Symbol]


def split(steps: Steps, outcomes: Sequence[Symbol]) -> Split:
    """Part steps at their sums of the number given first, the age.

    >>> steps = Steps()
    >>> age, value = steps.given("age"), steps.given("value")
    >>> square = age * age
    >>> found = split(steps, [(value - (2.0 + 3.0 * age + 5.0 * square)) / (1.0 + 0.5 * square)])
    >>> found.coefficients
    [[2.0, 3.0, 5.0], [1.0, 0.0, 0.5]]
    >>> [step.name for step in found.later if step.name != "given"]
    ['subtract', 'divide']
    """
    sums = _sums(steps, outcomes)
    places = sorted({place for terms in sums.values() for place in terms if place is not None})
    columns = [None, *places]
    # The first sums need the first factors only, so that their product is a small one.
    order = sorted(sums, key=lambda place: max(columns.index(one) for one in sums[place]))
    coefficients = [[sums[place].get(one, 0.0) for one in columns] for place in order]

    later = Steps()
    known = {place: later.given(str(step.arguments[0])) for place, step in enumerate(steps) if step.name == "given"}
    known |= {place: later.given(f"factor {place}") for place in places}
    known |= {place: later.given(f"sum {place}") for place in order}
    for place in _needed(steps, outcomes, set(known)):
        name, arguments = steps[place]
        known[place] = later.note(name, *(known[one] if type(one) is int else one for one in arguments))
    factors = [_in_its_own_row(Symbol(steps, place)) for place in places]
    return Split(factors, coefficients, later, [_in_its_own_row(known[outcome.place]) for outcome in outcomes])


def _in_its_own_row(symbol: Symbol) -> Symbol:
    """Return a copy of a number given: a program writes what comes out elsewhere than what goes in."""
    return symbol.steps.note("positive", symbol) if symbol.steps[symbol.place].name == "given" else symbol


def _sums(steps: Steps, outcomes: Sequence[Symbol]) -> dict[int, Terms]:
    """Return, by place, the whole sums of multiples of what depends on the age alone."""
    of_age = {0}
    known: dict[int, Terms] = {}
    whole = {outcome.place for outcome in outcomes}
    for place, (name, arguments) in enumerate(steps):
        before = [one for one in arguments if type(one) is int]
        if name != "given" and of_age.issuperset(before):
            of_age.add(place)
        numbers = [one for one in arguments if isinstance(one, float)]
        parts: list[Terms] = [{None: one} for one in numbers]
        parts += [known[one] for one in before if one in known]
        if place in of_age and name == "multiply" and numbers:
            known[place] = {before[0]: numbers[0]}
        elif place in of_age and name == "add" and len(parts) == len(arguments):
            known[place] = {key: sum(part.get(key, 0.0) for part in parts) for part in parts for key in part}
            continue  # what goes on into a larger sum is not whole
        whole.update(before)
    return {place: known[place] for place in whole if place in known and steps[place].name == "add"}


def _needed(steps: Steps, outcomes: Sequence[Symbol], known: set[int]) -> list[int]:
    """Return, in order, the places that lead from what is known to the outcomes."""
    found = {outcome.place for outcome in outcomes} - known
    for place in reversed(range(len(steps))):
        if place in found:
            found |= {one for one in steps[place].arguments if type(one) is int} - known
    return sorted(found)


class Rows(NamedTuple):
    """Memory for one block: a row for each factor and each sum, and what each product reads and writes."""

    factors: list[Any]
    sums: list[Any]
    products: list[tuple[Any, Any, Any]]
    before: list[Any]
    after: list[Any]


class SharedFactors(NamedTuple):
    """A program in three: the factors, their sums, the answers."""

    factors: Program
    coefficients: Any
    answers: Program
    given: int

    def working_memory(self, length: int) -> list[Any]:
        """Return the memory behind the numbers given and the outcomes, for blocks of a length."""
        import numpy as np

        sums, columns = self.coefficients.shape
        factors = np.empty((columns, length))
        factors[0] = 1.0
        found = np.empty((sums, length))
        products = [
            (some, _tiles(factors[: some.shape[1], piece]), _tiles(found[first : first + ROWS, piece]))
            for first in range(0, sums, ROWS)
            for some in [_to_the_last(self.coefficients[first : first + ROWS])]
            for piece in (slice(0, length - length % TILE), slice(length - length % TILE, length))
        ]
        before, after = (program.working_memory(length) for program in (self.factors, self.answers))
        return [Rows(list(factors[1:]), list(found), products, before, after)]

    def run(self, registers: list[Any]) -> None:
        """Work out a block."""
        import numpy as np

        *numbers, rows = registers
        given, outcomes = numbers[: self.given], numbers[self.given :]
        self.factors.run([*given, *rows.factors, *rows.before])
        for coefficients, read, written in rows.products:
            np.matmul(coefficients, read, out=written)
        self.answers.run([*given, *rows.factors, *rows.sums, *outcomes, *rows.after])


def _to_the_last(coefficients: Any) -> Any:
    """Leave out the factors behind the last one that any of the sums has."""
    return coefficients[:, : coefficients.any(axis=0).nonzero()[0][-1] + 1]


def _tiles(rows: Any) -> Any:
    """Return a view of rows as a pile of tiles; what is shorter than one is one."""
    return rows.reshape(len(rows), -1, min(TILE, rows.shape[1]) or 1).transpose(1, 0, 2)


def share_factors(steps: Steps, outcomes: Sequence[Symbol], ages: Any) -> SharedFactors | None:
    """Return the program for several measures; None where it would be no shorter, or not safe.

    ``ages`` are some of the whole range: where a factor is infinite at one, nothing times it would spoil other sums.
    """
    import numpy as np

    parted = split(steps, outcomes)
    if len(parted.coefficients) < ROWS:
        return None
    given = [step for step in steps if step.name == "given"]
    factors = assemble(steps, parted.factors)
    found = SharedFactors(factors, np.asarray(parted.coefficients), assemble(parted.later, parted.outcomes), len(given))
    tried = [np.empty(len(ages)) for _ in parted.factors]
    with np.errstate(all="ignore"):
        factors.run([*(ages for _ in given), *tried, *factors.working_memory(len(ages))])
    return found if all(np.isfinite(one).all() for one in tried) else None
