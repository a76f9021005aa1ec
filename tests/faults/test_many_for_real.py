"""Two programs on one PostgreSQL, as on a shared server: real processes, and what its operator holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.browser.server import serving as at_an_address
from tests.faults.her_server import PASSPHRASE, Browser, Server, serving
from tests.postgresql import PostgreSQL, crash, running, start_again, stop

NAME = "Noor of the hill"
CANARIES = [f"canary-{number}-quince" for number in range(20)]


@dataclass(frozen=True)
class Two:
    """A database, and two programs that serve it side by side."""

    database: PostgreSQL
    place: Path
    first: Server
    second: Server

    def command(self, *words: str) -> str:
        place = ("--database", self.database.url("notes"), "--data", str(self.place / "first"))
        done = subprocess.run(
            [sys.executable, "-m", "gravida", *words, *place],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "GRAVIDA_KDF_KIB": "0"},
        )
        return done.stdout


@contextmanager
def two_programs(place: Path) -> Iterator[Two]:
    """Serve one database with two programs, which know the same secret and have nothing else in common."""
    with running() as database:
        url = database.create("notes")
        words = ("serve", "--database", url, "--workers", "1", "--data")
        with serving(place / "first", place / "log", *words, str(place / "first")) as first:
            (place / "second").mkdir(mode=0o700)
            shutil.copy(place / "first" / "server-secret", place / "second")
            with serving(place / "second", place / "log", *words, str(place / "second")) as second:
                yield Two(database, place, first, second)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_programs(tmp_path) as found:
        yield found


def set_up(two: Two, name: str = NAME) -> tuple[Browser, str]:
    """Set up by an invitation, and return the browser and the recovery code."""
    browser = Browser(two.first.address)
    own = {"which": "own", "offered_passphrase": "-", "own_passphrase": PASSPHRASE, "own_passphrase_again": PASSPHRASE}
    shown = browser.post("/begin/", invitation=two.command("operator", "invite").strip(), name=name, **own)
    code = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", shown.text)
    assert code is not None, shown.text
    browser.post("/begin/check/", code=code[0])
    return browser, code[0]


def at(browser: Browser, server: Server) -> Browser:
    """The same browser, sent to the other program, as by what stands before both."""
    return Browser(server.address, browser.jar)


def keep(browser: Browser, number: int) -> int:
    return browser.post("/keep/", on="/about/", kept_path=f"/record/{number}/", note=CANARIES[number]).status


def files_and_words(two: Two, secrets: list[str]) -> tuple[list[Path], list[bytes]]:
    """Every file of the database and of both programs, and what is searched for in them."""
    places = (two.place, two.database.files.parent)
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    return files, [word.encode(coding) for word in secrets if word for coding in ("utf-8", "utf-16-le")]


def test_two_programs_lose_no_save_and_lock_together(two: Two) -> None:
    first, _ = set_up(two)
    second = at(first, two.second)
    assert second.get("/today/").address.endswith("/today/"), "what was opened in one is open in the other"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda number: keep(first if number % 2 else second, number), range(len(CANARIES))))
    assert answers == [204] * len(CANARIES)
    rows = two.database.sql("SELECT count(*) FROM vault_record", "notes")
    assert rows == [(len(CANARIES),)]
    assert first.get("/today/").status == 200, "the list of what there is fits what there is"
    second.post("/lock/", on="/about/")
    assert first.get("/today/").address.endswith("/open/")
    assert two.database.sql("SELECT DISTINCT wrapped FROM vault_session", "notes") == [(b"",)]


def test_what_one_program_saved_the_other_shows_on_its_very_next_page(two: Two) -> None:
    """Each keeps a record open between two pages: never longer than it stands as it stood."""
    first, _ = set_up(two)
    second = at(first, two.second)
    for number in range(6):
        saves, shows = (first, second) if number % 2 else (second, first)
        shown = [shows.get("/record/").text for _ in range(2)]
        assert [page.count(f"/record/{number}/") for page in shown] == [0, 0]
        assert keep(saves, number) == 204
        assert all(f"/record/{saved}/" in shows.get("/record/").text for saved in range(number + 1))
    two.database.sql("UPDATE vault_record SET version = version + 1", "notes")
    assert [browser.get("/record/").status for browser in (first, second)] == [500, 500]


def test_the_operator_has_nothing_to_hand_over(two: Two) -> None:
    """Produce everything: the database as it lies on the disk, a dump of it, every file and log. And a list."""
    browser, code = set_up(two)
    for number in range(len(CANARIES)):
        assert keep(browser, number) == 204
    browser.post("/lock/", on="/about/")
    wrong = Browser(two.first.address)
    wrong.post("/open/", name=NAME, passphrase="canary-wrong-quince")
    two.database.sql("CHECKPOINT")
    dump = two.place / "dump"
    with dump.open("wb") as stream:
        subprocess.run(["pg_dumpall", "-h", two.database.socket, "-U", "notes"], stdout=stream, check=True)
    secrets = [
        *CANARIES,
        "canary-wrong-quince",
        PASSPHRASE,
        code,
        NAME,
        NAME.lower(),
        *(c.value or "" for c in browser.jar),
    ]
    files, wanted = files_and_words(two, secrets)
    assert len(files) > 500
    assert sum(path.read_bytes().count(word) for path in files for word in wanted) == 0
    days = re.findall(rb"\b2026-\d\d-\d\d\b", dump.read_bytes())
    assert days == [], "no day stands in it, only months"
    [listed] = two.command("operator", "records").splitlines()[1:]
    assert re.fullmatch(r"[0-9a-f-]{36}  20\d\d-\d\d  +\d+ KiB", listed)


def test_an_answered_save_survives_the_end_of_the_database(two: Two) -> None:
    browser, _ = set_up(two)
    for number in range(10):
        assert keep(browser, number) == 204
    crash(two.database)
    answer = browser.get("/today/")
    assert answer.status == 503, answer.status
    again = start_again(two.database)
    try:
        assert again.sql("SELECT count(*) FROM vault_record", "notes") == [(10,)]
        assert browser.get("/today/").status == 200
        again.sql("UPDATE vault_session SET seen = seen - 400", "notes")
        end = time.monotonic() + 30
        while time.monotonic() < end and again.sql("SELECT DISTINCT wrapped FROM vault_session", "notes") != [(b"",)]:
            time.sleep(0.2)
        assert again.sql("SELECT DISTINCT wrapped FROM vault_session", "notes") == [(b"",)], "the watch goes on"
    finally:
        stop(again)


def test_behind_tls_only_its_own_address_is_answered(tmp_path: Path) -> None:
    with running() as database:
        words = ("--database", database.create("notes"), "--data", str(tmp_path / "data"))
        with at_an_address("serve", *words, "--address", "https://notes.example", log=tmp_path / "log") as here:
            asked = urllib.request.Request(here + "/open/", headers={"Host": "notes.example"})
            asked.add_header("X-Forwarded-Proto", "https")
            with urllib.request.urlopen(asked, timeout=30) as answer:
                [cookie] = answer.headers.get_all("Set-Cookie")
                token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
            assert re.fullmatch(r"__Host-form=\w+; HttpOnly; Path=/; SameSite=Strict; Secure", cookie)
            assert token is not None
            with pytest.raises(urllib.error.HTTPError, match="400"):
                urllib.request.urlopen(here + "/open/", timeout=30)
            form = urllib.parse.urlencode({"name": NAME, "passphrase": "-", "csrfmiddlewaretoken": token[1]})
            for origin, status in (("https://notes.example", "403"), ("http://notes.example", "403")):
                asked.data = form.encode()
                asked.add_header("Origin", origin)
                asked.add_header("Cookie", cookie.partition(";")[0])
                with pytest.raises(urllib.error.HTTPError, match=status) as said:
                    urllib.request.urlopen(asked, timeout=30)
                ours = b"That did not open it." in said.value.read()
                assert ours == origin.startswith("https"), origin


def test_a_database_that_can_lose_what_was_answered_is_not_used(tmp_path: Path) -> None:
    with running("synchronous_commit=off") as database:
        url = database.create("notes")
        done = subprocess.run(
            [sys.executable, "-m", "gravida", "serve", "--database", url, "--data", tmp_path / "data"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert "keeps synchronous_commit at 'off' where 'on' is needed" in done.stderr
        assert len(done.stderr.splitlines()) == 1
