"""The real server, its worker and its parent: what a lock, a restart and a kill leave behind."""

from __future__ import annotations

import http.client
import os
import pty
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.her_server import PASSPHRASE, Browser, Server, free_port, serving, set_up

from gravida.app.serving import RESPAWN_SECONDS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "data", tmp_path / "log") as running:
        yield running


def in_memory(process: int, wanted: bytes) -> int:
    """Count how often some bytes stand in the memory of a process."""
    found = 0
    maps = Path(f"/proc/{process}/maps").read_text()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, re.MULTILINE):
            try:
                memory.seek(int(start, 16))
                found += memory.read(int(end, 16) - int(start, 16)).count(wanted)
            except (OSError, OverflowError):
                continue
    return found


def wait_for_another_worker(server: Server, old: int) -> int:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if (workers := server.workers()) and old not in workers and len(workers) == 1:
            return workers[0]
        time.sleep(0.01)
    raise AssertionError("the worker was not replaced")


@pytest.mark.parametrize("way", ["/lock/", "/leave/"])
def test_after_locking_no_process_remembers(server: Server, way: str) -> None:
    browser = Browser(server.address)
    set_up(browser)
    [worker] = server.workers()
    secret = browser.cookie("notes")
    assert len(secret) >= 43
    assert in_memory(worker, b"gravida.app.vault.sessions") > 0, "the search itself does not work"
    assert in_memory(worker, secret.encode()) > 0, "without a lock it is there"

    answer = browser.post(way, on="/about/")
    assert answer.status == 200

    new = wait_for_another_worker(server, worker)
    for process in (new, server.process.pid):
        assert in_memory(process, secret.encode()) == 0
        assert in_memory(process, PASSPHRASE.encode()) == 0


def test_when_nobody_is_there_it_locks_by_itself(server: Server) -> None:
    browser = Browser(server.address)
    set_up(browser)
    with sqlite3.connect(server.folder / "notes.sqlite3") as rows:
        rows.execute(
            "UPDATE vault_owner SET idle_seconds = 2"
        )  # she may choose a minute at least; a test has less time
    rows.close()
    browser.post("/open/", on="/about/", passphrase=PASSPHRASE)
    [worker], secret = server.workers(), browser.cookie("notes")
    begun = time.monotonic()
    new = wait_for_another_worker(server, worker)
    assert 2 <= time.monotonic() - begun < 10
    assert in_memory(new, secret.encode()) == in_memory(server.process.pid, secret.encode()) == 0
    assert browser.get("/record/").address.endswith("/open/")


def test_opening_right_after_locking_reaches_the_new_worker(server: Server) -> None:
    browser = Browser(server.address)
    set_up(browser)
    for _ in range(3):
        [worker] = server.workers()
        browser.post("/lock/", on="/about/")
        opened = browser.post("/open/", passphrase=PASSPHRASE)
        assert opened.status == 200
        assert "/open/" not in opened.address
        assert wait_for_another_worker(server, worker) != worker


def test_no_page_fails_while_the_worker_is_replaced(server: Server) -> None:
    browser = Browser(server.address)
    set_up(browser)
    for _ in range(3):
        [worker] = server.workers()
        browser.post("/lock/", on="/about/")
        end = time.monotonic() + 1
        while time.monotonic() < end:
            assert Browser(server.address).get("/about/").status == 200
        wait_for_another_worker(server, worker)
        browser.post("/open/", passphrase=PASSPHRASE)


def test_a_request_on_the_way_when_she_locks_is_answered(server: Server) -> None:
    """A browser opens a connection first and asks a moment later; between the two the record is locked.

    The old worker stays for half a second. Where a busy machine asks later than that, the round says nothing.
    """
    browser = Browser(server.address)
    set_up(browser)
    counted = 0
    for _ in range(10):
        [worker] = server.workers()
        before = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=20)
        before.connect()
        time.sleep(0.05)  # accepted by the worker that is about to end
        locked = time.monotonic()
        browser.post("/lock/", on="/about/")
        after = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=20)
        after.connect()
        time.sleep(0.1)
        try:
            for connection in (before, after):
                connection.request("GET", "/about/")
                assert connection.getresponse().status == 200
            counted += 1
        except ConnectionError:
            assert time.monotonic() - locked > RESPAWN_SECONDS, "turned away while the old worker was there"
        before.close()
        after.close()
        wait_for_another_worker(server, worker)
        browser.post("/open/", passphrase=PASSPHRASE)
        if counted == 3:
            break
    assert counted > 0, "this machine was too busy to ask in time"


def test_a_restart_locks(tmp_path: Path) -> None:
    with serving(tmp_path / "data", tmp_path / "log") as server:
        browser = Browser(server.address)
        set_up(browser)
        assert browser.get("/open/").text.count("password") == 0
        server.kill()
    with serving(tmp_path / "data", tmp_path / "log") as again:
        same = Browser(again.address, browser.jar)
        assert same.get("/").address.endswith("/open/")


def test_a_killed_parent_takes_the_worker_with_it(server: Server) -> None:
    [worker] = server.workers()
    server.process.kill()
    server.process.wait(10)
    end = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


def test_a_second_program_refuses_the_folder(server: Server, tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="is open in another window or program already"),
        serving(server.folder, tmp_path / "second"),
    ):
        pass


def test_being_stopped_is_quiet(server: Server) -> None:
    Browser(server.address).get("/")
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(10) == 0
    said = server.log.read_text(encoding="utf-8")
    assert "Traceback" not in said
    assert len(said.splitlines()) == 3


def test_the_folder_is_hers_only_and_says_nothing(server: Server) -> None:
    """Twenty lines that only she could write, typed and then looked for in every file."""
    browser = Browser(server.address)
    set_up(browser)
    canaries = [f"canary-{number}-quince" for number in range(20)]
    for number, canary in enumerate(canaries):
        browser.post("/keep/", on="/about/", kept_path=f"/record/{number}/", note=canary)
    browser.post("/lock/", on="/about/")
    for number, canary in enumerate(canaries):
        browser.post("/keep/", on="/open/", kept_path=f"/record/{number}/locked/", note=canary)
    server.kill()

    files = [path for path in server.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"in-use", "notes.sqlite3", "notes.sqlite3-journal", "reserve"}
    found = {path.name: path.read_bytes() for path in files} | {"log": server.log.read_bytes()}
    for word in (*canaries, PASSPHRASE, "quince", "/record/", "unfinished", "preferences", browser.address[7:16] + "x"):
        for name, content in found.items():
            assert word.encode() not in content, (word, name)
            assert word.encode("utf-16-le") not in content, (word, name)
    assert server.folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    with sqlite3.connect(server.folder / "notes.sqlite3") as rows:
        assert rows.execute("SELECT count(*) FROM vault_draft").fetchone()[0] == 20
        assert rows.execute("SELECT count(*) FROM vault_record").fetchone()[0] == 20


def test_closing_the_terminal_ends_it(tmp_path: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:
        words = [sys.executable, "-m", "gravida", "serve", "--data", str(tmp_path / "data"), "--port", str(free_port())]
        os.execv(words[0], words)
    said = b""
    while b"Stop with Ctrl-C" not in said:
        said += os.read(terminal, 1024)
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    os.close(terminal)
    end = time.monotonic() + 10
    while os.waitpid(process, os.WNOHANG) == (0, 0) and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{process}").exists()
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
