"""Backups: one encrypted file, written, opened again, compared row by row; only then it takes its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gravida.app.vault import age, disk, kept_copies
from gravida.app.vault.age import Lock
from gravida.app.vault.kept_copies import Looked

ENDING = ".age"


def make(record: Path, target: Path, lock: Lock, key: bytes | None = None) -> Looked:
    """Make a backup of a record. A file of this name from before stays until the new one is verified.

    Raises:
        VaultError: what was written is not the record.
        OSError: it cannot be written.
    """
    whole = kept_copies.take(record)
    return write_verified(target, whole, lock, lambda again: kept_copies.look(again, whole, key))


def write_verified(target: Path, content: bytes, lock: Lock, look: Callable[[bytes], Looked]) -> Looked:
    """Write an encrypted file beside its name, read it back from the disk, look at it, and then give it its name."""
    sealed, opens = age.encrypt(content, lock)
    part = target.with_name(target.name + disk.UNFINISHED)
    try:
        disk.write(part, sealed)
        looked = look(opens(part.read_bytes()))
        disk.put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return looked


def rotate(folder: Path, beginning: str, keep: int) -> list[Path]:
    """Remove all but the newest backups of a name, and return those that were removed. Their names hold their day."""
    found = sorted(folder.glob(f"{beginning}*{ENDING}"))
    old = found[:-keep]
    for file in old:
        file.unlink()
    return old
