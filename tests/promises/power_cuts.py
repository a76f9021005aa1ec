"""Simulated power cuts: what was not synced is dropped, kept or torn by sectors, each write by itself, in any order."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from tests.app.stores import use
from tests.promises.hers import Hers, Note, a_record, held
from tests.promises.promise import Figure
from tests.promises.sqlite_files import Done, seen

from gravida.app.vault.store import Stored

SECTOR = 512
SAVES = 30


def measure(short: bool) -> Figure:
    """Save, note every write and every answer, and cut the power at random places of that history."""
    cuts = 20 if short else 300
    chance = random.Random(20261125)
    lost = mixed = damaged = 0
    with a_record() as hers:
        connections.close_all()
        begun = {path.name: path.read_bytes() for path in hers.file.parent.iterdir()}
        history, states = _save(hers)
        for _ in range(cuts):
            at = chance.randrange(len(history))
            after, before = _answered(history[:at]), None
            with tempfile.TemporaryDirectory() as folder:
                for name, content in _left(begun, history[:at], chance).items():
                    (Path(folder) / name).write_bytes(content)
                use(Path(folder) / hers.file.name)
                try:
                    before = held(hers.vault)
                except Exception:  # noqa: BLE001 - whatever it is, the record did not open
                    damaged += 1
                    continue
                finally:
                    connections.close_all()
            if before not in states[after : after + 2]:  # the save under way may have been finished
                if before in states:
                    lost += 1
                else:
                    mixed += 1
        use(hers.file)
    text = f"{cuts} cuts in {len(history)} writes: {lost} saves lost, {mixed} half records, {damaged} that do not open"
    return Figure(lost == mixed == damaged == 0, text)


def _save(hers: Hers) -> tuple[list[Done], list[dict[UUID, Any]]]:
    """Return what was done to the files, with a mark for every answer, and the record after each of them."""
    states = [held(hers.vault)]
    connections.close_all()
    with seen() as layer:
        stored: list[Stored[Note]] = []
        for number in range(SAVES):
            if number % 5 == 4:
                hers.vault.remove(stored.pop())
            elif number % 3 == 2:
                stored[-1] = hers.vault.save(stored[-1], Note(number, "changed " * (number * 20)))
            else:
                stored.append(hers.vault.add(Note(number, "new " * (number * 20))))
            layer.done.append(Done("answered", ""))
            states.append(held(hers.vault))
        connections.close_all()
        return layer.done, states


def _answered(history: list[Done]) -> int:
    return sum(done.what == "answered" for done in history)


def _left(begun: dict[str, bytes], history: list[Done], chance: random.Random) -> dict[str, bytes]:
    """Return what the disk holds after the cut: all that was synced, and any part of the rest."""
    disk = {name: bytearray(content) for name, content in begun.items()}
    waiting: dict[str, list[Done]] = {}
    for done in history:
        if done.what == "sync":
            for earlier in waiting.pop(done.file, []):
                _apply(disk, earlier)
        elif done.what != "answered":
            waiting.setdefault(done.file, []).append(done)
    for some in waiting.values():
        for done in some:
            _apply_in_part(disk, done, chance)
    return {name: bytes(content) for name, content in disk.items()}


def _apply(disk: dict[str, bytearray], done: Done) -> None:
    content = disk.setdefault(done.file, bytearray())
    if done.what == "truncate":
        del content[done.place :]
        return
    if len(content) < done.place:
        content.extend(bytes(done.place - len(content)))
    content[done.place : done.place + len(done.content)] = done.content


def _apply_in_part(disk: dict[str, bytearray], done: Done, chance: random.Random) -> None:
    fate = chance.choice(("dropped", "whole", "torn"))
    if fate == "whole" or (fate == "torn" and done.what == "truncate"):
        _apply(disk, done)
    elif fate == "torn":
        for start in range(0, len(done.content), SECTOR):
            if chance.random() < 0.5:
                _apply(disk, done._replace(place=done.place + start, content=done.content[start : start + SECTOR]))
