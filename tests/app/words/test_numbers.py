"""Numbers to call: only for a country she chose, only while they were checked within a year, each with its source."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gravida.app.record.preferences import Preferences
from gravida.app.words import numbers
from gravida.app.words.numbers import COUNTRIES, SHOWN_FOR
from gravida.app.words.signs import dial, help_now

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


@pytest.mark.usefixtures("vault")
def test_signs_stand_without_a_number_where_none_is_known() -> None:
    signs = help_now(Preferences(country="DE"), None, CHECKED)
    assert signs.emergency is None
    assert len(signs.go_now) == 3
    assert len(signs.same_day) == 2
    assert all(note.text for note in signs.sources)


@pytest.mark.parametrize(
    ("typed", "tel"),
    [("(03) 5550 0142", "0355500142"), ("+61 3 5550 0142", "+61355500142"), ("ask at the desk", None), ("", None)],
)
def test_a_number_she_typed_can_be_dialled(typed: str, tel: str | None) -> None:
    found = dial(typed)
    assert (None if found is None else found.tel) == tel
