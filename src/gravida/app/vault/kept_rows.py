"""A copy of every row of a shared server: taken in one moment, read again, and put back into an empty database.

What is in the rows is sealed, so the copy says no more than the database does. Who has something open is left out:
after it was put back, everything is locked.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from gravida.app.vault import database, disk
from gravida.app.vault.errors import VaultError

CONTENTS: Final = "contents.json"
NOT_COPIED: Final = ("vault_session", "vault_challenge")
READ_AT_ONCE: Final = 1024 * 1024

UNREADABLE: Final = (
    OSError, EOFError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError, struct.error,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a broken archive makes its reader raise."""


class Table(NamedTuple):
    """What a copy says of a table."""

    columns: list[str]
    rows: int
    sha256: str


class Contents(NamedTuple):
    """What a copy says of itself."""

    steps: list[str]
    tables: dict[str, Table]

    @property
    def rows(self) -> int:
        """How many rows there are altogether."""
        return sum(table.rows for table in self.tables.values())


def take(target: Path, steps: Iterable[str]) -> Contents:
    """Write a copy beside its name, read it again, and then give it its name.

    Raises:
        OSError: it cannot be written.
        VaultError: what was written is not what the database held.
    """
    part = target.with_name(target.name + disk.UNFINISHED)
    try:
        disk.write(part, b"")  # for nobody else's eyes from the first byte on
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            contents = Contents(sorted(steps), {name: _pack(packed, name, columns) for name, columns in _tables()})
            packed.writestr(CONTENTS, json.dumps(contents))
        disk.sync(part)
        if look(part) != contents:
            raise VaultError("The copy of the database is not what was written. Nothing was changed. Start again.")
        disk.put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return contents


def look(file: Path) -> Contents:
    """Read all of a copy, and compare every table with what the copy says of it.

    Raises:
        VaultError: it is no such copy, or it is damaged.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            said = json.loads(packed.read(CONTENTS))
            contents = Contents(said[0], {name: Table(*table) for name, table in said[1].items()})
            for name, table in contents.tables.items():
                digest, rows = hashlib.sha256(), 0
                for piece in _pieces(packed, name):
                    digest.update(piece)
                    rows += piece.count(b"\n")
                if (rows, digest.hexdigest()) != (table.rows, table.sha256):
                    raise ValueError(name)
    except UNREADABLE as error:
        raise VaultError(
            f"{str(file)!r} is not a copy of a database that was kept here, or it is damaged ({type(error).__name__}). "
            "Give the file as it was kept."
        ) from None
    return contents


def put_back(file: Path) -> Contents:
    """Put a copy back into an empty database, with the tables of its day. All of it or nothing.

    Raises:
        VaultError: it is damaged or from a newer version, the database is not empty, or it cannot be written.
    """
    contents = look(file)
    database.refuse_newer(set(contents.steps), "This copy")
    if connection.introspection.table_names():
        raise VaultError(
            "There are tables in this database already, and nothing is written over them. Make an empty one "
            "(createdb), and give that with --database."
        )
    try:
        with transaction.atomic(), zipfile.ZipFile(file) as packed:
            call_command("migrate", "vault", max(contents.steps), verbosity=0, skip_checks=True)
            database.forget_days()
            for name, table in contents.tables.items():
                _unpack(packed, name, table)
    except (DatabaseError, OSError) as error:
        raise VaultError(
            f"It could not be put back, and nothing was changed ({' '.join(str(error).split())})."
        ) from None
    return contents


def _tables() -> list[tuple[str, list[str]]]:
    """Return the tables as they are, which may be those of an older version, each with its columns."""
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if name.startswith("vault_")]
        copied = sorted(set(names) - set(NOT_COPIED))
        described = {name: connection.introspection.get_table_description(cursor, name) for name in copied}
    return [(name, [column.name for column in columns]) for name, columns in described.items()]


def _pack(packed: zipfile.ZipFile, name: str, columns: list[str]) -> Table:
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor, packed.open(name, "w", force_zip64=True) as entry:
        with _copy(cursor, f"COPY {_named(name, columns)} TO STDOUT") as pieces:
            for piece in pieces:
                digest.update(piece)
                rows += bytes(piece).count(b"\n")  # a row is a line: what is in it has its line ends written out
                entry.write(piece)
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
        if cursor.fetchone() != (rows,):
            raise VaultError("The copy of the database is not whole. Nothing was changed. Start again.")
    return Table(columns, rows, digest.hexdigest())


def _unpack(packed: zipfile.ZipFile, name: str, table: Table) -> None:
    with connection.cursor() as cursor:
        with _copy(cursor, f"COPY {_named(name, table.columns)} FROM STDIN") as target:
            for piece in _pieces(packed, name):
                target.write(piece)
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
        if cursor.fetchone() != (table.rows,):
            raise VaultError("Not every row came back, so nothing was changed. Try again.")


def _copy(cursor: Any, statement: str) -> Any:
    """PostgreSQL's own way in and out, of the driver below Django's cursor."""
    return cursor.cursor.copy(statement)


def _named(name: str, columns: list[str]) -> str:
    quoted = connection.ops.quote_name
    return f"{quoted(name)} ({', '.join(quoted(column) for column in columns)})"


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with packed.open(name) as entry:
        while piece := entry.read(READ_AT_ONCE):
            yield piece
