"""A definition written down as steps, so that the same definition can be run a block at a time, or compiled.

A :class:`Symbol` stands in for an array of numbers. What a definition does with it (operators, ``exp``, ``where``, a
table looked up) is not worked out but noted, each step once:

>>> steps = Steps()
>>> x = steps.given("x")
>>> z = (x * x - 2.0) / (x * x)
>>> [step.name for step in steps]
['given', 'multiply', 'subtract', 'divide']
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

Argument = int | float | tuple[float, ...] | str
"""The place of another step, a constant, a table of entries, or a name."""

CONDITIONS = frozenset(
    {
        "less",
        "less_equal",
        "greater",
        "greater_equal",
        "equal",
        "not_equal",
        "logical_and",
        "logical_or",
        "logical_not",
    }
)
"""The steps whose outcome is yes or no."""


class Step(NamedTuple):
    """What is done, and with what."""

    name: str
    arguments: tuple[Argument, ...]


class Steps(list[Step]):
    """The steps in their order; the same step is noted once."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[tuple[Step, tuple[type, ...]], int] = {}

    def given(self, name: str) -> Symbol:
        """Return a symbol for numbers that come from outside."""
        return self.note("given", name)

    def note(self, name: str, *arguments: Any) -> Symbol:
        """Note a step and return a symbol for its outcome."""
        step = Step(name, tuple(one.place if isinstance(one, Symbol) else one for one in arguments))
        # To Python 1 is 1.0, but the first is what step 1 gave and the second a constant.
        same = step, tuple(type(one) for one in step.arguments)
        if same not in self._places:
            self._places[same] = len(self)
            self.append(step)
        return Symbol(self, self._places[same])


class Symbol:
    """The outcome of a step, for arithmetic as arrays have it."""

    __slots__ = ("place", "steps")
    __hash__ = None  # type: ignore[assignment]
    device = None

    def __init__(self, steps: Steps, place: int) -> None:
        self.steps, self.place = steps, place

    def __array_namespace__(self) -> _Functions:
        return _FUNCTIONS

    def _note(self, name: str, first: Any, second: Any) -> Symbol:
        return self.steps.note(name, *(one if isinstance(one, Symbol) else float(one) for one in (first, second)))

    def __add__(self, other: Any) -> Symbol:
        return self._note("add", self, other)

    def __radd__(self, other: Any) -> Symbol:
        return self._note("add", other, self)

    def __sub__(self, other: Any) -> Symbol:
        return self._note("subtract", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return self._note("subtract", other, self)

    def __mul__(self, other: Any) -> Symbol:
        return self._note("multiply", self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return self._note("multiply", other, self)

    def __truediv__(self, other: Any) -> Symbol:
        return self if isinstance(other, float) and other == 1.0 else self._note("divide", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        return self._note("divide", other, self)

    def __neg__(self) -> Symbol:
        return self.steps.note("negative", self)

    def __lt__(self, other: Any) -> Symbol:
        return self._note("less", self, other)

    def __le__(self, other: Any) -> Symbol:
        return self._note("less_equal", self, other)

    def __gt__(self, other: Any) -> Symbol:
        return self._note("greater", self, other)

    def __ge__(self, other: Any) -> Symbol:
        return self._note("greater_equal", self, other)

    def __eq__(self, other: Any) -> Symbol:  # type: ignore[override]
        return self._note("equal", self, other)

    def __ne__(self, other: Any) -> Symbol:  # type: ignore[override]
        return self._note("not_equal", self, other)

    def __and__(self, other: Symbol) -> Symbol:
        return self.steps.note("logical_and", self, other)

    def __or__(self, other: Symbol) -> Symbol:
        return self.steps.note("logical_or", self, other)

    def __invert__(self) -> Symbol:
        return self.steps.note("logical_not", self)


class _Functions:
    """What formulas ask of a namespace of arrays."""

    int64 = float64 = None

    @staticmethod
    def exp(x: Symbol) -> Symbol:
        return x.steps.note("exp", x)

    @staticmethod
    def expm1(x: Symbol) -> Symbol:
        return x.steps.note("expm1", x)

    @staticmethod
    def log(x: Symbol) -> Symbol:
        return x.steps.note("log", x)

    @staticmethod
    def sqrt(x: Symbol) -> Symbol:
        return x.steps.note("sqrt", x)

    @staticmethod
    def abs(x: Symbol) -> Symbol:
        return x.steps.note("absolute", x)

    @staticmethod
    def floor(x: Symbol) -> Symbol:
        return x.steps.note("floor", x)

    @staticmethod
    def where(condition: Symbol, then: Any, otherwise: Any) -> Symbol:
        steps = condition.steps
        if isinstance(then, Symbol) and not isinstance(otherwise, Symbol) and math.isnan(otherwise):
            guarded = steps[then.place]
            if guarded.name == "log" and steps[condition.place] == Step("greater", (guarded.arguments[0], 0.0)):
                return then  # of what is not above 0 no engine makes a finite logarithm
        chosen = (one if isinstance(one, Symbol) else float(one) for one in (then, otherwise))
        return steps.note("where", condition, *chosen)

    @staticmethod
    def astype(x: Symbol, _dtype: Any) -> Symbol:
        return x.steps.note("whole", x)

    @staticmethod
    def asarray(table: tuple[float, ...], **_kind: Any) -> tuple[float, ...]:
        return table

    @staticmethod
    def take(table: tuple[float, ...], place: Symbol) -> Symbol:
        return place.steps.note("take", table, place)


_FUNCTIONS = _Functions()
