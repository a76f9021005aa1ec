"""Conditions that know themselves: one frozen tree, read five ways.

A condition can be asked
    ``holds(row)``    does it hold on this row? True, False or None (cannot be told);
    ``column(of)``    the same as an expression over columns;
    ``says()``        the same as a sentence;
    ``needs``         the measures it reads;
    ``edges()``       the values on both sides of each of its limits, for tests.

The logic is Kleene's: a comparison with an unknown is unknown, *false and unknown* is false, *true or unknown* is
true. The only leaf that turns an unknown into an answer is :class:`IsNotTrue`, and it says so by its name.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import narwhals as nw

Row: TypeAlias = Mapping[str, Any]
Of: TypeAlias = Callable[[str], "nw.Expr"]
Sign: TypeAlias = Literal["<", "<=", ">", ">=", "=="]
Edge: TypeAlias = tuple[str, float]

_COMPARE: dict[Sign, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
_IN_WORDS: dict[Sign, str] = {
    "<": "under {}",
    "<=": "{} or less",
    ">": "more than {}",
    ">=": "{} or more",
    "==": "{}",
}


class Condition(ABC):
    """A yes-no question about one row that may have no answer."""

    @abstractmethod
    def holds(self, row: Row) -> bool | None:
        """Answer on one row: True, False, or None where a measure is missing."""

    @abstractmethod
    def column(self, of: Of) -> nw.Expr:
        """Answer on columns, as a three-valued Boolean expression. ``of`` turns a measure's name into a column."""

    @abstractmethod
    def says(self) -> str:
        """The condition in words."""

    @property
    @abstractmethod
    def needs(self) -> frozenset[str]:
        """The measures the condition reads."""

    def edges(self) -> Iterator[Edge]:
        """Values just under, on and just over each limit: (measure, value)."""
        return iter(())

    def can_hold(self, known: Container[str]) -> bool:
        """Say whether the condition could hold at all where only the ``known`` measures are ever filled in."""
        return all(name in known for name in self.needs)

    def __and__(self, other: Condition) -> Condition:
        return AllOf((*_parts(self, AllOf), *_parts(other, AllOf)))

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((*_parts(self, AnyOf), *_parts(other, AnyOf)))


def _parts(condition: Condition, kind: type[AllOf] | type[AnyOf]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


@dataclass(frozen=True)
class IsTrue(Condition):
    """A yes-no finding is recorded as yes."""

    measure: str
    words: str

    def holds(self, row: Row) -> bool | None:
        value: bool | None = row.get(self.measure)
        return value

    def column(self, of: Of) -> nw.Expr:
        return of(self.measure)

    def says(self) -> str:
        return self.words

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class IsFalse(Condition):
    """A yes-no finding is recorded as no: it was looked for and is not there. Unknown stays unknown."""

    measure: str
    words: str

    def holds(self, row: Row) -> bool | None:
        value = row.get(self.measure)
        return None if value is None else not value

    def column(self, of: Of) -> nw.Expr:
        return ~of(self.measure)

    def says(self) -> str:
        return self.words

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class IsNotTrue(Condition):
    """A finding is not recorded as yes: it is no, or unknown.

    Never unknown itself, by design of the rule it stands in.
    """

    measure: str
    words: str

    def holds(self, row: Row) -> bool:
        return row.get(self.measure) is not True

    def column(self, of: Of) -> nw.Expr:
        return ~of(self.measure).fill_null(False)

    def can_hold(self, known: Container[str]) -> bool:
        return True

    def says(self) -> str:
        return self.words

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class IsGiven(Condition):
    """A value was entered at all. Never unknown."""

    measure: str
    words: str

    def holds(self, row: Row) -> bool:
        return row.get(self.measure) is not None

    def column(self, of: Of) -> nw.Expr:
        return ~of(self.measure).is_null()

    def says(self) -> str:
        return f"{self.words} is given"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class IsMissing(Condition):
    """A value was not entered. Never unknown."""

    measure: str
    words: str

    def holds(self, row: Row) -> bool:
        return row.get(self.measure) is None

    def column(self, of: Of) -> nw.Expr:
        return of(self.measure).is_null()

    def can_hold(self, known: Container[str]) -> bool:
        return True

    def says(self) -> str:
        return f"{self.words} is not said"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class HasCode(Condition):
    """A coded column holds one of these codes."""

    measure: str
    codes: tuple[str, ...]
    words: str

    def holds(self, row: Row) -> bool | None:
        value = row.get(self.measure)
        return None if value is None else value in self.codes

    def column(self, of: Of) -> nw.Expr:
        found: nw.Expr = (
            of(self.measure) == self.codes[0] if len(self.codes) == 1 else of(self.measure).is_in(self.codes)
        )
        return found

    def says(self) -> str:
        return self.words

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})


@dataclass(frozen=True)
class Compare(Condition):
    """A measure stands on one side of a limit. Never rounded: 6.95 is under 7."""

    measure: str
    sign: Sign
    limit: float
    words: str
    unit: str
    resolution: float

    def holds(self, row: Row) -> bool | None:
        value = row.get(self.measure)
        return None if value is None else bool(_COMPARE[self.sign](value, self.limit))

    def column(self, of: Of) -> nw.Expr:
        found: nw.Expr = _COMPARE[self.sign](of(self.measure), self.limit)
        return found

    def says(self) -> str:
        return f"{self.words} {_IN_WORDS[self.sign].format(_amount(self.limit, self.unit))}"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.measure})

    def edges(self) -> Iterator[Edge]:
        for step in (-self.resolution, 0.0, self.resolution):
            yield self.measure, round(self.limit + step, 6)


@dataclass(frozen=True)
class CompareTwo(Condition):
    """Two measures are compared: ``first - second`` with a limit, or ``first`` with a multiple of ``second``."""

    first: str
    second: str
    sign: Sign
    words: str
    difference: float | None = None
    multiple: float | None = None

    def holds(self, row: Row) -> bool | None:
        first, second = row.get(self.first), row.get(self.second)
        if first is None or second is None:
            return None
        return bool(self._compare(first, second))

    def column(self, of: Of) -> nw.Expr:
        found: nw.Expr = self._compare(of(self.first), of(self.second))
        return found

    def _compare(self, first: Any, second: Any) -> Any:
        if self.difference is not None:
            # Both lengths are printed to a tenth of a millimetre; without rounding the *difference*,
            # 12.1 - 7.1 = 4.999999999999999 would stand on the wrong side of 5.
            return _COMPARE[self.sign](_to_nine_places(first - second), self.difference)
        return _COMPARE[self.sign](first, self.multiple * second)

    def says(self) -> str:
        return self.words

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({self.first, self.second})


def _to_nine_places(value: Any) -> Any:
    return round(value, 9) if isinstance(value, int | float) else value.round(9)


@dataclass(frozen=True)
class AllOf(Condition):
    """Every part holds. One part that does not settles it, whatever is unknown in the others."""

    parts: tuple[Condition, ...]

    def holds(self, row: Row) -> bool | None:
        unknown = False
        for part in self.parts:
            found = part.holds(row)
            if found is False:
                return False
            unknown = unknown or found is None
        return None if unknown else True

    def column(self, of: Of) -> nw.Expr:
        found = self.parts[0].column(of)
        for part in self.parts[1:]:
            found = found & part.column(of)
        return found

    def says(self) -> str:
        return ", ".join(part.says() for part in self.parts)

    @property
    def needs(self) -> frozenset[str]:
        return frozenset().union(*(part.needs for part in self.parts))

    def can_hold(self, known: Container[str]) -> bool:
        return all(part.can_hold(known) for part in self.parts)

    def edges(self) -> Iterator[Edge]:
        for part in self.parts:
            yield from part.edges()


@dataclass(frozen=True)
class AnyOf(Condition):
    """One part holds. One part that does settles it, whatever is unknown in the others."""

    parts: tuple[Condition, ...]

    def holds(self, row: Row) -> bool | None:
        unknown = False
        for part in self.parts:
            found = part.holds(row)
            if found:
                return True
            unknown = unknown or found is None
        return None if unknown else False

    def column(self, of: Of) -> nw.Expr:
        found = self.parts[0].column(of)
        for part in self.parts[1:]:
            found = found | part.column(of)
        return found

    def says(self) -> str:
        return "either " + ", or ".join(part.says() for part in self.parts)

    @property
    def needs(self) -> frozenset[str]:
        return frozenset().union(*(part.needs for part in self.parts))

    def can_hold(self, known: Container[str]) -> bool:
        return any(part.can_hold(known) for part in self.parts)

    def edges(self) -> Iterator[Edge]:
        for part in self.parts:
            yield from part.edges()


def _amount(value: float, unit: str) -> str:
    """``7`` and ``mm`` to ``7 mm``; whole numbers without a decimal point."""
    number = f"{value:g}"
    return f"{number} {unit}" if unit else number
