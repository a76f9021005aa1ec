"""Her record: the same lines for each pregnancy, hidden is not deleted, deleting says what goes."""

from __future__ import annotations

from django.test import Client
from tests.app.hers import ended_long_ago, post, read, the_scan, under_way

from gravida.app.record.dates import RoughDate
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import OpenVault


def test_it_works(client: Client, vault: OpenVault) -> None:
    under_way(vault, label="This one")
    ended_long_ago(vault, label="The first one")
    ended_long_ago(vault, label="Ines", state="born", ended_on=RoughDate(2014, 6, 3))
    page = read(client, "/record/")
    assert "Three pregnancies. Each is one mark, and all the marks are the same size." in page
    places = [page.index(text) for text in ("Born on Tuesday 3 June 2014.", "Ended in October 2016.", "Under way.")]
    assert places == sorted(places), "oldest first"


def test_every_mark_is_drawn_alike(client: Client, vault: OpenVault) -> None:
    under_way(vault)
    ended_long_ago(vault)
    page = client.get("/record/").content.decode()
    assert page.count('<svg class="stroke"') == 2
    assert page.count('stroke-width="3"') == 4, "once in the row at the top, once beside each"


def test_after_an_end_the_button_looks_back(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    assert "Add another, or an earlier one" in read(client, "/record/")
    post(client, f"/changed/{of.id}/ended/")
    page = read(client, "/record/")
    assert "Add an earlier one" in page
    assert "another" not in page


def test_an_end_that_was_left_open_stays_open(client: Client, vault: OpenVault) -> None:
    of = ended_long_ago(vault, ended_on=None)
    page = read(client, f"/record/{of.id}/")
    assert "Ended. What is written down" in page
    assert "How it ended" not in page


def test_hidden_is_not_deleted(client: Client, vault: OpenVault) -> None:
    of = ended_long_ago(vault, label="The first one")
    post(client, f"/record/{of.id}/hide/")
    assert "The first one" not in read(client, "/record/")
    assert "The first one" in read(client, "/record/?all=yes")
    post(client, f"/record/{of.id}/hide/")
    assert "The first one" in read(client, "/record/")


def test_deleting_says_what_goes_and_takes_all_of_it(client: Client, vault: OpenVault) -> None:
    of, other = under_way(vault), ended_long_ago(vault)
    the_scan(vault, of.id)
    post(client, f"/record/{of.id}/add/", {"length": "half", "stop": "1"})
    page = read(client, f"/record/{of.id}/remove/")
    assert "1 scan. This cannot be undone." in page
    assert len(vault.all(Pregnancy)) == 2
    assert post(client, f"/record/{of.id}/remove/")["Location"] == "/record/"
    assert [stored.id for stored in vault.all(Pregnancy)] == [other.id]
    assert vault.all(Scan) == []
    assert "You were writing something" not in read(client, "/record/")
