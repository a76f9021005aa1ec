"""Time that cannot be set back: what has passed is the larger of two clocks' answers.

The steady clock stands still while a machine sleeps; the wall clock can be set. A lock has to fall in both cases.
"""

from __future__ import annotations

import time
from typing import NamedTuple


class Moment(NamedTuple):
    """One moment on both clocks."""

    steady: float
    wall: float


def now() -> Moment:
    """Return this moment."""
    return Moment(time.monotonic(), time.time())


def seconds_since(then: Moment) -> float:
    """Return how many seconds have passed since a moment."""
    this = now()
    return max(this.steady - then.steady, this.wall - then.wall)
