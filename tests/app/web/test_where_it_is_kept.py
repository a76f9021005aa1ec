"""At home, at an address of one's own, on a server for many: each says who can read what there, and no other does."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from tests.app.conftest import browser
from tests.app.hers import read

PAGES = ("/about/", "/settings/", "/access/", "/delete/")

SENTENCES = {
    "home": (
        "What you write stays on this machine. There is no account, and nothing is sent.",
        "Nobody else. It runs on this machine only; there is no account, and nothing is sent.",
        "While it is open, the program on this machine holds the key in its memory.",
        "A harmful program on this machine can read what you read.",
        "Kept on this machine. Nothing is sent.",
    ),
    "own": (
        "What you write is kept on your own server.",
        "whoever runs your server, or rents it out, could read it too. While it is locked, they cannot.",
        "Whoever runs that server could read it then.",
        "Kept on your own server. Nothing is sent to anyone else.",
    ),
    "hosted": (
        "What you write stays on this server.",
        "This server, while it is open. Those who keep it could change the program on it.",
        "whoever changes the program on it could read along.",
        "You have to trust those who keep it.",
        "Kept on this server, encrypted.",
    ),
}


@pytest.mark.parametrize("mode", SENTENCES)
def test_each_way_says_its_own(client: Client, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setattr(settings, "MODE", mode)
    said = " ".join(read(client, page) for page in PAGES)
    for way, sentences in SENTENCES.items():
        for sentence in sentences:
            assert (sentence in said) == (way == mode), sentence
    assert ("this machine" in said) == (mode == "home")


@pytest.mark.usefixtures("empty_folder")
def test_a_record_is_begun_at_home_and_never_at_an_address_that_anyone_can_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "What this protects" in read(browser(), "/begin/")
    monkeypatch.setattr(settings, "MODE", "own")
    assert "a record is never begun" in read(browser(), "/begin/", status=404)
