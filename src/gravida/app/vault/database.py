"""How SQLite has to be set so that a saved word stays saved and a deleted one is gone; read back, not believed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Final

from gravida.app.vault import disk, kept_copies
from gravida.app.vault.errors import VaultError

WANTED: Final = {
    "journal_mode": ("TRUNCATE", "truncate"),  # no -wal file that keeps what was deleted
    "synchronous": ("EXTRA", 3),  # a power cut loses nothing that was answered
    "secure_delete": ("ON", 1),
    "mmap_size": ("0", 0),
    "temp_store": ("MEMORY", 2),
}
"""For each pragma the value to set, and the value SQLite has to answer."""

NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where Django writes down when a step was taken."""

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
    """Take the steps that are new since the file was last used, with a verified copy of the file beside it first.

    Each step is one transaction: after an interruption the next start goes on with the step that was not finished.

    Raises:
        VaultError: a newer version of the program has used this file, or the copy cannot be made.
    """
    taken = steps_taken(path)
    refuse_newer(taken, str(path))
    if taken and taken != steps_known():
        _copy_first(path, taken)
    take_steps(taken)


def take_steps(taken: set[str]) -> None:
    """Take the steps that were not taken yet, and keep of none the day on which it was: that is the day she began."""
    from django.core.management import call_command

    if taken != steps_known():
        call_command("migrate", verbosity=0, skip_checks=True)
    forget_days()


def forget_days() -> None:
    """Keep of no step the day on which it was taken."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).migration_qs.exclude(applied=NO_DAY).update(applied=NO_DAY)


def refuse_newer(taken: set[str], what: str) -> None:
    """Leave alone what a newer version of the program has used.

    Raises:
        VaultError: steps were taken that this version does not know.
    """
    if newer := sorted(taken - steps_known()):
        raise VaultError(
            f"{what} was last used by a newer version of this program ({', '.join(newer)}). Use that version again."
        )


def is_up_to_date(path: Path) -> bool:
    """Whether the file has exactly the tables of this version."""
    return steps_taken(path) == steps_known()


def copy_before(path: Path, taken: set[str]) -> Path:
    """Return where the copy of a file lies that had only these steps."""
    return path.with_name(f"before-leaving-{max(taken)}.sqlite3")


def forget_copies(path: Path) -> None:
    """Remove the copies from before: they open with the passphrase of their day, which may be known to somebody."""
    for kept in path.parent.glob("before-leaving-*.sqlite3"):
        kept.unlink()


def _copy_first(path: Path, taken: set[str]) -> None:
    """Keep the file as it is: what lies inside is sealed, so the copy says no more than the file itself."""
    whole = kept_copies.take(path)
    kept = copy_before(path, taken)
    part = kept.with_suffix(disk.UNFINISHED)
    try:
        disk.write(part, whole)
        kept_copies.look(part.read_bytes(), whole)
        disk.put_in_place(part, kept)
    except OSError as error:
        raise VaultError(
            f"Before {path} is changed for this version a copy has to be kept beside it, and that could not be "
            f"written ({error.strerror}). Nothing was changed. Make room, and start again."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def steps_known() -> set[str]:
    """Return the steps of this version."""
    names = {step.name.removesuffix(".py") for step in (files("gravida.app.vault") / "migrations").iterdir()}
    return {name for name in names if name[:1].isdigit()}


def has_tables(path: Path) -> bool:
    """Whether anything was ever set up in the file."""
    return bool(steps_taken(path))


def has_an_owner(path: Path) -> bool:
    """Whether somebody has begun a record in the file, or it is something else than a record."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute("SELECT 1 FROM vault_owner").fetchone() is not None
        except sqlite3.OperationalError:  # a new file has no tables yet
            return False
        except sqlite3.DatabaseError:
            return True


def steps_taken(path: Path) -> set[str]:
    """Return the steps a file has been through. A new file has been through none."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name FROM django_migrations WHERE app = 'vault'").fetchall()
    except sqlite3.OperationalError:  # a new file has no tables yet
        rows = []
    finally:
        connection.close()
    return {name for (name,) in rows}
