"""The one bibliography. Rules, formulas and tables name a work by its key; nothing else holds a citation."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from gravida.errors import UnknownName
from gravida.evidence.source import NOT_YET_REVIEWED, Read, Source, Work


@cache
def works() -> dict[str, Work]:
    """Every work in ``bibliography.toml`` by key, in the order of the file."""
    text = (files("gravida.evidence") / "bibliography.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    default_review: date = found.pop("review_by")
    return {
        key: Work(
            key=key,
            citation=entry["citation"],
            year=entry["year"],
            doi=entry.get("doi"),
            url=entry.get("url"),
            read=Read(entry["read"]),
            review_by=entry.get("review_by", default_review),
            reviewed_by=entry.get("reviewed_by", NOT_YET_REVIEWED),
            note=entry.get("note", ""),
        )
        for key, entry in found.items()
    }


def cite(key: str, *, where: str, seen_in: int, read: Read | None = None) -> Source:
    """Name the place of a fact. ``read`` is how this fact was read, where that differs from the work as a whole.

    Raises:
        UnknownName: the work is not in the bibliography.
    """
    known = works()
    if key not in known:
        raise UnknownName("work in the bibliography", key, list(known))
    work = known[key]
    return Source(work, where, seen_in, read or work.read)
