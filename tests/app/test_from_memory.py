"""Nothing that rests on memory is reachable on any page of hers.

What was collected is compared with what ships. What stands in withheld cells alone is looked for on every page about a
scan, a blood test, numbers and care. ``tests/contracts/test_memory.py`` walks the public functions and the terminal.
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
from tests.app.hers import SCAN_DAY, ended_long_ago, post, read, text_of, the_scan, under_way, waiting
from tests.app.test_locked import address, names
from tests.contracts import memory

from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.dates import rough
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Dates
from gravida.app.vault.store import OpenVault
from gravida.app.words.numbers import COUNTRIES
from gravida.engine.chances import every_estimate
from gravida.evidence.published import published_table

COPIES = Path(__file__).parents[1] / "papers" / "chances_review"
NUMBER = re.compile(r"\d+\.\d+")
"""Numbers with a decimal are looked for alone; whole ones with the words near them (``contracts/memory``)."""


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
    decimals = [number for number in MEMORY if re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", text)]
    return [*decimals, *memory.said_in(" ".join(text.split()))]


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


def test_one_that_is_planted_on_a_page_is_found(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id, report="I read that 44 in 100 had an unplanned operation.")
    found = [page for page in pages(of.id, scan.id) if said_in(text_of(client.get(page)))]
    assert found, "a sentence of hers is read like every other"


@pytest.mark.parametrize("age", [22, 32, 37, 42])
@pytest.mark.parametrize("before", [0, 1, 2, 3, 4])
def test_no_page_before_one_begins_says_it(client: Client, vault: OpenVault, age: int, before: int) -> None:
    for _ in range(before):
        ended_long_ago(vault, how_it_ended="miscarriage")
    hoped = under_way(vault, state="hoped for", dates=Dates(), age_years=age)
    text = read(client, f"/reading/of/{hoped.id}/")
    assert "Chances" in text
    assert said_in(text) == []


@pytest.mark.parametrize("state", ["waiting", "born"])
def test_no_page_of_another_state_says_it(client: Client, vault: OpenVault, state: str) -> None:
    of = waiting(vault) if state == "waiting" else ended_long_ago(vault, state="born")
    scan = the_scan(vault, of.id)
    for page in pages(of.id, scan.id):
        answer = client.get(page)
        if answer.status_code == 200:
            assert said_in(text_of(answer)) == [], page


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_no_page_after_an_end_says_it_in_any_country(client: Client, vault: OpenVault, country: str) -> None:
    vault.add(Preferences(country=country))
    of = ended(vault, 120)
    five = {"gate": "yes", **{f"line_{number}": "1" for number in range(1, 6)}}
    nine = {f"line_{number}": "1" for number in range(1, 10)}
    for page, typed in (("five", five), ("nine", nine)):
        added_up = post(client, f"/steps/{of.id}/how/{page}/", typed)
        assert added_up.status_code == 200
        assert said_in(text_of(added_up)) == []
    for page in pages(of.id, of.id):
        if page.startswith("/steps/"):
            answer = client.get(page)
            if answer.status_code == 200:
                assert said_in(text_of(answer)) == [], page


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
