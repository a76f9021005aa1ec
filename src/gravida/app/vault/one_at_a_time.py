"""One file at a time is opened or locked with a passphrase: each may take up to 2 GiB of memory while it lasts.

At home that is one worker, and a guard in its memory is enough. On a shared server the workers of a program also hold
a file in its folder. The others wait a while, and are then told to try again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import BinaryIO, Final

from django.conf import settings

from gravida.app import folder
from gravida.app.vault.errors import Busy

NAME: Final = "opening"
WAITS_SECONDS: Final = 10.0
LOOKS_EVERY: Final = 0.1

_guard = Lock()


@contextmanager
def only_one() -> Iterator[None]:
    """Wait for the others, and then keep them waiting.

    Raises:
        Busy: the others took too long.
    """
    end = time.monotonic() + WAITS_SECONDS
    if not _guard.acquire(timeout=WAITS_SECONDS):
        raise _busy()
    try:
        if settings.MODE != "hosted":
            yield
            return
        with (settings.DATA_FOLDER / NAME).open("a+b") as file:
            _hold(file, end)
            yield
    finally:
        _guard.release()


def _hold(file: BinaryIO, end: float) -> None:
    while True:
        try:
            folder.hold(file.fileno())
        except OSError:
            if time.monotonic() > end:
                raise _busy() from None
            time.sleep(LOOKS_EVERY)
        else:
            return


def _busy() -> Busy:
    return Busy(
        "Another file is being opened or saved here now, and each takes much memory. Nothing was changed. "
        "Try again in a minute."
    )
