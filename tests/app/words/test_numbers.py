"""Numbers to call: only for a country she chose, only while they were checked within a year, each with its source."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.app.hers import read, under_way

from gravida.app.record.preferences import Preferences
from gravida.app.vault.store import OpenVault
from gravida.app.words import numbers
from gravida.app.words.numbers import COUNTRIES, SHOWN_FOR
from gravida.app.words.signs import dial, help_now
from gravida.engine.red_flags import SIGNS

CHECKED = date(2026, 11, 23)


def test_it_works() -> None:
    [emergency] = numbers.numbers("AU", "emergency", CHECKED)
    assert (emergency.tel, emergency.shown) == ("000", "000")
    assert emergency.source.startswith("https://")
    assert "23 November 2026" in emergency.checked_words


def test_no_country_has_no_number() -> None:
    assert numbers.numbers("", "emergency", CHECKED) == []
    assert numbers.numbers("XX", "emergency", CHECKED) == []


@pytest.mark.parametrize(("days", "shown"), [(0, True), (365, True), (366, False), (4000, False)])
def test_what_was_not_checked_for_a_year_is_hidden(days: int, shown: bool) -> None:
    assert bool(numbers.numbers("GB", "crisis", CHECKED + timedelta(days=days))) is shown
    assert timedelta(days=365) == SHOWN_FOR


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_offered_has_a_number(country: str) -> None:
    found = [*numbers.numbers(country, "emergency", CHECKED), *numbers.numbers(country, "crisis", CHECKED)]
    assert found
    for number in found:
        assert number.tel.isdigit()
        assert number.source.startswith("https://")
        assert number.evidence


def test_emergency_numbers_are_those_that_were_verified() -> None:
    """Every row of kind "emergency" in the directory of support, both marked current; no other country has one."""
    found = {country: numbers.numbers(country, "emergency", CHECKED) for country in COUNTRIES}
    assert {country: [number.tel for number in those] for country, those in found.items() if those} == {
        "AU": ["000"],
        "GB": ["999"],
    }


@pytest.mark.parametrize("country", sorted(set(COUNTRIES) - {"AU", "GB"}))
def test_where_no_emergency_number_was_verified_the_page_says_so(
    client: Client, vault: OpenVault, country: str
) -> None:
    vault.add(Preferences(country=country))
    under_way(vault)
    page = read(client, "/today/")
    assert f"No emergency number for {COUNTRIES[country]} was checked within the last year" in page
    assert "Call your emergency number if" in page


@pytest.mark.usefixtures("vault")
def test_signs_stand_without_a_number_where_none_is_known() -> None:
    signs = help_now(Preferences(country="DE"), None, CHECKED)
    assert signs.emergency is None
    assert signs.go_now == tuple(sign.if_so for sign in SIGNS if sign.urgency == "go now" and sign.if_so)
    assert signs.same_day == tuple(sign.if_so for sign in SIGNS if sign.urgency == "same day")
    assert "early pregnancy service. Read as its summary." in signs.sources_go_now[0].text
    for notes in (signs.sources, signs.sources_go_now):
        once = [note.text for note in notes if "is to be read again by" in note.text]
        assert len(once) == 1
        assert once[0].startswith("Each was seen in one place")
    assert all(note.text for note in signs.sources)


@pytest.mark.parametrize(
    ("typed", "tel"),
    [("(03) 5550 0142", "0355500142"), ("+61 3 5550 0142", "+61355500142"), ("ask at the desk", None), ("", None)],
)
def test_a_number_she_typed_can_be_dialled(typed: str, tel: str | None) -> None:
    found = dial(typed)
    assert (None if found is None else found.tel) == tel
