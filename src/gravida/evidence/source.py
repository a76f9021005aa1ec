"""Where a fact stands: a published work, the place in it, how it was read and in how many places it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NOT_YET_REVIEWED = "not yet reviewed by a clinician"


class Read(StrEnum):
    """How the text behind a fact was read. ``memory`` alone keeps a rule switched off."""

    FULL_TEXT = "full text"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"
    ARITHMETIC = "arithmetic"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Work:
    """One published work, as it stands in ``bibliography.toml``."""

    key: str
    citation: str
    year: int
    doi: str | None
    url: str | None
    read: Read
    review_by: date
    reviewed_by: str
    note: str

    def __post_init__(self) -> None:
        if not self.citation.strip():
            raise TypeError(f"{self.key}: a work cannot be built without a citation")

    @property
    def link(self) -> str | None:
        """A DOI link where there is a DOI, else the address, else nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True, slots=True)
class Source:
    """The place of one fact in one work. It cannot be built without saying where and how it was seen.

    ``seen_in`` counts the independent places where the fact itself was seen; 0 means from memory only.
    """

    work: Work
    where: str
    seen_in: int
    read: Read

    def __post_init__(self) -> None:
        if not self.where.strip():
            raise TypeError(f"{self.work.key}: a source needs the place in the work (page, table, equation)")
        if self.seen_in < 0:
            raise TypeError(f"{self.work.key}: seen_in counts places, so it cannot be negative")

    @property
    def from_memory_only(self) -> bool:
        """True when the fact itself was seen nowhere: such a rule is off unless asked for."""
        return self.seen_in == 0

    def short(self) -> str:
        """Name, place and how it was read, for one line on a page."""
        seen = "seen nowhere yet" if self.seen_in == 0 else f"seen in {self.seen_in} place{'s' * (self.seen_in > 1)}"
        return f"{self.work.citation} ({self.where}; read as {self.read.value}, {seen})"

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "key": self.work.key,
            "citation": self.work.citation,
            "year": self.work.year,
            "link": self.work.link,
            "where": self.where,
            "read": self.read.value,
            "seen_in": self.seen_in,
            "review_by": self.work.review_by.isoformat(),
            "reviewed_by": self.work.reviewed_by,
        }
