"""Serving her page on this machine: check the file, bring it up to date, start granian, print the address.

The parent process only watches; the worker serves, and is replaced by a new one when the vault is locked. Only the
loopback address is ever listened on, and nothing is sent anywhere. Under an https address, of one's own or of a server
for many, a program that ends TLS stands on the same machine before it.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from gravida.app import folder as folders
from gravida.errors import InputError

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

HERE: Final = "127.0.0.1"
USUAL_PORT: Final = 8437
PORTS_TO_TRY: Final = 20

RESPAWN_SECONDS: Final = 0.5
"""How long the old worker still answers after a lock, on connections that it had accepted before."""


def serve(folder: Path | None, port: int | None, *, address: str = "", even_if_synced: bool = False) -> None:
    """Serve the record in a folder until it is stopped, on this machine only or under an https address of her own.

    Raises:
        FileError: the folder cannot be used, or another program uses it.
        InputError: the port is taken, or the address is none.
        VaultError: the file is damaged, or SQLite could lose what is saved, or an own address has no record yet.
    """
    reached_at = _reached_at(address)
    prepared = folders.prepare(folder or folders.usual_folder(), even_if_synced=even_if_synced)
    with folders.only_program(prepared):
        chosen = free_port(port)
        make_ready(prepared, chosen, reached_at=reached_at)
        if reached_at:
            _refuse_without_a_record(prepared)
        here = here_at(chosen)
        told = f"Your notes are at {reached_at}/, by way of {here}" if reached_at else f"Your notes are at {here}"
        run(chosen, f"{told}\nThey lie in {prepared}\nStop with Ctrl-C.")


def serve_many(database: str, folder: Path | None, port: int | None, address: str, workers: int) -> None:
    """Serve many people from a database of PostgreSQL until it is stopped. TLS ends in a program before this one.

    Raises:
        FileError: the folder of the server's secret cannot be used.
        InputError: the port is taken, or the database or the address is not written as one.
        VaultError: the database cannot be used, or could lose what is saved.
    """
    reached_at = _reached_at(address)
    prepared = folders.prepare(folder or folders.usual_folder_of_many(), even_if_synced=False)
    with folders.only_program(prepared):
        chosen = free_port(port)
        make_ready_for_many(database, prepared, chosen, reached_at=reached_at)
        here = here_at(chosen)
        place = f"at {reached_at}/, by way of {here}" if reached_at else f"only from this machine, at {here}"
        run(
            chosen,
            f"Reached {place}\nThe server's secret lies in {prepared}\nStop with Ctrl-C.",
            workers=workers,
            threads=4,
        )


def make_ready_for_many(database: str, folder: Path, port: int = USUAL_PORT, *, reached_at: str = "") -> None:
    """Set Django up for a database of PostgreSQL, read its settings back, and bring the tables up to date.

    Raises:
        InputError: the database is not written as one, or the driver is missing.
        VaultError: the database cannot be used, or could lose what is saved; or the server's secret is missing.
    """
    from gravida.app.vault import postgresql

    postgresql.settings_of(database)
    postgresql.ask_for_the_driver()
    set_up_django(folder, port, database=database, reached_at=reached_at)

    from gravida.app.vault import models, server_secret

    postgresql.check()
    postgresql.bring_up_to_date(folder)
    server_secret.make(folder, anybody=models.Owner.objects.exists())
    server_secret.read(folder)


def demo(port: int | None, passphrase: str, fill: Callable[[], None]) -> None:
    """Serve a made-up record from a folder that is thrown away at the end."""
    folder = folders.prepare(Path(tempfile.mkdtemp(prefix="notes-")), even_if_synced=True)
    try:
        with folders.only_program(folder):
            chosen = free_port(port)
            os.environ["GRAVIDA_KDF_KIB"] = "0"  # at the floor: nothing here is hers
            make_ready(folder, chosen, demo_passphrase=passphrase)
            fill()
            run(
                chosen,
                f"A made-up story is at {here_at(chosen)}\nIts passphrase: {passphrase}\n"
                "The people, dates and scans in it are invented. Stop with Ctrl-C: then all of it is gone.",
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_ready(folder: Path, port: int, demo_passphrase: str = "", *, reached_at: str = "") -> None:
    """Set Django up for this folder, read SQLite's settings back, and bring the tables up to date.

    Raises:
        VaultError: the file is damaged, or SQLite could lose what is saved.
    """
    set_up_django(folder, port, demo_passphrase, reached_at=reached_at)

    from gravida.app.vault import database, reserve

    database.check(folder / "notes.sqlite3")
    database.bring_up_to_date(folder / "notes.sqlite3")
    reserve.hold(folder)


def set_up_django(
    folder: Path,
    port: int = USUAL_PORT,
    demo_passphrase: str = "",
    *,
    database: str = "",
    reached_at: str = "",
) -> None:
    """Make Django ready for the record in a folder, or for a database of PostgreSQL.

    No core dumps, because they would hold what is in memory.
    """
    _no_core_dumps()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "gravida.app.settings",
        "GRAVIDA_DATA": str(folder),
        "GRAVIDA_PORT": str(port),
        "GRAVIDA_MODE": "hosted" if database else "own" if reached_at else "home",
        "GRAVIDA_DATABASE": database,
        "GRAVIDA_ADDRESS": reached_at,
        "GRAVIDA_DEMO": demo_passphrase,
        "GRAVIDA_ENDS": "" if database else "yes",
    }
    import django

    django.setup()


def run(port: int, told: str, *, workers: int = 1, threads: int = 2) -> None:
    """Start granian and stay until it is stopped; the text is printed when the address answers."""
    from django.db import connections
    from django.urls import get_resolver
    from granian.constants import Interfaces

    from gravida.app.one_socket import OneSocketServer

    get_resolver().check()  # every room is loaded once, here, so that a new worker is there at once
    connections.close_all()  # a worker must not inherit an open file
    server = OneSocketServer(
        "gravida.app.wsgi:application",
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_interval=RESPAWN_SECONDS,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_enabled=False,
    )
    server.on_startup(lambda: print(told, flush=True))
    _stop_with_the_terminal(server)
    server.serve()


def here_at(port: int) -> str:
    """Return the address to open in a browser on this machine."""
    return f"http://{HERE}:{port}/"


def free_port(wanted: int | None) -> int:
    """Return the wanted port, or the first free one from the usual one on.

    Raises:
        InputError: the wanted port is taken, or so are all the others.
    """
    if wanted is not None:
        if not 1024 <= wanted <= 65535 or not _is_free(wanted):
            raise InputError(
                f"port {wanted} cannot be used: it is taken or not allowed.", "Choose another with --port."
            )
        return wanted
    for port in range(USUAL_PORT, USUAL_PORT + PORTS_TO_TRY):
        if _is_free(port):
            return port
    raise InputError(f"ports {USUAL_PORT} to {USUAL_PORT + PORTS_TO_TRY - 1} are all taken.", "Choose one with --port.")


def _reached_at(address: str) -> str:
    if not address:
        return ""
    parts, reached_at = urlsplit(address), address.rstrip("/")
    if parts.scheme != "https" or not parts.hostname or reached_at != f"https://{parts.netloc}":
        raise InputError(f"{address!r} is not an address of this server.", "Give it as https://name.example.")
    return reached_at


def _refuse_without_a_record(folder: Path) -> None:
    from gravida.app.vault import owners
    from gravida.app.vault.errors import VaultError

    if owners.only_owner() is None:
        raise VaultError(
            f"There is no record in {str(folder)!r} yet. Under an address that anyone can open, it would belong to "
            "whoever comes first. Bring one there with `gravida restore FILE --data FOLDER`, or begin it at home."
        )


def _stop_with_the_terminal(server: AbstractServer[Any]) -> None:
    """Closing the terminal sends the signal with which a worker asks for another; then the program has to end."""
    started_in_one = _has_terminal()

    def look() -> None:
        if started_in_one and not _has_terminal():
            server.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    server.on_reload(look)


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        if os.name == "posix":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a port just left looks taken
        try:
            tried.bind((HERE, port))
        except OSError:
            return False
    return True


def _no_core_dumps() -> None:
    try:
        import resource
    except ImportError:  # Windows writes none by default
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
