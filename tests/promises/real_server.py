"""Promises of the running program: what its folder and its memory hold, and what is left after deleting everything."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.faults.her_server import PASSPHRASE, Browser, Server, serving, set_up
from tests.faults.many_records import write_many
from tests.faults.small_disk import fill, free, small_disk
from tests.faults.test_deleting_for_real import keys_of, seconds_it_took
from tests.faults.test_locking_for_real import in_memory, wait_for_another_worker
from tests.promises.promise import Figure, NotHere

CANARIES = [f"canary-{number}-quince" for number in range(20)]
RECORDS = 5000


def canaries(short: bool) -> Figure:
    """Type secrets into open and locked pages and forms, kill everything, and read every file."""
    with tempfile.TemporaryDirectory() as place:
        with serving(Path(place) / "data", Path(place) / "log") as server:
            browser = Browser(server.address)
            code = set_up(browser)
            _write(browser)
            browser.post("/lock/", on="/about/")
            for number, canary in enumerate(CANARIES):
                browser.post("/keep/", on="/open/", kept_path=f"/record/{number}/locked/", note=canary)
            server.kill()
        wanted = [word.encode(coding) for word in (*CANARIES, PASSPHRASE, code) for coding in ("utf-8", "utf-16-le")]
        files = [path for path in Path(place).rglob("*") if path.is_file()]
        found = sum(path.read_bytes().count(word) for path in files for word in wanted)
    text = f"{len(CANARIES)} canaries, passphrase and code, searched for in {len(files)} files: {found} found"
    return Figure(found == 0, text)


def memory(short: bool) -> Figure:
    """Lock, and read the memory of every process of the program."""
    if not sys.platform.startswith("linux"):
        raise NotHere("the memory of processes is read by way of /proc")
    with tempfile.TemporaryDirectory() as place, serving(Path(place) / "data", Path(place) / "log") as server:
        browser = Browser(server.address)
        set_up(browser)
        _write(browser)
        [worker] = server.workers()
        words = [browser.cookie("notes"), PASSPHRASE, *CANARIES]
        before = _count(server, words)
        browser.post("/lock/", on="/about/")
        wait_for_another_worker(server, worker)
        after = _count(server, words)
    return Figure(before > 0 and after == 0, f"{before} hits while it was open, {after} after locking")


def deleting(short: bool) -> Figure:
    """Delete everything, and search every byte that is left."""
    with tempfile.TemporaryDirectory() as place:
        return _delete(Path(place), Path(place) / "data", "")


def deleting_on_a_full_disk(short: bool) -> Figure:
    """The same with zero bytes free."""
    with tempfile.TemporaryDirectory() as place, small_disk(Path(place) / "disk", 32) as disk:
        return _delete(Path(place), disk / "data", " with 0 bytes free")


def _delete(place: Path, folder: Path, how: str) -> Figure:
    with serving(folder, place / "log") as server:
        browser = Browser(server.address)
        code = set_up(browser)
        _write(browser)
        write_many(folder / "notes.sqlite3", RECORDS)
        keys = keys_of(folder / "notes.sqlite3")
        if how:
            fill(folder.parent)
            if free(folder.parent):
                raise NotHere("the disk could not be filled")
        seconds = seconds_it_took(server, browser)
    wanted = [*keys, *(word.encode() for word in (*CANARIES, PASSPHRASE, code))]
    left = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    found = sum(content.count(word) for content in left for word in wanted)
    text = (
        f"{RECORDS:,} records in {seconds:.2f} s{how}; "
        f"{len(wanted)} keys and words searched for in {len(left)} files: {found} found"
    )
    return Figure(found == 0 and seconds < 2, text)


def _write(browser: Browser) -> None:
    for number, canary in enumerate(CANARIES):
        browser.post("/keep/", on="/about/", kept_path=f"/record/{number}/", note=canary)


def _count(server: Server, words: list[str]) -> int:
    time.sleep(0.2)
    processes = (*server.workers(), server.process.pid)
    return sum(in_memory(process, word.encode()) for process in processes for word in words)
