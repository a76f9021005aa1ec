"""Stop in the middle: what was typed is kept, offered again, and never checked before she saves."""

from __future__ import annotations

from django.test import Client
from tests.app.hers import THE_CASE, post, read, under_way

from gravida.app.record.scan import Scan
from gravida.app.record.unfinished import Unfinished, all_kept
from gravida.app.vault.store import OpenVault

HALF = {"length": "five or so", "heartbeat": "present", "report": "first line\nsecond line", "stop": "1"}


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/record/{of.id}/add/"
    answer = post(client, page, HALF)
    assert (answer.status_code, answer["Location"]) == (302, f"/record/{of.id}/")
    assert vault.all(Scan) == []
    again = client.get(page).content.decode()
    assert 'value="five or so"' in again
    assert "first line\nsecond line" in again
    assert 'value="present" id="id_heartbeat_0" checked' in again.replace("required ", "")
    assert "That was not saved" not in again


def test_it_is_offered_on_the_first_page_and_in_the_record(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/record/{of.id}/add/", HALF)
    assert "You were writing something" in read(client, "/today/")
    assert f'href="/record/{of.id}/add/"' in client.get("/record/").content.decode()


def test_it_is_gone_once_it_is_saved(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/record/{of.id}/add/"
    post(client, page, HALF)
    post(client, page, THE_CASE)
    assert vault.all(Unfinished) == []
    assert "You were writing something" not in read(client, "/today/")


def test_she_can_let_it_go(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/record/{of.id}/add/"
    post(client, page, HALF)
    post(client, "/record/let-go/", {"path": page})
    assert all_kept(vault) == []
    assert "five or so" not in client.get(page).content.decode()


def test_an_empty_form_leaves_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/record/{of.id}/add/", {"stop": "1", "length": " "})
    assert vault.all(Unfinished) == []


def test_a_second_stop_replaces_the_first(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/record/{of.id}/add/"
    post(client, page, HALF)
    post(client, page, {"length": "6", "stop": "1"})
    [stored] = vault.all(Unfinished)
    assert stored.document.fields == (("length", "6"),)
