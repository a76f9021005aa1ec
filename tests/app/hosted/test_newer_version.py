"""A newer version on a shared server: a verified copy of every row first, all steps or none, and a way back."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from tests.app.hers import the_scan, waiting
from tests.app.hosted.conftest import Person
from tests.app.stores import use_database
from tests.app.vault.test_upgrade import LAST, LATER_NAME, newer
from tests.postgresql import PostgreSQL

from gravida.app.vault import kept_rows, server_secret
from gravida.app.vault.errors import VaultError

__all__ = ["newer"]  # a fixture
KILLS = 8
COPY = f"before-leaving-{LAST}.zip"
START = """
import sys
from pathlib import Path
from gravida.app import serving
serving.make_ready_for_many(sys.argv[1], Path(sys.argv[2]))
print("ready", flush=True)
"""


@pytest.fixture
def place(one: Person, other: Person, tmp_path: Path) -> Path:
    """The folder of a server with two people who have written something; nobody is connected."""
    for _ in range(20):
        the_scan(one.vault, waiting(one.vault).id)
    waiting(other.vault)
    connections.close_all()
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / server_secret.NAME).write_bytes(bytes(32))
    return folder


@pytest.fixture
def copies(empty_server: PostgreSQL) -> Iterator[list[str]]:
    """The names of databases that are thrown away afterwards."""
    made: list[str] = []
    yield made
    connections.close_all()
    for name in made:
        empty_server.drop(name)


def another(server: PostgreSQL, made: list[str], like: str = "many") -> str:
    made.append(f"another_{len(made)}")
    server.create(made[-1], like=like)
    return made[-1]


def start(source: Path | None, url: str, folder: Path) -> subprocess.Popen[str]:
    path = {} if source is None else {"PYTHONPATH": str(source)}
    words = [sys.executable, "-c", START, url, str(folder)]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **path}
    )


def operator(*words: str, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    path = {} if source is None else {"PYTHONPATH": str(source)}
    return subprocess.run(
        [sys.executable, "-m", "gravida", "operator", *words],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **path},
    )  # fmt: skip


def rows(server: PostgreSQL, name: str) -> dict[str, list[str]]:
    """Every row of every table that is copied, as PostgreSQL writes it."""
    listed = server.sql("SELECT tablename FROM pg_tables WHERE tablename LIKE 'vault\\_%' ORDER BY 1", name)
    wanted = [table for (table,) in listed if table not in kept_rows.NOT_COPIED]
    return {table: sorted(row for (row,) in server.sql(f"SELECT t::text FROM {table} t", name)) for table in wanted}


def later(server: PostgreSQL, name: str) -> set[str]:
    found = server.sql("SELECT table_name FROM information_schema.columns WHERE column_name = 'later'", name)
    return {table for (table,) in found}


def test_a_copy_first_and_a_way_back(
    place: Path, newer: Path, empty_server: PostgreSQL, copies: list[str], one: Person
) -> None:
    before = rows(empty_server, "many")
    name = another(empty_server, copies)
    (place / "before-leaving-0001_first.zip").write_bytes(b"an older one")
    assert start(newer, empty_server.url(name), place).communicate(timeout=120) == ("ready\n", "")
    assert later(empty_server, name) == {"vault_owner", "vault_record"}
    copy = place / COPY
    assert [path.name for path in place.glob("before-*")] == [COPY], "only the newest is kept"
    assert copy.stat().st_mode & 0o077 == 0
    contents = kept_rows.look(copy)
    assert contents.rows == sum(map(len, before.values())) > 40
    _, err = start(None, empty_server.url(name), place).communicate(timeout=120)
    assert f"last used by a newer version of this program ({LATER_NAME})" in err

    for source in (newer, None):  # with the newer program, and with the one that wrote it
        back = another(empty_server, copies, "template0")
        words = ("put-back", "--copy", str(copy), "--database", empty_server.url(back), "--data", str(place))
        done = operator(*words, source=source)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Put back and counted: {contents.rows} rows" in done.stdout
        assert rows(empty_server, back) == before
        again = operator(*words)
        assert again.returncode == 2
        assert "There are tables in this database already" in again.stderr
        assert rows(empty_server, back) == before
        assert start(None, empty_server.url(back), place).communicate(timeout=120) == ("ready\n", "")
    use_database(empty_server.url(back))
    hers = [row for row in before["vault_record"] if str(one.vault.owner_id) in row]
    assert len(one.vault.everything()) == len(hers) >= 40


def test_killed_at_any_moment_it_is_before_or_after(
    place: Path, newer: Path, empty_server: PostgreSQL, copies: list[str]
) -> None:
    chance = random.Random(20261126)
    before = rows(empty_server, "many")
    begun = time.monotonic()
    name = another(empty_server, copies)
    assert start(newer, empty_server.url(name), place).communicate(timeout=120)[0] == "ready\n"
    took = time.monotonic() - begun
    untouched = 0
    for _ in range(KILLS):
        name = another(empty_server, copies)
        (place / COPY).unlink(missing_ok=True)
        process = start(newer, empty_server.url(name), place)
        time.sleep(chance.uniform(0.4, 1) * took)
        process.kill()
        process.communicate(timeout=60)
        changed = later(empty_server, name)
        assert changed in (set(), {"vault_owner", "vault_record"}), "all steps or none"
        if changed or (place / COPY).exists():
            assert kept_rows.look(place / COPY).rows == sum(map(len, before.values()))
        if not changed:
            untouched += 1
            assert rows(empty_server, name) == before
        assert start(newer, empty_server.url(name), place).communicate(timeout=120) == ("ready\n", "")
        assert later(empty_server, name) == {"vault_owner", "vault_record"}
    assert untouched


def test_without_room_for_the_copy_nothing_is_changed(
    place: Path, newer: Path, empty_server: PostgreSQL, copies: list[str]
) -> None:
    name = another(empty_server, copies)
    (place / f"{COPY}.part").mkdir()  # the copy cannot be written there
    before = rows(empty_server, name)
    _, err = start(newer, empty_server.url(name), place).communicate(timeout=120)
    assert "and that could not be written" in err
    assert rows(empty_server, name) == before
    assert later(empty_server, name) == set()


def test_a_copy_that_is_damaged_is_not_put_back(
    place: Path, newer: Path, empty_server: PostgreSQL, copies: list[str], tmp_path: Path
) -> None:
    start(newer, empty_server.url(another(empty_server, copies)), place).communicate(timeout=120)
    whole, sound = (place / COPY).read_bytes(), kept_rows.look(place / COPY)
    chance, broken_file = random.Random(20261126), tmp_path / "broken.zip"
    refused = 0
    for number in range(60):
        broken = bytearray(whole)
        if number % 2:
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        else:
            del broken[chance.randrange(len(broken)) :]
        broken_file.write_bytes(broken)
        try:
            assert kept_rows.look(broken_file) == sound  # a bit that nothing reads, such as that of a time
        except VaultError:
            refused += 1
    assert refused > 45
    for content in (b"", b"words", b"PK\5\6" + bytes(18)):
        broken_file.write_bytes(content)
        with pytest.raises(VaultError, match="not a copy of a database"):
            kept_rows.look(broken_file)
    with zipfile.ZipFile(broken_file, "w") as short, zipfile.ZipFile(place / COPY) as packed:
        for entry in packed.namelist():
            content = packed.read(entry)
            short.writestr(entry, content if entry != "vault_record" else content.split(b"\n", 1)[1])
    back = another(empty_server, copies, "template0")
    words = ("--copy", str(broken_file), "--database", empty_server.url(back), "--data", str(place))
    done = operator("put-back", *words)
    assert (done.returncode, rows(empty_server, back)) == (2, {})
    assert "or it is damaged" in done.stderr


@pytest.mark.parametrize("words", [("put-back",), ("records", "--copy", "x.zip")])
def test_a_copy_belongs_to_putting_back(words: tuple[str, ...], empty_server: PostgreSQL, tmp_path: Path) -> None:
    done = operator(*words, "--database", empty_server.url("many"), "--data", str(tmp_path))
    assert done.returncode == 2
    assert "takes the copy with --copy FILE" in done.stderr
