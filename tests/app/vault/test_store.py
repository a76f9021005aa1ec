"""The store: typed documents in and out, two windows, and everything that is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from django.db import connection, connections
from tests.app.stores import STORES

from gravida.app.vault import models
from gravida.app.vault.documents import document
from gravida.app.vault.store import ChangedElsewhere, ManifestError, NoSuchDocument, OpenVault


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@document("test line", schema=1)
@dataclass(frozen=True)
class Line:
    text: str
    day: date | None = None


@document("test other", schema=1)
@dataclass(frozen=True)
class Other:
    text: str = ""


def test_written_read_saved_removed(vault: OpenVault) -> None:
    first = vault.add(Line("one", date(2026, 3, 10)))
    vault.add(Other("beside"))
    assert vault.all(Line) == [first]
    second = vault.save(first, Line("two"))
    assert (second.id, second.version) == (first.id, 2)
    assert vault.get(Line, first.id) == second
    vault.remove(second)
    assert vault.all(Line) == []
    with pytest.raises(NoSuchDocument):
        vault.get(Line, first.id)
    with pytest.raises(NoSuchDocument):
        vault.get(Line, uuid4())


def test_another_kind_is_not_found_under_an_id(vault: OpenVault) -> None:
    line = vault.add(Line("one"))
    with pytest.raises(NoSuchDocument):
        vault.get(Other, line.id)


def test_the_second_window_overwrites_nothing(vault: OpenVault) -> None:
    read = vault.add(Line("one"))
    vault.save(read, Line("from the first window"))
    with pytest.raises(ChangedElsewhere):
        vault.save(read, Line("from the second window"))
    with pytest.raises(ChangedElsewhere):
        vault.remove(read)
    assert [stored.document.text for stored in vault.all(Line)] == ["from the first window"]


def rows(statement: str, *values: Any) -> list[tuple[object, ...]]:
    """Do something to the database behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def delete() -> None:
    rows("DELETE FROM vault_record WHERE id = (SELECT id FROM vault_record LIMIT 1)")


def swap() -> None:
    (a, first), (b, second) = rows("SELECT id, sealed FROM vault_record LIMIT 2")
    rows("UPDATE vault_record SET sealed = %s WHERE id = %s", second, a)
    rows("UPDATE vault_record SET sealed = %s WHERE id = %s", first, b)


def copy_in() -> None:
    columns = "id, version, sealed, owner_id"
    [(_, *others)] = rows(f"SELECT {columns} FROM vault_record LIMIT 1")
    rows(f"INSERT INTO vault_record ({columns}) VALUES (%s, %s, %s, %s)", uuid4().hex, *others)


def lower_version() -> None:
    rows("UPDATE vault_record SET version = version + 1")


def lose_the_list() -> None:
    rows("DELETE FROM vault_manifest")


def lose_a_slot() -> None:
    rows("DELETE FROM vault_slot WHERE kind = 'recovery'")


@pytest.mark.parametrize("harm", [delete, swap, copy_in, lower_version, lose_the_list, lose_a_slot])
def test_what_is_not_as_it_was_left_is_noticed(vault: OpenVault, harm: Callable[[], None]) -> None:
    for text in ("one", "two", "three"):
        vault.add(Line(text))
    harm()
    with pytest.raises(ManifestError):
        vault.all(Line)


@pytest.mark.parametrize("table", ["vault_record", "vault_manifest", "vault_slot"])
def test_an_old_row_put_back_is_noticed(vault: OpenVault, table: str) -> None:
    from gravida.app.vault import owners

    old = vault.add(Line("one"))
    before = rows(f"SELECT * FROM {table}")
    vault.save(old, Line("two"))
    owners.choose_anew(vault, "another passphrase altogether")
    rows(f"DELETE FROM {table}")
    for row in before:
        rows(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", *row)
    with pytest.raises(ManifestError):
        vault.all(Line)


def test_two_changes_at_once_keep_both_or_refuse(vault: OpenVault) -> None:
    """Eight threads write at once: every acknowledged save is there afterwards."""
    from concurrent.futures import ThreadPoolExecutor

    def add(number: int) -> None:
        try:
            vault.add(Line(str(number)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert sorted(int(stored.document.text) for stored in vault.all(Line)) == list(range(40))


def test_another_key_for_drafts_is_noticed(vault: OpenVault) -> None:
    """With it, somebody who can write to the disk would read what is typed into a locked page."""
    owner = models.Owner.objects.get()
    theirs = str(pyrage.x25519.Identity.generate().to_public())
    flipped = bytearray(owner.sealed_identity)
    flipped[-1] ^= 1
    for change in ({"public_key": theirs}, {"sealed_identity": bytes(flipped)}):
        models.Owner.objects.update(**change)
        with pytest.raises(ManifestError, match="typed into a locked page"):
            vault.all(Line)
        models.Owner.objects.update(public_key=owner.public_key, sealed_identity=owner.sealed_identity)
    assert vault.all(Line) == []
