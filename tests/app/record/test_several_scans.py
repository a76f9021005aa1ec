"""Several scans of one pregnancy: rules that compare two of them get both, through the form as through the engine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.app.hers import LAST_PERIOD, SCAN_DAY, boxes, post, read, under_way

from gravida import explain
from gravida.app.record.columns import assess
from gravida.app.record.store import scans_of
from gravida.app.vault.store import OpenVault

EMPTY_SAC = {"route": "transvaginal", "sac": "seen", "sacs": "one", "location": "intrauterine", "embryo": "not seen"}


def add(client: Client, of: Any, day: date, **more: str) -> str:
    answer = post(client, f"/record/{of.id}/add/", {**boxes("on", day), **EMPTY_SAC, **more})
    assert answer.status_code == 302
    return answer["Location"]


def row(day: date, **more: Any) -> dict[str, Any]:
    return {
        "exam_date": day,
        "lmp_date": LAST_PERIOD,
        "lmp_certain": True,
        "scan_route": "transvaginal",
        "gs_seen": True,
        "n_sacs": 1,
        "location": "intrauterine",
        "embryo_seen": False,
        **more,
    }


@pytest.mark.parametrize("apart", [6, 7, 13, 14, 21])
def test_it_works(client: Client, vault: OpenVault, apart: int) -> None:
    of = under_way(vault)
    first = SCAN_DAY - timedelta(days=apart)
    # Written down in the other order: the day decides, not the order.
    add(client, of, SCAN_DAY, heartbeat="absent")
    add(client, of, first, yolk_sac="not seen")
    scans = [stored.document for stored in scans_of(vault, of.id)]
    assert [scan.day for scan in scans] == [first, SCAN_DAY]
    directly = explain([row(first, yolk_sac_seen=False), row(SCAN_DAY, heart_activity="absent")], 1)
    through = assess(of.document, scans, 1)
    assert through.guidelines == directly.guidelines
    sru = next(note for note in through.guidelines if note.key == "sru2013")
    assert (sru.category == "diagnostic") is (apart >= 14)


def test_the_scan_that_was_compared_is_named_on_the_page(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    first = SCAN_DAY - timedelta(days=14)
    add(client, of, first, yolk_sac="not seen")
    page = read(client, add(client, of, SCAN_DAY, heartbeat="absent"))
    assert f"compared with {first.isoformat()}" in page
    assert "the scan before" in page


def test_another_sac_is_not_compared(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    add(client, of, SCAN_DAY - timedelta(days=14), yolk_sac="not seen")
    page = read(client, add(client, of, SCAN_DAY, heartbeat="absent", same_sac="no"))
    assert "compared with" not in page


def test_two_babies_counted_switch_the_rules_for_one_off(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, babies=2)
    page = read(client, add(client, of, SCAN_DAY))
    assert page.count("It does not apply here.") == 5
