"""A life table with staggered entry: the product-limit estimate and Greenwood's variance.

Of those who are still pregnant at the start of a week (``at_risk``), some have a loss in it. The chance of a loss from
one week up to another is 1 less the product of the shares that went on. The limits stand on the logarithm of that
product: ``S * exp(-+ z * sqrt(sum d / (n * (n - d))))``, cut at 0 and 100%.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, prod, sqrt

from gravida.engine.chances.interval import How, Interval
from gravida.engine.wilson import NINETY_FIVE_PERCENT_Z
from gravida.errors import InputError


@dataclass(frozen=True, slots=True)
class Week:
    """One completed week: how many were at risk when it began, and how many had a loss in it."""

    week: int
    at_risk: int
    losses: int

    def __post_init__(self) -> None:
        if not 0 <= self.losses <= self.at_risk or self.at_risk <= 0:
            raise InputError(
                f"week {self.week} has {self.losses} losses among {self.at_risk}.",
                "Give whole numbers, with no more losses than people at risk.",
            )


@dataclass(frozen=True, slots=True)
class Risk:
    """A share lost over some weeks, in percent, with its interval."""

    percent: float
    interval: Interval
    losses: int


@dataclass(frozen=True, slots=True)
class LifeTable:
    """Weeks in order, none twice."""

    weeks: tuple[Week, ...]

    def __post_init__(self) -> None:
        numbers = [week.week for week in self.weeks]
        if not numbers or numbers != sorted(set(numbers)):
            raise InputError("the weeks are not in order.", "Give each week once, the earliest first.")

    def week(self, number: int) -> Week:
        """Return one week.

        Raises:
            InputError: the table does not reach there.
        """
        found = next((week for week in self.weeks if week.week == number), None)
        if found is None:
            first, last = self.weeks[0].week, self.weeks[-1].week
            raise InputError(
                f"week {number} is not in this table.", f"It has the completed weeks {first} to {last}.", value=number
            )
        return found

    def cumulative(self, to_week: int | None = None) -> Risk:
        """Return the share lost from the first week to the end of another."""
        last = self.weeks[-1].week if to_week is None else self.week(to_week).week
        return _risk([week for week in self.weeks if week.week <= last])

    def remaining(self, from_week: int) -> Risk:
        """Return the share lost from the start of a week to the end of the table."""
        self.week(from_week)
        return _risk([week for week in self.weeks if week.week >= from_week])


def life_table(rows: Iterable[Mapping[str, int]]) -> LifeTable:
    """Return a life table of rows with ``week``, ``at_risk`` and ``losses``.

    >>> table = life_table([{"week": 6, "at_risk": 904, "losses": 15}, {"week": 7, "at_risk": 982, "losses": 18}])
    >>> round(table.cumulative().percent, 2)
    3.46
    """
    return LifeTable(tuple(Week(row["week"], row["at_risk"], row["losses"]) for row in rows))


def _risk(weeks: list[Week]) -> Risk:
    went_on = prod(1 - week.losses / week.at_risk for week in weeks)
    losses = sum(week.losses for week in weeks)
    if went_on == 0:  # all of a week were lost: the variance is not defined
        return Risk(100.0, Interval(0.0, 100.0, How.GREENWOOD), losses)
    variance = sum(week.losses / (week.at_risk * (week.at_risk - week.losses)) for week in weeks)
    factor = exp(NINETY_FIVE_PERCENT_Z * sqrt(variance))
    low, high = 100 * max(0.0, 1 - went_on * factor), 100 * (1 - went_on / factor)
    return Risk(100 * (1 - went_on), Interval(low, high, How.GREENWOOD), losses)
