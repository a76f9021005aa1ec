"""Challenges of passkeys: drawn for one browser and one thing, used once, for five minutes.

At home they live in the memory of the worker, and a lock ends them with it. On a shared server each is a row, because
the worker that answers need not be the one that asked. A row is a digest and a time: it says nothing about anybody.
"""

from __future__ import annotations

import hashlib
import secrets
from threading import Lock
from typing import Final

from django.db import connection

from gravida.app.vault import models
from gravida.app.vault.clock import Moment, now, seconds_since
from gravida.app.vault.sealing import bound

LONGEST: Final = 5 * 60
MOST: Final = 100
MOST_ROWS: Final = 10_000
"""Whoever asks for more of them makes the oldest worthless, and nothing else."""

_drawn: dict[str, Moment] = {}
_guard = Lock()


def draw(purpose: str, browser: str) -> bytes:
    """Return a new challenge for one purpose and for the browser that has this cookie."""
    challenge = secrets.token_bytes(32)
    id = _digest(purpose, browser, challenge)
    if _in_rows():
        _draw_row(id)
        return challenge
    with _guard:
        while len(_drawn) >= MOST:
            del _drawn[next(iter(_drawn))]
        _drawn[id] = now()
    return challenge


def take(purpose: str, browser: str, challenge: bytes) -> bool:
    """Say whether a challenge was drawn for this, not long ago, and was not used before. Now it is."""
    id = _digest(purpose, browser, challenge)
    if _in_rows():
        # One statement: of two who bring the same one at the same moment, only one finds the row.
        return models.Challenge.objects.filter(id=id, until__gt=int(now().wall)).delete()[0] == 1
    with _guard:
        drawn = _drawn.pop(id, None)
    return drawn is not None and seconds_since(drawn) < LONGEST


def forget_old() -> None:
    """Forget those whose time is over. In memory there are never many."""
    if _in_rows():
        models.Challenge.objects.filter(until__lte=int(now().wall)).delete()


def _draw_row(id: str) -> None:
    forget_old()
    models.Challenge.objects.create(id=id, until=int(now().wall) + LONGEST)
    if (too_many := models.Challenge.objects.count() - MOST_ROWS) > 0:
        oldest = models.Challenge.objects.order_by("until", "id").values_list("id", flat=True)[:too_many]
        models.Challenge.objects.filter(id__in=list(oldest)).delete()


def _digest(purpose: str, browser: str, challenge: bytes) -> str:
    return hashlib.sha256(bound("challenge", purpose, browser, challenge.hex())).hexdigest()


def _in_rows() -> bool:
    return connection.vendor == "postgresql"
