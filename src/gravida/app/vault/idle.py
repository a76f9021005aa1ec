"""The watch: a thread of the worker that locks when nobody has been there for as long as she allows."""

from __future__ import annotations

import time
from threading import Thread

from gravida.app.vault import locking, sessions

LOOKS_EVERY = 1.0


def watch() -> None:
    """Start the watch."""
    Thread(target=_look, name="idle", daemon=True).start()


def _look() -> None:
    while True:
        time.sleep(LOOKS_EVERY)
        if sessions.end_idle():
            locking.end_worker()
