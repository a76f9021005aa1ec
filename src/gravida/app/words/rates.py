"""The heart rate in the groups of each study. What happened in a group is a count: closed until it is asked for."""

from __future__ import annotations

from gravida.engine.wording import RATE_BANDS

HER_BANDS = {
    **RATE_BANDS,
    "below_110_all_lost": "In that study this rate was in a group of its own: under 110 at this age.",
}


def says(band: str) -> str:
    """Return in which group of a study a rate falls."""
    return HER_BANDS[band]


SLOW = frozenset({"slow", "below_limit", "below_110_all_lost", "under_70", "70_to_79", "80_to_90", "under_85"})


def is_slow(band: str) -> bool:
    """Say whether a study calls the rates of this group slow, or under its limit."""
    return band in SLOW


AGE_FROM = {
    "crl_recorded": "as the report gives it from the length",
    "transfer": "from the day of transfer",
    "retrieval": "from the egg retrieval",
    "ovulation": "from the day of ovulation",
    "conception": "from the day of conception",
    "recorded": "as the report gives it",
    "lmp": "from the last period",
}
"""By what the age is known under which the studies are read."""

LINE_DAY = 44
"""6 weeks and 2 days are 6.29 weeks: the studies change their groups at 6.3, which this day is only when rounded."""


def on_the_line(age_days: float | None) -> str:
    """Say so where the day lies between two groups of the studies."""
    if age_days != LINE_DAY:
        return ""
    return "This day is on the line between two groups of the studies. A day earlier, the group before would count."


WHO = {
    "benson1994": "One baby, a heart rate of 90 or less, scanned before 8 weeks, one hospital group in Boston. For 3 "
    "of 40 it is not known how they went on.",
    "doubilet2000": "One baby, a rapid heartbeat, scanned up to 7.0 weeks, one hospital group in Boston.",
    "doubilet2005": "One baby, a heartbeat seen, scanned at 6.0 to 7.0 weeks, one hospital group in Boston.",
    "laboda1989": "A heartbeat seen at 5 to 8 weeks. How many were scanned in all was not read.",
}
"""Study: who was counted."""

ENDED = {
    "benson1994": "ended before 10.5 weeks",
    "doubilet2000": "ended in the first three months",
    "doubilet2005": "ended in the first three months",
    "laboda1989": "ended",
}
CONTINUED = {
    "benson1994": "continued",
    "doubilet2000": "continued past the first three months",
    "doubilet2005": "continued past the first three months",
    "laboda1989": "continued",
}
