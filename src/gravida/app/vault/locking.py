"""Locking: every session ends, and at home the worker too, so that nothing of hers stays in its memory.

The worker is ended by asking its parent for new ones (SIGHUP), after the answer has gone out. From then on it accepts
no connection, closes those it has with their next answer, and takes no secret: what is tried then is sent round again
and meets the new worker.
"""

from __future__ import annotations

import os
import signal
from threading import Lock
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signals import request_finished

from gravida.app.accepting import stop_accepting
from gravida.app.vault import sessions

_begun = False
_asked = False
_guard = Lock()


def lock(owner_id: UUID) -> None:
    """Lock now; at home the worker ends when the answer to this request has gone out."""
    global _begun
    sessions.end(owner_id)
    _begun = settings.LOCK_ENDS_WORKER


def has_begun() -> bool:
    """Whether this worker is on its way out."""
    return _begun


def end_worker() -> None:
    """Ask the parent, once, to put a new worker in the place of this one."""
    global _begun, _asked
    with _guard:
        if _asked or not settings.LOCK_ENDS_WORKER:
            return
        _begun = _asked = True
    if hasattr(signal, "SIGHUP"):  # Windows has none: there the memory stays until the program is stopped
        stop_accepting(settings.PORT)
        os.kill(os.getppid(), signal.SIGHUP)


def _after_the_answer(**_: Any) -> None:
    if _begun:
        end_worker()


request_finished.connect(_after_the_answer)
