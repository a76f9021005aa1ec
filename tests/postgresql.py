"""A PostgreSQL to throw away: made by initdb in a folder of its own, reached by a socket there and by nothing else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SECONDS_TO_START = 60
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class PostgreSQL:
    """A running server, and the process to kill."""

    socket: Path
    files: Path
    process: subprocess.Popen[bytes]

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://notes@/{name}?host={self.socket}"

    def sql(self, statement: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        """Say something to it behind the program's back."""
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def create(self, name: str, like: str = "template1") -> str:
        """Make a database, and return its address."""
        self.sql(f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Throw a database away."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def programs() -> Path:
    """Return where PostgreSQL's programs lie, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    if not found and beside is None:
        pytest.skip("PostgreSQL is not installed; ./check installs it on Debian")
    return (found[-1] if found else Path(str(beside))).parent


@contextmanager
def running(*settings: str) -> Iterator[PostgreSQL]:
    """Run a server of its own. It refuses to run as root, so root starts it as somebody else."""
    where = programs()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp" if sys.platform != "win32" else None) as place:
        folder = Path(place)
        as_whom: dict[str, Any] = {"cwd": place}
        if os.geteuid() == 0:
            user = next(pwd.getpwnam(name) for name in UNPRIVILEGED if _is_user(name))
            os.chown(folder, user.pw_uid, user.pw_gid)
            as_whom |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        files, log = folder / "files", folder / "log"
        made: list[str | Path] = [
            where / "initdb",
            "-D",
            files,
            "-U",
            "notes",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(made, check=True, capture_output=True, **as_whom)
        options = ["listen_addresses=", f"unix_socket_directories={folder}", "shared_buffers=32MB", *settings]
        words: list[str | Path] = [
            where / "postgres",
            "-D",
            files,
            *(word for option in options for word in ("-c", option)),
        ]
        with log.open("wb") as stream:
            process = subprocess.Popen(words, stdout=stream, stderr=stream, start_new_session=True, **as_whom)
        server = PostgreSQL(folder, files, process)
        try:
            wait_for(server, log)
            yield server
        finally:
            stop(server)


def wait_for(server: PostgreSQL, log: Path) -> None:
    """Wait until it takes connections."""
    import psycopg

    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.process.poll() is None:
        try:
            server.sql("SELECT 1")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError(f"PostgreSQL did not start: {log.read_text(encoding='utf-8', errors='replace')}")


def stop(server: PostgreSQL) -> None:
    """Stop it at once: it is thrown away."""
    if server.process.poll() is None:
        server.process.terminate()
        try:
            server.process.wait(2)
        except subprocess.TimeoutExpired:
            server.process.send_signal(3)  # SIGQUIT: without waiting for anybody
            server.process.wait(20)


@cache
def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
