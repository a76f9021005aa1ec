"""Write down a pregnancy."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.app.hers import boxes, post, read, text_of

from gravida.app.record.dates import RoughDate, today
from gravida.app.record.forms.pregnancy import OF_SETTINGS
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.vault.store import OpenVault

PAGE = "/record/new/"


def only(vault: OpenVault) -> Pregnancy:
    [stored] = vault.all(Pregnancy)
    return stored.document


def test_it_works(client: Client, vault: OpenVault) -> None:
    typed = {
        "state": "under way",
        **boxes("last_period", today()),
        "last_period_certain": "yes",
        "word": "own",
        "own_word": "Noor",
    }
    answer = post(client, PAGE, typed)
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    found = only(vault)
    assert found.state == "under way"
    assert found.dates.last_period is not None
    assert found.dates.last_period.exact == today()
    assert [change.new for change in found.history] == ["under way"]
    assert "Noor Under way." in read(client, "/today/")


def test_only_the_state_is_asked_for(client: Client, vault: OpenVault) -> None:
    page = text_of(post(client, PAGE, {}))
    assert "Please choose one. It decides what is shown" in page
    assert vault.all(Pregnancy) == []
    assert post(client, PAGE, {"state": "hoped for"}).status_code == 302
    assert only(vault).dates.last_period is None


@pytest.mark.parametrize("typed", ["280", "14", "four"])
def test_a_number_that_cannot_be_is_named_with_its_range(client: Client, vault: OpenVault, typed: str) -> None:
    page = text_of(post(client, PAGE, {"state": "under way", "cycle_days": typed}))
    assert "The length of a cycle in days is a whole number from 15 to 90 here." in page
    assert "Ensure" not in page
    assert vault.all(Pregnancy) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"last_period_year": "2014"}, RoughDate(2014)),
        ({"last_period_month": "June", "last_period_year": "2014"}, RoughDate(2014, 6)),
        (
            {"last_period_month": "6", "last_period_year": "2014", "last_period_about": "on"},
            RoughDate(2014, 6, None, True),
        ),
        ({"last_period_day": "3", "last_period_month": "jun", "last_period_year": "2014"}, RoughDate(2014, 6, 3)),
    ],
)
def test_a_date_may_be_rough(client: Client, vault: OpenVault, typed: dict[str, str], kept: RoughDate) -> None:
    assert post(client, PAGE, {"state": "born", **typed}).status_code == 302
    assert only(vault).dates.last_period == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"last_period_day": "31", "last_period_month": "2", "last_period_year": "2026"},
            "February 2026 has the days 1 to 28.",
        ),
        ({"last_period_day": "3", "last_period_month": "13", "last_period_year": "2026"}, "“13” is not a month."),
        ({"last_period_day": "3", "last_period_year": "2026"}, "The month is missing."),
        ({"last_period_day": "3", "last_period_month": "3"}, "The year is missing."),
        ({"last_period_day": "3", "last_period_month": "3", "last_period_year": "26"}, "four digits"),
        ({"last_period_year": str(today().year + 1)}, "has not come yet"),
        ({"cycle_days": "6"}, "15"),
        ({"embryo_days": "9"}, "7"),
    ],
)
def test_what_is_no_date_is_refused_with_what_was_typed(
    client: Client, vault: OpenVault, typed: dict[str, str], says: str
) -> None:
    answer = post(client, PAGE, {"state": "under way", "notes": "kept words", **typed})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "That was not saved. Your text is still here." in page
    assert says in page
    assert "kept words" in page
    for text in typed.values():
        assert f'value="{text}"' in answer.content.decode()
    assert vault.all(Pregnancy) == []


def test_dates_that_contradict_each_other_are_both_named(client: Client) -> None:
    typed = {
        "state": "ended",
        "last_period_day": "8",
        "last_period_month": "6",
        "last_period_year": "2025",
        "ended_on_day": "10",
        "ended_on_month": "3",
        "ended_on_year": "2025",
    }
    page = text_of(post(client, PAGE, typed))
    assert "The end, 10 March 2025, is before the last period, 8 June 2025." in page


def test_nothing_is_chosen_beforehand(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert " checked" not in page
    assert "required" not in page


def test_correct_it_later(client: Client, vault: OpenVault) -> None:
    post(client, PAGE, {"state": "under way"})
    [stored] = vault.all(Pregnancy)
    page = f"/record/{stored.id}/correct/"
    assert post(client, page, {"version": "1", "babies": "2"}).status_code == 302
    assert only(vault).babies == 2


def test_her_word_for_this_one_can_be_taken_back(client: Client, vault: OpenVault) -> None:
    post(client, PAGE, {"state": "under way", "word": "own", "own_word": "Noor"})
    [stored] = vault.all(Pregnancy)
    page = f"/record/{stored.id}/correct/"
    assert 'value="own"' in client.get(page).content.decode()
    post(client, page, {"version": str(stored.version), "word": OF_SETTINGS})
    assert only(vault).word == ""
    assert "Noor" not in read(client, "/today/")


def test_what_another_window_changed_is_not_overwritten(client: Client, vault: OpenVault) -> None:
    post(client, PAGE, {"state": "under way"})
    [stored] = vault.all(Pregnancy)
    page = f"/record/{stored.id}/correct/"
    post(client, page, {"version": "1", "notes": "first"})
    answer = post(client, page, {"version": "1", "notes": "second"})
    assert answer.status_code == 409
    assert "changed in another window" in text_of(answer)
    assert "second" in text_of(answer)
    assert only(vault).notes == "first"
