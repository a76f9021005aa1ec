"""The bands of a study as ranges of rates, per group of days: read from the conditions that are evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.study import Band, Study

DAYS = range(1, 85)
RATES = range(1, 301)


@dataclass(frozen=True, slots=True)
class RateRange:
    """From ``low`` to under ``high`` beats a minute; None where the band has no limit on that side."""

    band: Band
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Days of age for which a study draws the same limits."""

    first_day: int
    last_day: int
    ranges: tuple[RateRange, ...]


@cache
def day_groups(study: Study) -> tuple[DayGroup, ...]:
    """Return the groups of days of a study with their ranges, lowest rate first.

    >>> from gravida.engine.heart_rate import studies
    >>> [(group.first_day, group.last_day, group.ranges[0].high) for group in day_groups(studies()["doubilet2005"])]
    [(42, 43, 90), (44, 49, 110)]
    """
    groups = groupby(((day, _ranges(study, day)) for day in DAYS), key=lambda found: found[1])
    return tuple(
        DayGroup(days[0], days[-1], ranges)
        for ranges, found in groups
        if ranges and (days := [day for day, _ in found])
    )


def _ranges(study: Study, day: int) -> tuple[RateRange, ...]:
    found = []
    for band in study.bands:
        held = [
            rate
            for rate in RATES
            if band.when.holds({heartbeat.name: True, heart_age_days.name: day, heart_rate_bpm.name: rate})
        ]
        if held:
            low = None if held[0] == RATES[0] else held[0]
            found.append(RateRange(band, low, None if held[-1] == RATES[-1] else held[-1] + 1))
    return tuple(sorted(found, key=lambda range_: range_.low or 0))
