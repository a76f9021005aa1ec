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


def use(file: Path) -> None:
    """Let Django read and write this file from now on."""
    connections.close_all()
    connections.settings["default"]["NAME"] = str(file)


@contextmanager
def a_record() -> Iterator[Hers]:
    """Set one up in a folder that is thrown away."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notes.sqlite3"
        use(file)
        call_command("migrate", verbosity=0)
        vault = owners.create(PASSPHRASE)
        code = owners.code_to_write_down(vault)
        assert code is not None
        assert owners.confirm_code(vault, code)
        yield Hers(vault, file)
        connections.close_all()


def held(vault: OpenVault) -> dict[UUID, Any]:
    """Return every document by its id, each opened."""
    return {stored.id: stored.document for stored in vault.everything()}
