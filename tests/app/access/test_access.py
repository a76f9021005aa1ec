"""Who and what can see this now, and a new passphrase while the record is open."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.conftest import PASSPHRASE, MadeOnce, browser
from tests.app.hers import post, read, text_of
from tests.app.test_boxes import assert_whole

from gravida.app.record.dates import today
from gravida.app.record.preferences import Preferences
from gravida.app.vault import made, models, owners, sessions, slots
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.store import OpenVault

PAGE = "/access/"
CHANGE = "/access/passphrase/"
NEW = "harvest pebble oboe lagoon"
TYPED = {
    "present_passphrase": PASSPHRASE,
    "which": "own",
    "offered_passphrase": "not taken",
    "own_passphrase": NEW,
    "own_passphrase_again": NEW,
}


def another_window(vault: OpenVault) -> Client:
    response = HttpResponse()
    sessions.begin(response, vault)
    other = browser()
    other.cookies = response.cookies
    return other


def test_it_says_who_can_see_it(client: Client, vault: OpenVault) -> None:
    page = read(client, PAGE)
    assert page.count("You, in this browser.") == 1
    assert "Another browser" not in page
    assert "None is on our list." in page
    assert "Your passphrase." in page
    assert "Your recovery code" in page
    another_window(vault)
    made.note(vault, "backup", today(), "passphrase")
    made.note(vault, "export", today(), "nothing")
    page = read(client, PAGE)
    assert page.count("Another browser or device.") == 1
    assert "encrypted with a passphrase" in page
    assert "not encrypted: whoever has the file can read it" in page


def test_the_number_of_changes_only_grows(client: Client, vault: OpenVault) -> None:
    before = made.record_version(vault)
    stored = vault.add(Preferences())
    vault.remove(stored)
    assert made.record_version(vault) == before + 2
    assert f"at change {before + 2} now" in read(client, PAGE)


def test_lock_on_all_devices(client: Client, vault: OpenVault) -> None:
    other = another_window(vault)
    form = re.search(
        r'<form method="post" action="([^"]+)"[^>]*>(?:(?!</form>).)*Lock on all', client.get(PAGE).text, re.S
    )
    assert form is not None
    post(client, form[1])
    for window in (client, other):
        assert window.get("/today/")["Location"] == "/open/"


def test_a_new_passphrase_while_it_is_open(client: Client, vault: OpenVault, made_once: MadeOnce) -> None:
    other = another_window(vault)
    stored = vault.add(Preferences(own_word="quince"))
    before = set(models.Slot.objects.values_list("id", flat=True))
    assert post(client, CHANGE, TYPED)["Location"] == "/begin/code/"
    assert not before & set(models.Slot.objects.values_list("id", flat=True))
    assert other.get("/today/")["Location"] == "/open/", "every other window is locked"
    assert client.get("/today/")["Location"] == "/begin/code/", "the new code comes before anything else"
    code = owners.code_to_write_down(vault)
    assert code is not None
    assert code != made_once.code
    assert code in read(client, "/begin/code/")
    assert post(client, "/begin/check/", {"code": made_once.code}).status_code == 200
    post(client, "/begin/check/", {"code": code})
    assert client.get("/today/").status_code == 200
    for kind, old in ((slots.PASSPHRASE, PASSPHRASE), (slots.RECOVERY, made_once.code)):
        with pytest.raises(WrongKey):
            owners.open_with(kind, old)
    for kind, new in ((slots.PASSPHRASE, NEW), (slots.RECOVERY, code)):
        assert owners.open_with(kind, new).get(Preferences, stored.id) == stored


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"present_passphrase": "not the one of now"}, 403, "That did not open it."),
        ({"present_passphrase": ""}, 403, "That did not open it."),
        ({"own_passphrase_again": "another one altogether"}, 422, "The two are not the same"),
        ({"own_passphrase": "short", "own_passphrase_again": "short"}, 422, "Too short"),
        ({"which": ""}, 422, "Choose one of the two."),
    ],
)
def test_nothing_is_changed_where_something_is_wrong(
    client: Client, wrong: dict[str, str], status: int, sentence: str
) -> None:
    before = list(models.Slot.objects.order_by("id").values_list("id", "header", "wrapped"))
    answer = post(client, CHANGE, TYPED | wrong)
    assert answer.status_code == status
    assert sentence in text_of(answer)
    assert_whole(answer.content.decode())
    for secret in (PASSPHRASE, NEW, "not the one of now", "another one altogether"):
        assert secret not in answer.content.decode()
    assert list(models.Slot.objects.order_by("id").values_list("id", "header", "wrapped")) == before


def test_guessing_here_waits_as_at_the_door(client: Client) -> None:
    models.Owner.objects.update(wrong_tries=14)  # the next wrong one waits eight minutes, however slow this machine
    assert post(client, CHANGE, TYPED | {"present_passphrase": "a guess that is wrong"}).status_code == 403
    answer = post(client, CHANGE, TYPED)
    assert answer.status_code == 429
    assert "before the next try" in text_of(answer)


def test_nothing_of_the_form_is_kept_when_it_was_locked(locked_client: Client) -> None:
    assert post(locked_client, CHANGE, TYPED)["Location"] == "/open/"
    assert models.Draft.objects.count() == 0
