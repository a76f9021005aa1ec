"""Challenges of passkeys: drawn here, used once, kept in the memory of the worker and nowhere else."""

from __future__ import annotations

import secrets
from threading import Lock
from typing import Final

from gravida.app.vault.clock import Moment, now, seconds_since

LONGEST: Final = 5 * 60
MOST: Final = 100
"""Whoever asks for more of them makes the oldest worthless, and nothing else."""

_drawn: dict[tuple[str, bytes], Moment] = {}
_guard = Lock()


def draw(purpose: str) -> bytes:
    """Return a new challenge for one purpose."""
    challenge = secrets.token_bytes(32)
    with _guard:
        while len(_drawn) >= MOST:
            del _drawn[next(iter(_drawn))]
        _drawn[purpose, challenge] = now()
    return challenge


def take(purpose: str, challenge: bytes) -> bool:
    """Say whether a challenge was drawn for this purpose, not long ago, and was not used before. Now it is."""
    with _guard:
        drawn = _drawn.pop((purpose, challenge), None)
    return drawn is not None and seconds_since(drawn) < LONGEST
