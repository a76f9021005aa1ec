"""How PostgreSQL has to be set so that a saved word stays saved; read back, not believed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from gravida.app.vault import database
from gravida.app.vault.errors import VaultError
from gravida.errors import InputError

SCHEMES: Final = ("postgresql", "postgres")

WANTED: Final = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply", "remote_write", "local"),  # each waits for the disk of this server
}
"""For each setting the values under which an answered save is on the disk."""

OLDEST: Final = 14
"""The oldest PostgreSQL that Django 5.2 works with."""

BY_ITSELF: Final = ("host", "port", "user", "password", "dbname")
SECONDS_TO_CONNECT: Final = 10
ONE_AT_A_TIME: Final = 0x6E6F746573  # "notes", as a number: the lock under which tables are changed


def settings_of(url: str) -> dict[str, Any]:
    """Return a database for Django's settings from ``postgresql://user@host:port/name?parameter=value``.

    Raises:
        InputError: it is not such an address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in SCHEMES:
        raise InputError(
            "--database does not look like a database of PostgreSQL.",
            "Give it as postgresql://user@host/name, or as postgresql:///name for one on this machine.",
        )
    more = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]) or more.get("dbname", ""),
        "USER": unquote(parts.username or "") or more.get("user", ""),
        "PASSWORD": unquote(parts.password or "") or more.get("password", ""),
        "HOST": unquote(parts.hostname or "") or more.get("host", ""),
        "PORT": str(port or more.get("port", "")),
        "OPTIONS": {
            "connect_timeout": SECONDS_TO_CONNECT,
            **{name: value for name, value in more.items() if name not in BY_ITSELF},
        },
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def ask_for_the_driver() -> None:
    """Say how to install what PostgreSQL needs.

    Raises:
        InputError: it is missing.
    """
    if find_spec("psycopg") is None:
        raise InputError(
            "`gravida serve --database` needs the driver of PostgreSQL (psycopg), which is not installed.",
            "Install it with: pip install 'gravida[app,postgresql]'",
        )


def check() -> None:
    """Reach the database, and read back every setting under which it could lose what was answered.

    Raises:
        VaultError: it cannot be reached, is too old, or could lose what is saved.
    """
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            version = connection.pg_version // 10000  # type: ignore[attr-defined]  # it is PostgreSQL's
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(WANTED)])
            found = dict(cursor.fetchall())
    except (DatabaseError, UnicodeError) as error:
        raise VaultError(
            f"The database cannot be used ({_first_line(error)}). See that PostgreSQL {OLDEST} or later runs, that "
            "the name, the user and the host in --database are right, and that this user may create tables there."
        ) from None
    if version < OLDEST:
        raise VaultError(f"This is PostgreSQL {version}; {OLDEST} or later is needed.")
    for name, safe in WANTED.items():
        if found.get(name) not in safe:
            raise VaultError(
                f"PostgreSQL keeps {name} at {found.get(name)!r} where {safe[0]!r} is needed, so a saved word could be "
                f"lost. Set {name} = {safe[0]} in postgresql.conf, and see that neither the role nor the database "
                "sets it otherwise."
            )


def bring_up_to_date(folder: Path) -> None:
    """Take the steps that are new since the database was last used, one program at a time.

    First a verified copy of every row is kept in the folder. All steps are one transaction: what was interrupted was
    not begun.

    Raises:
        VaultError: a newer version of the program has used this database, the copy cannot be made, or the tables
            cannot be changed.
    """
    from django.db import DatabaseError, connection, transaction

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            try:
                taken = steps_taken()
                database.refuse_newer(taken, "This database")
                if taken and taken != database.steps_known():
                    _copy_first(folder, taken)
                with transaction.atomic():
                    database.take_steps(taken)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    except DatabaseError as error:
        raise VaultError(
            f"The tables could not be brought up to date ({_first_line(error)}). See that the user in --database may "
            "create tables there, and start again: what was not finished was not begun."
        ) from None


def copy_before(folder: Path, taken: set[str]) -> Path:
    """Return where the copy of a database lies that had only these steps."""
    return folder / f"before-leaving-{max(taken)}.zip"


def _copy_first(folder: Path, taken: set[str]) -> None:
    from gravida.app.vault import kept_rows

    kept = copy_before(folder, taken)
    try:
        kept_rows.take(kept, taken)
    except OSError as error:
        raise VaultError(
            f"Before the tables are changed for this version a copy of them has to be kept in {str(folder)!r}, and "
            f"that could not be written ({error.strerror}). Nothing was changed. Make room, and start again."
        ) from None
    for older in set(folder.glob("before-leaving-*.zip")) - {kept}:
        older.unlink()


def steps_taken() -> set[str]:
    """Return the steps a database has been through. A new one has been through none."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "vault"}


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n")[0].split())
