"""Delete everything: the keys first, in place; then the reserve and every file; then a search for what may be left.

Without the keys the rest is noise, so this takes the same time at any size, and it needs no free byte: the pages of the
keys are written over where they lie, past SQLite, whose journal a full disk would refuse.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection, connections

from gravida.app.vault import disk, pages, reserve

RECORD: Final = "notes.sqlite3"
OURS: Final = (f"{RECORD}*", "before-*.sqlite3*", f"*{disk.UNFINISHED}", reserve.NAME)
"""The files this program makes in the folder. Nothing else in it is touched: it may be hers."""

WHOLE_AT_MOST: Final = 64 * 1024 * 1024
"""Of a damaged file, whose pages cannot be found, this much is written over."""

SEARCHED_AT_MOST: Final = 8 * 1024 * 1024
"""Of a file that is still in the folder and not ours, this much is looked through."""


@dataclass(frozen=True)
class Erased:
    """What was done, and what a search found afterwards."""

    files: int
    megabytes: float
    searched_for: int
    searched_in: int
    found: int
    left: tuple[str, ...]
    seconds: float


def folder_in_use() -> Path:
    """Return the folder of the record that is open."""
    return Path(connection.settings_dict["NAME"]).parent


def erase(folder: Path) -> Erased:
    """Delete everything of ours in a folder. What cannot be deleted is named, and its keys are gone all the same."""
    begun = time.monotonic()
    connections.close_all()
    files = sorted({path for pattern in OURS for path in folder.glob(pattern) if path.is_file()})
    records = [path for path in files if path.suffix == ".sqlite3"]
    keys = {key for path in records for key in _keys(path)}
    found = sum(_count(path, overwrite_keys(path), keys) for path in records)
    reserve.release(folder)
    size = sum(path.stat().st_size for path in files if path.exists())
    left = tuple(path.name for path in files if not _remove(path))
    disk.sync_folder(folder)
    still = [path for path in folder.iterdir() if path.is_file()]
    found += sum(_count(path, [(0, SEARCHED_AT_MOST)], keys) for path in still)
    seconds = round(time.monotonic() - begun, 2)
    return Erased(len(files), round(size / 1e6, 1), len(keys), len(still), found, left, seconds)


def _keys(file: Path) -> list[bytes]:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as rows:
            found = rows.execute("SELECT wrapped FROM vault_slot UNION SELECT sealed_identity FROM vault_owner")
            return [bytes(key) for (key,) in found]
    except sqlite3.Error:
        return []


def overwrite_keys(file: Path) -> list[tuple[int, int]]:
    """Write noise over the pages of the keys, and return where they were."""
    try:
        spans = pages.spans(file)
    except sqlite3.Error:
        spans = []
    spans = spans or [(0, min(file.stat().st_size, WHOLE_AT_MOST))]
    with file.open("r+b", buffering=0) as stream:
        for place, length in spans:
            stream.seek(place)
            stream.write(secrets.token_bytes(length))
        os.fsync(stream.fileno())
    return spans


def _count(file: Path, spans: list[tuple[int, int]], keys: set[bytes]) -> int:
    found = 0
    with file.open("rb", buffering=0) as stream:
        for place, length in spans:
            stream.seek(place)
            content = stream.read(length)
            found += sum(content.count(key) for key in keys)
    return found


def _remove(file: Path) -> bool:
    try:
        if file.exists():
            os.truncate(file, 0)  # gives the room back even while another thread has the file open
            file.unlink()
    except OSError:
        return False
    return True
