"""Restoring: a backup becomes the record where there is none yet, once it was opened and looked at."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from gravida.app.vault import database, disk, kept_copies, owners
from gravida.app.vault.errors import VaultError
from gravida.app.vault.kept_copies import Looked


def restore(content: bytes, record: Path) -> Looked:
    """Put an opened backup in the place of a record that is not there yet. Older tables are brought up to date later.

    The file may be served meanwhile, with nobody in it. The pages go into it as one change of SQLite's: whatever
    happens, it holds nothing or all.

    Raises:
        VaultError: there is a record already, the copy is damaged, it comes from a newer version of this program, or it
            cannot be written.
    """
    with owners.beginning:
        _refuse_over_a_record(record)
        looked = kept_copies.look(content)
        if not looked.owner:
            raise VaultError("There is no record in this backup: it was made before anybody began one.")
        database.refuse_newer(kept_copies.steps_of(content), "This backup")
        part = record.with_name("restored" + disk.UNFINISHED)
        try:
            disk.write(part, content)
            again = part.read_bytes()
            kept_copies.look(again, content)
            _write(again, record)
            disk.sync_folder(record.parent)
            kept_copies.look(kept_copies.take(record), content)
        except (OSError, sqlite3.Error) as error:
            raise VaultError(f"It could not be written, and nothing was changed ({error}). Make room there.") from None
        finally:
            part.unlink(missing_ok=True)
    return looked


def _refuse_over_a_record(record: Path) -> None:
    if record.exists() and database.has_an_owner(record):
        raise VaultError(
            f"There is a record in {str(record.parent)!r} already, and nothing is written over it. "
            "Give an empty folder with --data."
        )


def _write(content: bytes, record: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as source, closing(sqlite3.connect(record)) as target:
        source.deserialize(content)
        target.executescript(database.PRAGMAS)
        source.backup(target)
