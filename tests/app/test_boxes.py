"""Every box of every page: one id, one label, and a fault or hint where the page says there is one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.app.hers import THE_CASE, post, the_scan, under_way, waiting
from tests.app.test_locked import address, names

from gravida.app.vault.store import OpenVault

ALL_WRONG = {
    "on_day": "31",
    "on_month": "2",
    "on_year": "2026",
    "weeks": "six",
    "route": "sideways",
    "heartbeat": "maybe",
    "heart_rate": "fast",
    "length": "5",
    "yolk_sac": "perhaps",
    "yolk_sac_width": "4",
    "measure_1": "21",
    "measure_2": "x",
    "measure_3": "y",
    "sac_mean": "z",
}


def assert_whole(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids)), [one for one in ids if ids.count(one) > 1]
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids)
    named = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page)
    described = {part for text in named for part in text.split()}
    assert described <= set(ids), described - set(ids)
    linked = set(re.findall(r'href="#([^"]+)"', page))
    assert linked <= set(ids), linked - set(ids)


@pytest.mark.parametrize("name", names())
def test_it_works(client: Client, vault: OpenVault, name: str) -> None:
    of = waiting(vault)
    the_scan(vault, of.id)
    scan = the_scan(vault, of.id)
    assert_whole(client.get(address(name, of.id, scan.id)).content.decode())


@pytest.mark.parametrize(
    "typed",
    [ALL_WRONG, {**THE_CASE, "length": "82", "sac_mean": "21", "embryo": "not seen"}],
)
def test_a_page_with_faults_leads_to_each_of_them(client: Client, vault: OpenVault, typed: dict[str, str]) -> None:
    of = under_way(vault)
    answer = post(client, f"/record/{of.id}/add/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert_whole(page)
    listed = re.findall(r'<li><a href="#([^"]+)">', page)
    assert len(listed) >= 2
    assert page.count('class="fault"') == len(set(listed))


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/record/new/", {"last_period_day": "31", "cycle_days": "x", "ended_on_day": "3", "how_it_ended": "so"}),
        ("/settings/", {"lock_minutes": "x", "leave_address": "x", "country": "XX", "word": "x"}),
    ],
)
def test_so_do_the_other_forms(client: Client, path: str, typed: dict[str, str]) -> None:
    answer = post(client, path, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert_whole(page)
    assert page.count('class="fault"') == len(re.findall(r'<li><a href="#([^"]+)">', page))
