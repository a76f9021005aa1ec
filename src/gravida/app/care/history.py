"""Earlier losses as her record has them, in three values: a count, or not to be told, and what is missing for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from gravida.app.care.ends import EARLY_UNTIL, End, end_of
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.store import pregnancies, scans_of
from gravida.app.vault.store import OpenVault, Stored

COUNTED = ("miscarriage", "stillbirth")
LAST_DAY_COUNTED = 167
"""23w6d: the bodies read here speak of losses before 24 weeks."""


@dataclass(frozen=True)
class History:
    """Losses before 14 weeks and from then to 24; whether two followed each other. None: not to be told."""

    ended: int
    first: int | None
    second: int | None
    consecutive: bool | None
    missing: tuple[str, ...]


def history(vault: OpenVault) -> History:
    """Count what is written down. One end whose kind or week is not known leaves the counts open."""
    over = [stored for stored in pregnancies(vault) if stored.document.over]
    ended = [stored for stored in over if stored.document.state == "ended"]
    ends = {stored.id: end_of(stored, [scan.document for scan in scans_of(vault, stored.id)]) for stored in ended}
    kinds_open = sum(end.how == "" for end in ends.values())
    weeks_open = sum(end.days is None for end in ends.values() if end.how in COUNTED)
    known = not kinds_open and not weeks_open
    days = [end.days for end in ends.values() if end.how in COUNTED and end.days is not None]
    missing = [
        f"How it ended is left open for {kinds_open} of {len(ended)}." if kinds_open else "",
        f"How far along it was is not written down for {weeks_open} of {len(ended)}." if weeks_open else "",
    ]
    return History(
        ended=len(ended),
        first=sum(day < EARLY_UNTIL for day in days) if known else None,
        second=sum(EARLY_UNTIL <= day <= LAST_DAY_COUNTED for day in days) if known else None,
        consecutive=_consecutive(over, ends) if known else None,
        missing=tuple(filter(None, missing)),
    )


def _consecutive(over: list[Stored[Pregnancy]], ends: Mapping[UUID, End]) -> bool | None:
    """Whether two losses followed each other. Without every date, or with two on one date, that is not known."""
    when = [stored.document.ended_on.earliest for stored in over if stored.document.ended_on is not None]
    if len(set(when)) < len(over):
        return None
    in_order = sorted(over, key=lambda stored: stored.document.ended_on.earliest)  # type: ignore[union-attr]
    lost = [stored.id in ends and ends[stored.id].how in COUNTED for stored in in_order]
    return any(one and other for one, other in pairwise(lost))
