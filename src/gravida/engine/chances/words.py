"""Numbers as sentences about people like these. Never "your chance", never more digits than the size can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gravida.evidence.published import Mark

if TYPE_CHECKING:
    from gravida.engine.chances.estimate import Counts, Estimate

NOT_ABOUT_ONE = "This is about people like these. It does not say what happens in one pregnancy."
RATIO_IS_NO_CHANCE = "A ratio compares two groups. By itself it is no chance."
FEW = "These are too few for a share or an interval."


def decimals(low: float, high: float) -> int:
    """Return how many decimals an interval can carry: none where it is wide, two where it is a hair's breadth.

    More where fewer would write some as none, or not all as all.

    >>> decimals(55.1, 65.9), decimals(5.7, 9.7), decimals(0.54, 0.56), decimals(0.4, 6.1), decimals(90.2, 99.7)
    (0, 1, 2, 1, 1)
    """
    places = 0 if high - low >= WIDE else 1 if high - low >= NARROW else 2
    while (low > 0 and round(low, places) == 0) or (high < ALL and round(high, places) == ALL):
        places += 1
    return places


WIDE, NARROW, ALL = 5, 0.1, 100


def estimate_in_words(found: Estimate) -> str:
    """Write an estimate: the number, its interval and how that came about, and who they were."""
    interval = found.interval
    if found.unit != "%":
        said = (
            f"{found.people.outcome.capitalize()}: {found.unit} {found.value:g} "
            f"(95% interval {interval.low:g} to {interval.high:g}, {interval.how.says}), from {found.n:,} people. "
            f"{RATIO_IS_NO_CHANCE}"
        )
    else:
        places = decimals(interval.low, interval.high)
        share = f"{found.value:.{places}f}%"
        limits = f"95% interval {interval.low:.{places}f} to {interval.high:.{places}f}%, {interval.how.says}"
        if found.lost is None:
            said = f"Of {found.n:,}, {share} {found.people.outcome} ({limits})."
        else:
            said = f"{found.lost:,} of {found.n:,} {found.people.outcome}: {share} ({limits})."
    return " ".join((said, _who(found), *found.caveats, *_flag(found.mark), NOT_ABOUT_ONE))


def counts_in_words(found: Counts) -> str:
    """Write counts alone."""
    said = f"{found.lost} of {found.n} {found.people.outcome}."
    return " ".join((said, FEW, _who(found), *found.caveats, *_flag(found.mark), NOT_ABOUT_ONE))


def _who(found: Estimate | Counts) -> str:
    return f"Who they were: {found.people.who} ({found.people.years})."


def _flag(mark: Mark) -> tuple[str, ...]:
    return () if mark is Mark.SEEN_TWICE else (f"This figure was {mark.says}.",)
