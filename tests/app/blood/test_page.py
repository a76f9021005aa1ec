"""What two values say: arithmetic and each published limit. Never a place, never a diagnosis; ectopic stays named."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.app.changed.test_nothing_looks_forward import forward
from tests.app.hers import post, read, the_scan, under_way
from tests.contracts.avoided import hurtful

from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.dates import today
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import OpenVault, Stored
from gravida.engine.blood.compare import NOT_A_DIAGNOSIS

DAY = today() - timedelta(days=6)
OPEN = "A pregnancy outside the womb (ectopic) stays possible until one is seen in the womb."


def two(vault: OpenVault, first: str, second: str, *, days: int = 2, **changes: Any) -> Stored[Pregnancy]:
    of = under_way(vault)
    vault.add(BloodTest(of.id, DAY, "09:00", Level(first, "IU/L")))
    given: dict[str, Any] = {"pregnancy": of.id, "day": DAY + timedelta(days=days), "time": "09:00"}
    vault.add(BloodTest(**{**given, "hcg": Level(second, "mIU/mL"), **changes}))
    return of


def page_of(client: Client, of: Stored[Pregnancy]) -> str:
    return read(client, f"/values/{of.id}/")


def test_each_limit_is_named_with_its_source(client: Client, vault: OpenVault) -> None:
    of = two(vault, "1000", "1490")
    vault.add(Scan(of.id, location="unknown"))
    page = page_of(client, of)
    for said in (
        "In 48 hours hCG rose by 49%; at that pace it doubles in 83 hours.",
        "Barnhart 2016, for this starting level, 49% in two days: not slower than that.",
        "Barnhart 2004, 53% in two days: slower than 99 in 100 of pregnancies that continued.",
        "The most cautious limit proposed, 35% in two days: not slower than that.",
        "hCG neither rose by more than 63% nor fell by more than 50%.",
        "A review in an early pregnancy unit within 24 hours.",
        "Seeber",
        "NICE. Ectopic pregnancy and miscarriage",
    ):
        assert said in page, said
    places = [page.index(text) for text in ("Signs that need help now", OPEN, "hCG, drawn", "The newest two values")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("scan", "named"),
    [
        ({"location": "intrauterine"}, False),
        ({"sac": "seen", "yolk_sac": "seen"}, False),
        ({"sac": "seen"}, True),
        ({"location": "unknown", "sac": "seen", "yolk_sac": "seen"}, True),
        ({}, True),
    ],
)
def test_ectopic_is_named_until_one_is_seen_in_the_womb(
    client: Client, vault: OpenVault, scan: dict[str, Any], named: bool
) -> None:
    of = two(vault, "1000", "1700")
    vault.add(Scan(of.id, day=DAY, **scan))
    page = page_of(client, of)
    assert (OPEN in page) is named
    assert ("hCG adds nothing to that" in page) is not named
    assert ("Barnhart" in page) is named


@pytest.mark.parametrize("location", ["ectopic", "scar", "heterotopic"])
def test_nothing_is_read_where_it_lies_outside(client: Client, vault: OpenVault, location: str) -> None:
    of = two(vault, "1000", "1700")
    vault.add(Scan(of.id, location=location))
    page = page_of(client, of)
    assert "The published limits are not for that" in page
    assert "Barnhart" not in page
    assert "NICE NG126" not in page


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("1630", "neither rose by more than 63%"),
        ("1631", "hCG rose by more than 63%."),
        ("500", "nor fell by more than 50%"),
        ("499", "hCG fell by more than 50%."),
    ],
)
def test_the_bands_of_nice_are_strict(client: Client, vault: OpenVault, second: str, says: str) -> None:
    of = two(vault, "1000", second)
    vault.add(Scan(of.id, location="unknown"))
    assert says in page_of(client, of)


def test_without_a_scan_the_bands_of_nice_are_not_read(client: Client, vault: OpenVault) -> None:
    page = page_of(client, two(vault, "1000", "1700"))
    assert "It is not said whether a scan looked for the pregnancy" in page
    assert "hCG rose by more than 63%" not in page


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"time": ""}, "Hours decide here"),
        ({"day": None}, "Hours decide here"),
        ({"day": DAY}, "less than an hour"),
        ({"laboratory": "Other"}, ""),
    ],
)
def test_what_cannot_be_compared_is_not(client: Client, vault: OpenVault, changes: dict[str, Any], why: str) -> None:
    page = page_of(client, two(vault, "1000", "1700", **changes))
    assert why in page
    assert ("Barnhart" in page) is (why == "")


def test_two_laboratories_are_not_compared(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    for day, laboratory in ((0, "One"), (2, "Other")):
        vault.add(BloodTest(of.id, DAY + timedelta(days=day), "09:00", Level("1000", "IU/L"), laboratory=laboratory))
    page = page_of(client, of)
    assert "They are from two laboratories or two kinds of test." in page
    assert "did not change" not in page


def test_a_fall_has_both_papers_and_no_band(client: Client, vault: OpenVault) -> None:
    of = two(vault, "2000", "1000")
    page = page_of(client, of)
    assert "Butts 2013" in page
    assert "Barnhart 2004" in page
    assert "No band is drawn." in page
    assert "slower than 99 in 100" not in page


def test_progesterone_stands_in_both_units_and_tells_nothing_apart(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    vault.add(BloodTest(of.id, DAY, progesterone=Level("10", "ng/mL"), on_progesterone="yes"))
    page = page_of(client, of)
    assert "10 ng/mL, the same as 31.8 nmol/L" in page
    assert "Progesterone is being taken, so the level in the blood means nothing for this." in page
    assert "cannot tell a pregnancy outside the womb (ectopic) from a miscarriage" in page


def test_the_drawing_is_on_a_log_scale_with_the_band_as_far_as_it_is_printed(client: Client, vault: OpenVault) -> None:
    of = two(vault, "100", "1000", days=3)
    markup = client.get(f"/values/{of.id}/").content.decode()
    assert markup.count('class="point"') == 2
    assert 'class="band"' in markup
    assert "1.53 to 3.28 times" in markup
    assert "It is printed for no longer." in markup


@pytest.mark.parametrize("second", ["400", "1000", "1700", "9000"])
@pytest.mark.parametrize("place", ["", "unknown", "intrauterine", "ectopic"])
def test_no_page_names_a_place_or_hurts(client: Client, vault: OpenVault, second: str, place: str) -> None:
    of = two(vault, "1000", second)
    vault.add(Scan(of.id, location=place))
    page = page_of(client, of)
    assert hurtful(page) == []
    markup = client.get(f"/values/{of.id}/").content.decode()
    page = re.sub(r'<div class="margin.*?</div>', "", markup, flags=re.DOTALL).replace(NOT_A_DIAGNOSIS, "")
    assert "diagnos" not in page.lower()
    for certain in ("is ectopic", "is in the womb", "has ended", "is a miscarriage", "will "):
        assert certain not in page


@pytest.mark.parametrize("second", ["400", "1700"])
def test_after_an_end_nothing_compares_or_looks_ahead(client: Client, vault: OpenVault, second: str) -> None:
    of = two(vault, "1000", second)
    the_scan(vault, of.id, location="unknown")
    post(client, f"/changed/{of.id}/ended/")
    page = page_of(client, of)
    assert forward(page) == []
    assert OPEN in page
    assert "Barnhart" not in page
    assert "continue" not in page
    assert "In 48 hours hCG" in page


def test_it_is_reached_from_the_record(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    assert f'href="/values/{of.id}/"' in client.get(f"/record/{of.id}/").content.decode()
    assert "None is written down." in page_of(client, of)
