"""What follows from what was entered: route, heartbeat and sac diameter, as rules read them.

Never the other way round: a length given says that something was seen; something seen says nothing of a length.
Each derivation is written once and read twice, on a row and on columns, like a condition. They run in stages, so
that a later one may build on an earlier one, and a measure may be completed under its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

from gravida.engine.conditions import Condition, HasCode, IsNotTrue, Of, Row
from gravida.engine.findings import (
    crl_mm,
    embryo_seen,
    gs_seen,
    heart_rate_bpm,
    heartbeat,
    msd_mm,
    transabdominal,
    transvaginal,
    yolk_sac_mm,
    yolk_sac_seen,
)

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(frozen=True)
class YesNoFrom:
    """A finding that is yes where one condition holds, else no where another does, else unknown."""

    name: str
    yes: Condition
    no: Condition

    @property
    def needs(self) -> frozenset[str]:
        return self.yes.needs | self.no.needs

    def can_be_known(self, known: Container[str]) -> bool:
        return self.yes.can_hold(known) or self.no.can_hold(known)

    def of_row(self, row: Row) -> bool | None:
        if self.yes.holds(row):
            return True
        return False if self.no.holds(row) else None

    def column(self, of: Of) -> nw.Expr:
        import narwhals as nw

        # Without an otherwise the rest is null on every engine; lit(None) is False on some.
        return (
            nw.when(self.yes.column(of)).then(nw.lit(True)).otherwise(nw.when(self.no.column(of)).then(nw.lit(False)))
        )


@dataclass(frozen=True)
class NumberFrom:
    """A number computed from others; unknown where one of them is, or where the condition does not hold.

    ``defaults`` stand in for inputs that may be left out, such as a cycle of 28 days; ``formula`` is the id under which
    the published formula behind it can be switched off.
    """

    name: str
    inputs: tuple[str, ...]
    compute: Callable[..., Any]
    only_if: Condition | None = None
    defaults: dict[str, float] = field(default_factory=dict)
    formula: str = ""

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.inputs) | (self.only_if.needs if self.only_if is not None else frozenset())

    def can_be_known(self, known: Container[str]) -> bool:
        given = all(name in known or name in self.defaults for name in self.inputs)
        return given and (self.only_if is None or self.only_if.can_hold(known))

    def of_row(self, row: Row) -> float | None:
        values = [self.defaults.get(name) if row.get(name) is None else row[name] for name in self.inputs]
        if any(value is None for value in values) or (self.only_if is not None and self.only_if.holds(row) is not True):
            return None
        found: float = self.compute(*values)
        return None if isnan(found) else found

    def column(self, of: Of) -> nw.Expr:
        import narwhals as nw

        values = [
            of(name).fill_null(self.defaults[name]) if name in self.defaults else of(name) for name in self.inputs
        ]
        computed: nw.Expr = self.compute(*values)
        return computed if self.only_if is None else nw.when(self.only_if.column(of)).then(computed)


@dataclass(frozen=True)
class FirstOf:
    """The first of several measures that is known."""

    name: str
    choices: tuple[str, ...]

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.choices)

    def can_be_known(self, known: Container[str]) -> bool:
        return any(name in known for name in self.choices)

    def of_row(self, row: Row) -> Any:
        return next((row[name] for name in self.choices if row.get(name) is not None), None)

    def column(self, of: Of) -> nw.Expr:
        import narwhals as nw

        return nw.coalesce(*(of(name) for name in self.choices))


@dataclass(frozen=True)
class Extreme:
    """The smallest or the largest of several measures, among those that are known."""

    name: str
    choices: tuple[str, ...]
    largest: bool

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(self.choices)

    def can_be_known(self, known: Container[str]) -> bool:
        return any(name in known for name in self.choices)

    def of_row(self, row: Row) -> float | None:
        found = [row[name] for name in self.choices if row.get(name) is not None]
        if not found:
            return None
        extreme: float = max(found) if self.largest else min(found)
        return extreme

    def column(self, of: Of) -> nw.Expr:
        import narwhals as nw

        columns = [of(name) for name in self.choices]
        return nw.max_horizontal(*columns) if self.largest else nw.min_horizontal(*columns)


@dataclass(frozen=True)
class NameOfFirst:
    """Which of several measures was the first known one, under the name it is shown by."""

    name: str
    choices: tuple[tuple[str, str], ...]

    @property
    def needs(self) -> frozenset[str]:
        return frozenset(measure for measure, _ in self.choices)

    def can_be_known(self, known: Container[str]) -> bool:
        return any(measure in known for measure, _ in self.choices)

    def of_row(self, row: Row) -> str | None:
        return next((shown for measure, shown in self.choices if row.get(measure) is not None), None)

    def column(self, of: Of) -> nw.Expr:
        import narwhals as nw

        found: nw.Expr | None = None
        for measure, shown in reversed(self.choices):
            given = nw.when(~of(measure).is_null()).then(nw.lit(shown))
            found = given if found is None else given.otherwise(found)
        assert found is not None
        return found


Derived = YesNoFrom | NumberFrom | FirstOf | Extreme | NameOfFirst


def is_switched_off(derived: Derived, off: Container[str]) -> bool:
    """Say whether the published formula behind a derivation is switched off: it is unknown then."""
    return isinstance(derived, NumberFrom) and derived.formula in off


def mean_sac_diameter(first: Any, second: Any, third: Any) -> Any:
    """Return the mean of three diameters in mm, unrounded. Two diameters make no mean."""
    return (first + second + third) / 3


FINDINGS_FROM_COLUMNS: tuple[tuple[Derived, ...], ...] = (
    (
        YesNoFrom(
            transvaginal.name,
            yes=HasCode("scan_route", ("transvaginal",), "transvaginal"),
            no=HasCode("scan_route", ("transabdominal",), "abdominal"),
        ),
        YesNoFrom(
            transabdominal.name,
            yes=HasCode("scan_route", ("transabdominal",), "abdominal"),
            no=HasCode("scan_route", ("transvaginal",), "transvaginal"),
        ),
        YesNoFrom(
            heartbeat.name,
            yes=HasCode("heart_activity", ("present",), "heartbeat seen") | (heart_rate_bpm > 0),
            no=HasCode("heart_activity", ("absent",), "no heartbeat"),
        ),
        NumberFrom("msd_from_diameters_mm", ("gs_d1_mm", "gs_d2_mm", "gs_d3_mm"), mean_sac_diameter),
    ),
    (FirstOf(msd_mm.name, ("msd_mm", "msd_from_diameters_mm")),),
    (
        YesNoFrom(gs_seen.name, yes=gs_seen.is_true | msd_mm.is_given, no=gs_seen.is_false),
        YesNoFrom(embryo_seen.name, yes=embryo_seen.is_true | crl_mm.is_given, no=embryo_seen.is_false),
        YesNoFrom(yolk_sac_seen.name, yes=yolk_sac_seen.is_true | yolk_sac_mm.is_given, no=yolk_sac_seen.is_false),
    ),
)
"""``both`` routes count as unknown: which value was measured how is not recorded.

A rate of 0 says nothing by itself.
"""

ASSUMED = "_assumed"
"""Ending of the measures that rules *under assumption* read in place of the strict ones."""

FINDINGS_UNDER_ASSUMPTION: tuple[Derived, ...] = (
    YesNoFrom(
        transvaginal.name + ASSUMED,
        yes=IsNotTrue(transabdominal.name, "not said to be abdominal"),
        no=transabdominal.is_true,
    ),
    YesNoFrom(
        transabdominal.name + ASSUMED,
        yes=transabdominal.is_true,
        no=IsNotTrue(transabdominal.name, "not said to be abdominal"),
    ),
)
"""A route not said is taken to be transvaginal, for suspicious and look-again rows only, and the answer says so."""
