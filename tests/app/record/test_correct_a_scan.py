"""Correct a scan, or take it out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.forms import ChoiceField, RadioSelect
from django.test import Client
from tests.app.hers import LAST_PERIOD, SCAN_DAY, THE_CASE, boxes, post, read, text_of, the_scan, under_way

from gravida.app.record.dates import short
from gravida.app.record.forms.pregnancy import OF_SETTINGS, PregnancyForm
from gravida.app.record.forms.scan import ScanForm
from gravida.app.record.scan import NOT_SAID, Length, Scan
from gravida.app.vault.store import OpenVault


def test_it_works(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    page = f"/record/{of.id}/{scan.id}/"
    answer = post(client, page, {**THE_CASE, "version": "1", "length": "5.4"})
    assert (answer.status_code, answer["Location"]) == (302, f"/reading/{scan.id}/")
    [stored] = vault.all(Scan)
    assert (stored.id, stored.document.length) == (scan.id, Length("5.4", "mm"))


def test_the_form_begins_with_what_was_written(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    sac = (Length("21", "mm"), Length("1.7", "cm"), None)
    scan = the_scan(vault, of.id, sac_diameters=sac, location="intrauterine")
    page = client.get(f"/record/{of.id}/{scan.id}/").content.decode()
    for text in ('name="length" value="5 mm"', 'value="21 mm"', 'value="1.7 cm"'):
        assert text in page, "every number carries its unit"
    assert '<details class="choice" open>' in page


def test_saving_it_unchanged_changes_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    post(client, f"/record/{of.id}/{scan.id}/", {**THE_CASE, "version": "1"})
    assert vault.get(Scan, scan.id).document == scan.document


def test_what_another_window_changed_is_not_overwritten(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    page = f"/record/{of.id}/{scan.id}/"
    post(client, page, {**THE_CASE, "version": "1", "length": "5.4"})
    answer = post(client, page, {**THE_CASE, "version": "1", "length": "5.9"})
    assert answer.status_code == 409
    assert "changed in another window" in text_of(answer)
    assert 'value="5.9"' in answer.content.decode()
    assert vault.get(Scan, scan.id).document.length == Length("5.4", "mm")


def test_taking_it_out_asks_once(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    page = f"/record/{of.id}/{scan.id}/remove/"
    assert "This cannot be undone." in read(client, page)
    assert len(vault.all(Scan)) == 1
    assert post(client, page).status_code == 302
    assert vault.all(Scan) == []


def test_correcting_the_dates_reads_every_scan_again_and_names_those_that_do_not_fit(
    client: Client, vault: OpenVault
) -> None:
    of = under_way(vault)
    early = the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=14))
    the_scan(vault, of.id)
    page = f"/record/{of.id}/correct/"
    moved = {**boxes("last_period", SCAN_DAY - timedelta(days=7)), "version": "1"}
    answer = post(client, page, moved)
    assert answer["Location"] == f"/record/{of.id}/?again=yes"
    text = read(client, answer["Location"])
    assert "Every scan was read again with what you corrected. 1 of them has something to check" in text
    assert text.count("Please check.") == 1
    assert f"The scan date, {short(SCAN_DAY - timedelta(days=14))}, is before your last period" in text
    assert f'href="/record/{of.id}/{early.id}/"' in client.get(answer["Location"]).content.decode()
    assert "Please check." in read(client, f"/record/{of.id}/"), "it stays until it is mended"
    back = {**boxes("last_period", LAST_PERIOD), "version": "2"}
    text = read(client, post(client, page, back)["Location"])
    assert "None of them has anything to check." in text
    assert "Please check." not in text


def test_correcting_what_no_scan_rests_on_says_nothing_of_scans(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    the_scan(vault, of.id)
    same = {**boxes("last_period", LAST_PERIOD), "last_period_certain": "yes", "version": "1", "notes": "A leaf."}
    assert post(client, f"/record/{of.id}/correct/", same)["Location"] == f"/record/{of.id}/"


def test_every_pick_can_be_taken_back() -> None:
    for form in (ScanForm, PregnancyForm):
        for name, field in form().fields.items():
            if isinstance(field, ChoiceField) and isinstance(field.widget, RadioSelect) and name != "unit":
                answers: Any = field.choices
                assert answers[-1][0] in (NOT_SAID, OF_SETTINGS), name
