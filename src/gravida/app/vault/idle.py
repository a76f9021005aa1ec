"""The watch: a thread of the worker that locks when nobody has been there for as long as she allows."""

from __future__ import annotations

import os
import time
from threading import Thread

from gravida.app.vault import locking, sessions

LOOKS_EVERY = 1.0


def watch() -> None:
    """Start the watch."""
    Thread(target=_look, name="idle", daemon=True).start()


def _look() -> None:
    parent = os.getppid()
    while True:
        time.sleep(LOOKS_EVERY)
        if os.getppid() != parent:
            os._exit(0)  # the program was killed: nobody is left who could lock
        if sessions.end_idle():
            locking.end_worker()
