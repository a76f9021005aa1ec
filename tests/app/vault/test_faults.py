"""Kills in the middle of saving, and flipped bits: what was answered stays, and nothing wrong is shown."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections
from tests.app.stores import use

from gravida.app.vault import database, models, slots
from gravida.app.vault.documents import document
from gravida.app.vault.errors import VaultError
from gravida.app.vault.store import OpenVault

KILLS, FLIPS = 15, 150


@document("fault note", schema=1)
@dataclass(frozen=True)
class Note:
    number: int
    text: str


def write_until_killed(vault: OpenVault, first: int, told: Any) -> None:
    """Save as fast as it goes, and tell each number only after it was saved."""
    stored = None
    for number in range(first, first + 100_000):
        if number % 3 and stored is not None:
            stored = vault.save(stored, Note(number, "changed " * (number % 40)))
        else:
            stored = vault.add(Note(number, "new " * (number % 40)))
        told.send((str(stored.id), number))


def test_what_was_answered_survives_a_kill(vault: OpenVault, folder: Path) -> None:
    processes = multiprocessing.get_context("fork")
    chance = random.Random(20261125)
    answered: dict[str, int] = {}
    for kill in range(KILLS):
        connections.close_all()
        here, there = processes.Pipe(duplex=False)
        writer = processes.Process(target=write_until_killed, args=(vault, kill * 100_000, there))
        writer.start()
        there.close()
        time.sleep(chance.uniform(0.05, 0.25))
        writer.kill()
        writer.join()
        try:
            while True:
                id, number = here.recv()
                answered[id] = number
        except EOFError:
            pass
        database.check(folder / "notes.sqlite3")
        found = {str(stored.id): stored.document.number for stored in vault.all(Note)}
        # The one save that was under way may have been finished without anybody hearing of it.
        late = {id for id, number in found.items() if answered.get(id) != number}
        assert answered.keys() <= found.keys()
        assert len(late) <= 1
        assert all(found[id] > answered.get(id, -1) for id in late)
        answered |= {id: found[id] for id in late}
    assert len(answered) > KILLS


def test_a_flipped_bit_is_never_shown_as_hers(vault: OpenVault, folder: Path, tmp_path: Path) -> None:
    kept = [vault.add(Note(number, f"line {number} " * 30)) for number in range(90)]
    expected = {stored.id: stored.document for stored in kept}
    connections.close_all()
    chance = random.Random(7)
    whole = tmp_path / "whole.sqlite3"
    shutil.copy(folder / "notes.sqlite3", whole)
    size, noticed = whole.stat().st_size, 0
    for _ in range(FLIPS):
        damaged = tmp_path / "damaged.sqlite3"
        content = bytearray(whole.read_bytes())
        content[chance.randrange(size)] ^= 1 << chance.randrange(8)
        damaged.write_bytes(content)
        use(damaged)
        try:
            found = {stored.id: stored.document for stored in vault.all(Note)}
        except (VaultError, DatabaseError, ValueError):
            noticed += 1
            continue
        assert found == expected
    use(folder / "notes.sqlite3")
    assert noticed > FLIPS // 5  # most of the rest fall into pages that hold nothing


@pytest.mark.parametrize("table", ["vault_record", "vault_manifest"])
def test_every_flipped_bit_of_a_sealed_row_is_noticed(vault: OpenVault, folder: Path, table: str) -> None:
    stored = vault.add(Note(1, "hers"))
    connections.close_all()
    chance = random.Random(11)
    with sqlite3.connect(folder / "notes.sqlite3") as rows:
        [(sealed,)] = rows.execute(f"SELECT sealed FROM {table} LIMIT 1")
        for _ in range(40):
            flipped = bytearray(sealed)
            flipped[chance.randrange(len(sealed))] ^= 1 << chance.randrange(8)
            rows.execute(f"UPDATE {table} SET sealed = ?", (bytes(flipped),))
            rows.commit()
            with pytest.raises(VaultError):
                vault.all(Note)
        rows.execute(f"UPDATE {table} SET sealed = ?", (sealed,))
    rows.close()
    assert vault.all(Note) == [stored]


def test_settings_that_could_lose_a_word_stop_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.check(tmp_path / "good.sqlite3")
    monkeypatch.setitem(database.WANTED, "synchronous", ("OFF", 3))
    monkeypatch.setattr(database, "PRAGMAS", "PRAGMA synchronous=OFF;")
    with pytest.raises(VaultError, match="a saved word could be lost"):
        database.check(tmp_path / "other.sqlite3")


def test_a_record_of_a_newer_version_is_left_alone(folder: Path) -> None:
    file = folder / "notes.sqlite3"
    database.bring_up_to_date(file)
    with sqlite3.connect(file) as rows:
        rows.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0999_later', '2027-01-01')")
    rows.close()
    before = file.read_bytes()
    with pytest.raises(VaultError, match="last used by a newer version"):
        database.bring_up_to_date(file)
    assert file.read_bytes() == before


def test_a_new_file_gets_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite3"
    use(file)
    database.check(file)
    database.bring_up_to_date(file)
    connections.close_all()
    with sqlite3.connect(file) as rows:
        tables = {name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows.close()
    assert {"vault_owner", "vault_slot", "vault_record", "vault_manifest", "vault_draft"} <= tables


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite3").write_bytes(b"this is not a database at all, but long enough to be one" * 40)
    with pytest.raises(VaultError, match="cannot be used as a record"):
        database.check(tmp_path / "notes.sqlite3")


@pytest.mark.parametrize(
    "statement", ["vault_record SET sealed", "vault_manifest SET sealed", "vault_owner SET sealed_identity"]
)
def test_a_number_where_bytes_were_is_noticed(vault: OpenVault, folder: Path, statement: str) -> None:
    """One bit of SQLite's own header of a row is enough for that, and ``bytes(10**12)`` would fill the memory."""
    vault.add(Note(1, "hers"))
    connections.close_all()
    with sqlite3.connect(folder / "notes.sqlite3") as rows:
        rows.execute(f"UPDATE {statement} = 1000000000000")
    rows.close()
    with pytest.raises(VaultError):
        vault.all(Note)


def test_a_number_where_a_lock_was_is_noticed(vault: OpenVault, folder: Path) -> None:
    for name in ("header", "wrapped"):
        slot = models.Slot.objects.first()
        assert slot is not None
        setattr(slot, name, 10**12)
        with pytest.raises(VaultError):
            slots.key_from(slot, "anything at all")
