"""Values that look impossible: asked about, with the answer that is likely meant, and kept if she says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.app.hers import LAST_PERIOD, SCAN_DAY, THE_CASE, boxes, post, text_of, under_way

from gravida.app.record.dates import RoughDate, today
from gravida.app.record.forms.questions import queries
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault

TOO_LONG = {
    **THE_CASE,
    "length": "82",
    "measure_1": "21",
    "measure_2": "21",
    "measure_3": "21",
}


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", TOO_LONG)
    assert answer.status_code == 422
    assert "The length (82 mm) is longer than the sac (21 mm × 21 mm × 21 mm)." in text_of(answer)
    assert 'name="take" value="length=8.2 mm">It is 8.2 mm</button>' in answer.content.decode()
    taken = post(client, f"/record/{of.id}/add/", {**TOO_LONG, "take": "length=8.2 mm"})
    assert taken.status_code == 302
    [stored] = vault.all(Scan)
    assert stored.document.length == Length("8.2", "mm")


def test_she_can_keep_what_the_report_says(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", {**TOO_LONG, "kept": "crl_mm larger than the sac"})
    assert answer.status_code == 302
    [stored] = vault.all(Scan)
    assert stored.document.length == Length("82", "mm")
    page = text_of(client.get(answer["Location"]))
    assert "Something to check first." in page
    assert "The embryo is given as longer than the sac around it." in page
    assert "What each guideline prints" not in page
    assert "Chances" not in page
    assert "82 mm" in page


def test_keeping_one_value_answers_no_other_question(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    typed = {**TOO_LONG, "kept": "crl_mm larger than the sac", "yolk_sac_width": "30"}
    answer = post(client, f"/record/{of.id}/add/", typed)
    assert answer.status_code == 422
    assert "yolk sac" in text_of(answer)
    assert vault.all(Scan) == []


def test_both_dates_are_named_and_the_year_is_guessed(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    year_before = SCAN_DAY.replace(year=SCAN_DAY.year - 1, day=min(SCAN_DAY.day, 28))
    answer = post(client, f"/record/{of.id}/add/", {**THE_CASE, **boxes("on", year_before)})
    page = text_of(answer)
    assert f"The scan date, {year_before.day} {year_before:%B} {year_before.year}, is before your last period" in page
    assert f"{LAST_PERIOD.day} {LAST_PERIOD:%B} {LAST_PERIOD.year}" in page
    assert f"The year is {SCAN_DAY.year}" in page


def test_the_guessed_year_is_taken_with_one_tap(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    day = min(SCAN_DAY.day, 28)
    typed = {**THE_CASE, **boxes("on", SCAN_DAY.replace(year=SCAN_DAY.year - 1, day=day))}
    assert post(client, f"/record/{of.id}/add/", {**typed, "take": f"on_year={SCAN_DAY.year}"}).status_code == 302
    [stored] = vault.all(Scan)
    assert stored.document.day == SCAN_DAY.replace(day=day)


def test_enter_saves_and_takes_no_guess(client: Client, vault: OpenVault) -> None:
    """Enter in a box presses the first button of the form: that has to be Save, not a guess."""
    of = under_way(vault)
    page = post(client, f"/record/{of.id}/add/", TOO_LONG).content.decode()
    form = page[page.index('<form class="row"') :]
    assert re.search(r"<button[^>]*>", form)[0] == '<button class="only-heard" tabindex="-1" aria-hidden="true">'  # type: ignore[index]


def test_a_guess_fills_in_only_a_box_of_the_form(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", {**TOO_LONG, "take": "elsewhere=8.2"})
    assert answer.status_code == 422
    assert vault.all(Scan) == []


SAC = (Length("21", "mm"),) * 3
WRONG: list[tuple[dict[str, Any], str, str | None]] = [
    ({"length": Length("82", "mm"), "sac_diameters": SAC}, "length", "It is 8.2 mm"),
    ({"length": Length("8", "cm"), "sac_diameters": SAC}, "length", "It is 8 mm"),
    ({"length": Length("700", "mm")}, "length", "It is 70 mm"),
    ({"yolk_sac_width": Length("4", "cm")}, "yolk_sac_width", "It is 4 mm"),
    ({"yolk_sac_width": Length("38", "mm")}, "yolk_sac_width", "It is 3.8 mm"),
    ({"heartbeat": "absent", "heart_rate": "88"}, "heart_rate", None),
    ({"heart_rate": "888", "heartbeat": "present"}, "heart_rate", None),
    ({"embryo": "not seen", "length": Length("5", "mm")}, "embryo", None),
    ({"sac": "not seen", "sac_mean": Length("20", "mm")}, "sac", None),
    ({"yolk_sac": "not seen", "yolk_sac_width": Length("4", "mm")}, "yolk_sac", None),
]


@pytest.mark.parametrize(("given", "field", "guess"), WRONG)
def test_each_question_stands_at_its_box_with_a_guess_that_answers_it(
    given: dict[str, Any], field: str, guess: str | None
) -> None:
    of = Pregnancy("under way")
    scan = Scan(_id(), day=SCAN_DAY, **given)
    found = [query for query in queries(of, scan, []) if query.field == field]
    assert found, [query.field for query in queries(of, scan, [])]
    says = [query.guess.says for query in found if query.guess is not None]
    assert says == ([guess] if guess else [])


def test_what_she_confirmed_is_not_asked_again() -> None:
    scan = Scan(_id(), day=SCAN_DAY, length=Length("82", "mm"), sac_diameters=SAC)
    [query] = queries(Pregnancy("under way"), scan, [])
    assert queries(Pregnancy("under way"), replace(scan, kept=(query.id,)), []) == []


def test_a_year_is_only_guessed_where_it_gives_a_scan_of_this_pregnancy() -> None:
    period = today() - timedelta(days=40)
    of = Pregnancy("under way", dates=Dates(last_period=RoughDate(period.year, period.month, period.day)))
    [query] = queries(
        of, Scan(_id(), day=date(period.year - 4, 2, 29) if period.year % 4 == 0 else date(2024, 2, 29)), []
    )
    assert query.guess is None or query.guess.box == "on_year"


def _id() -> Any:
    from uuid import uuid4

    return uuid4()
