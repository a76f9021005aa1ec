"""Nothing that rests on memory is reachable on any page of hers.

What was collected is compared with what ships. The numbers that stand in withheld cells alone are looked for on every
page about a scan, a blood test, numbers and care. ``tests/contracts/test_people.py`` walks the public functions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.app.care.test_pages import ended
from tests.app.hers import SCAN_DAY, ended_long_ago, read, text_of, the_scan, under_way
from tests.app.test_locked import address, names

from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.dates import rough
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Dates
from gravida.app.vault.store import OpenVault
from gravida.engine.chances import every_estimate
from gravida.evidence.published import published_table

COPIES = Path(__file__).parents[1] / "papers" / "chances_review"
NUMBER = re.compile(r"\d+\.\d+")
"""Numbers with a decimal: whole ones are ages, days and counts of something else too."""


def shipped() -> set[str]:
    cells = [cell for path in COPIES.glob("*.csv") for row in published_table(path.stem) for cell in row.values()]
    return {number for cell in cells if cell for number in NUMBER.findall(cell)}


def from_memory() -> set[str]:
    found: set[str] = set()
    for path in COPIES.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {
                n for row in csv.DictReader(stream) for cell in row.values() if cell for n in NUMBER.findall(cell)
            }
    worked_out = {n for number in every_estimate() for n in NUMBER.findall(number.in_words)}
    return found - shipped() - worked_out


MEMORY = sorted(from_memory())


def said_in(text: str) -> list[str]:
    return [number for number in MEMORY if re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text)]


def test_there_is_something_to_look_for() -> None:
    assert len(MEMORY) > 25
    assert {"11.3", "16.7", "32.2"} <= set(MEMORY), "ages of Magnus 2019 that nobody has checked"
    assert said_in("16.7 in 100") == ["16.7"]
    assert said_in("116.7 or 16.75") == []


ROOMS = ("today:", "record:", "reading:", "care:", "blood:", "changed:")


def pages(of: Any, scan: Any) -> Iterator[str]:
    for name in names():
        if name.startswith(ROOMS):
            yield address(name, of, scan)


SCANS: tuple[dict[str, Any], ...] = (
    {},
    {"heart_rate": "96"},
    {"heart_rate": "", "length": None},
    {"heart_rate": "", "length": None, "bleeding": "light"},
    {"heart_rate": "", "length": None, "bleed_beside": "seen"},
    {"heart_rate": "", "length": None, "reason": "recurrent_loss"},
    {"heartbeat": "absent", "heart_rate": ""},
)


@pytest.mark.parametrize("country", ["GB", ""])
@pytest.mark.parametrize("days", [46, 60, 100, 150])
def test_no_page_of_one_that_runs_says_it(client: Client, vault: OpenVault, country: str, days: int) -> None:
    vault.add(Preferences(country=country))
    ended_long_ago(vault, how_it_ended="miscarriage")
    dates = Dates(rough(SCAN_DAY - timedelta(days=days)), "yes")
    empty = under_way(vault, dates=dates, age_years=37)
    walked = 0
    of = under_way(vault, dates=dates, age_years=37)
    for when, hcg in ((0, "1000"), (2, "1400"), (4, "700")):
        vault.add(BloodTest(of.id, SCAN_DAY + timedelta(days=when - 4), "09:00", Level(hcg, "IU/L")))
    scans = [the_scan(vault, of.id, **changes) for changes in SCANS]
    for scan in scans:
        assert said_in(read(client, f"/reading/{scan.id}/")) == []
    for one in (empty, of):
        for page in pages(one.id, scans[0].id):
            answer = client.get(page)
            if answer.status_code == 200:
                walked += 1
                assert said_in(text_of(answer)) == [], page
    assert walked > 15


@pytest.mark.parametrize("country", ["GB", "US", "AU"])
@pytest.mark.parametrize("days", [None, 60, 98, 120])
@pytest.mark.parametrize("how", ["", "ectopic", "termination", "stillbirth"])
def test_no_page_after_an_end_says_it(
    client: Client, vault: OpenVault, country: str, days: int | None, how: str
) -> None:
    vault.add(Preferences(country=country))
    of = ended(vault, days, how_it_ended=how)
    walked = 0
    for page in pages(of.id, of.id):
        if page.startswith("/steps/"):
            answer = client.get(page)
            if answer.status_code == 200:
                walked += 1
                assert said_in(text_of(answer)) == [], page
    assert walked >= 5
