"""A record to measure on: a real file, real slots at the floor of the slow derivation, real documents."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gravida.app.settings")
os.environ.setdefault("GRAVIDA_DATA", tempfile.gettempdir())

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from tests.app.stores import use, use_database
from tests.postgresql import PostgreSQL, running

from gravida.app.vault import owners
from gravida.app.vault.documents import document
from gravida.app.vault.slots import FLOOR_KIB
from gravida.app.vault.store import OpenVault

PASSPHRASE = "lantern orchard velvet canoe"


@document("promised note", schema=1)
@dataclass(frozen=True)
class Note:
    number: int
    text: str = ""


@dataclass(frozen=True)
class Hers:
    """An open record, and the file it lies in."""

    vault: OpenVault
    file: Path


@contextmanager
def a_record() -> Iterator[Hers]:
    """Set one up in a folder that is thrown away."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes.sqlite3"
        use(file)
        yield Hers(_set_up(), file)
        connections.close_all()


@contextmanager
def a_record_there() -> Iterator[tuple[OpenVault, PostgreSQL]]:
    """Set one up in a PostgreSQL that is thrown away."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    with running() as server, tempfile.TemporaryDirectory() as folder:
        use_database(server.create("notes"))
        try:
            yield _set_up(), server
        finally:
            use(Path(folder) / "none.sqlite3")


def _set_up() -> OpenVault:
    call_command("migrate", verbosity=0)
    vault = owners.create(PASSPHRASE)
    code = owners.code_to_write_down(vault)
    assert code is not None
    assert owners.confirm_code(vault, code)
    return vault


def held(vault: OpenVault) -> dict[UUID, Any]:
    """Return every document by its id, each opened."""
    return {stored.id: stored.document for stored in vault.everything()}
