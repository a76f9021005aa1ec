"""kill -9 while a process saves as fast as it can: whatever was answered is there, whole."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections
from tests.promises.hers import Note, a_record

from gravida.app.vault import database
from gravida.app.vault.store import OpenVault

from tests.promises.promise import Figure  # isort: skip

ONE_RECORD = 20
"""After so many kills a new record is begun: what is measured is the saving, not a growing pile."""


def measure(short: bool) -> Figure:
    """Kill at random moments, and compare what was answered with what is there."""
    kills = 10 if short else 300
    answered = lost = half = 0
    chance = random.Random(20261125)
    for begun in range(0, kills, ONE_RECORD):
        with a_record() as hers:
            known: dict[UUID, Note] = {}
            for kill in range(begun, min(begun + ONE_RECORD, kills)):
                told = killed(hers.vault, kill * 100_000, chance.uniform(0.02, 0.15))
                answered += len(told)
                for id, note in told:
                    known[id] = note
                database.check(hers.file)
                found = {stored.id: stored.document for stored in hers.vault.all(Note)}
                late = {id: note for id, note in found.items() if known.get(id) != note}
                lost += len(known.keys() - found.keys()) + sum(
                    id in known and note.number < known[id].number for id, note in late.items()
                )
                half += len(late) > 1  # one save may have been finished without anybody hearing of it
                known |= late
    return Figure(lost == half == 0, f"{kills} kills, {answered} answered saves: {lost} lost, {half} half records")


def killed(
    vault: OpenVault, first: int, after: float, before: Callable[[], object] | None = None
) -> list[tuple[UUID, Note]]:
    """Let a process save until it is killed, and return what it was told is saved. ``before`` happens just before."""
    processes = multiprocessing.get_context("fork")
    connections.close_all()
    here, there = processes.Pipe(duplex=False)
    writer = processes.Process(target=_write, args=(vault, first, there))
    writer.start()
    there.close()
    here.poll(30)  # it has begun to save
    time.sleep(after)
    if before is not None:
        before()
    writer.kill()
    told = []
    try:
        while True:
            told.append(here.recv())
    except EOFError:
        writer.join()
    return told


def _write(vault: OpenVault, first: int, told: Any) -> None:
    stored = None
    for number in range(first, first + 100_000):
        note = Note(number, "text " * (number % 200))
        try:
            stored = vault.save(stored, note) if number % 3 and stored is not None else vault.add(note)
        except DatabaseError:  # the database was killed: this was not answered
            return
        told.send((stored.id, note))
