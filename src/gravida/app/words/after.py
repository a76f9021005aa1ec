"""What happens next after an end in the first months: each line with its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gravida.app.words.notes import MarginNote


@dataclass(frozen=True)
class Step:
    """One thing that comes after, in a few words."""

    lead: str
    text: str


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = (files("gravida.app.words") / "after.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def steps() -> list[Step]:
    """Return the lines in their order."""
    return [Step(row["lead"], row["text"]) for row in _rows()]


def sources() -> list[MarginNote]:
    """Return where the lines stand and how each was read."""
    return [
        MarginNote(row["source_lead"], f"{row['source']} {row['read']}", row["link"] or None)
        for row in _rows()
        if row["source_lead"]
    ]
