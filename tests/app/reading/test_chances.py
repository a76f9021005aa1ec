"""Which table stands behind the closed choice: one at a time, the most specific, and why that one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.app.hers import SCAN_DAY, read, the_scan, under_way
from tests.contracts.avoided import hurtful

from gravida.app.reading.chances import Chances, chances
from gravida.app.record.columns import assess, scan_columns
from gravida.app.record.dates import rough
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault


def shown(days: int, *earlier: Scan, **changes: Any) -> Chances:
    of = Pregnancy("under way", dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    given: dict[str, Any] = {"day": SCAN_DAY, "heartbeat": "present", "route": "transvaginal"}
    scans = [*earlier, Scan(uuid4(), **{**given, **changes})]
    found = chances(assess(of, scans, len(scans) - 1), [scan_columns(of, scan) for scan in scans])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "changes", "sentence", "why"),
    [
        (46, {"heart_rate": "88"}, "122 continued past the first three months and 188", "A heart rate and an age"),
        (46, {}, "Of 668 pregnancies in this study, 618 continued; 50 ended.", "It was not said why the scan was done"),
        (52, {"heart_rate": "130"}, "Of 668 pregnancies in this study", "It was not said why the scan was done"),
        (46, {"bleeding": "light"}, "251 continued; 41 ended before the scan of 11 to 14 weeks.", "so were theirs"),
        (100, {}, "in 100 ended in the second trimester.", "has reached 14 weeks"),
    ],
)
def test_the_most_specific_table_is_shown_with_its_reason(
    days: int, changes: dict[str, Any], sentence: str, why: str
) -> None:
    found = shown(days, **changes)
    assert sentence in found.sentence
    assert why in found.why_this
    assert "One study at a time is shown, and nothing is multiplied." in found.why_this
    assert found.interval is not None
    assert "Out of 100" in found.interval_words
    assert "To be read again by" in found.sources[0].text


def test_a_second_look_is_followed_from_the_first() -> None:
    before = Scan(uuid4(), day=SCAN_DAY - timedelta(days=8), heartbeat="present", heart_rate="88", route="transvaginal")
    found = shown(54, before, heart_rate="140")
    assert "Of 59 pregnancies in this study, 44 continued; 15 ended" in found.sentence
    assert "from the first to the second" in found.why_this


def test_a_later_look_does_not_change_what_an_earlier_page_shows(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    first = the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=2))
    page = f"/reading/{first.id}/"
    before = re.findall(r"Of \d+ pregnancies", read(client, page))
    the_scan(vault, of.id, heart_rate="140")
    assert re.findall(r"Of \d+ pregnancies", read(client, page)) == before != []


def test_on_the_line_both_groups_of_one_study_are_given() -> None:
    found = shown(44, heart_rate="105")
    assert len(found.also) == 1
    assert found.on_the_line.startswith("This day is on the line")


def test_a_guideline_she_reads_whose_row_is_met_leaves_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = read(client, f"/reading/{the_scan(vault, of.id, yolk_sac_width=Length('7.1', 'mm')).id}/")
    assert "Asks to look again" in page
    assert "Chances" not in page


def test_a_small_sac_is_a_met_row_and_not_a_table() -> None:
    of = Pregnancy("under way", dates=Dates(rough(SCAN_DAY - timedelta(days=60)), "yes"))
    small: dict[str, Any] = {"length": Length("17", "mm"), "sac_mean": Length("20", "mm")}
    scan = Scan(uuid4(), day=SCAN_DAY, heartbeat="present", route="transvaginal", **small)
    assert chances(assess(of, [scan], 0), [scan_columns(of, scan)]) is None


@pytest.mark.parametrize("days", [46, 60, 100, 150])
@pytest.mark.parametrize("bleeding", ["", "light"])
def test_no_sentence_is_about_one_person(client: Client, vault: OpenVault, days: int, bleeding: str) -> None:
    of = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    scan = the_scan(vault, of.id, heart_rate="", length=None, bleeding=bleeding)
    markup = client.get(f"/reading/{scan.id}/").content.decode()
    closed = re.search(r'<details class="choice"><summary><h2 id="ch">.*?</details>', markup, re.DOTALL)
    assert closed is not None
    assert hurtful(re.sub(r"<[^>]+>", " ", closed[0])) == []
    assert not re.search(r"\byour (chance|risk)|\d%", closed[0])
