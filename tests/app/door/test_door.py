"""Setting up, opening, the recovery code, locking, leaving, and what was being typed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.app.conftest import PASSPHRASE, MadeOnce, browser
from tests.app.hers import post

from gravida.app.record import unfinished
from gravida.app.record.preferences import Preferences
from gravida.app.record.store import save_preferences
from gravida.app.vault import kept_in_memory, models, owners, sessions
from gravida.app.vault.store import OpenVault

OWN = {"which": "own", "offered_passphrase": "six words that were not taken here"}


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def where(client: Client, path: str) -> str:
    """The address a page leads on to."""
    return str(client.get(path).headers.get("Location", path))


# --- Setting up ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("empty_folder")
def test_setting_up_with_the_offered_words() -> None:
    hers = browser()
    assert where(hers, "/") == "/begin/"
    page = text(hers, "/begin/")
    assert "What this cannot protect" in page
    assert "Telling by a link needs an address of" in page
    offered = re.search(r'name="offered_passphrase" value="([a-z ]+)"', page)
    assert offered is not None
    assert page.count(offered[1]) == 2, "she can read what she would take"

    done = hers.post("/begin/", {"which": "offered", "offered_passphrase": offered[1]})
    assert (done.status_code, done.headers["Location"]) == (303, "/begin/code/")
    for room in ("/", "/begin/anew/", "/open/"):
        assert where(hers, room) in ("/begin/code/", "/", "/open/"), "nothing opens before the code is written down"
    code = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", text(hers, "/begin/code/"))
    assert code is not None
    assert code[0] not in text(hers, "/begin/check/")

    wrong = hers.post("/begin/check/", {"code": code[0][:-1] + "?"})
    assert "A letter is missing, or is not as on the paper" in wrong.content.decode()
    right = hers.post("/begin/check/", {"code": code[0].lower().replace("-", "")})
    assert right.headers["Location"] == "/"
    assert where(hers, "/begin/code/") == "/", "it is shown no more"
    assert where(hers, "/begin/") == "/"

    hers.post("/lock/")
    assert hers.post("/open/", {"passphrase": offered[1]}).status_code == 303


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose one of the two."),
        ({**OWN, "own_passphrase": "short", "own_passphrase_again": "short"}, "use at least 8 characters"),
        ({**OWN, "own_passphrase": "password123", "own_passphrase_again": "password123"}, "that people try first"),
        ({**OWN, "own_passphrase": "one thing only", "own_passphrase_again": "another"}, "The two are not the same."),
    ],
)
def test_a_passphrase_that_cannot_be_taken(fields: dict[str, str], sentence: str) -> None:
    page = browser().post("/begin/", fields).content.decode()
    assert sentence in page
    assert "one thing only" not in page
    assert owners.only_owner() is None


@pytest.mark.usefixtures("empty_folder")
def test_an_unfinished_set_up_goes_on_after_opening() -> None:
    first = browser()
    first.post("/begin/", {**OWN, "own_passphrase": PASSPHRASE, "own_passphrase_again": PASSPHRASE})
    first.post("/lock/")
    again = browser()
    again.post("/open/", {"passphrase": PASSPHRASE})
    assert where(again, "/") == "/begin/code/"
    assert where(again, "/record/") == "/begin/code/"


def test_a_record_is_set_up_once(locked_client: Client) -> None:
    twice = {**OWN, "own_passphrase": "somebody else now", "own_passphrase_again": "somebody else now"}
    assert locked_client.post("/begin/", twice).headers["Location"] == "/"
    with pytest.raises(owners.AlreadyMade):
        owners.create("somebody else now")


# --- Opening -------------------------------------------------------------------------------------------------------


def test_wrong_is_answered_the_same_whatever_was_wrong(locked_client: Client) -> None:
    def answer(passphrase: str) -> tuple[int, str]:
        given = locked_client.post("/open/", {"passphrase": passphrase})
        return given.status_code, re.sub(r'value="\w{64}"', "", given.content.decode())

    answers = {answer(wrong) for wrong in ("", PASSPHRASE[:-1], "x" * 500)}
    assert len(answers) == 1
    [(status, page)] = answers
    assert status == 403
    assert "That did not open it." in page
    assert where(locked_client, "/record/") == "/open/"


def test_after_five_wrong_tries_she_waits_and_is_told(locked_client: Client) -> None:
    for _ in range(2):
        assert locked_client.post("/open/", {"passphrase": "wrong"}).status_code == 403
    assert "was tried 2 times" in text(locked_client, "/open/")
    models.Owner.objects.update(wrong_tries=12, wait_until=int(time.time()) + 100)
    too_soon = locked_client.post("/open/", {"passphrase": PASSPHRASE})
    assert too_soon.status_code == 429
    assert re.search(r"Wait \d+ seconds before the next try", too_soon.content.decode())


def test_opening_with_the_recovery_code(locked_client: Client, made_once: MadeOnce) -> None:
    assert locked_client.post("/open/code/", {"code": made_once.code.replace("-", " ")}).status_code == 303
    assert where(locked_client, "/") == "/begin/anew/"
    assert where(locked_client, "/record/") == "/begin/anew/", "first a new passphrase"

    new = {**OWN, "own_passphrase": "a new one of hers", "own_passphrase_again": "a new one of hers"}
    assert locked_client.post("/begin/anew/", new).headers["Location"] == "/begin/code/"
    code = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", text(locked_client, "/begin/code/"))
    assert code is not None
    assert code[0] != made_once.code
    locked_client.post("/begin/check/", {"code": code[0]})
    assert where(locked_client, "/") not in ("/open/", "/begin/anew/", "/begin/code/")

    other = browser()
    assert other.post("/open/code/", {"code": made_once.code}).status_code == 403
    assert other.post("/open/", {"passphrase": PASSPHRASE}).status_code == 403
    assert other.post("/open/", {"passphrase": "a new one of hers"}).status_code == 303


def test_waiting_for_the_lock_is_not_use(client: Client, vault: OpenVault) -> None:
    [before] = kept_in_memory._sessions.values()
    assert "Open in another window" in text(client, "/open/")
    [after] = kept_in_memory._sessions.values()
    assert after.seen == before.seen
    client.post("/keep/", {})
    [used] = kept_in_memory._sessions.values()
    assert used.seen > before.seen


# --- Locking and leaving -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("way", "to"), [("/lock/", "/open/"), ("/leave/", "/blank/")])
def test_locking_and_leaving(client: Client, way: str, to: str) -> None:
    answer = client.post(way)
    assert (answer.status_code, answer.headers["Location"]) == (303, to)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["notes"].value == ""
    assert kept_in_memory._sessions == {}
    assert where(client, "/record/") == "/open/"


def test_leaving_goes_to_the_site_of_her_choice(client: Client, vault: OpenVault) -> None:
    save_preferences(vault, Preferences(leave_address="https://weather.example/"))
    answer = client.post("/leave/")
    assert answer.headers["Refresh"] == "0; url=https://weather.example/"
    assert "weather" not in answer.content.decode()
    assert kept_in_memory._sessions == {}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://weather.example", "https://a\r\nSet-Cookie: b=c", "/x"]
)
def test_leaving_goes_nowhere_strange(client: Client, vault: OpenVault, address: str) -> None:
    save_preferences(vault, Preferences(leave_address=address))
    answer = client.post("/leave/")
    assert answer.headers["Location"] == "/blank/"
    assert "Refresh" not in answer.headers


def test_leaving_works_when_the_record_is_damaged(client: Client) -> None:
    models.Manifest.objects.all().delete()
    assert client.post("/leave/").headers["Location"] == "/blank/"
    assert kept_in_memory._sessions == {}


@pytest.mark.usefixtures("folder")
def test_the_blank_page_is_blank() -> None:
    page = text(browser(), "/blank/")
    assert re.sub(r"<title>[^<]*</title>|<[^>]+>|\s", "", page) == ""


# --- What was being typed ------------------------------------------------------------------------------------------


def test_what_was_typed_when_the_lock_fell_is_offered_again(client: Client, vault: OpenVault, folder: Path) -> None:
    path = reverse("record:add_pregnancy")
    sessions.end(vault.owner_id)
    answer = client.post(path, {"note": "half a thought", "sign": ["one", "two"], "csrfmiddlewaretoken": "x"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/open/kept/")
    assert "What you typed is kept" in text(client, "/open/kept/")
    assert b"half a thought" not in (folder / "notes.sqlite3").read_bytes()

    client.post("/open/", {"passphrase": PASSPHRASE})
    kept = unfinished.kept(vault, path)
    assert kept is not None
    assert dict(kept.lists()) == {"note": ["half a thought"], "sign": ["one", "two"]}
    assert models.Draft.objects.count() == 0


def test_a_page_hands_over_what_is_typed_before_it_locks(client: Client, vault: OpenVault) -> None:
    assert client.post("/keep/", {"kept_path": "/record/add/", "note": "one"}).status_code == 204
    assert client.post("/keep/", {"kept_path": "/record/add/", "note": "one and two"}).status_code == 204
    kept = unfinished.kept(vault, "/record/add/")
    assert kept is not None
    assert kept["note"] == "one and two"


@pytest.mark.parametrize("path", ["", "//elsewhere.example/", "https://elsewhere.example/", "/" + "x" * 400])
def test_only_pages_of_ours_are_kept(client: Client, vault: OpenVault, path: str) -> None:
    client.post("/keep/", {"kept_path": path, "note": "one"})
    assert vault.all(unfinished.Unfinished) == []


def test_a_passphrase_is_never_kept(locked_client: Client) -> None:
    locked_client.post("/keep/", {"kept_path": "/open/", "passphrase": "x", "own_passphrase": "y", "code": "z"})
    assert models.Draft.objects.count() == 0


def test_opening_again_ends_the_session_that_this_browser_had(client: Client, vault: OpenVault) -> None:
    before = client.cookies["notes"].value
    assert post(client, "/open/", {"passphrase": PASSPHRASE}).status_code == 303
    assert client.cookies["notes"].value != before
    assert sessions.resume(before, counts=False) is None
    assert client.get("/today/").status_code == 200
    assert len(sessions.open_now(vault.owner_id, "")) == 1
