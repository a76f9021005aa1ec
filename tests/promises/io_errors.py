"""An I/O error at the n-th call of SQLite to the system, for n = 1, 2, 3 …: the record is the old or the new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections
from tests.promises.hers import Hers, Note, a_record, held
from tests.promises.promise import Figure
from tests.promises.sqlite_files import Layer, seen

MOST_SAVES = 60


def measure(short: bool) -> Figure:
    """Save until the n-th call fails, and look at the record afterwards."""
    every = range(1, 301, 10 if short else 1)
    third = lost = 0
    with a_record() as hers, seen() as layer:
        for n in every:
            connections.close_all()
            last, tried = _until_it_fails(hers, layer, n)
            layer.fails_at = 0
            connections.close_all()
            found = held(hers.vault)
            if found not in (last, tried):
                lost += len(last) > len(found)
                third += len(last) <= len(found)
            for stored in hers.vault.all(Note):
                hers.vault.remove(stored)
        connections.close_all()
    text = f"{len(every)} faults, at call 1 to {every[-1]}: {third} in a third state, {lost} saves lost"
    return Figure(third == lost == 0, text)


def _until_it_fails(hers: Hers, layer: Layer, n: int) -> tuple[dict[UUID, Any], dict[UUID, Any]]:
    """Return the record after the last save that was answered, and as it would be after the one that failed."""
    last = held(hers.vault)
    connections.close_all()
    layer.calls, layer.fails_at = 0, n
    stored = None
    for number in range(MOST_SAVES):
        note = Note(number, "text " * 40 * (number % 7))
        try:
            new = stored is None or number % 2
            stored = hers.vault.add(note) if stored is None or new else hers.vault.save(stored, note)
        except DatabaseError:
            if stored is None or number % 2:
                return last, _with_a_new_one(hers, layer, last, note)
            return last, {**last, stored.id: note}
        last = {**last, stored.id: note}
    raise AssertionError(f"{MOST_SAVES} saves made fewer than {n} calls")


def _with_a_new_one(hers: Hers, layer: Layer, last: dict[UUID, Any], note: Note) -> dict[UUID, Any]:
    """The id of a new document is drawn inside of the save that failed: it is the one that is not known yet."""
    layer.fails_at = 0
    connections.close_all()
    new = [id for id, found in held(hers.vault).items() if id not in last and found == note]
    return {**last, **dict.fromkeys(new[:1], note)}
