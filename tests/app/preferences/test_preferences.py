"""Her settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.app.hers import post, read, text_of, under_way

from gravida.app.record.preferences import Preferences
from gravida.app.record.store import preferences_of
from gravida.app.vault import models
from gravida.app.vault.store import OpenVault

USUAL: dict[str, Any] = {"word": "pregnancy", "end_word": "pregnancy loss", "lock_minutes": "5"}
PAGE = "/settings/"


def test_it_works(client: Client, vault: OpenVault) -> None:
    typed = {
        "word": "own",
        "own_word": "Noor",
        "end_word": "none",
        "light": "night",
        "plain_letters": "on",
        "lock_minutes": "15",
        "leave_address": "https://www.wikipedia.org/",
        "country": "AU",
        "guidelines": ["nice2023"],
    }
    assert post(client, PAGE, typed)["Location"] == "/settings/?saved=yes"
    assert preferences_of(vault) == Preferences(
        word="own",
        own_word="Noor",
        word_for_end="",
        lock_minutes=15,
        leave_address="https://www.wikipedia.org/",
        light="night",
        plain_letters=True,
        country="AU",
        guidelines=("nice2023",),
    )
    page = client.get(PAGE).content.decode()
    assert 'data-light="night" data-letters="plain"' in page
    assert len(vault.all(Preferences)) == 1


def test_the_lock_follows_at_once(client: Client, vault: OpenVault) -> None:
    post(client, PAGE, {**USUAL, "lock_minutes": "1"})
    assert models.Owner.objects.get(id=vault.owner_id).idle_seconds == 60
    assert 'data-idle-seconds="60"' in client.get("/today/").content.decode()


def test_the_page_shows_what_is_set(client: Client, vault: OpenVault) -> None:
    vault.add(Preferences(word_for_end="the goodbye", country="NZ"))
    page = client.get(PAGE).content.decode()
    assert 'value="the goodbye"' in page
    assert '<option value="NZ" selected>' in page


def test_the_usual_five_stay_unsaid(client: Client, vault: OpenVault) -> None:
    five = ["sru2013", "sru2024", "nice2023", "acog200", "preisler2015"]
    post(client, PAGE, {**USUAL, "guidelines": five})
    assert preferences_of(vault).guidelines == ()


@pytest.mark.parametrize(
    "address",
    [
        "wikipedia.org",
        "http://www.wikipedia.org/",
        "javascript:alert(1)",
        "https://",
        "https://me@example.org/",
        "https://exa mple.org/",
        "https://[",
        "file:///etc/passwd",
        "https://localhost/",
    ],
)
def test_leave_goes_only_to_a_whole_secure_address(client: Client, vault: OpenVault, address: str) -> None:
    answer = post(client, PAGE, {**USUAL, "leave_address": address})
    assert answer.status_code == 422
    assert "Please write a whole address that begins with https://" in text_of(answer)
    assert preferences_of(vault).leave_address == ""


@pytest.mark.parametrize("address", ["https://www.miscarriage.example/", "https://example.org/pregnancy-loss"])
def test_leave_goes_nowhere_that_tells(client: Client, vault: OpenVault, address: str) -> None:
    answer = post(client, PAGE, {**USUAL, "leave_address": address})
    assert "would show what these pages are about" in text_of(answer)
    assert preferences_of(vault).leave_address == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"word": "own"}, "Please write your word"),
        ({"end_word": "own"}, "Please write your word"),
        ({"country": "XX"}, "XX"),
        ({"guidelines": ["mine"]}, "mine"),
    ],
)
def test_what_is_not_whole_is_refused(client: Client, vault: OpenVault, typed: dict[str, Any], says: str) -> None:
    answer = post(client, PAGE, {**USUAL, **typed})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert vault.all(Preferences) == []


def test_it_says_who_can_see_this_and_what_is_not_protected(client: Client) -> None:
    page = read(client, PAGE)
    for text in (
        "Nobody else. It runs on this machine only",
        "Encrypted on disk. Unreadable when locked.",
        "Not protected: a harmful program on this device",
        "needs an address of your own",
    ):
        assert text in page


def test_one_can_be_deleted_from_here_and_it_asks_once(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, label="This one")
    assert f'href="/record/{of.id}/remove/"' in client.get(PAGE).content.decode()


def test_pausing_survives_saving_other_settings(client: Client, vault: OpenVault) -> None:
    post(client, "/changed/pause/")
    post(client, PAGE, USUAL)
    assert preferences_of(vault).paused is True
