"""One note in the margin: what it is about, what stands where, and a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gravida.app.record.dates import short
from gravida.engine.assessment import SourceNote


@dataclass(frozen=True)
class MarginNote:
    """A source, or a word about the page."""

    lead: str
    text: str
    link: str | None = None


DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")


def source_note(lead: str, source: SourceNote) -> MarginNote:
    """Say where a statement stands, how it was read, and when it is to be read again."""
    cited = DAY.sub(lambda found: short(date.fromisoformat(found[0])), source.citation.rstrip("."))
    return MarginNote(lead, f"{cited}. {how_read(source)}", source.link)


HOW_READ = {
    "full text": "Read in full",
    "abstract": "Read as its summary",
    "secondary": "Read through other pages that quote it",
    "arithmetic": "Worked out",
    "memory": "Not read yet",
}


def how_read(source: SourceNote) -> str:
    """Say how a text was read, in how many places it was seen, and by when it is to be read again."""
    return f"{HOW_READ[source.read]}, seen in {_places(source)}. To be read again by {read_again_by(source)}."


def read_once(sources: Sequence[SourceNote]) -> tuple[list[str], list[MarginNote]]:
    """Say how each of several texts was read; what holds for all of them stands once, in a note after them."""
    if len({(source.seen_in, source.review_by) for source in sources}) != 1:
        return [how_read(source) for source in sources], []
    said = f"Each was seen in {_places(sources[0])} and is to be read again by {read_again_by(sources[0])}."
    return [f"{HOW_READ[source.read]}." for source in sources], [MarginNote("", said)]


def _places(source: SourceNote) -> str:
    return "one place" if source.seen_in == 1 else f"{source.seen_in} places"


def read_again_by(source: SourceNote) -> str:
    """Return the day by which a text is to be read again."""
    return short(date.fromisoformat(source.review_by))
