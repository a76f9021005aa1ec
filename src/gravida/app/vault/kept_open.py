"""Records that are open, kept in the memory of a program between two pages, where many people share a server.

Opening a record of hundreds of documents takes longer than showing a page of it. So what one browser's pages have
opened stays for its next page, and only for that: it is found by the name of that browser's session, after the secret
of its cookie has opened the key, and only while everything stored stands exactly as it stood (``standing``). It goes
when the session ends: at once in the program that ends it, within about a second in every other, by its watch.

At home nothing of this is done: there nothing of a record is in the memory between two pages.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import Final
from uuid import UUID

from gravida.app.vault.seen import Seen
from gravida.app.vault.standing import Standing

MOST_BYTES: Final = 64 * 1024 * 1024
"""So many sealed bytes are kept open at most; what was not used for longest goes first. Opened they take more room."""


@dataclass(frozen=True)
class Kept:
    """What the pages of one browser have opened, and how the record stood then."""

    owner_id: UUID
    standing: Standing
    seen: Seen
    size: int


_kept: OrderedDict[str, Kept] = OrderedDict()
_guard = Lock()


def keep(session_id: str, owner_id: UUID, standing: Standing, seen: Seen) -> None:
    """Keep what the pages of a session have opened, in place of what was kept of it before."""
    size = sum(map(len, seen.sealed.values()))
    with _guard:
        _kept.pop(session_id, None)
        if size <= MOST_BYTES:
            _kept[session_id] = Kept(owner_id, standing, seen, size)
        while sum(kept.size for kept in _kept.values()) > MOST_BYTES:
            _kept.popitem(last=False)


def recall(session_id: str, standing: Standing) -> Seen | None:
    """Return what was kept of a session, if everything stands as it stood; else let go of it."""
    with _guard:
        kept = _kept.get(session_id)
        if kept is None:
            return None
        if kept.standing != standing:
            del _kept[session_id]
            return None
        _kept.move_to_end(session_id)
        return kept.seen


def sessions() -> list[str]:
    """Return the sessions of which something is kept."""
    with _guard:
        return list(_kept)


def drop(session_ids: Collection[str]) -> None:
    """Let go of what was kept of some sessions."""
    with _guard:
        for id in session_ids:
            _kept.pop(id, None)


def drop_all_of(owner_id: UUID, *, but: str = "") -> None:
    """Let go of what was kept of an owner's record, but for one session."""
    with _guard:
        for id in [id for id, kept in _kept.items() if kept.owner_id == owner_id and id != but]:
            del _kept[id]
