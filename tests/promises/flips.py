"""Random flipped bits in the file: noticed, or in a byte that nothing reads; never shown as hers."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections
from tests.app.stores import use
from tests.promises.hers import PASSPHRASE, Hers, Note, a_record, held

from gravida.app.vault import database, drafts, models, owners, slots
from gravida.app.vault.errors import VaultError

from tests.promises.promise import Figure  # isort: skip


def measure(short: bool) -> Figure:
    """Flip one bit at a time, start as the program starts, and read everything."""
    flips = 100 if short else 1000
    chance = random.Random(20261125)
    noticed = unread = wrong = sealed_noticed = 0
    with a_record() as hers:
        for number in range(40):
            hers.vault.add(Note(number, f"line {number} " * 30))
        expected = held(hers.vault)
        locks = _locks()
        connections.close_all()
        whole = hers.file.read_bytes()
        damaged = hers.file.with_name("damaged.sqlite3")
        for _ in range(flips):
            content = bytearray(whole)
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            damaged.write_bytes(content)
            found = _read(hers, damaged, locks)
            noticed += found is None
            unread += found == expected
            wrong += found is not None and found != expected
        sealed = _sealed(hers.file)
        for _ in range(flips):
            content = bytearray(whole)
            content[chance.choice(sealed)] ^= 1 << chance.randrange(8)
            damaged.write_bytes(content)
            sealed_noticed += _read(hers, damaged, locks) is None
        use(hers.file)
    text = (
        f"{flips} flips in what is sealed: {sealed_noticed} noticed; {flips} anywhere in the file: {noticed} noticed, "
        f"{unread} in bytes that change nothing, {wrong} silently wrong"
    )
    return Figure(sealed_noticed == flips and wrong == 0, text)


def _sealed(file: Path) -> list[int]:
    """Return every place in the file that holds a byte of a sealed document or of the list of them."""
    content = file.read_bytes()
    with closing(sqlite3.connect(file)) as rows:
        blobs = [blob for (blob,) in rows.execute("SELECT sealed FROM vault_record")]
    found = [(content.find(blob), len(blob)) for blob in blobs]  # -1: it goes on on another page
    return [at for start, length in found if start > 0 for at in range(start, start + length)]


def _read(hers: Hers, file: Path, locks: object) -> dict[UUID, Any] | None:
    """Start and open as the program does, and read everything; None where it says that something is wrong.

    The slow derivation answers the same to the same lock, so it is asked only where the flip changed one.
    """
    use(file)
    try:
        database.check(file)
        if _locks() != locks and owners.open_with(slots.PASSPHRASE, PASSPHRASE) != hers.vault:
            return {}
        drafts.take(hers.vault)
        return held(hers.vault)
    except (VaultError, DatabaseError, ValueError):
        return None
    finally:
        connections.close_all()
        file.with_name(file.name + "-journal").unlink(missing_ok=True)


def _locks() -> list[tuple[object, ...]]:
    whose = models.Owner.objects.values_list("id", "wrong_tries", "wait_until")
    return [*whose, *sorted(models.Slot.objects.values_list("owner_id", "kind", "header", "wrapped"), key=repr)]
