"""Write down a scan."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.app.hers import SCAN_DAY, THE_CASE, boxes, post, text_of, the_scan, under_way

from gravida.app.record.dates import today
from gravida.app.record.pregnancy import Dates
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault


def only(vault: OpenVault) -> Scan:
    [stored] = vault.all(Scan)
    return stored.document


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", THE_CASE)
    [stored] = vault.all(Scan)
    assert (answer.status_code, answer["Location"]) == (302, f"/reading/{stored.id}/")
    assert stored.document == Scan(
        pregnancy=of.id,
        day=SCAN_DAY,
        route="transvaginal",
        heartbeat="present",
        heart_rate="88",
        length=Length("5", "mm"),
        yolk_sac="seen",
        yolk_sac_width=Length("4", "mm"),
    )


def test_nothing_is_chosen_beforehand(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = client.get(f"/record/{of.id}/add/").content.decode()
    form = page[page.index("<form class") :]
    assert " checked" not in form
    assert " selected" not in re.sub(r'<option value="" selected>', "", form)


def test_an_empty_form_is_unknown_and_not_no(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    assert post(client, f"/record/{of.id}/add/", {}).status_code == 302
    assert only(vault) == Scan(pregnancy=of.id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"length": "6.9", "unit": "mm"}, Length("6.9", "mm")),
        ({"length": "6,9", "unit": "mm"}, Length("6.9", "mm")),
        ({"length": "6.95", "unit": "mm"}, Length("6.95", "mm")),
        ({"length": "0.7", "unit": "cm"}, Length("0.7", "cm")),
        ({"length": "7 mm"}, Length("7", "mm")),
        ({"length": "5mm"}, Length("5", "mm")),
        ({"length": "0.5 cm", "unit": "mm"}, Length("0.5", "cm")),
        ({"length": "0,69cm"}, Length("0.69", "cm")),
    ],
)
def test_a_length_stays_as_it_was_written(
    client: Client, vault: OpenVault, typed: dict[str, str], kept: Length
) -> None:
    of = under_way(vault)
    post(client, f"/record/{of.id}/add/", {**boxes("on", SCAN_DAY), **typed})
    assert only(vault).length == kept


def test_the_age_may_come_from_the_report(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, dates=Dates())
    typed = {**THE_CASE, "weeks": "6", "days": "4", "age_by": "dates"}
    page = text_of(client.get(post(client, f"/record/{of.id}/add/", typed)["Location"]))
    assert only(vault).age_days == 46
    assert "How far along 6 weeks and 4 days, by dates." in page
    assert "In that study this rate was in the slowest of three groups." in page
    assert "The length of this scan is in the shaded part." in page


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"length": "5"}, "#id_unit", "5 has no unit. Is it 5 mm or 5 cm?"),
    ({"yolk_sac_width": "4"}, "#id_unit", "4 has no unit."),
    ({"measure_1": "21", "measure_2": "17"}, "#id_unit", "21 and 17 have no unit. Are they mm or cm?"),
    ({"length": "5 mm", "yolk_sac_width": "4"}, "#id_unit", "4 has no unit."),
    ({"sac_mean": "21"}, "#id_unit", "21 has no unit."),
    ({"length": "5", "unit": "inches"}, "#id_unit", "inches"),
    ({"length": "five", "unit": "mm"}, "#id_length", "“five” is not a number"),
    ({"length": "-5", "unit": "mm"}, "#id_length", "is not a number"),
    ({"length": "1,234", "unit": "mm"}, "#id_length", "can be read in two ways"),
    ({"weeks": "six", "days": "4"}, "#id_weeks", "whole weeks"),
    ({"days": "4"}, "#id_weeks", "whole weeks"),
    ({"weeks": "6", "days": "7"}, "#id_days", "0 to 6"),
    ({"heart_rate": "fast"}, "#id_heart_rate", "“fast” is not a number"),
    ({"heart_rate": "88 mm"}, "#id_heart_rate", "beats a minute"),
    ({"route": "sideways"}, "#id_route", "sideways"),
    (boxes("on", today().replace(year=today().year + 1, day=1)), "#id_on_2", "has not come yet"),
    ({"on_day": "10", "on_month": "15", "on_year": "2026"}, "#id_on_1", "“15” is not a month"),
    ({"on_day": "10", "on_month": "3"}, "#id_on_2", "The year is missing"),
    ({"on_year": "2026"}, "#id_on_0", "Please give the day, the month and the year."),
]


@pytest.mark.parametrize(("typed", "href", "says"), REFUSED)
def test_what_cannot_be_read_is_refused_and_nothing_typed_is_lost(
    client: Client, vault: OpenVault, typed: dict[str, Any], href: str, says: str
) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", {"report": "words of the report", **typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in text_of(answer)
    assert f'href="{href}"' in page, "the list at the top leads to the box"
    assert f'id="{href[1:]}"' in page, "the box is there"
    assert "words of the report" in page
    for text in typed.values():
        assert text in ("sideways", "inches") or f'value="{text}"' in page
    assert vault.all(Scan) == []


def test_one_answer_gives_every_bare_number_its_unit(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    typed = {**boxes("on", SCAN_DAY), "length": "5", "yolk_sac": "seen", "yolk_sac_width": "4"}
    asked = post(client, f"/record/{of.id}/add/", typed)
    assert asked.status_code == 422
    assert text_of(asked).count("5 and 4 have no unit. Are they mm or cm?") == 2, "in the list, and at the choice"
    assert post(client, f"/record/{of.id}/add/", {**typed, "unit": "mm"}).status_code == 302
    assert (only(vault).length, only(vault).yolk_sac_width) == (Length("5", "mm"), Length("4", "mm"))


def test_a_rate_alone_is_read_as_seen_everywhere_on_the_page(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = text_of(client.get(post(client, f"/record/{of.id}/add/", {"heart_rate": "88"})["Location"]))
    assert "A heartbeat was seen." in page
    assert "88 beats a minute, so it was seen" in page


def test_it_stands_in_her_words(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, word="own", own_word="Noor")
    assert "<bdi>Noor</bdi>. Last period" in client.get(f"/record/{of.id}/add/").content.decode()


def test_twins_are_two_entries_and_the_rules_then_say_that_they_do_not_apply(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    for label in ("A", "B"):
        answer = post(client, f"/record/{of.id}/add/", {**THE_CASE, "label": label, "sacs": "two or more"})
    page = text_of(client.get(answer["Location"]))
    assert "More than one is written down." in page
    assert page.count("It does not apply here.") == 5
    assert "The length, beside a published table" not in page
    assert "Chances" not in page


def test_another_pregnancy_is_not_mixed_in(client: Client, vault: OpenVault) -> None:
    one, other = under_way(vault), under_way(vault)
    the_scan(vault, other.id, label="B")
    answer = post(client, f"/record/{one.id}/add/", {**THE_CASE, "label": "A"})
    assert "More than one is written down" not in text_of(client.get(answer["Location"]))


def test_an_address_without_a_pregnancy_is_not_here(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    assert client.get(f"/record/{scan.id}/add/").status_code == 404
    assert client.get(f"/record/{scan.id}/{scan.id}/").status_code == 404
