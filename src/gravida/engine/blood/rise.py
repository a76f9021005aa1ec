"""How hCG changed between two samples: ratio, per 48 hours, doubling time, and the slowest rise that was seen.

The slowest rises are of pregnancies that went on. A slower one is "slower than 99 in 100 of them", never a diagnosis.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import log2

from gravida.engine import given
from gravida.errors import InputError, UnknownName
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table
from gravida.evidence.source import Source

FEWEST_HOURS, MOST_HOURS = 24, 96
USUAL_HOURS = (44, 52)
"""Smallest rises are for about two days: refused outside 24 to 96 hours, warned outside 44 to 52."""

MIDDLE_BAND = (1500, 3000)
"""Starting levels in IU/L. Exactly 1500 and exactly 3000 belong to the middle band, as the abstract prints it."""

LONGEST_HOURS = 24 * 28


class Minimum(StrEnum):
    """Whose smallest rise. Named, because they differ."""

    BARNHART_2016 = "barnhart2016"
    BARNHART_2004 = "barnhart2004"
    CAUTIOUS = "cautious"


@dataclass(frozen=True, slots=True)
class SmallestRise:
    """The slowest rise in two days of one source, for one starting level."""

    which: Minimum
    ratio_48h: float
    n: int | None
    source: Source
    mark: Mark

    @property
    def percent(self) -> float:
        """The same as a rise in percent."""
        return round(100 * (self.ratio_48h - 1), 6)


def hours_between(hours: object) -> float:
    """Return hours between two samples.

    Raises:
        InputError: the second sample is not after the first, or weeks lie between.
    """
    if isinstance(hours, int | float) and not isinstance(hours, bool) and hours <= 0:
        raise InputError(
            f"hours {hours:g} is not after the first sample.",
            "Give the earlier sample first, and the hours from it to the later one.",
            value=hours,
        )
    return given.number("hours", hours, 1, LONGEST_HOURS, "Give the hours between the two samples; two days are 48.")


def ratio(hcg_0_iu_l: float, hcg_1_iu_l: float) -> float:
    """Return the later value over the earlier one."""
    return hcg_1_iu_l / hcg_0_iu_l


def ratio_48h(hcg_0_iu_l: float, hcg_1_iu_l: float, hours: float) -> float:
    """Return the ratio as it would be after 48 hours at the same pace, ``ratio ** (48 / hours)``.

    >>> round(100 * (ratio_48h(120, 300, 72) - 1), 1)
    84.2
    """
    found: float = ratio(hcg_0_iu_l, hcg_1_iu_l) ** (48 / hours)
    return found


def doubling_time_hours(hcg_0_iu_l: float, hcg_1_iu_l: float, hours: float) -> float | None:
    """Return the hours in which it doubles; negative is the half-life; None where it did not change.

    >>> round(doubling_time_hours(120, 300, 72), 2)
    54.47
    """
    found = ratio(hcg_0_iu_l, hcg_1_iu_l)
    return None if found == 1 else hours / log2(found)


def smallest_rise(hcg_0_iu_l: float, which: str = "barnhart2016") -> SmallestRise:
    """Return the smallest rise in two days for a starting level.

    ``barnhart2016`` depends on the starting level; ``barnhart2004`` and ``cautious`` (1.35) do not.

    Raises:
        UnknownName: there is no such source.
    """
    if which not in list(Minimum):
        raise UnknownName("smallest rise", which, [found.value for found in Minimum])
    row = _row(Minimum(which), hcg_0_iu_l)
    mark = Mark(row["evidence"])
    return SmallestRise(
        Minimum(which),
        float(row["ratio"]),
        int(row["n"]) if row["n"] else None,
        cite(_WORK[Minimum(which)], where="abstract", seen_in=mark.seen_in),
        mark,
    )


_WORK = {Minimum.BARNHART_2016: "barnhart2016", Minimum.BARNHART_2004: "barnhart2004", Minimum.CAUTIOUS: "seeber2006"}


def _row(which: Minimum, hcg_0_iu_l: float) -> Row:
    rows = published_table("hcg_min_rise")
    if which is Minimum.CAUTIOUS:
        return next(row for row in rows if row["percentile_or_stat"] == "proposed minimum")
    if which is Minimum.BARNHART_2004:
        return _curve_row(2, "slowest 1%")
    low, high = MIDDLE_BAND
    start = "0" if hcg_0_iu_l < low else str(low) if hcg_0_iu_l <= high else str(high)
    return next(row for row in rows if row["source"] == "Barnhart 2016" and row["initial_hcg_min_iu_l"] == start)


def below_smallest_rise(hcg_0_iu_l: float, hcg_1_iu_l: float, hours: float, which: str = "barnhart2016") -> bool:
    """Say whether the rise was smaller than the smallest. Equal is not below.

    Raises:
        InputError: fewer than 24 or more than 96 hours lie between the samples.
    """
    if not FEWEST_HOURS <= hours <= MOST_HOURS:
        raise InputError(
            f"{hours:g} hours lie between the samples.",
            "The smallest rises are for about two days; samples 24 to 96 hours apart can be compared, best near 48.",
            value=hours,
        )
    limit = smallest_rise(hcg_0_iu_l, which).ratio_48h
    if hours == 48:  # exact, so that 49% of 1000 is not below 49%
        return exactly(hcg_1_iu_l) < exactly(limit) * exactly(hcg_0_iu_l)
    return ratio_48h(hcg_0_iu_l, hcg_1_iu_l, hours) < limit


def exactly(value: float) -> Fraction:
    """Return a number as it is written, so that comparisons at a limit are exact."""
    return Fraction(repr(float(value)))


STATS = {"slowest": "slowest 1%", "median": "median", "fastest": "fastest"}


def barnhart2004_ratio(days: int, stat: str = "median") -> float:
    """Return the ratio that Barnhart 2004 prints after 1, 2 or 4 days: ``slowest``, ``median`` or ``fastest``.

    Raises:
        UnknownName: there is no such curve.
        InputError: nothing is printed for that day.
    """
    if stat not in STATS:
        raise UnknownName("curve", stat, list(STATS))
    return float(_curve_row(days, STATS[stat])["ratio"])


def _curve_row(days: int, stat: str) -> Row:
    rows = [row for row in published_table("hcg_min_rise") if row["source"] == "Barnhart 2004"]
    found = [row for row in rows if row["percentile_or_stat"] == stat and row["days"] == f"{days:g}"]
    if not found:
        printed = ", ".join(row["days"] for row in rows if row["percentile_or_stat"] == stat)
        raise InputError(
            f"{stat} after {days:g} days is not printed.", f"It is printed for {printed} days.", value=days
        )
    return found[0]


OBSOLETE_RATIO = 1.66


def obsolete_66_percent_ratio(days: float) -> float:
    """Return what the old rule of 66% in two days asks for after some days. Obsolete; no answer here uses it.

    >>> round(obsolete_66_percent_ratio(3), 3)
    2.139
    """
    found: float = OBSOLETE_RATIO ** (given.number("days", days, 0, 28, "Give the days between two samples.") / 2)
    return found
