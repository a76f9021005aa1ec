"""The watch: a thread of the worker that locks when nobody has been there for as long as she allows."""

from __future__ import annotations

import os
import time
from threading import Thread

from django.db import OperationalError, close_old_connections

from gravida.app.vault import challenges, kept_open, locking, sessions

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
        close_old_connections()
        try:
            over = sessions.end_idle()
            challenges.forget_old()
        except OperationalError:  # a database that is away for a moment must not end the watch
            kept_open.drop(kept_open.sessions())  # and cannot say which sessions are over
            continue
        if over:
            locking.end_worker()
