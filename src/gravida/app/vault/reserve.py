"""Room held from the first start on: on a disk that is full even deleting may need some."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

NAME: Final = "reserve"
BYTES: Final = 4 * 1024 * 1024


def hold(folder: Path) -> bool:
    """Hold the reserve, where it is not held yet, and say whether it is held now.

    Random bytes, because a file system may keep zeros or repeated bytes without taking any room for them.
    """
    file = folder / NAME
    if file.exists() and file.stat().st_size == BYTES:
        return True
    try:
        with file.open("wb") as stream:
            stream.write(secrets.token_bytes(BYTES))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:  # the disk is full already: what is there belongs to her record
        file.unlink(missing_ok=True)
        return False
    return True


def release(folder: Path) -> None:
    """Give the room back to the disk."""
    (folder / NAME).unlink(missing_ok=True)
