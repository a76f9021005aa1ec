"""Intervals of 95%: as printed, by Wilson's method, by Greenwood's variance, or carried through a calculation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gravida.engine.wilson import wilson_percent


class How(StrEnum):
    """How an interval came about; always said with it."""

    PRINTED = "printed"
    WILSON = "wilson"
    WILSON_FROM_SHARE = "wilson_from_share"
    GREENWOOD = "greenwood"
    CARRIED_THROUGH = "carried_through"

    @property
    def says(self) -> str:
        """The method in words."""
        return _SAYS[self]


_SAYS = {
    How.PRINTED: "as printed",
    How.WILSON: "worked out here by Wilson's method from the counts",
    How.WILSON_FROM_SHARE: "worked out here by Wilson's method from the printed share and the number of people",
    How.GREENWOOD: "worked out here with Greenwood's variance on the logarithm of the share that went on",
    How.CARRIED_THROUGH: "worked out here from the printed limits of the ratio; the baseline is taken as it is printed",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval, in the unit of its number, and how it came about."""

    low: float
    high: float
    how: How

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise TypeError("an interval runs from low to high")


def wilson(lost: float, n: int, *, how: How = How.WILSON) -> Interval:
    """Return Wilson's 95% interval of ``lost`` among ``n``, in percent."""
    share = lost / n
    low, high = wilson_percent(share, n)
    return Interval(min(low, 100 * share), max(high, 100 * share), how)  # at 0 and n rounding may miss the share itself
