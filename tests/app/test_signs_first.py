"""A sign that needs help now, once written down, stands before everything on every page of that pregnancy."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.app.hers import SCAN_DAY, post, the_scan, under_way, waiting
from tests.app.test_locked import address, names

from gravida.app.record.dates import today
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import Change
from gravida.app.record.scan import Length
from gravida.app.vault.store import OpenVault

PAGES = (
    "blood:add",
    "blood:page",
    "changed:details",
    "changed:page",
    "photos:add",
    "photos:add_to_scan",
    "reading:numbers",
    "reading:page",
    "record:add_scan",
    "record:change_pregnancy",
    "record:change_scan",
    "record:list",
    "record:open",
    "record:remove",
    "record:remove_scan",
    "today:look",
    "today:page",
    "today:questions",
)
ABOUT_NONE = (
    "access:page", "access:passkeys", "access:passphrase", "copies:page", "deleting:page", "preferences:page",
    "record:add_pregnancy", "taking:bringing_in", "taking:page",
)  # fmt: skip

FIRST = re.compile(r'<main[^>]*>\s*<section class="row" aria-labelledby="(?:help-now|sign)">')


def page(client: Client, name: str, of: UUID, scan: UUID) -> str:
    answer = client.get(address(name, of, scan))
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_every_page_that_can_be_read_is_named_here(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    read = {name for name in names() if client.get(address(name, of.id, scan.id)).status_code == 200}
    assert read == {*PAGES, *ABOUT_NONE}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("country", ["", "AU"])
def test_it_works(client: Client, vault: OpenVault, name: str, country: str) -> None:
    vault.add(Preferences(country=country))
    of = waiting(vault)
    scan = the_scan(vault, of.id, bleeding="heavy", pain="severe")
    shown = page(client, name, of.id, scan.id)
    assert FIRST.search(shown), "before the heading"
    block = shown[shown.index('class="call"') : shown.index("<h1")]
    assert "bleeding" in block
    assert "severe pain" in block
    assert 'href="tel:+61355500142"' in block, "her clinic, as she wrote it"
    assert ('href="tel:000"' in block) == bool(country), "a number only where she chose a country"
    assert country or "call your emergency number or go to an emergency department" in block
    assert "the same day" not in block, "the engine says now, so nothing gentler stands beside it"


@pytest.mark.parametrize("name", PAGES)
def test_without_one_no_page_says_that_she_wrote_one(client: Client, vault: OpenVault, name: str) -> None:
    of = waiting(vault)
    shown = page(client, name, of.id, the_scan(vault, of.id).id)
    assert not FIRST.search(shown)
    assert "You wrote down" not in shown


def test_what_was_written_with_one_of_two_on_a_day_counts(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    the_scan(vault, of.id, label="A", sacs="two or more", pain="severe")
    b = the_scan(vault, of.id, label="B", sacs="two or more")
    for name in ("today:page", "reading:page"):
        assert FIRST.search(page(client, name, of.id, b.id))


def test_a_sign_of_the_other_pregnancy_stands_first_as_well(client: Client, vault: OpenVault) -> None:
    other = waiting(vault)
    the_scan(vault, other.id, fainting="yes")
    under_way(vault)
    assert FIRST.search(page(client, "today:page", other.id, other.id))


@pytest.mark.parametrize("beside", ["nothing", "ended", "hoped for"])
def test_so_does_one_that_is_hidden_from_view(client: Client, vault: OpenVault, beside: str) -> None:
    of = under_way(vault, hidden=True)
    the_scan(vault, of.id, fainting="yes")
    if beside != "nothing":
        under_way(vault, state=beside, history=(Change("", "under way", today()), Change("under way", beside, today())))
    assert FIRST.search(page(client, "today:page", of.id, of.id))


def test_an_impossible_value_does_not_silence_a_sign(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id, length=Length("820", "mm"), bleeding="heavy")
    for name in ("today:page", "reading:page"):
        assert FIRST.search(page(client, name, of.id, scan.id))


def test_a_later_scan_without_signs_takes_its_place(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    first = the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=8), bleeding="heavy")
    the_scan(vault, of.id)
    assert not FIRST.search(page(client, "today:page", of.id, first.id))
    assert FIRST.search(page(client, "reading:page", of.id, first.id)), "on its own page it stays"


def test_after_an_end_the_record_does_not_bring_it_again(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id, bleeding="heavy")
    post(client, f"/changed/{of.id}/ended/")
    assert "You wrote down" not in page(client, "record:list", of.id, scan.id)
    assert "Signs that need help now" in page(client, "today:page", of.id, scan.id)
