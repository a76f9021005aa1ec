"""``gravida serve`` and ``gravida demo``: her page on this machine, with her own record or with a made-up one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from gravida.cli.needed import ask_for_the_extra
from gravida.cli.options import Switch
from gravida.errors import GravidaError

MOST_WORKERS: Final = 32

Database = Annotated[str, Parameter(env_var="GRAVIDA_DATABASE")]


def serve(
    *,
    data: Path | None = None,
    port: int | None = None,
    address: str = "",
    even_if_synced: Switch = False,
    database: Database = "",
    workers: int = 2,
) -> None:
    """Open your own record in the browser. It stays on this machine, encrypted; nothing is sent.

    With --database it serves many people from one PostgreSQL, each with a name and a passphrase of their own.

    Parameters
    ----------
    data
        The folder to keep it in. Without it, a folder of your own where programs keep their data. With --database, the
        folder of the server's secret, which has to be kept beside every copy of the database.
    port
        The port on this machine. Without it, 8437 or the next one that is free.
    address
        The https address of your own server, or of the one for many people, such as https://notes.example. TLS ends in
        a program before this one, which listens on this machine only.
    even_if_synced
        Use the folder of --data even if it looks like one that is copied to other machines.
    database
        A database for many people: postgresql://user@host/name, or postgresql:///name for one on this machine. A
        password does not belong here, where others on the machine can see it: PostgreSQL reads one from a passfile.
    workers
        With --database: how many processes serve.
    """
    ask_for_the_extra("serve")
    if even_if_synced and data is None:
        raise GravidaError("--even-if-synced is about the folder of --data. Give --data as well.")
    from gravida.app import serving

    if database:
        if not 1 <= workers <= MOST_WORKERS:
            raise GravidaError(f"--workers is a number from 1 to {MOST_WORKERS}.")
        serving.serve_many(database, data, port, address, workers)
    else:
        serving.serve(data, port, address=address, even_if_synced=even_if_synced)


def database_or_refuse(database: str) -> str:
    """Return the database of a shared server.

    Raises:
        GravidaError: none was given.
    """
    if not database:
        raise GravidaError("Which database? Give --database postgresql://user@host/name, or set GRAVIDA_DATABASE.")
    return database


def demo(*, port: int | None = None) -> None:
    """Open a made-up story in the browser. Everything in it is invented, and gone when you stop it.

    Parameters
    ----------
    port
        The port on this machine. Without it, 8437 or the next one that is free.
    """
    ask_for_the_extra("demo")
    from gravida.app import serving

    passphrase = "made up story"
    serving.demo(port, passphrase, lambda: _fill(passphrase))


def _fill(passphrase: str) -> None:
    from django.db import transaction

    from gravida.app.story import fill
    from gravida.app.vault import owners

    with transaction.atomic():
        vault = owners.create(passphrase)
        owners.confirm_code(vault, owners.code_to_write_down(vault) or "")
        fill(vault)
