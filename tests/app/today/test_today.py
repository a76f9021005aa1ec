"""The first page, by state."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from tests.app.hers import ended_long_ago, post, read, the_scan, under_way, waiting

from gravida.app.record.dates import today
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Change, Pregnancy
from gravida.app.vault.store import OpenVault, Stored

COUNTING = re.compile(r"\b\d+ weeks?\b|\bweek \d|\bdays to go|due date|trimester|\bsize of\b|countdown", re.IGNORECASE)


def test_nothing_is_asked_where_nothing_is_written(client: Client) -> None:
    page = read(client, "/today/")
    assert "Nothing is asked of you." in page
    assert "Something has changed" not in page


def test_it_works_for_one_that_waits(client: Client, vault: OpenVault) -> None:
    of = waiting(vault, questions=("Are my dates being changed?",))
    the_scan(vault, of.id)
    page = read(client, "/today/")
    order = [
        "The scan did not give a clear answer.",
        "a heartbeat was seen. It is written down.",
        "Signs that need help now",
        "The next look",
        "10:20 in the morning",
        "What the next scan can show",
        "No treatment should start before it.",
        "NICE. Ectopic pregnancy and miscarriage (QS69)",
        "Are my dates being changed?",
        "Not moving, and not shown.",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert "Something has changed" in page


def test_a_sign_that_was_written_down_stands_before_everything_else(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    the_scan(vault, of.id, bleeding="heavy", fainting="yes")
    page = read(client, "/today/")
    assert page.index("heavy bleeding, more than one pad an hour") < page.index("The next look")
    assert "fainting, or feeling that you may faint" in page


@pytest.mark.parametrize("state", ["under way", "waiting", "hoped for", "ended", "born"])
def test_nothing_counts_in_any_state(client: Client, vault: OpenVault, state: str) -> None:
    history = (Change("", "under way", today()), Change("under way", state, today()))
    of = under_way(vault, state=state, history=history)
    the_scan(vault, of.id)
    page = read(client, "/today/").replace("before 12 weeks", "").replace("four to six weeks", "")
    assert not COUNTING.search(page), COUNTING.search(page)


def test_one_under_way_shows_what_is_written_and_asks_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = read(client, "/today/")
    assert "This pregnancy Under way." in page
    assert "No scan is written down." in page
    assert "What the next scan can show" not in page
    the_scan(vault, of.id, heartbeat="absent", heart_rate="")
    assert "a heartbeat was looked for and not seen." in read(client, "/today/")


def test_two_that_run_are_both_shown(client: Client, vault: OpenVault) -> None:
    yesterday = today() - timedelta(days=1)
    first = under_way(vault, label="The first one", history=(Change("", "under way", yesterday),))
    the_scan(vault, first.id)
    second = waiting(vault, label="The second one")
    page = read(client, "/today/")
    markup = client.get("/today/").content.decode()
    assert "You are waiting for another look." in page
    assert "The first one Under way. On" in page
    assert page.index("Signs that need help now") < page.index("The next look") < page.index("The first one Under way.")
    for stored in (first, second):
        for way in (f"/changed/{stored.id}/", f"/today/{stored.id}/look/", f"/record/{stored.id}/add/"):
            assert f'href="{way}"' in markup, way
    vault.save(first, replace(first.document, hidden=True))
    assert "The first one" not in read(client, "/today/")


def test_signs_of_both_that_run_stand_first(client: Client, vault: OpenVault) -> None:
    for label, sign in (("One", {"bleeding": "heavy"}), ("Another", {"shoulder_tip_pain": "yes"})):
        the_scan(vault, waiting(vault, label=label).id, **sign)
    page = read(client, "/today/")
    for text in ("heavy bleeding, more than one pad an hour", "pain at the tip of your shoulder"):
        assert text in page[: page.index("The scan did not give a clear answer.")]
    assert client.get("/today/").content.decode().count('id="help-now"') == 1


def test_one_that_runs_comes_before_one_that_ended(client: Client, vault: OpenVault) -> None:
    ended_long_ago(vault, label="The first one")
    waiting(vault)
    assert "You are waiting for another look." in read(client, "/today/")


def test_an_earlier_one_that_was_only_added_is_not_the_first_page(client: Client, vault: OpenVault) -> None:
    ended_long_ago(vault)
    page = read(client, "/today/")
    assert "We are sorry." not in page
    assert "Nothing is asked of you." in page


def test_after_an_end_it_says_sorry_once_and_what_comes(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    page = read(client, "/today/")
    assert page.count("We are sorry.") == 1
    for text in (
        "a urine test three weeks after",
        "NICE NG126",
        "anti-D",
        "Undo this ending",
        "Signs that need help now",
    ):
        assert text in page
    assert "Something has changed" not in page


def test_that_page_can_be_put_away_and_everything_is_kept(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    post(client, f"/changed/{of.id}/ended/")
    post(client, f"/today/{of.id}/put-away/")
    assert "We are sorry." not in read(client, "/today/")
    assert "Ended." in read(client, "/record/")


def test_a_birth_is_told_without_cheer(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/changed/{of.id}/here/")
    page = read(client, "/today/")
    assert "You wrote that a baby was born." in page
    assert "sorry" not in page


def test_numbers_stand_there_only_for_a_country_she_chose(client: Client, vault: OpenVault) -> None:
    waiting(vault)
    page = read(client, "/today/")
    assert "Call your emergency number if" in page
    assert "Choose your country" in page
    assert "13 11 14" not in page
    vault.add(replace(Preferences(), country="AU"))
    page = read(client, "/today/")
    assert "Call 000 if" in page
    assert "13 11 14" in page
    assert "last checked on" in page
    assert "Choose your country" not in page


def test_the_clinic_can_be_called_from_the_signs(client: Client, vault: OpenVault) -> None:
    waiting(vault)
    assert 'href="tel:+61355500142"' in client.get("/today/").content.decode()


def test_a_hidden_one_is_not_on_the_first_page(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    vault.save(of, replace(of.document, hidden=True))
    assert "waiting" not in read(client, "/today/").replace("I am waiting for another look", "")
    assert vault.get(Pregnancy, of.id).document.state == "waiting"


@pytest.mark.parametrize("start", [waiting, under_way])
@pytest.mark.parametrize("seen", [{"sac": "not seen"}, {"sacs": "none"}, {"location": "unknown"}])
def test_where_no_sac_was_seen_the_page_says_what_comes_first(
    client: Client, vault: OpenVault, start: Callable[..., Stored[Pregnancy]], seen: dict[str, str]
) -> None:
    of = start(vault)
    nothing = {"heartbeat": "", "heart_rate": "", "length": None, "yolk_sac": "", "yolk_sac_width": None}
    the_scan(vault, of.id, **nothing, **seen)
    page = read(client, "/today/")
    assert "a pregnancy outside the womb stays possible until it is." in page
    assert "What the next scan can show" not in page
    assert "which of the three" not in page
