"""The pages after an end: help first, what belongs to the week, nothing that looks ahead unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.app.changed.test_nothing_looks_forward import forward
from tests.app.hers import ended_long_ago, read, under_way, waiting
from tests.contracts.avoided import hurtful

from gravida.app.care.ends import End
from gravida.app.care.letters import letters
from gravida.app.record.dates import rough, today
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Change, Dates, Pregnancy
from gravida.app.vault.store import OpenVault, Stored

PAGES = ("", "ways/", "group/", "letter/", "tests/", "how/")
AGAIN = "if-you-ask/"
A_TITLE = "evidence review of chances, blood tests and care"
"""Part of the name of a source."""


def ended(vault: OpenVault, days: int | None, **changes: Any) -> Stored[Pregnancy]:
    """One that ended three days ago, so many days after the last period."""
    day = today() - timedelta(days=3)
    dates = Dates() if days is None else Dates(rough(day - timedelta(days=days)), "yes")
    history = (Change("", "under way", today()), Change("under way", "ended", today()))
    given: dict[str, Any] = {"state": "ended", "dates": dates, "history": history, "ended_on": rough(day)}
    return vault.add(Pregnancy(**{**given, **changes}))


def at(client: Client, of: Stored[Pregnancy], page: str = "", status: int = 200) -> str:
    return read(client, f"/steps/{of.id}/{page}", status)


def test_help_stands_before_everything_else(client: Client, vault: OpenVault) -> None:
    vault.add(Preferences(country="AU"))
    page = at(client, ended(vault, 60))
    places = [page.index(text) for text in ("Call 000 if", "same day if", "How recovery goes", "A test afterwards")]
    assert places == sorted(places)
    assert "What the guideline of your country (Australia) prints was not read" in page


def test_a_late_end_gets_no_lines_of_an_early_one(client: Client, vault: OpenVault) -> None:
    late = at(client, ended(vault, 130))
    assert "Your clinic says what comes now." in late
    assert "more than two weeks" not in late
    assert "After one outside the womb" not in late


def test_what_looks_further_than_now_is_closed(client: Client, vault: OpenVault) -> None:
    of = ended(vault, 60)
    page = client.get(f"/steps/{of.id}/").content.decode()
    assert page.index("<summary><h3>Your period, when it comes</h3>") < page.index("Ovulation is possible")


def test_a_page_without_a_line_has_no_link(client: Client, vault: OpenVault) -> None:
    assert "Doses in a letter" in at(client, ended(vault, 60)), "there she is told to choose a country"
    vault.add(Preferences(country="AU"))
    assert "Doses in a letter" not in at(client, ended(vault, 60))
    assert "Doses in a letter" in at(client, ended(vault, 120)), "a trial is of no country"


def test_no_number_stands_without_her_country(client: Client, vault: OpenVault) -> None:
    of = ended(vault, 60)
    for page in PAGES:
        assert 'href="tel:' not in client.get(f"/steps/{of.id}/{page}").content.decode()
    assert "Choose your country" in at(client, of, "how/")
    vault.add(Preferences(country="GB"))
    assert "116 123" in at(client, of, "how/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("days", [None, 46, 97, 98, 130, 210])
@pytest.mark.parametrize("how", ["", "miscarriage", "ectopic", "termination", "stillbirth"])
def test_nothing_looks_ahead_or_hurts(client: Client, vault: OpenVault, page: str, days: int | None, how: str) -> None:
    of = ended(vault, days, how_it_ended=how)
    answer = client.get(f"/steps/{of.id}/{page}")
    if page == "ways/" and not End(days, how).stages:
        assert answer.status_code == 404
        return
    text = at(client, of, page)
    assert forward(text.replace(A_TITLE, "")) == []
    assert hurtful(text) == []
    assert "conceiv" not in text.lower()
    assert "another pregnancy" not in text.lower()


@pytest.mark.parametrize("page", [*PAGES, AGAIN])
def test_every_page_that_says_something_names_its_source(client: Client, vault: OpenVault, page: str) -> None:
    vault.add(Preferences(country="GB"))
    text = at(client, ended(vault, 60), page)
    assert "To be read again by" in text
    assert "Not yet reviewed by a clinician" in text
    assert "memory" not in text.lower().replace("from memory and secondary pages", "")


def test_the_ways_carry_counts_intervals_and_trials(client: Client, vault: OpenVault) -> None:
    text = at(client, ended(vault, 60), "ways/")
    for said in (
        "105 of 138 (76 in 100; 68 to 82) were complete without an operation",
        "124 of 148 (84 in 100; 77 to 89) had passed the sac by the first visit",
        "Schreiber 2018",
        "Luise 2002",
        "An operation that was not planned, waiting compared with an operation: 7.35 times as often (5.04 to 10.72)",
        "just over half were complete by day 14",
    ):
        assert said in text
    assert "%" not in text
    assert "From 14 weeks on" not in text


@pytest.mark.parametrize(("days", "early", "later"), [(97, True, False), (98, False, True), (None, True, True)])
def test_the_week_chooses_the_ways(
    client: Client, vault: OpenVault, days: int | None, early: bool, later: bool
) -> None:
    text = at(client, ended(vault, days), "ways/")
    assert ("In the first three months" in text) is early
    assert ("From 14 weeks on" in text) is later


@pytest.mark.parametrize(("days", "there"), [(111, False), (112, True), (None, False)])
def test_milk_is_there_only_from_16_weeks(client: Client, vault: OpenVault, days: int | None, there: bool) -> None:
    of = ended(vault, days, how_it_ended="miscarriage")
    assert ("About milk" in at(client, of)) is there
    text = at(client, of, "day-four/", 200 if there else 404)
    assert ("Milk can come from about 16 weeks" in text) is there
    for page in PAGES:
        assert "cabergoline" not in at(client, of, page).lower()


def test_bodies_that_disagree_are_shown_with_her_country_first(client: Client, vault: OpenVault) -> None:
    of = ended(vault, 70)
    vault.add(Preferences(country="GB"))
    text = at(client, of, "group/")
    assert "They do not say the same." in text
    assert text.index("NICE NG126, 2012-2023 text") < text.index("ACOG, 2024-09")
    assert "Seen as quoted by one reference only. Check the live text." in text


def test_a_week_that_is_not_known_is_not_guessed(client: Client, vault: OpenVault) -> None:
    text = at(client, ended(vault, None), "group/")
    assert "What each guideline prints depends on the week." in text
    assert "ACOG" not in text


def test_doses_are_no_instruction_and_none_is_for_one_that_goes_on(client: Client, vault: OpenVault) -> None:
    vault.add(Preferences(country="GB"))
    early = at(client, ended(vault, 60), "letter/")
    assert early.index("This is what a letter may say. It is no instruction") < early.index("misoprostol")
    assert "progesterone" not in early
    assert "death before birth" not in early
    later = at(client, ended(vault, 120), "letter/")
    assert "Winikoff" in later
    assert "NG126" not in later
    assert letters(End(60, "ectopic"), "GB") == []


def test_doses_of_another_country_are_not_shown(client: Client, vault: OpenVault) -> None:
    vault.add(Preferences(country="AU"))
    text = at(client, ended(vault, 60), "letter/")
    assert "No text of that country was read." in text
    assert "misoprostol" not in text


def test_tests_are_read_from_her_record_in_three_values(client: Client, vault: OpenVault) -> None:
    long_ago = today() - timedelta(days=400)
    dates = Dates(rough(long_ago - timedelta(days=60)), "yes")
    first = ended(vault, None, how_it_ended="miscarriage", ended_on=rough(long_ago), dates=dates)
    one = at(client, first, "tests/")
    assert "Tests are recommended." not in one
    assert "Not at this number." in one
    second = ended(vault, 60, how_it_ended="miscarriage")
    two = at(client, second, "tests/")
    assert "Before 14 weeks 2" in two
    assert two.count("Tests are recommended.") == 3, "ESHRE, ASRM, and RCOG at its discretion"
    ended_long_ago(vault)
    left_open = at(client, second, "tests/")
    assert "How it ended is left open for 1 of 3." in left_open
    assert "Tests are recommended." not in left_open
    assert left_open.count("Your record cannot tell.") == 4


def test_trying_again_has_a_page_that_only_a_link_opens(client: Client, vault: OpenVault) -> None:
    of = ended(vault, 60)
    page = at(client, of)
    assert "Ask for that page" in page
    assert "trying" not in page
    text = at(client, of, AGAIN)
    assert "1.71 times as often (1.30 to 2.25)" in text
    assert hurtful(text) == []
    at(client, ended(vault, 120), AGAIN, 404)


@pytest.mark.parametrize("page", [*PAGES, AGAIN, "day-four/"])
def test_there_is_nothing_before_an_end(client: Client, vault: OpenVault, page: str) -> None:
    for of in (waiting(vault), under_way(vault), under_way(vault, state="born")):
        at(client, of, page, 404)


def test_it_is_reached_from_today_and_from_the_record(client: Client, vault: OpenVault) -> None:
    of = ended(vault, 60)
    for place in ("/today/", f"/record/{of.id}/"):
        assert f'href="/steps/{of.id}/"' in client.get(place).content.decode()
    vault.save(of, replace(of.document, state="under way"))
    for place in ("/today/", f"/record/{of.id}/"):
        assert "/steps/" not in client.get(place).content.decode()


def test_a_line_of_a_letter_is_written_out(client: Client, vault: OpenVault) -> None:
    text = at(client, ended(vault, 120), "letter/")
    assert (
        "(Allanson 2021) gave, after a death before birth at 14 to 28 weeks: mifepristone 200 mg and, 24 to 48" in text
    )
    assert "every 6 hours; this dose up to 24 weeks" in text
    lines = text[text.index("What letters and trials name") : text.index("To be read again")]
    for shorthand in ("RCT", "hourly", " wk", "14w0d"):
        assert shorthand not in lines, shorthand


def test_of_an_end_outside_the_womb_only_what_names_it_is_shown(client: Client, vault: OpenVault) -> None:
    outside = at(client, ended(vault, 60, how_it_ended="ectopic"), "group/")
    assert "NICE NG126" in outside
    assert "Without an operation" in outside
    assert "ACOG" not in outside
    assert "When it ended by itself" not in outside
    molar = at(client, ended(vault, 60, how_it_ended="molar"), "group/")
    assert "None of the texts read here speaks of an end like this" in molar
    assert "NICE" not in molar
