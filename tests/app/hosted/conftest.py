"""Two people on one shared server, made with invitations; each with an open browser."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.conftest import PASSPHRASE, browser
from tests.postgresql import PostgreSQL

from gravida.app.vault import challenges, clock, invitations, kept_in_rows, owners, session, sessions, shares, tries
from gravida.app.vault.store import OpenVault


@dataclass(frozen=True)
class Person:
    """Somebody who has set everything up."""

    name: str
    vault: OpenVault
    code: str
    client: Client


def person(name: str) -> Person:
    """Set somebody up as they would."""
    vault = invitations.accept(invitations.invite(), name, PASSPHRASE)
    code = owners.code_to_write_down(vault)
    assert code is not None
    assert owners.confirm_code(vault, code)
    return Person(name, vault, code, open_browser(vault))


def open_browser(vault: OpenVault) -> Client:
    """A browser in which a record is open."""
    response = HttpResponse()
    sessions.begin(response, vault)
    hers = browser()
    hers.cookies = response.cookies
    return hers


@pytest.fixture
def one(empty_server: PostgreSQL) -> Person:
    return person("Noor of the hill")


@pytest.fixture
def other(empty_server: PostgreSQL) -> Person:
    return person("Ines by the sea")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The wall clock, which a test moves."""
    wall = [1_800_000_000.0]
    for module in (challenges, clock, invitations, kept_in_rows, session, sessions, shares, tries):
        monkeypatch.setattr(module, "now", lambda: clock.Moment(wall[0], wall[0]))
    return wall
