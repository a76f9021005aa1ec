"""The promises of a shared server, on a PostgreSQL of its own."""

from __future__ import annotations

import multiprocessing
import random
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from tests.faults.test_many_for_real import CANARIES, NAME, files_and_words, keep, set_up, two_programs
from tests.postgresql import crash, start_again
from tests.promises.hers import PASSPHRASE, Note, a_record_there
from tests.promises.kills import killed
from tests.promises.promise import Figure

from gravida.app.vault.errors import ChangedElsewhere
from gravida.app.vault.store import OpenVault


def kills(short: bool) -> Figure:
    """Kill the program, and now and then the database with it, while it saves as fast as it can."""
    programs, databases = (10, 3) if short else (300, 100)
    chance = random.Random(20261125)
    answered = lost = half = 0
    known: dict[UUID, Note] = {}
    with a_record_there() as (vault, server):
        for kill in range(programs):
            pause = chance.uniform(0.02, 0.15)
            if kill < databases:
                told = killed(vault, kill * 100_000, pause, before=partial(crash, server))
                connections.close_all()
                server = start_again(server)
            else:
                told = killed(vault, kill * 100_000, pause)
            answered += len(told)
            known |= dict(told)
            found = {stored.id: stored.document for stored in vault.all(Note)}
            late = {id: note for id, note in found.items() if known.get(id) != note}
            lost += len(known.keys() - found.keys())
            lost += sum(id in known and note.number < known[id].number for id, note in late.items())
            half += len(late) > 1  # one save may have been finished without anybody hearing of it
            known |= late
    text = f"{programs} kills of the program, {databases} of them of the database too, {answered} answered saves"
    return Figure(lost == half == 0, f"{text}: {lost} lost, {half} half records")


def two_at_once(short: bool) -> Figure:
    """Two processes count in one document; what each was told was saved has to be in the sum."""
    seconds = 2 if short else 20
    processes = multiprocessing.get_context("fork")
    with a_record_there() as (vault, _):
        counted = vault.add(Note(0))
        connections.close_all()
        told = processes.Queue()
        both = [processes.Process(target=_count, args=(vault, counted.id, seconds, told)) for _ in range(2)]
        for process in both:
            process.start()
        answers = [told.get(timeout=seconds + 60) for _ in both]
        for process in both:
            process.join()
        found = vault.get(Note, counted.id)
    saved, refused = (sum(part) for part in zip(*answers, strict=True))
    lost = saved - found.document.number
    text = f"two processes, {saved} saves of one document, {refused} told that it had changed: {lost} lost"
    return Figure(found.document.number == saved and min(done for done, _ in answers) > 0, text)


def _count(vault: OpenVault, id: UUID, seconds: int, told: Any) -> None:
    saved = refused = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        read = vault.get(Note, id)
        try:
            vault.save(read, Note(read.document.number + 1))
            saved += 1
        except ChangedElsewhere:
            refused += 1
    told.put((saved, refused))


def produce_everything(short: bool) -> Figure:
    """Type secrets, lock, and search all that the operator of the server holds: the database, a dump, files, logs."""
    with tempfile.TemporaryDirectory() as place, two_programs(Path(place)) as two:
        browser, code = set_up(two)
        cookies = [cookie.value or "" for cookie in browser.jar]
        for number in range(len(CANARIES)):
            keep(browser, number)
        browser.post("/lock/", on="/about/")
        two.database.sql("CHECKPOINT")
        with (Path(place) / "dump").open("wb") as stream:
            subprocess.run(["pg_dumpall", "-h", two.database.socket, "-U", "notes"], stdout=stream, check=True)
        files, wanted = files_and_words(two, [*CANARIES, PASSPHRASE, code, NAME, NAME.lower(), *cookies])
        found = sum(path.read_bytes().count(word) for path in files for word in wanted)
    searched = f"{len(CANARIES)} canaries, name, passphrase, code and cookies"
    text = f"{searched}, searched for in {len(files)} files: {found} found"
    return Figure(found == 0 and len(files) > 500, text)
