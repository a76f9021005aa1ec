"""Backups while another process writes: each is restored, compared row by row, and every document in it is opened."""

from __future__ import annotations

import multiprocessing
import tempfile
from pathlib import Path

import pyrage
from django.db import connections
from tests.promises.hers import Note, a_record
from tests.promises.promise import Figure

from gravida.app.vault import age, backups, bringing_back, kept_copies
from gravida.app.vault.store import OpenVault


def measure(short: bool) -> Figure:
    """Make backups, bring each back, and count those that are a state that was saved."""
    copies = 10 if short else 100
    processes = multiprocessing.get_context("fork")
    identity = pyrage.x25519.Identity.generate()
    equal, versions = 0, set()
    with a_record() as hers, tempfile.TemporaryDirectory() as folder:
        connections.close_all()
        writer = processes.Process(target=_write, args=(hers.vault,))
        writer.start()
        try:
            for number in range(copies):
                file, back = Path(folder) / f"{number}.age", Path(folder) / f"{number}.sqlite3"
                lock = age.ToKeys((str(identity.to_public()),))
                made = backups.make(hers.file, file, lock, hers.vault.key)
                bringing_back.restore(age.decrypt(file.read_bytes(), identity=str(identity)), back)
                equal += kept_copies.look(back.read_bytes(), key=hers.vault.key) == made
                versions.add(made.record_version)
        finally:
            writer.kill()
            writer.join()
    text = f"{copies} backups of {len(versions)} different states: {equal} restored equal"
    return Figure(equal == copies and len(versions) > 1, text)


def _write(vault: OpenVault) -> None:
    stored = vault.add(Note(0))
    for number in range(1, 1_000_000):
        stored = vault.save(stored, Note(number, "text " * (number % 200)))
        if number % 50 == 0:
            vault.add(Note(number))
