"""A blood test is written down with its unit, its day and its time; what looks impossible is asked about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.app.hers import boxes, post, read, text_of, the_scan, under_way

from gravida.app.blood.levels import read_level, read_time
from gravida.app.blood.test import HCG_UNITS, BloodTest, Level
from gravida.app.record.dates import today
from gravida.app.vault.store import OpenVault

DAY = today() - timedelta(days=6)
TYPED = {**boxes("on", DAY), "time": "9:20", "hcg": "1240", "hcg_unit": "mIU/mL", "laboratory": "Riverside"}


def test_it_is_kept_as_it_was_written(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    typed = {**TYPED, "progesterone": "31,8", "progesterone_unit": "nmol/L", "on_progesterone": "no", "kind": "beta"}
    assert post(client, f"/values/{of.id}/add/", typed)["Location"] == f"/values/{of.id}/"
    (stored,) = vault.all(BloodTest)
    assert stored.document == BloodTest(
        pregnancy=of.id,
        day=DAY,
        time="09:20",
        hcg=Level("1240", "mIU/mL"),
        kind="beta",
        laboratory="Riverside",
        progesterone=Level("31.8", "nmol/L"),
        on_progesterone="no",
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hcg_unit": ""}, "1240 has no unit. Is it IU/L or mIU/mL?"),
        ({"hcg": "0"}, "An hCG of 0 is not a value a report gives."),
        ({"hcg": "-5"}, "“-5” is not a number that can be read."),
        ({"hcg": "<5"}, "“<5” is a limit and not a value."),
        ({"hcg": "1,240"}, "“1,240” can be read in two ways."),
        ({"hcg": "12 ng/mL"}, "ng/mL is not a unit of this test here."),
        ({"hcg": "12 IU/L"}, "The number says IU/L and the unit beside it says mIU/mL."),
        ({"hcg": "9999999"}, "9999999 mIU/mL is more than can be."),
        ({"time": "25:00"}, "“25:00” is not a time."),
        ({"progesterone": "9000", "progesterone_unit": "ng/mL"}, "9000 ng/mL is more than can be."),
        (boxes("on", today() + timedelta(days=2)), "has not come yet."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    client: Client, vault: OpenVault, wrong: dict[str, Any], said: str
) -> None:
    of = under_way(vault)
    answer = post(client, f"/values/{of.id}/add/", {**TYPED, **wrong})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="Riverside"' in answer.content.decode()
    assert vault.all(BloodTest) == []


def test_an_empty_form_is_not_kept(client: Client, vault: OpenVault) -> None:
    answer = post(client, f"/values/{under_way(vault).id}/add/", {"time": "9:20"})
    assert answer.status_code == 422
    assert "Nothing stands here yet." in text_of(answer)


def test_values_that_look_like_two_units_are_asked_about_and_may_be_kept(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    post(client, f"/values/{of.id}/add/", TYPED)
    second = {**TYPED, **boxes("on", DAY + timedelta(days=2)), "hcg": "12", "hcg_unit": "IU/L"}
    asked = post(client, f"/values/{of.id}/add/", second)
    assert asked.status_code == 422
    assert "One value is 103 times the other." in text_of(asked)
    assert post(client, f"/values/{of.id}/add/", {**second, "kept": "hcg units"}).status_code == 302
    page = read(client, f"/values/{of.id}/")
    assert "The units are in question, so nothing more is said of these two." in page
    assert "Barnhart" not in page


def test_progesterone_that_looks_like_the_other_unit_offers_it(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    typed = {"progesterone": "180", "progesterone_unit": "ng/mL"}
    asked = post(client, f"/values/{of.id}/add/", typed)
    assert "This is very high for ng/mL. Was it in nmol/L?" in text_of(asked)
    post(client, f"/values/{of.id}/add/", {**typed, "take": "progesterone_unit=nmol/L"})
    assert vault.all(BloodTest)[0].document.progesterone == Level("180", "nmol/L")


def test_it_is_corrected_and_a_change_elsewhere_is_noticed(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    one = vault.add(BloodTest(of.id, DAY, "09:20", Level("1240", "IU/L")))
    page = f"/values/{of.id}/{one.id}/"
    assert 'value="1240"' in client.get(page).content.decode()
    assert post(client, page, {**TYPED, "hcg": "1250", "version": "1"}).status_code == 302
    assert post(client, page, {**TYPED, "hcg": "1260", "version": "1"}).status_code == 409
    assert vault.get(BloodTest, one.id).document.hcg == Level("1250", "mIU/mL")


def test_what_is_not_finished_is_kept_for_later(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/values/{of.id}/add/"
    post(client, page, {"hcg": "12x", "laboratory": "Riverside", "stop": "1"})
    again = client.get(page).content.decode()
    assert 'value="12x"' in again
    assert 'value="Riverside"' in again


def test_it_goes_when_she_takes_it_out_and_when_the_pregnancy_goes(client: Client, vault: OpenVault) -> None:
    of, other = under_way(vault), under_way(vault)
    one = vault.add(BloodTest(of.id, DAY, hcg=Level("1240", "IU/L")))
    assert client.get(f"/values/{other.id}/{one.id}/").status_code == 404
    post(client, f"/values/{of.id}/{one.id}/remove/")
    assert vault.all(BloodTest) == []
    vault.add(BloodTest(of.id, DAY, hcg=Level("1240", "IU/L")))
    left = vault.add(BloodTest(other.id, DAY, hcg=Level("1240", "IU/L")))
    the_scan(vault, of.id)
    assert "1 scan, 1 blood test." in read(client, f"/record/{of.id}/remove/")
    post(client, f"/record/{of.id}/remove/")
    assert vault.all(BloodTest) == [left]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("9:20", "09:20"),
        ("14.05", "14:05"),
        ("2:05 pm", "14:05"),
        ("12:00 am", "00:00"),
        ("12:30 pm", "12:30"),
        ("", ""),
    ],
)
def test_times_are_read(typed: str, read_as: str) -> None:
    assert read_time(typed) == read_as


@pytest.mark.parametrize("typed", ["24:00", "9:60", "13:00 pm", "0:30 am", "morning", "9"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_time(typed)


def test_a_unit_behind_the_number_counts() -> None:
    assert read_level("1240 miu/ml", "", HCG_UNITS) == Level("1240", "mIU/mL")
