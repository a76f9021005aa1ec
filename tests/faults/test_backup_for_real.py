"""``gravida backup`` and ``gravida restore`` as commands, while the record is open in a browser."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from tests.faults.her_server import PASSPHRASE, Browser, Server, serving, set_up


def gravida(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gravida", *words],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GRAVIDA_KDF_KIB": "0"},
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hers")
    with serving(folder / "data", folder / "log") as running:
        browser = Browser(running.address)
        set_up(browser)
        browser.post("/keep/", on="/about/", kept_path="/record/new/", notes="quince")
        yield running


def rows(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "notes.sqlite3")) as found:
        return [line for line in found.iterdump() if "vault_owner" not in line]


def test_saved_and_brought_back(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "copy.age"
    before = rows(server.folder)
    done = gravida("backup", "--data", str(server.folder), "-o", str(file), typed=PASSPHRASE + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Backup done and verified: .*\(\d+ rows compared, 1 document opened\)", done.stdout)
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert file.stat().st_mode & 0o077 == 0
    assert PASSPHRASE not in done.stdout

    back = tmp_path / "back"
    restored = gravida("restore", str(file), "--data", str(back), typed=PASSPHRASE + "\n")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert rows(back) == before
    assert "Restored into" in restored.stdout
    with serving(back, tmp_path / "log") as again:
        hers = Browser(again.address)
        opened = hers.post("/open/", passphrase=PASSPHRASE)
        assert opened.status == 200
        assert "quince" in hers.get("/record/new/").text


def test_to_a_key_and_kept_three_times(server: Server, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{identity}\n", encoding="utf-8")
    copies = tmp_path / "copies"
    copies.mkdir()
    for day in (1, 2, 3):
        (copies / f"notes-2020-01-0{day}-120000.age").touch()
    words = ["backup", "--data", str(server.folder), "-o", str(copies), "--keep", "3"]
    done = gravida(*words, "--recipient", str(identity.to_public()))
    assert (done.returncode, done.stderr) == (0, "")
    found = sorted(path.name for path in copies.iterdir())
    assert found[:2] == ["notes-2020-01-02-120000.age", "notes-2020-01-03-120000.age"]
    assert len(found) == 3
    back = tmp_path / "back"
    newest = str(copies / found[-1])
    restored = gravida("restore", newest, "--data", str(back), "--identity", str(tmp_path / "key"))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert rows(back) == rows(server.folder)
    assert gravida("restore", newest, "--data", str(back), "--identity", str(tmp_path / "key")).returncode == 2


def test_a_record_that_was_put_back_is_older_than_its_backup(server: Server, tmp_path: Path) -> None:
    earlier, file = tmp_path / "earlier", tmp_path / "copy.age"
    earlier.mkdir()
    with closing(sqlite3.connect(server.folder / "notes.sqlite3")) as found:
        (earlier / "notes.sqlite3").write_bytes(found.serialize())
    typed = PASSPHRASE + "\n"
    assert gravida("backup", "--data", str(server.folder), "-o", str(tmp_path / "0.age"), typed=typed).returncode == 0
    assert gravida("backup", "--data", str(server.folder), "-o", str(file), typed=typed).returncode == 0
    for folder, code, said in ((server.folder, 0, "is not older"), (earlier, 3, "is OLDER than the backup")):
        done = gravida("compare", str(file), "--data", str(folder), typed=typed)
        assert (done.returncode, done.stderr) == (code, "")
        assert said in done.stdout
    stranger = tmp_path / "stranger"
    with serving(stranger, tmp_path / "log") as other:
        set_up(Browser(other.address))
    done = gravida("compare", str(file), "--data", str(stranger), typed=typed)
    assert "of another record" in done.stderr


def test_one_sentence_where_it_cannot_be_done(server: Server, tmp_path: Path) -> None:
    data, file = ("--data", str(server.folder)), str(tmp_path / "copy.age")
    (tmp_path / "other").write_text("no age file", encoding="utf-8")
    for words, typed, sentence in (
        (("backup", "--data", str(tmp_path), "-o", file), "", "There is no record in"),
        (("backup", *data, "-o", file), "", "Passphrase is needed"),
        (("backup", *data, "-o", file), "wrong one altogether\n", "That did not open it"),
        (("backup", *data, "-o", file, "--recipient", "nonsense"), "", "A recipient is a public key of age"),
        (("backup", *data, "-o", file, "--keep", "2"), "", "--keep is a number of 1 or more, and needs a folder"),
        (("backup", *data, "-o", "/nowhere/x.age"), f"{PASSPHRASE}\n", "cannot be written"),
        (("restore", str(tmp_path / "none"), "--data", str(tmp_path / "b")), "", "cannot be read"),
        (("restore", str(tmp_path / "other"), "--data", str(tmp_path / "b")), "x\n", "not a file that was encrypted"),
        (("restore", str(tmp_path / "other"), *data), "x\n", "is open in another window or program already"),
    ):
        done = gravida(*words, typed=typed)
        assert done.returncode == 2, words
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert sentence in done.stderr, (words, done.stderr)
    assert not Path(file).exists()
