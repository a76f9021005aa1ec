"""Sessions of one worker, in its memory: nothing of them is on the disk, and a full disk stops no lock."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from uuid import UUID

from gravida.app.vault.clock import Moment
from gravida.app.vault.session import Session, Step

_sessions: dict[str, Session] = {}
_guard = Lock()


def put(id: str, session: Session) -> None:
    """Keep a session."""
    with _guard:
        _sessions[id] = session


def get(id: str) -> Session | None:
    """Return a session, or None where there is none."""
    with _guard:
        return _sessions.get(id)


def of(owner_id: UUID) -> dict[str, Session]:
    """Return the sessions of an owner."""
    with _guard:
        return {id: session for id, session in _sessions.items() if session.owner_id == owner_id}


def seen(id: str, session: Session, moment: Moment) -> None:
    """Note that somebody was there."""
    with _guard:
        if id in _sessions:
            _sessions[id] = replace(_sessions[id], seen=moment)


def change(owner_id: UUID, *, step: Step | None = None, idle_seconds: int | None = None) -> None:
    """Change the step or the idle limit of every session of an owner, not of those whom she lets read."""
    with _guard:
        for id, session in _sessions.items():
            if session.owner_id == owner_id and session.share_id is None:
                _sessions[id] = replace(
                    session,
                    step=session.step if step is None else step,
                    idle_seconds=session.idle_seconds if idle_seconds is None else idle_seconds,
                )


def end(owner_id: UUID, *, but: str = "") -> None:
    """End every session of an owner, but one."""
    with _guard:
        for id in [id for id, session in _sessions.items() if session.owner_id == owner_id and id != but]:
            del _sessions[id]


def end_one(id: str) -> None:
    """End one session."""
    with _guard:
        _sessions.pop(id, None)


def end_over() -> bool:
    """End the sessions that are over, and say whether there were any."""
    with _guard:
        over = [id for id, session in _sessions.items() if session.is_over()]
        for id in over:
            del _sessions[id]
    return bool(over)
