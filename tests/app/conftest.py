"""Her page with real parts: a SQLite file in a folder of its own, the settings of production, a real passphrase.

``vault``           the open vault of an owner who has set everything up
``client``          her browser, unlocked
``locked_client``   a browser that has opened nothing
``folder``          where the record lies

The owner is made once per run and copied for each test; argon2 works at its real floor.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "gravida.app.settings"
os.environ.setdefault("GRAVIDA_DATA", tempfile.gettempdir())  # each test brings its own folder

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from gravida.app.vault import database, models, owners, sessions
from gravida.app.vault.slots import FLOOR_KIB
from gravida.app.vault.store import OpenVault

PASSPHRASE = "lantern orchard velvet canoe"
HOST = f"127.0.0.1:{settings.PORT}"


@dataclass(frozen=True)
class MadeOnce:
    """An owner who has set everything up."""

    file: Path
    owner_id: UUID
    key: bytes
    code: str


def use(file: Path) -> None:
    """Let Django read and write this file from now on, in every thread."""
    connections.close_all()
    connections.settings["default"]["NAME"] = str(file)


def browser() -> Client:
    """Return a browser that knows nothing yet."""
    return Client(headers={"Host": HOST})


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Set up an owner, with the passphrase and the recovery code as she would."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    file = tmp_path_factory.mktemp("made-once") / "notes.sqlite3"
    use(file)
    call_command("migrate", verbosity=0)
    vault = owners.create(PASSPHRASE)
    code = owners.code_to_write_down(vault)
    assert code is not None
    assert owners.confirm_code(vault, code)
    connections.close_all()
    database.check(file)
    return MadeOnce(file, vault.owner_id, vault.key, code)


@pytest.fixture
def empty_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a record that nobody has set up."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    use(tmp_path / "notes.sqlite3")
    call_command("migrate", verbosity=0)
    yield tmp_path
    for owner in models.Owner.objects.all():
        sessions.end(owner.id)
    connections.close_all()


@pytest.fixture
def folder(made_once: MadeOnce, tmp_path: Path) -> Iterator[Path]:
    """A folder with the record of the owner."""
    shutil.copy(made_once.file, tmp_path / "notes.sqlite3")
    use(tmp_path / "notes.sqlite3")
    yield tmp_path
    sessions.end(made_once.owner_id)
    connections.close_all()


@pytest.fixture
def vault(made_once: MadeOnce, folder: Path) -> OpenVault:
    """The open vault of the owner."""
    return OpenVault(made_once.owner_id, made_once.key)


@pytest.fixture
def client(vault: OpenVault) -> Client:
    """Her browser, unlocked."""
    response = HttpResponse()
    sessions.begin(response, vault)
    hers = browser()
    hers.cookies = response.cookies
    return hers


@pytest.fixture
def locked_client(folder: Path) -> Client:
    """A browser that has opened nothing, before the record of the owner."""
    return browser()
