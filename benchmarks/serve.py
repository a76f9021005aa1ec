"""A shared server with many people: how long pages take, with two programs on one PostgreSQL and a steady stream.

    .venv/bin/python benchmarks/serve.py                     200 people with 500 records each, 100 requests a second
    .venv/bin/python benchmarks/serve.py --people 20 --seconds 5 --rate 50

Everything runs on this machine, over the loopback address, from a database that is thrown away. Requests are sent when
they are due, whether or not those before them were answered, and a page's time counts from the moment it was due.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.steady_stream import Asked, stream  # noqa: E402 - found beside this file

PREGNANCIES, SCANS = 10, 40
ROOMS = ("/today/", "/record/", "/record/{pregnancy}/", "/reading/{scan}/", "/values/{pregnancy}/", "/settings/")


@dataclass
class Reader:
    """Somebody who has opened her record, and the pages she goes to."""

    cookie: str
    pages: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, usual in (("people", 200), ("records", 500), ("rate", 100), ("seconds", 30), ("programs", 2)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    os.environ["GRAVIDA_KDF_KIB"] = "0"
    from tests.faults.her_server import serving
    from tests.postgresql import running

    with tempfile.TemporaryDirectory() as place, running("shared_buffers=256MB") as database, ExitStack() as programs:
        url = database.create("notes")
        readers = fill(url, Path(place) / "0", given.people, given.records)
        settle(url)
        addresses = []
        for number in range(given.programs):
            folder = Path(place) / str(number)
            if number:
                folder.mkdir(mode=0o700)
                (folder / "server-secret").write_bytes((Path(place) / "0" / "server-secret").read_bytes())
            words = ("serve", "--database", url, "--workers", "1", "--data", str(folder))
            addresses.append(programs.enter_context(serving(folder, Path(place) / "log", *words)).address)
        ask(addresses, readers, given.rate, 5)  # every room loaded, every connection open
        took = ask(addresses, readers, given.rate, given.seconds)
    print(
        f"{given.people} people, {given.records} records each, {given.programs} programs, {os.cpu_count()} processors"
    )
    report(took, given.rate, given.seconds)


def settle(url: str) -> None:
    """Let the database finish what filling it left to do, so that it does not do it while pages are asked for."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def fill(url: str, folder: Path, people: int, records: int) -> list[Reader]:
    """Set people up, write their records, and open each in a browser."""
    from gravida.app import folder as folders
    from gravida.app import serving

    serving.make_ready_for_many(url, folders.prepare(folder, even_if_synced=True))

    from django.conf import settings
    from django.http import HttpResponse

    from gravida.app.vault import invitations, models, owners, sessions

    readers = []
    for number in range(people):
        vault = invitations.accept(invitations.invite(), f"reader {number}", "lantern orchard velvet canoe")
        owners.confirm_code(vault, owners.code_to_write_down(vault) or "")
        pages = write(vault, records, random.Random(number))
        models.Owner.objects.filter(id=vault.owner_id).update(idle_seconds=3600)
        answer = HttpResponse()
        sessions.begin(answer, vault)
        readers.append(
            Reader(f"{settings.VAULT_COOKIE_NAME}={answer.cookies[settings.VAULT_COOKIE_NAME].value}", pages)
        )
    return readers


def write(vault, records: int, chance: random.Random) -> list[str]:
    from uuid import uuid4

    from gravida.app.blood.test import BloodTest, Level
    from gravida.app.record.dates import rough, today
    from gravida.app.record.preferences import Preferences
    from gravida.app.record.pregnancy import Change, Dates, Pregnancy
    from gravida.app.record.scan import Length, Scan

    ids = [uuid4() for _ in range(PREGNANCIES)]
    written: dict = {uuid4(): Preferences(country="AU")}
    for place, id in enumerate(ids):
        running = place == PREGNANCIES - 1
        began = today() - timedelta(days=50 if running else 500 * (PREGNANCIES - place))
        state = "under way" if running else "ended"
        history = (Change("", state, began),)
        dates = Dates(last_period=rough(began), last_period_certain="yes")
        ended = {} if running else {"ended_on": rough(began + timedelta(days=60))}
        written[id] = Pregnancy(state=state, history=history, dates=dates, notes="a line of hers " * 10, **ended)
    scans = []
    while len(written) < records:
        of = chance.randrange(PREGNANCIES)
        began = written[ids[of]].dates.last_period.earliest
        if len(scans) < SCANS:
            scans.append(id := uuid4())
            day = began + timedelta(days=chance.randrange(40, 50))
            size, heart = Length(str(chance.randrange(3, 12)), "mm"), str(chance.randrange(90, 150))
            written[id] = Scan(ids[of], day, route="transvaginal", heartbeat="present", heart_rate=heart, length=size)
        else:
            day = began + timedelta(days=chance.randrange(30, 48))
            written[uuid4()] = BloodTest(ids[of], day, "09:20", Level(str(chance.randrange(100, 9000)), "IU/L"), "beta")
    vault.put_back(written)
    return [room.format(pregnancy=ids[-1], scan=chance.choice(scans)) for room in ROOMS]


def ask(addresses: list[str], readers: list[Reader], rate: int, seconds: int) -> dict[str, list[float]]:
    """Ask for pages of people at random, so many a second, from each program in turn; return how long each took."""
    chance = random.Random(1)
    requests = []
    for number in range(rate * seconds):
        reader = chance.choice(readers)
        requests.append(
            Asked(number / rate, addresses[number % len(addresses)], chance.choice(reader.pages), reader.cookie)
        )
    took: dict[str, list[float]] = {}
    for asked, status, time in stream(requests):
        page = re.sub(r"[0-9a-f-]{36}", "…", asked.page)
        took.setdefault(page if status == 200 else f"{page} {status}", []).append(time)
    return took


def report(took: dict[str, list[float]], rate: int, seconds: int) -> None:
    every = sorted(time for page in took.values() for time in page)
    print(f"{len(every)} pages, {rate} a second for {seconds} s\n")
    print("| page | pages | median | p95 | p99 | longest |\n|---|---|---|---|---|---|")
    for page, times in [*sorted(took.items()), ("all", every)]:
        ordered = sorted(times)
        at = [ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000 for part in (0.5, 0.95, 0.99, 1)]
        print(f"| {page} | {len(times)} | " + " | ".join(f"{ms:.0f} ms" for ms in at) + " |")
    here = resource.getrusage(resource.RUSAGE_SELF)
    print(f"\nThe sender itself used {here.ru_utime + here.ru_stime:.1f} s of processor time, filling included.")


if __name__ == "__main__":
    main()
