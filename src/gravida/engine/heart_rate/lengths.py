"""The lengths behind the groups of age of Doubilet & Benson 1995, who took the age from the length of the embryo.

Under 5 mm stands for up to 6.2 weeks, 5 to 9 mm for 6.3 to 7.0. These lengths are quoted beside the paper, not seen in
its summary; what Hadlock 1992 gives for them agrees (4.9 mm 6.22 weeks, 9 mm 6.90 weeks). The limits are not repeated
here: they are read from the bands of the study. Of a length over 9 mm the study set no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gravida.engine.heart_rate import doubilet1995
from gravida.engine.heart_rate.ranges import RateRange, day_groups
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

STUDY = doubilet1995.STUDY
SOURCE = cite(
    "doubilet1995",
    where="its two groups as lengths, under 5 mm and 5 to 9 mm, as other pages quote them",
    seen_in=1,
    read=Read.SECONDARY,
)
BORDER_MM, LONGEST_MM = 5.0, 9.0


@dataclass(frozen=True, slots=True)
class LengthGroup:
    """Lengths for which the study has one limit: from ``low_mm`` on, or every length under ``under_mm``."""

    low_mm: float | None
    under_mm: float | None
    high_mm: float | None
    ranges: tuple[RateRange, ...]

    def holds(self, crl_mm: float) -> bool:
        """Say whether a length belongs to the group. A length over the longest printed one belongs to none."""
        if self.under_mm is not None:
            return 0 < crl_mm < self.under_mm
        assert self.low_mm is not None
        assert self.high_mm is not None
        return self.low_mm <= crl_mm <= self.high_mm


@cache
def length_groups() -> tuple[LengthGroup, ...]:
    """Return both groups, the shorter first, with the ranges of rates of the study.

    >>> [(group.under_mm or group.low_mm, group.ranges[0].high) for group in length_groups()]
    [(5.0, 100), (5.0, 120)]
    """
    shorter, longer, *_ = day_groups(STUDY)  # the last group of days has no length: it has no limit of its own
    return (
        LengthGroup(None, BORDER_MM, None, shorter.ranges),
        LengthGroup(BORDER_MM, None, LONGEST_MM, longer.ranges),
    )


def under_limit(bpm: float, crl_mm: float) -> bool | None:
    """Say whether a rate is under the limit of the study for a length; None where the study has no limit for it."""
    group = next((group for group in length_groups() if group.holds(crl_mm)), None)
    if group is None:
        return None
    limit = group.ranges[0].high
    assert limit is not None
    return bpm < limit
