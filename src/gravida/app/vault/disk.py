"""Writing so that it stays written: a file, its place in the folder, and nobody else's eyes on it."""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".part"


def write(file: Path, content: bytes) -> None:
    """Write a file for her only, and wait until the disk has it."""
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def sync(file: Path) -> None:
    """Wait until the disk has a file that was written by others."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, over what had it before, and wait until the disk knows."""
    part.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows which files a folder holds."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
