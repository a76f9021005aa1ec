"""``gravida export`` and ``gravida import`` as commands; the stock age and any unzip open what comes out."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pyrage
import pytest
from tests.faults.her_server import PASSPHRASE, Browser, Server, serving, set_up
from tests.faults.test_backup_for_real import gravida

FILE_PASSPHRASE, NEW = f"{PASSPHRASE}\n", "harvest pebble oboe lagoon"


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A record with a little in it, and its server stopped again: nothing has to be open."""
    with serving(tmp_path / "data", tmp_path / "log") as running:
        browser = Browser(running.address)
        set_up(browser)
        browser.post("/record/new/", state="waiting", label="quince", notes="a note of hers")
        browser.post("/keep/", on="/about/", kept_path="/record/new/", notes="not finished yet")
    return running


def data_of(archive: Path) -> object:
    with zipfile.ZipFile(archive) as found:
        return json.loads(found.read("data/record.json"))["documents"]


def test_out_and_into_a_new_record(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "all.zip.age"
    done = gravida("export", "--data", str(server.folder), "-o", str(file), typed=FILE_PASSPHRASE)
    assert (done.returncode, done.stderr) == (0, "")
    assert b"quince" not in file.read_bytes()
    back = tmp_path / "back"
    came = gravida("import", str(file), "--data", str(back), typed=f"{FILE_PASSPHRASE}{NEW}\n")
    assert (came.returncode, came.stderr) == (0, "")
    assert "2 documents brought into" in came.stdout
    plain = ["--plain", "-o"]
    for folder, passphrase, name in ((server.folder, PASSPHRASE, "first.zip"), (back, NEW, "second.zip")):
        typed = f"{passphrase}\nplain\n"
        said = gravida("export", "--data", str(folder), *plain, str(tmp_path / name), typed=typed)
        assert said.returncode == 0
        assert "With --plain the file is not encrypted" in said.stderr
    first, second = data_of(tmp_path / "first.zip"), data_of(tmp_path / "second.zip")
    assert isinstance(first, list)
    assert [one for one in first if one["kind"] != "made"] == second
    with serving(back, tmp_path / "log") as again:
        hers = Browser(again.address)
        opened = hers.post("/open/", passphrase=NEW)
        assert opened.address.endswith("/begin/code/"), "the new record shows its recovery code first"


@pytest.mark.skipif(shutil.which("age") is None, reason="the stock tool: apt-get install age")
def test_the_stock_tools_open_it(server: Server, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{identity}\n", encoding="utf-8")
    file = tmp_path / "all.zip.age"
    to = ("--recipient", str(identity.to_public()))
    done = gravida("export", "--data", str(server.folder), "-o", str(file), *to, typed=FILE_PASSPHRASE)
    assert (done.returncode, done.stderr) == (0, "")
    archive = tmp_path / "all.zip"
    subprocess.run(["age", "-d", "-i", str(tmp_path / "key"), "-o", str(archive), str(file)], check=True)
    with zipfile.ZipFile(archive) as found:
        assert "a note of hers" in found.read("read-me.html").decode()
    came = gravida(
        "import", str(file), "--data", str(tmp_path / "b"), "--identity", str(tmp_path / "key"), typed=f"{NEW}\n"
    )
    assert (came.returncode, came.stderr) == (0, "")


def test_one_sentence_where_it_cannot_be_done(server: Server, tmp_path: Path) -> None:
    data, file = ("--data", str(server.folder)), str(tmp_path / "all.zip")
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 and nothing more")
    for words, typed, sentence in (
        (("export", *data, "-o", file), "wrong one altogether\n", "That did not open it"),
        (("export", *data, "-o", file, "--plain"), f"{PASSPHRASE}\nyes\n", "Nothing was written"),
        (("export", *data, "-o", file, "--plain", "--recipient", "age1x"), "", "exclude each other"),
        (("export", "--data", str(tmp_path), "-o", file), "", "There is no record in"),
        (("import", str(tmp_path / "bad.zip"), "--data", str(tmp_path / "c")), "", "cannot be unpacked"),
        (("import", str(tmp_path / "none"), "--data", str(tmp_path / "c")), "", "cannot be read"),
    ):
        done = gravida(*words, typed=typed)
        assert done.returncode == 2, words
        assert sentence in done.stderr.splitlines()[-1], (words, done.stderr)
        assert "Traceback" not in done.stderr
    assert not Path(file).exists()
    good = tmp_path / "good.zip"
    gravida("export", *data, "-o", str(good), "--plain", typed=f"{PASSPHRASE}\nplain\n")
    for passphrase, sentence in (
        (PASSPHRASE, "There is something in this record already"),
        ("wrong one altogether", "That did not open it"),
    ):
        assert sentence in gravida("import", str(good), *data, typed=f"{passphrase}\n").stderr
    fresh = gravida("import", str(good), "--data", str(tmp_path / "c"), typed="short\n")
    assert "Too short to protect anything" in fresh.stderr
