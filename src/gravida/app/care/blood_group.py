"""What each body prints about anti-D, side by side: they disagree, and that is shown. Her country stands first."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.words.notes import MarginNote, source_note
from gravida.engine.care.fact import COUNTRIES
from gravida.engine.care.rh import DISAGREES, NEWER_NICE, RhAdvice, rh
from gravida.engine.explain import note

AFTER = {"surgical": "After an operation", "medical": "After medicine", "loss": "When it ended by itself"}
AFTER_A_CHOICE = {"abortion": "What it prints"}
OUTSIDE = {"ectopic_surgical": "After an operation", "ectopic": "Without an operation"}
NOTHING = "Nothing was read here for this."
ANY_COUNTRY = "for all countries"


@dataclass(frozen=True)
class Body:
    """One body: its name and year, its country, and what it prints for each way it ended."""

    title: str
    country: str
    prints: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Bodies:
    """All bodies that print something for this week."""

    bodies: list[Body]
    disagree: bool
    notes: list[MarginNote]


def bodies(days: int, how: str, country: str) -> Bodies:
    """Return what every body prints for this week; those of her country first, where any were read.

    None of them names an end that was molar.
    """
    events = {"termination": AFTER_A_CHOICE, "ectopic": OUTSIDE, "molar": {}}.get(how, AFTER)
    answers = {event: rh(event, days) for event in events}
    found: dict[str, dict[str, list[RhAdvice]]] = {}
    for event, answer in answers.items():
        for advice in answer.advice:
            found.setdefault(advice.body, {}).setdefault(event, []).append(advice)
    ordered = sorted(found.values(), key=lambda by_event: _first(by_event).country != country)
    newer = any(_first(one).body == NEWER_NICE for one in ordered)
    return Bodies(
        [_body(by_event, events, newer=newer) for by_event in ordered],
        any(answer.disagree for answer in answers.values()),
        [source_note(f"{_first(one).title}.", note(_first(one).source)) for one in ordered],
    )


def _first(by_event: dict[str, list[RhAdvice]]) -> RhAdvice:
    return next(iter(by_event.values()))[0]


def _body(by_event: dict[str, list[RhAdvice]], events: dict[str, str], *, newer: bool) -> Body:
    """``newer``: the newer text of NICE is shown too, so that what conflicts with it can be said."""
    one = _first(by_event)
    said = {event: " ".join(dict.fromkeys(map(_phrase, by_event.get(event, ())))) for event in events}
    remarks = dict.fromkeys(advice.note for several in by_event.values() for advice in several if advice.note)
    if not newer:
        remarks.pop(DISAGREES, None)
    return Body(
        title=f"{one.title}, {one.year}",
        country=COUNTRIES.get(one.country, ANY_COUNTRY),
        prints=tuple((title, said[event] or NOTHING) for event, title in events.items()),
        remarks=tuple(remarks),
    )


def _phrase(advice: RhAdvice) -> str:
    """Return what is said behind the name and the year, which stand in the first cell."""
    phrase = advice.says.rpartition(") ")[2]
    return phrase[:1].upper() + phrase[1:]
