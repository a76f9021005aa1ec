"""Numbers and facts of care in the words of her page: counts first, the share and its interval in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gravida.app.record.dates import weeks_in_words
from gravida.app.words.notes import MarginNote, source_note
from gravida.engine.care.fact import COUNTRIES, Fact
from gravida.engine.chances.estimate import PERCENT, Counts, Estimate, Shown
from gravida.engine.chances.words import decimals
from gravida.engine.explain import note
from gravida.evidence.source import Source

WEEK = re.compile(r"(\d+)w(\d)d")
"""An age as studies write it: 14w0d."""


def apostrophes(text: str) -> str:
    """Write the apostrophe of print."""
    return text.replace("'", "’")


def weeks(text: str) -> str:
    """Write out an age: "14w0d to 23w6d" is 14 weeks to 23 weeks and 6 days."""
    return WEEK.sub(lambda found: weeks_in_words(int(found[1]) * 7 + int(found[2])), text)


@dataclass(frozen=True)
class Group:
    """What one study counted among the same people: who they were, and one line for each number."""

    who: str
    lines: tuple[str, ...]


def line(number: Shown) -> str:
    """Write one number: "124 of 148 (84 in 100; 77 to 89) had passed the sac by day 8."."""
    outcome = number.people.outcome
    if isinstance(number, Counts):
        return f"{number.lost} of {number.n} {outcome}. Fewer than 20 people, so only the counts are given."
    low, high = number.interval.low, number.interval.high
    if number.unit != PERCENT:
        return (
            f"{outcome[:1].upper()}{outcome[1:]}: {number.value:.2f} times as often ({low:.2f} to {high:.2f}), "
            f"{number.n:,} people{_odds(number)}."
        )
    places = decimals(low, high)
    span = f"{low:.{places}f} to {high:.{places}f}"
    if number.lost is None:
        return f"{number.value:.{places}f} in 100 of {number.n:,} ({span}) {outcome}."
    return f"{number.lost:,} of {number.n:,} ({number.value:.{places}f} in 100; {span}) {outcome}."


def _odds(number: Estimate) -> str:
    return "" if number.unit == "risk ratio" else f" (the paper prints {number.unit}s, which are not quite the same)"


def groups(numbers: Iterable[Shown]) -> list[Group]:
    """Put numbers together by study and people, in the order they come."""
    found: dict[str, list[str]] = {}
    for number in numbers:
        who = f"{weeks(number.people.who[:1].upper() + number.people.who[1:])} ({author(number.source)})"
        found.setdefault(who, []).append(line(number))
    return [Group(who, tuple(lines)) for who, lines in found.items()]


def author(source: Source) -> str:
    """Name a study shortly: "Schreiber 2018"."""
    return f"{source.work.citation.split(maxsplit=1)[0].rstrip(',.')} {source.work.year}"


def number_notes(numbers: Iterable[Shown]) -> list[MarginNote]:
    """Return where numbers stand, one note for each work; where places differ, the fewest count."""
    fewest: dict[str, Source] = {}
    for number in numbers:
        key = number.source.work.key
        if key not in fewest or number.source.seen_in < fewest[key].seen_in:
            fewest[key] = number.source
    return [source_note(f"{author(source)}.", note(source)) for source in fewest.values()]


INTERVALS = MarginNote(
    "Numbers in brackets.",
    "Between which two numbers chance alone can move it; where people were counted, first how many that is out of 100.",
)


LEADS = {"bleeding": "Bleeding.", "hcg-gone": "A test.", "first-period": "Your period.", "follow-up-test": "A test."}
"""What a fact is about, in a word."""


def fact_notes(facts: Iterable[Fact], lead: str = "") -> list[MarginNote]:
    """Return where facts stand, each work once, with the country a text is of."""
    found: dict[str, MarginNote] = {}
    for fact in facts:
        place = COUNTRIES.get(fact.place, "")
        start = f"{place or author(fact.source)}."
        if lead:
            start = f"{lead} ({author(fact.source)})."
        elif fact.id in LEADS:
            start = LEADS[fact.id]
        found.setdefault(fact.source.work.key, source_note(start, note(fact.source)))
    return list(found.values())
