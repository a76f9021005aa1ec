"""How SQLite has to be set so that a saved word stays saved and a deleted one is gone; read back, not believed."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path
from typing import Final

from gravida.app.vault.errors import VaultError

WANTED: Final = {
    "journal_mode": ("TRUNCATE", "truncate"),  # no -wal file that keeps what was deleted
    "synchronous": ("EXTRA", 3),  # a power cut loses nothing that was answered
    "secure_delete": ("ON", 1),
    "mmap_size": ("0", 0),
    "temp_store": ("MEMORY", 2),
}
"""For each pragma the value to set, and the value SQLite has to answer."""

PRAGMAS: Final = "".join(f"PRAGMA {name}={value};" for name, (value, _) in WANTED.items())


def check(path: Path) -> None:
    """Open the file as the app will, and read every setting back.

    Raises:
        VaultError: a setting that could lose data did not take, or the file is not a database.
    """
    try:
        with sqlite3.connect(path) as connection:
            connection.executescript(PRAGMAS)
            found = {name: _answer(connection, name) for name in WANTED}
            broken = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        connection.close()
    except sqlite3.Error as error:
        raise VaultError(
            f"{path} cannot be used as a record ({error}). Give another folder with --data, or bring back a copy."
        ) from None
    for name, (_, wanted) in WANTED.items():
        if found[name] != wanted:
            raise VaultError(
                f"SQLite {sqlite3.sqlite_version} keeps {name} at {found[name]!r} where {wanted!r} is needed, "
                "so a saved word could be lost. Use another disk or another build of Python."
            )
    if broken != "ok":
        raise VaultError(f"{path} is damaged ({broken}). Bring back the newest copy of the folder.")


def _answer(connection: sqlite3.Connection, name: str) -> object:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else 0  # a build without memory mapping answers nothing at all


def bring_up_to_date(path: Path) -> None:
    """Take the steps that are new since the file was last used. Where there are none, Django is not even asked.

    Raises:
        VaultError: a newer version of the program has used this file.
    """
    known = {step.name.removesuffix(".py") for step in (files("gravida.app.vault") / "migrations").iterdir()}
    known = {name for name in known if name[:1].isdigit()}
    taken = _steps_taken(path)
    if newer := sorted(taken - known):
        raise VaultError(
            f"{path} was last used by a newer version of this program ({', '.join(newer)}). Use that version again."
        )
    if taken != known:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)


def has_tables(path: Path) -> bool:
    """Whether anything was ever set up in the file."""
    return bool(_steps_taken(path))


def _steps_taken(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name FROM django_migrations WHERE app = 'vault'").fetchall()
    except sqlite3.OperationalError:  # a new file has no tables yet
        rows = []
    finally:
        connection.close()
    return {name for (name,) in rows}
