"""The record from the terminal, without serving it: to copy it out, or to bring a copy in."""

from __future__ import annotations

from pathlib import Path

from gravida.app import folder as folders
from gravida.app import serving
from gravida.errors import FileError

RECORD = "notes.sqlite3"


def existing(folder: Path | None) -> Path:
    """Return the file of a record that is there, with Django ready for it. It may be open in a browser meanwhile.

    Raises:
        FileError: there is none.
        VaultError: it is damaged, or was made by another version.
    """
    found = (folder or folders.usual_folder()).expanduser().resolve()
    record = found / RECORD
    if not record.is_file():
        raise FileError(f"There is no record in {str(found)!r}.", "Give its folder with --data.")
    serving.set_up_django(found)

    from gravida.app.vault import database
    from gravida.app.vault.errors import VaultError

    database.check(record)
    database.refuse_newer(database.steps_taken(record), str(record))
    if not database.is_up_to_date(record):
        raise VaultError(
            f"{record} was left by an older version of this program. Start `gravida serve` once with this version: "
            "it keeps a copy and brings the record up to date."
        )
    return record


def empty(folder: Path | None, *, even_if_synced: bool = False) -> Path:
    """Return a folder for a record, made if it is not there.

    Raises:
        FileError: it cannot be used.
    """
    return folders.prepare(folder or folders.usual_folder(), even_if_synced=even_if_synced)


def rooms() -> None:
    """Load every room, so that every kind of document is known."""
    from django.urls import get_resolver

    get_resolver().check()
