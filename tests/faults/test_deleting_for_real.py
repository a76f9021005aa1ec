"""The real server: everything is deleted, also when the disk has no byte left, and a byte search finds nothing."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.her_server import PASSPHRASE, Browser, Server, serving, set_up
from tests.faults.many_records import write_many
from tests.faults.small_disk import fill, free, small_disk

BUTTON = {"delete": "everything"}
CANARIES = [f"canary-{number}-quince" for number in range(20)]


def write(browser: Browser) -> None:
    for number, canary in enumerate(CANARIES):
        browser.post("/keep/", on="/about/", kept_path=f"/record/{number}/", note=canary)


def keys_of(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as rows:
        found = rows.execute("SELECT wrapped FROM vault_slot UNION SELECT sealed_identity FROM vault_owner")
        return [key for (key,) in found]


def seconds_it_took(server: Server, browser: Browser) -> float:
    [worker] = server.workers()
    page = browser.get("/delete/").text
    begun = time.monotonic()
    answer = browser.send(page, "/delete/", **BUTTON)
    seconds = time.monotonic() - begun
    assert answer.status == 200
    assert "Everything is deleted" in answer.text, answer.text
    assert re.search(r"Found: 0\.", answer.text)
    while worker in server.workers() and time.monotonic() < begun + 15:
        time.sleep(0.01)
    return seconds


def test_deleting_everything_leaves_nothing_and_a_new_record_can_begin(tmp_path: Path) -> None:
    folder, log = tmp_path / "data", tmp_path / "log"
    with serving(folder, log) as server:
        browser = Browser(server.address)
        code = set_up(browser)
        write(browser)
        keys = keys_of(folder / "notes.sqlite3")
        assert len(keys) == 3
        assert seconds_it_took(server, browser) < 2
        begun = browser.get("/")
        assert begun.address.endswith("/begin/")
        for content in [log.read_bytes(), *(path.read_bytes() for path in folder.rglob("*") if path.is_file())]:
            for wanted in (*keys, *(word.encode() for word in (*CANARIES, PASSPHRASE, code))):
                assert wanted not in content
        again = Browser(server.address)
        set_up(again)
        assert again.get("/today/").status == 200


def test_five_thousand_records_go_as_fast_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder, tmp_path / "log") as server:
        browser = Browser(server.address)
        set_up(browser)
        write_many(folder / "notes.sqlite3", 5000)
        size = (folder / "notes.sqlite3").stat().st_size
        assert size > 5_000_000
        page = browser.get("/delete/").text
        answer = browser.send(page, "/delete/", **BUTTON)
        told = re.search(r"It took (less than a second|1(\.\d+)? seconds)", answer.text)
        assert told is not None, answer.text
        assert re.search(r"Found: 0\.", answer.text)
        assert sum(path.stat().st_size for path in folder.glob("notes.sqlite3*")) < size / 10


def test_it_works_at_zero_free_bytes(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 32) as disk, serving(disk / "data", tmp_path / "log") as server:
        browser = Browser(server.address)
        set_up(browser)
        write(browser)
        write_many(disk / "data" / "notes.sqlite3", 5000)
        keys = keys_of(disk / "data" / "notes.sqlite3")
        fill(disk)
        assert free(disk) == 0
        refused = browser.post("/keep/", on="/about/", kept_path="/record/new/", note="after it was full")
        assert refused.status == 503
        assert "after it was full" in refused.text, "she can copy what she typed"
        assert seconds_it_took(server, browser) < 2
        for path in disk.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not [key for key in keys if key in content]
        assert Browser(server.address).get("/").address.endswith("/begin/")


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_the_button_it_is_whole_or_gone(tmp_path: Path, moment: str) -> None:
    folder = tmp_path / "data"
    with serving(folder, tmp_path / "log") as server:
        browser = Browser(server.address)
        set_up(browser)
        keys = keys_of(folder / "notes.sqlite3")
        if moment == "after":
            seconds_it_took(server, browser)
        server.kill()
    left = b"".join(path.read_bytes() for path in folder.iterdir())
    assert sum(key in left for key in keys) == (len(keys) if moment == "before" else 0)
