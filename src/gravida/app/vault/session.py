"""One open browser, as it is kept while it is open: in the memory of the worker, or as a row where workers are many."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from gravida.app.vault.clock import Moment, now, seconds_since
from gravida.app.vault.standing import Standing

LONGEST_SESSION: Final = 12 * 60 * 60

Step = Literal["", "code", "anew"]
"""What is still to be done before the rooms open: write down the recovery code, choose a new passphrase, or nothing."""


@dataclass(frozen=True)
class Session:
    """One open browser. ``share`` and ``until`` belong to somebody who may read until a time.

    ``standing`` is how the record stood when this was read from a row; None where nothing was asked.
    """

    owner_id: UUID
    wrapped: bytes
    idle_seconds: int
    step: Step
    started: Moment
    seen: Moment
    share_id: UUID | None = None
    until: int | None = None
    standing: Standing | None = None

    def is_over(self) -> bool:
        """Whether nobody was there for too long, or it was open for half a day, or the time to read is over."""
        return (
            seconds_since(self.seen) >= self.idle_seconds
            or seconds_since(self.started) >= LONGEST_SESSION
            or (self.until is not None and now().wall >= self.until)
        )


def id_of(secret: str) -> str:
    """Return the name a session is kept under: it does not give the secret away."""
    return hashlib.sha256(b"id|" + secret.encode()).hexdigest()
