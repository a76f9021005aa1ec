"""Restoring: a backup becomes the record of an empty folder, once it was opened and looked at."""

from __future__ import annotations

from pathlib import Path

from gravida.app.vault import database, disk, kept_copies
from gravida.app.vault.errors import VaultError
from gravida.app.vault.kept_copies import Looked


def restore(content: bytes, record: Path) -> Looked:
    """Put an opened backup in the place of a record that is not there yet. Older tables are brought up to date later.

    Raises:
        VaultError: there is a record already, the copy is damaged, or it comes from a newer version of this program.
    """
    if record.exists() and database.has_tables(record):
        raise VaultError(
            f"There is a record in {str(record.parent)!r} already, and nothing is written over it. "
            "Give an empty folder with --data."
        )
    looked = kept_copies.look(content)
    database.refuse_newer(kept_copies.steps_of(content), "This backup")
    part = record.with_name("restored" + disk.UNFINISHED)
    try:
        disk.write(part, content)
        again = part.read_bytes()
        kept_copies.look(again, content)
        disk.put_in_place(part, record)
    finally:
        part.unlink(missing_ok=True)
    return looked
