"""Steps of a definition as calls of NumPy that write into a few buffers, used again and again.

Most of the time of an ordinary expression on arrays goes into fetching fresh memory for what lies between. Here every
step writes into a buffer that is small enough to stay in the cache, over one of its own arguments where nobody needs
that any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from gravida.engine.growth.steps import CONDITIONS, Steps, Symbol


class Program(NamedTuple):
    """Calls in their order, each with the places of its arguments and of its outcome among the registers.

    The registers begin with the numbers given, in their order, and the outcomes; then come constants and buffers.
    """

    calls: tuple[tuple[Callable[..., Any], Callable[[list[Any]], tuple[Any, ...]]], ...]
    constants: tuple[Any, ...]
    kinds: tuple[str, ...]

    def working_memory(self, length: int) -> list[Any]:
        """Return the registers behind the numbers given and the outcomes, for blocks of a length."""
        import numpy as np

        return [*self.constants, *(np.empty(length, kind) for kind in self.kinds)]

    def run(self, registers: list[Any]) -> None:
        """Work out a block."""
        for call, arguments in self.calls:
            call(*arguments(registers))


class _Free:
    """Which buffers of a kind nobody needs any more."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.free: dict[str, list[int]] = {}

    def take(self, kind: str) -> int:
        if self.free.setdefault(kind, []):
            return self.free[kind].pop()
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def give_back(self, place: int) -> None:
        self.free[self.kinds[place]].append(place)


def assemble(steps: Steps, outcomes: Sequence[Symbol]) -> Program:
    """Return the program for some outcomes; what none of them needs is left out."""
    import numpy as np

    given = [place for place, step in enumerate(steps) if step.name == "given"]
    last_use = _last_uses(steps, outcomes)
    constants: dict[Any, int] = {}
    buffers, home, calls = _Free(), {}, []
    for number, outcome in enumerate(outcomes):
        home[outcome.place] = ("outside", len(given) + number)
    for number, place in enumerate(given):
        home[place] = ("outside", number)
    for place, (name, arguments) in enumerate(steps):
        if place not in last_use or name == "given":
            continue
        where = [
            home[one] if isinstance(one, int) else ("constant", constants.setdefault(one, len(constants)))
            for one in arguments
        ]
        done_with = {home[one][1] for one in arguments if isinstance(one, int) and last_use[one] == place}
        done_with &= {at for kind, at in where if kind == "buffer"}
        if name not in ("where", "take"):  # these two write before they have read everything
            for one in done_with:
                buffers.give_back(one)
        if place not in home:
            home[place] = ("buffer", buffers.take(_kind(name)))
        if name in ("where", "take"):
            for one in done_with:
                buffers.give_back(one)
        calls.append((_CALLS.get(name) or getattr(np, name), [*where, home[place]]))
    outside = len(given) + len(outcomes)
    begins = {"outside": 0, "constant": outside, "buffer": outside + len(constants)}
    return Program(
        tuple((call, itemgetter(*(begins[kind] + at for kind, at in places))) for call, places in calls),
        tuple(np.asarray(one) if isinstance(one, tuple) else one for one in constants),
        tuple(buffers.kinds),
    )


def _last_uses(steps: Steps, outcomes: Sequence[Symbol]) -> dict[int, int]:
    found = {outcome.place: len(steps) for outcome in outcomes}
    for place in reversed(range(len(steps))):
        if place in found:
            for one in steps[place].arguments:
                if isinstance(one, int):
                    found.setdefault(one, place)
    return found


def _kind(name: str) -> str:
    return "bool" if name in CONDITIONS else "intp" if name == "whole" else "float64"


def _where(condition: Any, then: Any, otherwise: Any, out: Any) -> None:
    import numpy as np

    np.copyto(out, otherwise)
    np.copyto(out, then, where=condition)


def _take(table: Any, places: Any, out: Any) -> None:
    table.take(places, mode="clip", out=out)  # the other modes make a copy first


def _whole(number: Any, out: Any) -> None:
    import numpy as np

    np.copyto(out, number, casting="unsafe")


_CALLS: dict[str, Callable[..., Any]] = {"where": _where, "take": _take, "whole": _whole}
