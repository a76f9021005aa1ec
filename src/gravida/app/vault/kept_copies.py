"""A copy of the record as it lies on the disk: taken whole while others may write, and looked at row by row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from gravida.app.vault.errors import Damaged, VaultError
from gravida.app.vault.sealing import open_sealed

SQLITE = b"SQLite format 3\0"
BUSY_SECONDS = 30


@dataclass(frozen=True)
class Looked:
    """What was seen in a copy. ``opened`` counts the documents that were unsealed, where the key was there."""

    rows: int
    opened: int
    record_version: int
    owner: str


def take(record: Path) -> bytes:
    """Return the whole record as one file, as it is between two changes. Others may go on reading and writing."""
    with (
        closing(sqlite3.connect(record, timeout=BUSY_SECONDS)) as source,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        source.backup(copy)
        return copy.serialize()


def look(content: bytes, whole: bytes | None = None, key: bytes | None = None) -> Looked:
    """Look at a copy: sound, the same rows as ``whole``, and with the key every document opened.

    Raises:
        VaultError: it is no record, or not the same, or something in it does not open.
    """
    with _opened(content) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise VaultError("This copy is damaged. Use another one.")
        found = list(_rows(copy))
        if whole is not None:
            with _opened(whole) as source:
                if found != list(_rows(source)):
                    raise VaultError("The copy is not the same as the record, so it was not kept. Make it once more.")
        whose = copy.execute("SELECT owner_id, version FROM vault_manifest").fetchall() or [("", 0)]
        opened = 0 if key is None else _open_all(copy, key)
    owner, version = whose[0]
    return Looked(len(found), opened, version, owner)


def steps_of(content: bytes) -> set[str]:
    """Return the steps of the tables that a copy was made with."""
    with _opened(content) as copy:
        return {name for (name,) in copy.execute("SELECT name FROM django_migrations WHERE app = 'vault'")}


@contextmanager
def _opened(content: bytes) -> Iterator[sqlite3.Connection]:
    if not content.startswith(SQLITE):
        raise VaultError("This is not a backup of a record.")
    with closing(sqlite3.connect(":memory:")) as copy:
        try:
            copy.deserialize(content)
            copy.execute("SELECT 1 FROM vault_owner")
            yield copy
        except sqlite3.Error as error:
            raise VaultError(f"This is not a backup of a record, or it is damaged ({error}).") from None


def _rows(copy: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        for row in copy.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
            yield (table, *row)


def _open_all(copy: sqlite3.Connection, key: bytes) -> int:
    """Unseal the list and every document, as the record itself would."""
    [(owner, version, sealed)] = copy.execute("SELECT owner_id, version, sealed FROM vault_manifest")
    try:
        listed = json.loads(open_sealed(key, sealed, UUID(owner), "manifest", version))["documents"]
        found = copy.execute("SELECT id, version, sealed FROM vault_record").fetchall()
        if {str(UUID(id)): version for id, version, _ in found} != {id: at for id, (_, at) in listed.items()}:
            raise Damaged("Something is missing in the copy, or too much. It was not kept.")
        for id, version, sealed in found:
            kind, _ = listed[str(UUID(id))]
            open_sealed(key, sealed, UUID(owner), kind, UUID(id), version)
    except Damaged as error:
        raise VaultError(f"The copy does not open as the record does. {error}") from None
    return len(found)
