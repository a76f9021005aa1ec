"""One note in the margin: what it is about, what stands where, and a link."""

from __future__ import annotations

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


def source_note(lead: str, source: SourceNote) -> MarginNote:
    """Say where a statement stands, how it was read, and when it is to be read again."""
    return MarginNote(lead, f"{source.citation.rstrip('.')}. {how_read(source)}", source.link)


HOW_READ = {
    "full text": "Read in full",
    "abstract": "Read as its summary",
    "secondary": "Read through other pages that quote it",
    "arithmetic": "Worked out",
    "memory": "Not read yet",
}


def how_read(source: SourceNote) -> str:
    """Say how a text was read, in how many places it was seen, and by when it is to be read again."""
    places = "one place" if source.seen_in == 1 else f"{source.seen_in} places"
    again = short(date.fromisoformat(source.review_by))
    return f"{HOW_READ[source.read]}, seen in {places}. To be read again by {again}."
