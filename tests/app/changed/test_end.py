"""Tell that it has ended, waits, goes on, or that a baby was born; pause; undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.app.hers import boxes, post, read, text_of, the_scan, under_way, waiting

from gravida.app.record.dates import RoughDate, rough, today
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import OpenVault


def state_of(vault: OpenVault) -> str:
    [stored] = vault.all(Pregnancy)
    return stored.document.state


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    assert post(client, f"/changed/{of.id}/ended/")["Location"] == "/today/"
    found = vault.get(Pregnancy, of.id).document
    assert found.state == "ended"
    assert [(change.old, change.new) for change in found.history][-1] == ("waiting", "ended")
    assert found.ended_on is None, "the date can wait"


def test_it_asks_no_reason_and_opening_the_page_changes_nothing(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    page = read(client, f"/changed/{of.id}/")
    assert "One step, no reason asked." in page
    assert page.index("This pregnancy has ended") < page.index("Pause everything")
    assert state_of(vault) == "waiting"
    for word in ("ended", "waiting", "under-way", "here", "hoped", "undo"):
        assert client.get(f"/changed/{of.id}/{word}/").status_code == 405
    assert state_of(vault) == "waiting"


@pytest.mark.parametrize(
    ("word", "state"),
    [("waiting", "waiting"), ("ended", "ended"), ("here", "born"), ("hoped", "hoped for"), ("under-way", "under way")],
)
def test_every_state_can_be_told_and_taken_back(client: Client, vault: OpenVault, word: str, state: str) -> None:
    start = "waiting" if state == "under way" else "under way"
    of = waiting(vault) if start == "waiting" else under_way(vault)
    scan = the_scan(vault, of.id)
    before = vault.get(Pregnancy, of.id).document
    post(client, f"/changed/{of.id}/{word}/")
    assert state_of(vault) == state
    post(client, f"/changed/{of.id}/undo/")
    after = vault.get(Pregnancy, of.id).document
    assert after.state == start
    assert after.history[: len(before.history)] == before.history
    assert len(after.history) == len(before.history) + 2, "the history keeps both"
    assert (after.dates, after.next_look, after.questions) == (before.dates, before.next_look, before.questions)
    assert vault.get(Scan, scan.id) == scan


def test_undo_before_any_change_does_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    assert post(client, f"/changed/{of.id}/undo/").status_code == 302
    assert vault.get(Pregnancy, of.id) == of


def test_telling_the_same_twice_is_told_once(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/changed/{of.id}/ended/")
    assert len(vault.get(Pregnancy, of.id).document.history) == 3


def test_an_unknown_state_is_not_here(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    assert post(client, f"/changed/{of.id}/lost/").status_code == 404
    assert state_of(vault) == "waiting"


def test_her_word_is_asked_once(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    assert "A word for how it ended" in read(client, "/today/")
    post(client, f"/changed/{of.id}/word/", {"word": "own", "own": "the goodbye"})
    page = read(client, "/today/")
    assert "A word for how it ended" not in page
    assert "Your word is the goodbye" in page


@pytest.mark.parametrize(
    ("typed", "kept"), [({"word": "none"}, ""), ({}, ""), ({"word": "miscarriage"}, "miscarriage")]
)
def test_no_word_is_an_answer(client: Client, vault: OpenVault, typed: dict[str, str], kept: str) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/changed/{of.id}/word/", typed)
    assert vault.get(Pregnancy, of.id).document.word_for_end == kept
    assert "A word for how it ended" not in read(client, "/today/")


def test_an_own_word_that_is_missing_is_asked_for(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    answer = post(client, f"/changed/{of.id}/word/", {"word": "own"})
    assert answer.status_code == 422
    assert "Please write your word, or choose another answer." in text_of(answer)
    assert vault.get(Pregnancy, of.id).document.word_for_end is None


def test_the_date_can_be_written_later_and_be_rough(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    page = f"/changed/{of.id}/details/"
    typed = {"ended_on_month": str(today().month), "ended_on_year": str(today().year), "word": "none"}
    post(client, page, typed)
    assert vault.get(Pregnancy, of.id).document.ended_on == RoughDate(today().year, today().month)
    assert f"in {today():%B} {today().year}" in read(client, "/today/")
    assert f'value="{today().year}"' in client.get(page).content.decode()


def test_a_day_that_has_not_come_is_refused(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    far = boxes("ended_on", today().replace(year=today().year + 1, day=1))
    assert post(client, f"/changed/{of.id}/details/", far).status_code == 422


def test_undoing_keeps_what_was_written_of_the_end(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/changed/{of.id}/details/", {**boxes("ended_on", today()), "word": "miscarriage"})
    post(client, f"/changed/{of.id}/undo/")
    found = vault.get(Pregnancy, of.id).document
    assert (found.state, found.word_for_end) == ("waiting", "miscarriage")
    assert found.ended_on is not None
    assert "miscarriage" not in read(client, "/today/").replace("Ectopic pregnancy and miscarriage", "").replace(
        "Miscarriage, reviewed", ""
    )


def test_the_day_of_an_end_is_never_shown_as_the_day_of_a_birth(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/changed/{of.id}/details/", {**boxes("ended_on", today()), "how_it_ended": "miscarriage"})
    post(client, f"/changed/{of.id}/undo/")
    post(client, f"/changed/{of.id}/here/")
    found = vault.get(Pregnancy, of.id).document
    assert (found.ended_on, found.how_it_ended) == (None, "")
    assert "You wrote that a baby was born. Nothing counts here" in read(client, "/today/")


@pytest.mark.parametrize(
    ("weeks", "about", "how", "late"),
    [
        (7, False, "", False),
        (13, False, "", False),
        (14, False, "", True),
        (18, False, "", True),
        (18, True, "", False),
        (7, False, "stillbirth", True),
    ],
)
def test_lines_about_an_early_end_do_not_stand_after_a_late_one(
    client: Client, vault: OpenVault, weeks: int, about: bool, how: str, late: bool
) -> None:
    of = under_way(vault, dates=Dates(last_period=rough(today() - timedelta(days=7 * weeks))))
    post(client, f"/changed/{of.id}/ended/")
    typed = {**boxes("ended_on", today()), "how_it_ended": how, **({"ended_on_about": "on"} if about else {})}
    assert post(client, f"/changed/{of.id}/details/", typed).status_code == 302
    page = read(client, "/today/")
    assert ("a urine test three weeks after" in page) != late
    assert ("Your clinic says what comes now." in page) == late
    assert "Signs that need help now" in page


def test_pausing_shows_nothing_until_it_is_opened_again(client: Client, vault: OpenVault) -> None:
    of = waiting(vault, word="own", own_word="Noor")
    the_scan(vault, of.id)
    post(client, "/changed/pause/")
    page = read(client, "/today/")
    assert "Everything is paused." in page
    for text in ("Noor", "scan", "Something has changed", "The next look"):
        assert text not in page
    post(client, "/changed/resume/")
    assert "The scan did not give a clear answer." in read(client, "/today/")


@pytest.mark.parametrize(
    "path", ["/today/", "/record/{id}/", "/record/{id}/add/", "/reading/{scan}/", "/today/{id}/look/"]
)
def test_it_is_reachable_from_every_page_of_one_that_runs(client: Client, vault: OpenVault, path: str) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    answer = client.get(path.format(id=of.id, scan=scan.id)).content.decode()
    assert f'<a class="bar-do" href="/changed/{of.id}/">Something has changed</a>' in answer
