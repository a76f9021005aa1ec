"""Delete everything: asked once, keys first, every file, then a search."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.test import Client
from tests.app.conftest import MadeOnce
from tests.app.hers import post, read, text_of, waiting
from tests.app.stores import use

from gravida.app.record.dates import today
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.vault import erasing, made, models, pages, reserve
from gravida.app.vault.documents import document
from gravida.app.vault.store import OpenVault

PAGE = "/delete/"
BUTTON = {"delete": "everything"}


@document("long note", schema=1)
@dataclass(frozen=True)
class Note:
    text: str


def keys_of(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as rows:
        found = rows.execute("SELECT wrapped FROM vault_slot UNION SELECT sealed_identity FROM vault_owner")
        return [key for (key,) in found]


def test_the_page_asks_once_and_says_what_it_cannot_reach(client: Client, vault: OpenVault) -> None:
    page = read(client, PAGE)
    assert "cannot be undone" in page
    assert "none is on our list" in page
    assert not re.search(r"are you sure|\blose\b|\blost\b|really|sorry", page, re.IGNORECASE)
    made.note(vault, "backup", today(), "passphrase")
    assert "1 copy made here and saved elsewhere" in read(client, PAGE)
    assert client.get(PAGE).text.count("<form") == 3, "leave, lock, and the one that deletes"
    assert "Delete everything" in read(client, "/settings/")


def test_only_its_own_button_deletes(client: Client, vault: OpenVault, folder: Path) -> None:
    waiting(vault)
    for typed in ({}, {"delete": "yes"}, {"note": "everything"}):
        assert post(client, PAGE, typed).status_code == 200
    assert len(vault.all(Pregnancy)) == 1


def test_everything_goes(client: Client, vault: OpenVault, folder: Path) -> None:
    waiting(vault)
    reserve.hold(folder)
    shutil.copy(folder / "notes.sqlite3", folder / "before-0001_first.sqlite3")
    keys = keys_of(folder / "notes.sqlite3")
    (folder / "holiday.txt").write_text("not ours", encoding="utf-8")
    answer = post(client, PAGE, BUTTON)
    assert answer.status_code == 200
    page = text_of(answer)
    assert "Everything is deleted" in page
    assert "searched for 3 pieces of the keys" in page
    assert "Found: 0." in page
    assert "Clear-Site-Data" in answer.headers
    assert len(keys) == 3
    assert [path.name for path in folder.iterdir()] == ["holiday.txt"]
    assert (folder / "holiday.txt").read_text(encoding="utf-8") == "not ours"
    assert client.get("/today/")["Location"] == "/open/"


def test_every_page_of_the_keys_is_written_over_in_place(vault: OpenVault, folder: Path) -> None:
    """The power fails just after the keys, before any file goes: what is left opens no more."""
    for number in range(200):
        models.Slot.objects.create(
            owner_id=vault.owner_id, kind="other", header=b"x" * 90, wrapped=b"%05d" % number * 50
        )
    file = folder / "notes.sqlite3"
    keys, size = keys_of(file), file.stat().st_size
    assert len(pages.spans(file)) > 5, "more than one page, found through the tree"
    connections.close_all()
    erasing.overwrite_keys(file)
    content = file.read_bytes()
    assert len(content) == size
    assert [key for key in keys if key in content] == []


def test_a_damaged_file_goes_too(folder: Path) -> None:
    file = folder / "notes.sqlite3"
    keys = keys_of(file)
    content = bytearray(file.read_bytes())
    content[:100] = b"?" * 100
    file.write_bytes(content)
    done = erasing.erase(folder)
    assert done.left == ()
    assert not file.exists()
    assert keys


def test_a_large_record_takes_no_longer(vault: OpenVault, folder: Path, made_once: MadeOnce) -> None:
    with closing(sqlite3.connect(folder / "notes.sqlite3")) as rows:
        owner = made_once.owner_id.hex
        rows.execute("PRAGMA synchronous=OFF")
        blob = (f"{number:032x}" for number in range(3000))
        rows.executemany(
            "INSERT INTO vault_record (id, owner_id, version, sealed) VALUES (?, ?, 1, randomblob(100000))",
            ((id, owner) for id in blob),
        )
        rows.commit()
    assert (folder / "notes.sqlite3").stat().st_size > 300e6
    begun = time.monotonic()
    done = erasing.erase(folder)
    assert time.monotonic() - begun < 2
    assert done.megabytes > 300
    assert list(folder.iterdir()) == []


def test_after_it_a_new_record_can_begin(client: Client, vault: OpenVault, folder: Path, tmp_path: Path) -> None:
    from gravida.app.vault import database

    vault.add(Preferences(own_word="quince"))
    post(client, PAGE, BUTTON)
    use(folder / "notes.sqlite3")
    assert not database.has_tables(folder / "notes.sqlite3")
    database.bring_up_to_date(folder / "notes.sqlite3")
    assert models.Owner.objects.count() == 0


def test_the_reserve_is_held_once_and_really_takes_room(tmp_path: Path) -> None:
    assert reserve.hold(tmp_path)
    file = tmp_path / reserve.NAME
    first = file.read_bytes()
    assert len(first) == 4 * 1024 * 1024
    assert file.stat().st_blocks * 512 >= len(first)
    assert reserve.hold(tmp_path)
    assert file.read_bytes() == first
    reserve.release(tmp_path)
    assert list(tmp_path.iterdir()) == []
