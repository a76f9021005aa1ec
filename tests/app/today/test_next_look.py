"""Write down the next look, and questions to take."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from tests.app.hers import boxes, post, read, text_of, under_way, waiting

from gravida.app.record.dates import today
from gravida.app.record.pregnancy import Look, Pregnancy
from gravida.app.vault.store import OpenVault

DAY = today() + timedelta(days=8)


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    typed = {**boxes("on", DAY), "time": "10:20", "place": "Level 2", "telephone": "(03) 5550 0142"}
    assert post(client, f"/today/{of.id}/look/", typed)["Location"] == "/today/"
    assert vault.get(Pregnancy, of.id).document.next_look == Look(DAY, "10:20", "Level 2", "(03) 5550 0142")
    page = read(client, "/today/")
    assert f"{DAY:%A} {DAY.day} {DAY:%B} {DAY.year}" in page
    assert 'href="tel:0355500142"' in client.get("/today/").content.decode()


def test_every_part_may_be_left_out(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/today/{of.id}/look/", {"place": "Level 2"})
    page = read(client, "/today/")
    assert "The day is not written yet" in page
    assert "Level 2" in page


def test_an_empty_page_takes_it_away(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/today/{of.id}/look/", {})
    assert vault.get(Pregnancy, of.id).document.next_look is None


def test_what_is_no_day_is_refused(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/today/{of.id}/look/", {"on_day": "18", "place": "Level 2"})
    assert answer.status_code == 422
    assert "Level 2" in answer.content.decode()
    assert "The year is missing" in text_of(answer)
    assert vault.get(Pregnancy, of.id).document.next_look is None


def test_questions_are_kept_one_on_each_line(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/today/{of.id}/questions/", {"questions": "Who looks?\n\n  When?  "})
    assert vault.get(Pregnancy, of.id).document.questions == ("Who looks?", "When?")
    assert "Who looks?" in read(client, "/today/")
