"""What her record says of each pregnancy in a few lines: the same lines for each, whatever its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.vault.store import Stored
from gravida.app.words import words_for

SAYS = {
    "hoped for": "Hoped for.",
    "under way": "Under way.",
    "waiting": "Waiting for another look.",
    "ended": "Ended.",
    "born": "Born.",
}


COUNTED = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def how_many(number: int) -> str:
    """Write a number at the head of a sentence, as a word up to twelve."""
    return COUNTED[number] if number < len(COUNTED) else str(number)


@dataclass(frozen=True)
class Entry:
    """One pregnancy on the page of her record."""

    id: UUID
    year: str
    title: str
    says: str
    scans: int
    hidden: bool


def entry(stored: Stored[Pregnancy], scans: int, preferences: Preferences) -> Entry:
    """Return the lines of one pregnancy."""
    pregnancy = stored.document
    words = words_for(pregnancy, preferences)
    return Entry(
        id=stored.id,
        year=_year(pregnancy),
        title=pregnancy.label or words.title,
        says=_says(pregnancy),
        scans=scans,
        hidden=pregnancy.hidden,
    )


def _says(pregnancy: Pregnancy) -> str:
    if pregnancy.over and pregnancy.ended_on is not None:
        return f"{SAYS[pregnancy.state][:-1]} {pregnancy.ended_on.after_a_verb}."
    return SAYS[pregnancy.state]


def _year(pregnancy: Pregnancy) -> str:
    dates = pregnancy.dates
    if pregnancy.over and pregnancy.ended_on is not None:
        return str(pregnancy.ended_on.year)
    if dates.last_period is not None:
        return str(dates.last_period.year)
    exact = next((day for day in (dates.ovulation, dates.retrieval, dates.transfer) if day is not None), None)
    if exact is None and pregnancy.history and not pregnancy.over:
        exact = pregnancy.history[0].written_on
    return "" if exact is None else str(exact.year)
