"""z for long NumPy arrays: the same definitions, a block at a time, so that what lies between stays in the cache.

Where the ages of a block are whole days, what depends on the age alone is looked up in a table of days that the same
definition filled. Several measures of one column of ages share its powers, and their sums of these are one product of
matrices (:mod:`gravida.engine.growth.shared_factors`). Large arrays are spread over the
processors. With the extra ``fast`` a compiled loop takes the place of all this, chosen by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import local
from typing import TYPE_CHECKING, Any, NamedTuple

from gravida.engine import normal
from gravida.engine.growth import kernel
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.program import Program, assemble
from gravida.engine.growth.reason import BELIEVABLE_Z
from gravida.engine.growth.shared_factors import SharedFactors, share_factors
from gravida.engine.growth.steps import Steps, Symbol

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard

BLOCK = 98_304
"""Rows at a time: little enough for the cache, and enough that threads seldom wait for each other between two calls."""

SHARED_BLOCK = 65_536
"""The same for several measures, whose factors and sums all lie in the cache at a time."""

COMPILED_BLOCK = 131_072
ASIDE = 136
"""Numbers by which the answers of several measures begin further on in a page, each than the one before."""

WORTH_IT = 4_096
WORTH_THREADS = 4 * BLOCK


class Group(NamedTuple):
    """Standards of one range of ages, which share every step that depends on the age alone."""

    places: tuple[int, ...]
    standards: tuple[Standard, ...]
    direct: Program | SharedFactors
    looked_up: Program


def fit(*arrays: Any) -> bool:
    """Whether arrays are plain NumPy numbers, of one shape, and long enough for blocks to pay."""
    return all(
        type(array).__module__ == "numpy"
        and array.ndim == 1
        and array.shape == arrays[0].shape
        and array.dtype.kind in "fiu"
        and array.size >= WORTH_IT
        for array in arrays
    )


def zscores(
    standards: Sequence[Standard], values: Sequence[Any], ga_days: Any, out: Sequence[Any] | None = None
) -> list[Any]:
    """Return z for one or more measures of the same fetuses, in one pass over their ages."""
    import numpy as np

    results = list(out) if out is not None else _fresh(len(ga_days), len(standards))
    groups = _groups(tuple(standards))
    loops = _loops(tuple(standards)) if kernel.fit(ga_days, *values, *results) else None
    size = min(len(ga_days), _size(groups) if loops is None else COMPILED_BLOCK)
    memory = local()

    def block(start: int) -> None:
        part = slice(start, start + size)
        ages = np.asarray(ga_days[part], float)
        with np.errstate(all="ignore"):
            for number, group in enumerate(groups):
                given = [np.asarray(values[place][part], float) for place in group.places]
                answers = [results[place][part] for place in group.places]
                if loops is None:
                    _work_out(group, ages, given, answers, memory)
                elif not loops[number](ages, *given, *answers):
                    continue  # nothing lies far out
                for standard, value, answer in zip(group.standards, given, answers, strict=True):
                    _question(standard, value, ages, answer)

    _spread(block, len(ga_days), size)
    return results


def _size(groups: Sequence[Group]) -> int:
    return SHARED_BLOCK if any(isinstance(group.direct, SharedFactors) for group in groups) else BLOCK


def centiles(z: Any) -> Any:
    """Turn an array of z into centiles of the normal distribution, 0 to 100, in its own memory."""
    import numpy as np

    program, memory = _centile(), local()

    def block(start: int) -> None:
        part = z[start : start + BLOCK]
        with np.errstate(all="ignore"):
            program.run([part, part, *_working_memory(program, len(part), memory)])

    _spread(block, len(z), BLOCK)
    return z


@cache
def _centile() -> Program:
    steps = Steps()
    return assemble(steps, [100.0 * normal.cdf(steps.given("z"))])


def _spread(block: Callable[[int], None], length: int, size: int) -> None:
    """Work every block out; on all processors where there are many."""
    starts = range(0, length, size)
    if length < WORTH_THREADS:
        for start in starts:
            block(start)
        return
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(block, _far_apart(starts, workers)))


def _fresh(length: int, columns: int) -> list[Any]:
    """Return memory for answers; of several columns each begins at another place of a page.

    Large arrays all begin at the same place. Columns that are followed side by side from like places drive each other
    out of the innermost cache, which has few places for each.
    """
    import numpy as np

    if columns == 1:
        return [np.empty(length)]
    return [np.empty(length + (number + 1) * ASIDE)[(number + 1) * ASIDE :] for number in range(columns)]


def _far_apart(starts: Sequence[int], workers: int) -> list[int]:
    """Return the blocks in an order in which those that run at a time do not touch: each worker has its own stretch.

    Two threads that write into the same page for the first time would both ask for it.
    """
    each = -(-len(starts) // workers)
    return [starts[at] for first in range(each) for at in range(first, len(starts), each)]


@cache
def _groups(standards: tuple[Standard, ...]) -> tuple[Group, ...]:
    found: dict[tuple[float, float], list[int]] = {}
    for place, standard in enumerate(standards):
        found.setdefault((standard.lowest, standard.highest), []).append(place)
    return tuple(
        Group(tuple(places), some, _direct(some), assemble(*as_steps(some, looked_up=True)))
        for places in found.values()
        for some in [tuple(standards[place] for place in places)]
    )


def _direct(standards: Sequence[Standard]) -> Program | SharedFactors:
    import numpy as np

    steps, outcomes = as_steps(standards)
    # One measure alone goes term by term, as it is printed. A value on a curve of those that are not expressions has
    # an answer, one beside it none: no sum of theirs may be rounded differently.
    if len(standards) > 1 and all(standard.columns == "expression" for standard in standards):
        ages = np.linspace(standards[0].lowest, standards[0].highest, 100)
        if (found := share_factors(steps, outcomes, ages)) is not None:
            return found
    return assemble(steps, outcomes)


@cache
def _loops(standards: tuple[Standard, ...]) -> list[Callable[..., bool]] | None:
    made = (kernel.loop(group.standards, *as_steps(group.standards)) for group in _groups(standards))
    found = [one for one in made if one is not None]
    return found if len(found) == len(_groups(standards)) else None


def as_steps(standards: Sequence[Standard], *, looked_up: bool = False) -> tuple[Steps, list[Symbol]]:
    """Return the definitions of standards of one range as steps from an age and their values to z.

    The age has to be in range. With ``looked_up`` it has to be a whole day too, and what depends on it alone comes out
    of a table of days.
    """
    import numpy as np

    steps = Steps()
    age, *values = steps.given("age"), *(steps.given(standard.key) for standard in standards)
    outcomes = []
    for standard, value in zip(standards, values, strict=True):
        parameters = standard.distribution.parameters(Basis(age / standard.per))
        if looked_up:
            days = np.arange(standard.lowest, standard.highest + 1)
            columns = standard.parameters(days)
            place = steps.note("whole", age - standard.lowest)
            parameters = tuple(
                steps.note("take", tuple(column.tolist()), place) if isinstance(one, Symbol) else one
                for one, column in zip(parameters, columns, strict=True)
            )
        outcomes.append(standard.distribution.z(value / standard.value_per, *parameters))
    return steps, outcomes


def _work_out(group: Group, ages: Any, values: Sequence[Any], out: Sequence[Any], memory: local) -> None:
    import numpy as np

    kept, outside = _kept(group.standards[0], ages)
    program = group.looked_up if _all_whole(kept) else group.direct
    program.run([kept, *values, *out, *_working_memory(program, len(ages), memory)])
    if outside is not None:
        for answer in out:
            np.copyto(answer, np.nan, where=outside)


def _working_memory(program: Program | SharedFactors, length: int, memory: local) -> list[Any]:
    """Return the memory of a program for blocks of a length; each thread has its own, and keeps it."""
    known = memory.__dict__.setdefault("known", {})
    key = id(program), length
    if key not in known:
        known[key] = program.working_memory(length)
    found: list[Any] = known[key]
    return found


def _kept(standard: Standard, ages: Any) -> tuple[Any, Any]:
    """Return ages in range throughout, and where they were not; None for where if everywhere they were."""
    import numpy as np

    # Both are NaN where an age is missing, so that no comparison holds.
    if ages.min() >= standard.lowest and ages.max() <= standard.highest:
        return ages, None
    outside = ~standard.fits(ages)
    return np.where(outside, standard.lowest, ages), outside


def _all_whole(ages: Any) -> bool:
    """Whether every age of a block is a whole day; a glance at the first few settles it nearly always."""
    import numpy as np

    first = ages[:64]
    return bool((first == np.floor(first)).all() and (ages == np.floor(ages)).all())


def _question(standard: Standard, values: Any, ages: Any, out: Any) -> None:
    """Look again, with every guard, at what lies far out or is no size."""
    import numpy as np

    least, most = np.fmin.reduce(out), np.fmax.reduce(out)  # what is missing takes no part
    if (
        least >= -BELIEVABLE_Z
        and most <= BELIEVABLE_Z
        and (_far_from_none(standard) or (np.fmin.reduce(values) > standard.above and np.fmax.reduce(values) < np.inf))
    ):
        return
    # Some families come to a finite z for a value without end.
    doubtful = (out > BELIEVABLE_Z) | (out < -BELIEVABLE_Z) | (values <= standard.above) | (values == np.inf)
    if doubtful.any():
        places = np.flatnonzero(doubtful)
        some, at = values[places], ages[places]
        inside = (at >= standard.lowest) & (at <= standard.highest)
        out[places] = np.where(inside, standard.z_of(some, standard.parameters(at)), np.nan)


@cache
def _far_from_none(standard: Standard) -> bool:
    """Whether what is no size always lies far out, so that z alone shows it.

    z of the normal family rises with the value, without end. So it is enough that the largest value that is no size
    lies far out at every age.
    """
    import numpy as np

    if not isinstance(standard.distribution, Normal):
        return False
    days = np.arange(standard.lowest, standard.highest + 1)
    z = standard.distribution.z(standard.above / standard.value_per, *standard.parameters(days))
    # Half an SD is more than the curves change between two days.
    return bool((z < -BELIEVABLE_Z - 0.5).all())
