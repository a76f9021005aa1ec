"""Someone who has not unlocked gets nothing: no page, no change, no word of what is there."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.app.hers import post, text_of, the_scan, waiting
from tests.contracts.avoided import theme

from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import OpenVault

ROOMS = (
    "today",
    "record",
    "reading",
    "photos",
    "changed",
    "care",
    "blood",
    "preferences",
    "access",
    "deleting",
    "copies",
    "taking",
)

OF_ANOTHER_KIND = (
    "blood:change",
    "blood:remove",
    "photos:page",
    "photos:picture",
    "photos:change",
    "photos:remove",
    "access:passkey_remove",
)
"""What has an id of its own, which a scan's is not."""
NOT_AT_HOME = ("access:let_read",)


def names() -> list[str]:
    """Every named address of the rooms, read from the addresses themselves."""
    found = []
    for room in ROOMS:
        _, resolver = get_resolver().namespace_dict[room]
        found += [f"{room}:{name}" for name in resolver.reverse_dict if isinstance(name, str)]
    return sorted(set(found))


def address(name: str, pregnancy: object, scan: object) -> str:
    for given in (
        {},
        {"pregnancy": pregnancy},
        {"scan": scan},
        {"reader": scan},
        {"pregnancy": pregnancy, "scan": scan},
        {"pregnancy": pregnancy, "test": scan},
        {"pregnancy": pregnancy, "word": "ended"},
        {"photo": scan},
        {"passkey": scan},
    ):
        try:
            return reverse(name, kwargs=given)
        except Exception:  # noqa: BLE001 - the next way of writing it
            continue
    raise AssertionError(name)


def test_there_are_rooms() -> None:
    assert len(names()) > 20


@pytest.mark.parametrize("name", names())
def test_a_stranger_gets_nothing(locked_client: Client, vault: OpenVault, name: str) -> None:
    of = waiting(vault, word="own", own_word="Noor")
    scan = the_scan(vault, of.id)
    before = [(s.id, s.version) for kind in (Pregnancy, Scan) for s in vault.all(kind)]
    page = address(name, of.id, scan.id)
    for answer in (locked_client.get(page), post(locked_client, page, {"word": "none"})):
        assert answer.status_code in (302, 303, 405), answer.status_code
        if answer.status_code != 405:
            assert answer["Location"].startswith("/open/")
            assert str(of.id) not in answer["Location"], "where she was stays out of the address"
        assert "Noor" not in text_of(answer)
    assert [(s.id, s.version) for kind in (Pregnancy, Scan) for s in vault.all(kind)] == before


@pytest.mark.parametrize("name", names())
def test_what_is_not_there_is_not_here(client: Client, name: str) -> None:
    nobody, nothing = uuid4(), uuid4()
    page = address(name, nobody, nothing)
    nowhere = str(nobody) in page or str(nothing) in page or name in NOT_AT_HOME
    expected = (404, 405) if nowhere else (200, 405)
    assert client.get(page).status_code in expected


@pytest.mark.parametrize("name", names())
def test_an_address_says_nothing_of_what_it_is_about(name: str) -> None:
    page = address(name, uuid4(), uuid4())
    assert theme(page) == []


@pytest.mark.parametrize("name", names())
def test_opening_a_page_changes_nothing(client: Client, vault: OpenVault, name: str) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    before = [(s.id, s.version) for kind in (Pregnancy, Scan) for s in vault.all(kind)]
    answer = client.get(address(name, of.id, scan.id))
    only_after_an_end, a_scan_is_none = name.startswith("care:"), name in OF_ANOTHER_KIND
    nowhere = only_after_an_end or a_scan_is_none or name in NOT_AT_HOME
    assert answer.status_code in ((404,) if nowhere else (200, 405))
    assert [(s.id, s.version) for kind in (Pregnancy, Scan) for s in vault.all(kind)] == before


def test_a_page_answers_when_only_its_head_is_asked_for(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    for page in (
        "/today/",
        "/record/",
        f"/record/{of.id}/",
        f"/record/{of.id}/add/",
        f"/reading/{scan.id}/",
        "/settings/",
    ):
        answer = client.head(page)
        assert (answer.status_code, answer.content) == (200, b""), page
