"""Somebody whom she lets read: until a time, and nothing but read."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from tests.app.conftest import PASSPHRASE, browser
from tests.app.hers import post, read, text_of, the_scan, under_way, waiting
from tests.app.hosted.conftest import Person
from tests.app.test_locked import address, names
from tests.promises.crafted_photos import drawn, written

from gravida.app.blood.test import BloodTest, Level
from gravida.app.photos import album
from gravida.app.photos.reading import Plain
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.unfinished import Unfinished
from gravida.app.vault import made, models, owners, sessions, shares
from gravida.app.vault.errors import NoSuchDocument, OnlyReading, WrongKey
from gravida.app.vault.shares import Reader
from gravida.app.vault.store import OpenVault

ALLOWED = settings.ROOMS_TO_READ


def let(person: Person, hours: str = "24", name: str = "My sister") -> str:
    shown = text_of(post(person.client, "/access/readers/", {"name": name, "hours": hours}))
    code = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", shown)
    assert code is not None, shown
    return code[0]


def reading(code: str) -> Client:
    theirs = browser()
    assert post(theirs, "/open/reading/", {"code": code}).status_code == 303
    return theirs


def state() -> Any:
    """Everything that could be changed, but for the sessions."""
    tables = (models.Owner, models.Slot, models.Manifest, models.Record, models.Draft, models.Share)
    return [sorted(map(repr, table.objects.values_list())) for table in tables]


def test_they_read_and_she_sees_them(one: Person, other: Person) -> None:
    of = waiting(one.vault, word="own", own_word="Noor")
    theirs = reading(let(one).lower())
    assert "Noor" in read(theirs, f"/record/{of.id}/")
    assert "Reading only, until" in read(theirs, "/today/")
    hers = read(one.client, "/access/")
    assert "My sister , who may read. Opened just now" in hers
    assert "My sister may read until" in hers
    assert "Nobody else has a way in" in read(other.client, "/access/")
    assert "My sister" not in repr(state())


def test_no_walk_of_theirs_changes_anything(one: Person) -> None:
    """Whatever they open and send, in whatever order: nothing of hers is another than before."""
    of, gone = waiting(one.vault), under_way(one.vault, state="ended")
    scan = the_scan(one.vault, of.id)
    one.vault.add(Unfinished("/record/new/", (("note", "not saved yet"),)))
    theirs = reading(let(one))
    before = state()
    every = [address(name, pregnancy.id, scan.id) for name in names() for pregnancy in (of, gone)]
    every += ["/keep/", "/delete/", "/begin/code/", "/begin/check/", "/begin/anew/"]
    chance = random.Random(20261125)
    refused = read_here = 0
    for _ in range(400):
        page = chance.choice(every)
        typed = {"note": "theirs", "delete": "everything", "kept_path": "/today/", "name": "Me too", "hours": "720"}
        answer = post(theirs, page, typed) if chance.random() < 0.5 else theirs.get(page)
        refused += answer.status_code == 403
        read_here += answer.status_code == 200
        assert answer.status_code in (200, 204, 303, 403, 404, 405), (page, answer.status_code)
        assert "not saved yet" not in answer.content.decode()
    assert refused > 50
    assert read_here > 20
    assert state() == before
    assert theirs.get("/today/").status_code == 200


@pytest.mark.parametrize("name", [name for name in names() if name.partition(":")[0] not in ALLOWED])
def test_a_page_that_is_hers_alone_is_refused(one: Person, name: str) -> None:
    theirs = reading(shares.let_read(one.vault, "My sister", 1))
    answer = theirs.get(address(name, uuid4(), uuid4()))
    assert answer.status_code in (403, 405)


def test_the_store_itself_changes_nothing_for_them(one: Person) -> None:
    kept = waiting(one.vault)
    mine = one.vault.add(Unfinished("/record/new/", ()))
    vault, _ = shares.open_with(shares.let_read(one.vault, "My sister", 1))
    assert vault.all(Pregnancy) == [kept]
    changes = (
        lambda: vault.add(kept.document),
        lambda: vault.save(kept, kept.document),
        lambda: vault.remove(kept),
        lambda: vault.put_back({uuid4(): kept.document}),
        lambda: owners.choose_anew(vault, "a passphrase of theirs"),
        lambda: owners.confirm(vault, PASSPHRASE),
        lambda: sessions.limit_idle(vault, 3600),
        lambda: sessions.set_step(vault, "anew"),
        lambda: shares.let_read(vault, "Somebody else", 1),
        lambda: shares.end_all(vault),
    )
    before = state()
    for change in changes:
        with pytest.raises(OnlyReading):
            change()
    assert state() == before
    for hers_alone in (Unfinished, Reader, made.Made, owners.UnconfirmedCode):
        assert vault.all(hers_alone) == []
    assert {stored.id for stored in vault.everything()} == {kept.id}
    with pytest.raises(NoSuchDocument):
        vault.get(Unfinished, mine.id)


def test_she_ends_it_at_any_minute(one: Person) -> None:
    code = let(one)
    theirs = reading(code)
    [reader] = shares.readers(one.vault)
    row = models.Share.objects.get()
    post(one.client, f"/access/readers/{reader.id}/end/")
    assert theirs.get("/today/")["Location"] == "/open/"
    assert models.Share.objects.count() == 0
    assert "Nobody else has a way in" in read(one.client, "/access/")
    assert one.client.get("/today/").status_code == 200
    row.save(force_insert=True)  # somebody who can write to the database puts the row back
    with pytest.raises(WrongKey):
        shares.open_with(code)


def test_it_ends_by_itself_and_nobody_can_make_it_longer(one: Person, at: list[float]) -> None:
    code = shares.let_read(one.vault, "My sister", 1)
    theirs = reading(code)
    for _ in range(59):
        at[0] += 60
        assert theirs.get("/today/").status_code == 200
    models.Share.objects.update(until=int(at[0]) + 10**6)
    with pytest.raises(WrongKey):
        shares.open_with(code)
    models.Share.objects.update(until=int(at[0]) + 60)
    at[0] += 60
    assert theirs.get("/today/")["Location"] == "/open/"
    sessions.end_idle()
    assert models.Share.objects.count() == 0


def test_a_new_passphrase_and_a_lock_end_it_too(one: Person) -> None:
    code = let(one)
    theirs = reading(code)
    post(one.client, "/lock/")
    assert theirs.get("/today/")["Location"] == "/open/"
    theirs = reading(code)
    owners.choose_anew(one.vault, "another passphrase altogether")
    assert theirs.get("/today/")["Location"] == "/open/"
    with pytest.raises(WrongKey):
        shares.open_with(code)


def test_their_lock_closes_only_their_own_window(one: Person) -> None:
    theirs, also = reading(let(one)), reading(let(one, name="My brother"))
    post(theirs, "/lock/")
    assert theirs.get("/today/")["Location"] == "/open/"
    assert also.get("/today/").status_code == one.client.get("/today/").status_code == 200


@pytest.mark.parametrize("code", ["", "mistyped", "0000-0000-0000-0000-0000-0000-0000-0000-0"])
def test_another_code_opens_nothing(one: Person, code: str) -> None:
    let(one)
    assert post(browser(), "/open/reading/", {"code": code}).status_code in (200, 403)
    with pytest.raises(WrongKey):
        shares.open_with(code)


def test_under_an_address_of_her_own_they_read_too(
    client: Client, vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There sessions lie in the memory of one worker, and the same holds."""
    monkeypatch.setattr(settings, "MODE", "own")
    waiting(vault, word="own", own_word="Noor")
    assert "Let somebody read" in read(client, "/access/")
    assert "Somebody gave me a code" in read(browser(), "/open/")
    theirs = reading(shares.let_read(vault, "My sister", 1))
    assert "Noor" in read(theirs, "/record/")
    assert theirs.get("/settings/").status_code == 403
    [reader] = shares.readers(vault)
    post(client, f"/access/readers/{reader.id}/end/")
    assert theirs.get("/today/")["Location"] == "/open/"
    assert client.get("/today/").status_code == 200


def test_at_home_there_is_no_such_page(client: Client) -> None:
    assert client.get("/access/readers/").status_code == 404
    assert browser().get("/open/reading/").status_code == 404
    assert "Let somebody read" not in read(client, "/access/")


LINK, FORM = re.compile(r'<a [^>]*href="(/[^"#]*)'), re.compile(r'<form [^>]*action="([^"]*)"|<form (?![^>]*action)')
ALWAYS = {"/lock/", "/leave/"}


@pytest.mark.parametrize("state_of_one", ["under way", "waiting", "ended", "born", "hoped for"])
def test_nothing_that_is_refused_is_offered_to_them(one: Person, state_of_one: str) -> None:
    """Every link of every page leads to a page that they may see, and no page of theirs has a form."""
    of = under_way(one.vault, state=state_of_one)
    scan = the_scan(one.vault, of.id)
    one.vault.add(BloodTest(of.id, day=date(2026, 11, 20), time="09:20", hcg=Level("310", "IU/L")))
    album.add(one.vault, of.id, scan.id, Plain(written(drawn(size=(40, 30)), "JPEG"), 40, 30), "A print")
    theirs = reading(let(one))
    waiting_to_be_seen, seen = ["/today/", "/record/"], set[str]()
    while waiting_to_be_seen:
        page = waiting_to_be_seen.pop()
        answer = theirs.get(page)
        assert answer.status_code == 200, page
        seen.add(page)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        text = answer.content.decode()
        assert {*FORM.findall(text)} <= ALWAYS, page
        assert "Something has changed" not in text, page
        waiting_to_be_seen += {link for link in LINK.findall(text) if link not in {*seen, *waiting_to_be_seen, "/"}}
    assert {f"/record/{of.id}/", f"/reading/{scan.id}/"} <= seen
