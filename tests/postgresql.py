"""A PostgreSQL to throw away: made by initdb in a folder of its own, reached by a socket there and by nothing else."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SECONDS_TO_START = 180
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
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as place:
        folder = Path(place)
        if os.geteuid() == 0:
            user = next(pwd.getpwnam(name) for name in UNPRIVILEGED if _is_user(name))
            os.chown(folder, user.pw_uid, user.pw_gid)
        files = folder / "files"
        made: list[str | Path] = [programs() / "initdb", "-D", files, "-U", "notes", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*made, "--locale=C", "--no-sync"], check=True, capture_output=True, **_as_owner_of(folder))
        server = _start(files, settings)
        try:
            yield server
        finally:
            _stop_all_in(folder, server)


def start_again(server: PostgreSQL) -> PostgreSQL:
    """Start one that was killed, in its own files."""
    return _start(server.files, ())


def crash(server: PostgreSQL) -> None:
    """End it and everything that works for it at once, as a power cut does to programs."""
    leader = server.process.pid
    children = [int(child) for child in Path(f"/proc/{leader}/task/{leader}/children").read_text().split()]
    for process in (leader, *children):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    server.process.wait(20)
    while any(Path(f"/proc/{child}").exists() for child in children):
        time.sleep(0.01)


def _start(files: Path, settings: tuple[str, ...]) -> PostgreSQL:
    folder = files.parent
    options = ["listen_addresses=", f"unix_socket_directories={folder}", "shared_buffers=32MB", *settings]
    words: list[str | Path] = [programs() / "postgres", "-D", files]
    words += [word for option in options for word in ("-c", option)]
    with (folder / "log").open("ab") as stream:
        process = subprocess.Popen(words, stdout=stream, stderr=stream, start_new_session=True, **_as_owner_of(folder))
    server = PostgreSQL(folder, files, process)
    wait_for(server, folder / "log")
    return server


def _as_owner_of(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": folder}
    owner = pwd.getpwuid(folder.stat().st_uid)
    return {"cwd": folder, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _stop_all_in(folder: Path, server: PostgreSQL) -> None:
    """Stop the server, also one that was started again in its place."""
    stop(server)
    running_now = folder / "files" / "postmaster.pid"
    if running_now.exists():
        os.kill(int(running_now.read_text().split()[0]), signal.SIGQUIT)


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
            server.process.send_signal(signal.SIGQUIT)  # without waiting for anybody
            server.process.wait(20)


@cache
def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
