"""A backup is verified before it is called done, opens with the stock tool, and comes back equal."""

from __future__ import annotations

import multiprocessing
import os
import pty
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from tests.app.conftest import PASSPHRASE, MadeOnce
from tests.app.hers import post, read, text_of, the_scan, waiting
from tests.app.stores import use
from tests.app.test_boxes import assert_whole

from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.vault import age, backups, bringing_back, kept_copies, made
from gravida.app.vault.age import ByPassphrase, ToKeys
from gravida.app.vault.errors import VaultError, WrongKey
from gravida.app.vault.store import OpenVault

PAGE = "/copies/"
stock_age = pytest.mark.skipif(shutil.which("age") is None, reason="the stock tool: apt-get install age")


def pair(folder: Path) -> tuple[str, Path]:
    """A public key and the file of its private half, made by the stock tool's own companion or by ours."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    file = folder / "key.txt"
    file.write_text(f"# made for a test\n{identity}\n", encoding="utf-8")
    return str(identity.to_public()), file


def all_rows(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as rows:
        return list(rows.iterdump())


def test_it_works(client: Client, vault: OpenVault, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    of = waiting(vault, label="quince")
    the_scan(vault, of.id)
    assert "None was made yet." in read(client, PAGE)
    assert "No backup was made yet." in read(client, "/settings/")
    before = all_rows(folder / "notes.sqlite3")
    answer = post(client, PAGE, {"passphrase": PASSPHRASE})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="notes-')
    assert sorted(path.name for path in folder.iterdir()) == ["notes.sqlite3", "notes.sqlite3-journal"]
    assert b"quince" not in answer.content
    found = age.decrypt(answer.content, passphrase=PASSPHRASE)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "notes.sqlite3"
    bringing_back.restore(found, elsewhere)
    assert [line for line in all_rows(elsewhere) if "owner" not in line] == [
        line for line in before if "owner" not in line
    ], "all but the count of tries"
    [last] = made.all_made(vault)
    assert (last.what, last.locked_by) == ("backup", "passphrase")
    assert "Last backup:" in read(client, "/settings/")
    connections.close_all()
    use(elsewhere)
    assert vault.all(Pregnancy) == [of]


def test_another_passphrase_makes_none(client: Client, vault: OpenVault) -> None:
    answer = post(client, PAGE, {"passphrase": "not hers at all"})
    assert answer.status_code == 403
    assert "That did not open it." in text_of(answer)
    assert_whole(answer.content.decode())
    assert made.all_made(vault) == []


def test_the_line_on_the_settings_page_can_be_hidden(client: Client, vault: OpenVault) -> None:
    vault.add(Preferences(hide_last_backup=True))
    assert "No backup was made yet." not in read(client, "/settings/")


@stock_age
def test_the_stock_tool_opens_one_made_with_a_passphrase(vault: OpenVault, folder: Path, tmp_path: Path) -> None:
    waiting(vault)
    file = tmp_path / "copy.age"
    looked = backups.make(folder / "notes.sqlite3", file, ByPassphrase(PASSPHRASE), vault.key)
    assert looked.opened == 1
    opened = tmp_path / "opened.sqlite3"
    process, terminal = pty.fork()  # it asks for a passphrase on a terminal only
    if process == 0:
        os.execvp("age", ["age", "--decrypt", "--output", str(opened), str(file)])
    said = b""
    while b"passphrase" not in said:
        said += os.read(terminal, 1024)
    os.write(terminal, PASSPHRASE.encode() + b"\n")
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:
        pass
    assert os.waitpid(process, 0)[1] == 0, said
    assert all_rows(opened) == all_rows(folder / "notes.sqlite3")


@stock_age
def test_the_stock_tool_opens_one_made_to_a_key(folder: Path, tmp_path: Path) -> None:
    public, private = pair(tmp_path)
    file = tmp_path / "copy.age"
    backups.make(folder / "notes.sqlite3", file, ToKeys((public,)))
    words = ["age", "--decrypt", "--identity", str(private), str(file)]
    done = subprocess.run(words, capture_output=True, check=True)
    (tmp_path / "opened.sqlite3").write_bytes(done.stdout)
    assert all_rows(tmp_path / "opened.sqlite3") == all_rows(folder / "notes.sqlite3")


def test_what_is_not_the_record_never_takes_its_name(vault: OpenVault, folder: Path, tmp_path: Path) -> None:
    waiting(vault)
    public, _ = pair(tmp_path)
    record, file = folder / "notes.sqlite3", tmp_path / "copy.age"
    backups.make(record, file, ToKeys((public,)), vault.key)
    good = file.read_bytes()
    with closing(sqlite3.connect(record)) as rows:
        rows.execute("UPDATE vault_record SET sealed = zeroblob(length(sealed))")
        rows.commit()
    with pytest.raises(VaultError, match="does not open as the record does"):
        backups.make(record, file, ToKeys((public,)), vault.key)
    whole = kept_copies.take(record)
    with pytest.raises(VaultError, match="not the same as the record"):
        backups.write_verified(file, whole, ToKeys((public,)), lambda again: kept_copies.look(again, good_of(folder)))
    assert file.read_bytes() == good
    assert not list(tmp_path.glob("*.part"))


def good_of(folder: Path) -> bytes:
    with closing(sqlite3.connect(folder / "notes.sqlite3")) as rows:
        rows.execute("DELETE FROM vault_record")
        return rows.serialize()


def test_a_damaged_or_cut_file_does_not_open(folder: Path, tmp_path: Path) -> None:
    public, private = pair(tmp_path)
    file = tmp_path / "copy.age"
    backups.make(folder / "notes.sqlite3", file, ToKeys((public,)))
    key = private.read_text(encoding="utf-8").splitlines()[1]
    content = file.read_bytes()
    for place in range(200, len(content), len(content) // 50):
        flipped = bytearray(content)
        flipped[place] ^= 1
        with pytest.raises(WrongKey):
            age.decrypt(bytes(flipped), identity=key)
        with pytest.raises(WrongKey):
            age.decrypt(content[:place], identity=key)
    for nonsense in (b"", b"SQLite format 3\0", content[5:]):
        with pytest.raises(VaultError, match="not a file that was encrypted with age"):
            age.decrypt(nonsense, identity=key)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 500])
def test_only_a_record_is_brought_back(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(VaultError, match="not a backup of a record"):
        bringing_back.restore(content, tmp_path / "notes.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(folder: Path) -> None:
    record = folder / "notes.sqlite3"
    whole = kept_copies.take(record)
    before = record.read_bytes()
    with pytest.raises(VaultError, match="nothing is written over it"):
        bringing_back.restore(whole, record)
    assert record.read_bytes() == before


def test_one_of_a_newer_version_is_not_brought_back(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "notes.sqlite3")) as rows:
        rows.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0999_later', '2027-01-01')")
        rows.commit()
    with pytest.raises(VaultError, match="This backup was last used by a newer version"):
        bringing_back.restore(kept_copies.take(folder / "notes.sqlite3"), tmp_path / "new.sqlite3")
    assert not (tmp_path / "new.sqlite3").exists()


def test_only_old_backups_are_removed(tmp_path: Path) -> None:
    for day in range(1, 8):
        (tmp_path / f"notes-2027-01-{day:02}-120000.age").touch()
    (tmp_path / "notes-of-mine.txt").touch()
    (tmp_path / "another.age").touch()
    removed = backups.rotate(tmp_path, "notes-", 3)
    assert len(removed) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "another.age",
        "notes-2027-01-05-120000.age",
        "notes-2027-01-06-120000.age",
        "notes-2027-01-07-120000.age",
        "notes-of-mine.txt",
    ]


def write_for_ever(vault: OpenVault, first_done: Any) -> None:
    number = 0
    while True:
        stored = vault.add(Pregnancy(state="under way", label=f"{number}"))
        vault.save(stored, Pregnancy(state="waiting", label=f"{number}", notes="x" * number))
        number += 1
        first_done.set()


def test_while_another_process_writes(vault: OpenVault, made_once: MadeOnce, folder: Path, tmp_path: Path) -> None:
    """Each is a state that was saved: its list and its rows agree, and every document opens."""
    public, private = pair(tmp_path)
    key = private.read_text(encoding="utf-8").splitlines()[1]
    processes = multiprocessing.get_context("fork")
    connections.close_all()
    first_done = processes.Event()
    writer = processes.Process(target=write_for_ever, args=(vault, first_done))
    writer.start()
    try:
        assert first_done.wait(20)
        versions = []
        for number in range(10):
            file = tmp_path / f"{number}.age"
            looked = backups.make(folder / "notes.sqlite3", file, ToKeys((public,)), vault.key)
            content = age.decrypt(file.read_bytes(), identity=key)
            place = tmp_path / str(number) / "notes.sqlite3"
            place.parent.mkdir()
            assert bringing_back.restore(content, place).rows == looked.rows
            assert kept_copies.look(place.read_bytes(), content, vault.key) == looked
            versions.append(looked.record_version)
    finally:
        writer.kill()
        writer.join()
    assert versions == sorted(versions)
    assert versions[-1] > versions[0], "it did write meanwhile"
