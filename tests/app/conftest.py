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
from tests.app.stores import hosted, use, use_database
from tests.postgresql import PostgreSQL, running

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
def store() -> str:
    """Where the record lies. A module that is to run on both databases overrides this."""
    return "sqlite"


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    """A PostgreSQL to throw away, with the tables and nothing in them in the database ``empty``."""
    with running() as server:
        use_database(server.create("empty"))
        call_command("migrate", verbosity=0)
        connections.close_all()
        yield server


@pytest.fixture(scope="session")
def made_once_there(server: PostgreSQL, made_once: MadeOnce) -> str:
    """The same owner in PostgreSQL, in a database to copy."""
    use(made_once.file)
    rows = [list(table.objects.all()) for table in (models.Owner, models.Slot, models.Manifest, models.Record)]
    use_database(server.create("made_once", like="empty"))
    for found in rows:
        for row in found:
            row.save(force_insert=True)
    connections.close_all()
    return "made_once"


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
def folder(made_once: MadeOnce, store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with the record of the owner; on PostgreSQL, an empty one beside a database with it."""
    if store == "sqlite":
        shutil.copy(made_once.file, tmp_path / "notes.sqlite3")
        use(tmp_path / "notes.sqlite3")
        yield tmp_path
        sessions.end(made_once.owner_id)
        connections.close_all()
        return
    server: PostgreSQL = request.getfixturevalue("server")
    like: str = request.getfixturevalue("made_once_there")
    use_database(server.create("hers", like=like))
    yield tmp_path
    use(tmp_path / "none.sqlite3")
    server.drop("hers")


@pytest.fixture
def empty_server(server: PostgreSQL, tmp_path: Path) -> Iterator[PostgreSQL]:
    """A shared server without anybody, in the database ``many``."""
    settings.KDF_MEMORY_KIB = FLOOR_KIB
    use_database(server.create("many", like="empty"))
    with hosted():
        yield server
    use(tmp_path / "none.sqlite3")
    server.drop("many")


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
