"""What stays open between two pages of a browser: only on a shared server, only while nothing changed, only for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.app.hosted.conftest import Person, person
from tests.app.stores import STORES
from tests.postgresql import PostgreSQL

from gravida.app.vault import kept_in_rows, kept_open, models, owners, sessions, shares
from gravida.app.vault.documents import document
from gravida.app.vault.errors import ManifestError
from gravida.app.vault.session import id_of
from gravida.app.vault.store import OpenVault


@document("test kept", schema=1)
@dataclass(frozen=True)
class Line:
    text: str


@document("test kept by her", schema=1, hers_alone=True)
@dataclass(frozen=True)
class Secret:
    text: str


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    kept_open.drop(kept_open.sessions())
    yield
    kept_open.drop(kept_open.sessions())


def cookie(vault: OpenVault, share: models.Share | None = None) -> str:
    response = HttpResponse()
    sessions.begin(response, vault, share=share)
    return str(response.cookies[settings.VAULT_COOKIE_NAME].value)


def page(secret: str) -> OpenVault:
    """The vault as the next page of a browser gets it."""
    found = sessions.resume(secret, counts=True)
    assert found is not None
    return found[0]


def texts(vault: OpenVault) -> list[str]:
    return sorted(stored.document.text for stored in vault.all(Line))


def test_the_next_page_opens_nothing_anew(vault: OpenVault, store: str) -> None:
    for text in ("one", "two"):
        vault.add(Line(text))
    secret = cookie(vault)
    assert texts(page(secret)) == ["one", "two"]
    again = page(secret)
    with CaptureQueriesContext(connection) as asked:
        assert texts(again) == ["one", "two"]
    if store == "postgresql":
        assert [list(asked), kept_open.sessions()] == [[], [id_of(secret)]]
    else:
        assert len(asked) > 0, "at home every page reads and compares"
        assert kept_open.sessions() == [], "and nothing stays in memory between two"


def test_what_another_program_saved_is_on_the_very_next_page(vault: OpenVault) -> None:
    stored = vault.add(Line("one"))
    secret = cookie(vault)
    assert texts(page(secret)) == ["one"]
    vault.save(stored, Line("another"))  # by a vault that knows nothing of this session, as in another program
    assert texts(page(secret)) == ["another"]
    vault.add(Line("more"))
    assert texts(page(secret)) == ["another", "more"]
    vault.remove(vault.get(Line, stored.id))
    assert texts(page(secret)) == ["more"]


def test_a_change_of_a_page_is_on_the_same_page_and_the_next(vault: OpenVault) -> None:
    vault.add(Line("one"))
    secret = cookie(vault)
    hers = page(secret)
    before = hers.once("texts", lambda: texts(hers))
    hers.add(Line("two"))
    assert [before, texts(hers), hers.once("texts", lambda: texts(hers))] == [["one"], ["one", "two"], ["one", "two"]]
    assert texts(page(secret)) == ["one", "two"]


def flip_a_bit() -> None:
    row = models.Record.objects.order_by("id")[0]
    sealed = bytearray(row.sealed)
    sealed[-1] ^= 1
    models.Record.objects.filter(id=row.id).update(sealed=bytes(sealed))


def swap() -> None:
    one, two = models.Record.objects.order_by("id")[:2]
    models.Record.objects.filter(id=one.id).update(sealed=two.sealed)
    models.Record.objects.filter(id=two.id).update(sealed=one.sealed)


def remove() -> None:
    models.Record.objects.order_by("id")[0].delete()


def copy_in() -> None:
    one = models.Record.objects.order_by("id")[0]
    models.Record.objects.create(id=uuid4(), owner_id=one.owner_id, version=one.version, sealed=one.sealed)


def raise_a_version() -> None:
    models.Record.objects.filter(id=models.Record.objects.order_by("id")[0].id).update(version=2)


def lose_the_list() -> None:
    models.Manifest.objects.all().delete()


def alter_the_list() -> None:
    row = models.Manifest.objects.get()
    models.Manifest.objects.update(sealed=bytes(row.sealed)[:-1] + b"-")


def lose_a_slot() -> None:
    models.Slot.objects.filter(kind="recovery").delete()


def another_key_for_drafts() -> None:
    models.Owner.objects.update(public_key="age1" + "q" * 58)


HARMS = (flip_a_bit, swap, remove, copy_in, raise_a_version, lose_the_list, alter_the_list, lose_a_slot)


@pytest.mark.parametrize("harm", [*HARMS, another_key_for_drafts])
def test_harm_behind_what_is_kept_is_noticed_on_the_very_next_page(vault: OpenVault, harm: Callable[[], None]) -> None:
    for text in ("one", "two", "three"):
        vault.add(Line(text))
    secret = cookie(vault)
    assert texts(page(secret)) == texts(page(secret)) == ["one", "three", "two"]
    harm()
    for _ in range(2):
        with pytest.raises(ManifestError):
            texts(page(secret))


@pytest.mark.parametrize("table", [models.Record, models.Manifest])
def test_an_older_row_put_back_behind_it_is_noticed(
    vault: OpenVault, table: type[models.Record] | type[models.Manifest]
) -> None:
    stored = vault.add(Line("one"))
    before = table.objects.values("version", "sealed").get()
    vault.save(stored, Line("two"))
    secret = cookie(vault)
    assert texts(page(secret)) == ["two"]
    table.objects.update(**before)
    with pytest.raises(ManifestError):
        texts(page(secret))


@pytest.fixture
def kept(empty_server: PostgreSQL) -> tuple[Person, str, str]:
    """Somebody on a shared server with two windows, of both of which something is kept."""
    hers = person("Noor of the hill")
    hers.vault.add(Line("hers"))
    windows = cookie(hers.vault), cookie(hers.vault)
    assert [texts(page(window)) for window in windows] == [["hers"], ["hers"]]
    assert kept_open.sessions() == [id_of(window) for window in windows]
    return hers, *windows


def test_a_lock_lets_go_of_it(kept: tuple[Person, str, str]) -> None:
    hers, first, second = kept
    sessions.end_this(first)
    assert kept_open.sessions() == [id_of(second)]
    sessions.end(hers.vault.owner_id)
    assert kept_open.sessions() == []


def test_ending_the_others_keeps_only_this_window(kept: tuple[Person, str, str]) -> None:
    hers, first, second = kept
    sessions.end_others(hers.vault.owner_id, second)
    assert kept_open.sessions() == [id_of(second)]
    assert sessions.resume(first, counts=True) is None


def test_a_lock_in_another_program_shows_nothing_and_is_followed_by_the_watch(kept: tuple[Person, str, str]) -> None:
    _, first, second = kept
    models.Session.objects.filter(id=id_of(first)).update(wrapped=b"")
    assert sessions.resume(first, counts=True) is None
    sessions.end_idle()
    assert kept_open.sessions() == [id_of(second)]
    models.Session.objects.filter(id=id_of(second)).update(seen=0)  # nobody was there for too long
    assert sessions.end_idle()
    assert kept_open.sessions() == []


def test_nobody_else_is_shown_it(kept: tuple[Person, str, str]) -> None:
    hers, first, _ = kept
    hers.vault.add(Secret("for nobody"))
    other = person("Ines by the sea")
    other.vault.add(Line("theirs"))
    theirs = cookie(other.vault)
    assert [texts(page(theirs)), texts(page(first)), texts(page(theirs))] == [["theirs"], ["hers"], ["theirs"]]
    assert sessions.resume("another" + first, counts=True) is None, "it is found by the secret of its own cookie"
    vault, share = shares.open_with(shares.let_read(hers.vault, "My sister", 24))
    reads = cookie(vault, share)
    for _ in range(2):
        assert [one.document.text for one in page(first).all(Secret)] == ["for nobody"]
        assert texts(page(reads)) == ["hers"]
        assert page(reads).all(Secret) == [], "what is hers alone is not there for whom she lets read"


def test_a_new_passphrase_is_not_taken_for_the_old_standing(kept: tuple[Person, str, str]) -> None:
    hers, first, _ = kept
    before = kept_in_rows.get(id_of(first))
    owners.choose_anew(hers.vault, "another passphrase altogether")
    after = kept_in_rows.get(id_of(first))
    assert before is not None
    assert after is not None
    assert before.standing != after.standing
    assert texts(page(first)) == ["hers"]


def test_it_never_grows_past_its_bound(kept: tuple[Person, str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    hers, first, second = kept
    size = sum(len(row.sealed) for row in models.Record.objects.filter(owner_id=hers.vault.owner_id))
    monkeypatch.setattr(kept_open, "MOST_BYTES", 2 * size)
    texts(page(first))  # used just now, so the other goes first
    third = cookie(hers.vault)
    texts(page(third))
    assert kept_open.sessions() == [id_of(first), id_of(third)]
    monkeypatch.setattr(kept_open, "MOST_BYTES", size - 1)
    assert texts(page(second)) == ["hers"], "what is larger than that is opened for every page"
    assert kept_open.sessions() == []
