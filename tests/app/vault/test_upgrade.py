"""A newer version, made by adding a step to a copy of the program: a copy first, and interrupted at any moment.

``Later`` changes every row and then adds a column, so that a kill in its middle would show.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.app.conftest import MadeOnce
from tests.app.hers import the_scan, waiting

import gravida
from gravida.app.vault import database
from gravida.app.vault.store import OpenVault

KILLS = 8
LAST = max(database.steps_known())
LATER_NAME = f"{int(LAST[:4]) + 1:04}_later"
LATER = """
import time
from django.db import migrations, models

def slowly(apps, schema_editor):
    record = apps.get_model("vault", "Record")
    for id, sealed in record.objects.values_list("id", "sealed"):
        record.objects.filter(id=id).update(sealed=sealed)
        time.sleep(0.01)

class Migration(migrations.Migration):
    dependencies = [("vault", "LAST")]
    operations = [
        migrations.AddField("owner", "later", models.IntegerField(default=7)),
        migrations.RunPython(slowly),
        migrations.AddField("record", "later", models.IntegerField(default=7)),
    ]
"""
START = """
import sys
from pathlib import Path
from gravida.app import serving
serving.make_ready(Path(sys.argv[1]), 8437)
print("ready", flush=True)
"""


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The same program with one more step."""
    source = tmp_path / "newer"
    shutil.copytree(Path(gravida.__file__).parent, source / "gravida", ignore=shutil.ignore_patterns("__pycache__"))
    step = source / "gravida" / "app" / "vault" / "migrations" / f"{LATER_NAME}.py"
    step.write_text(LATER.replace("LAST", LAST), encoding="utf-8")
    return source


@pytest.fixture
def record(vault: OpenVault, made_once: MadeOnce, folder: Path, tmp_path: Path) -> Path:
    """A record of this version, in a folder of its own."""
    for _ in range(20):
        the_scan(vault, waiting(vault).id)
    place = tmp_path / "data"
    place.mkdir()
    shutil.copy(folder / "notes.sqlite3", place / "notes.sqlite3")
    return place / "notes.sqlite3"


def start(source: Path | None, record: Path) -> subprocess.Popen[str]:
    path = {} if source is None else {"PYTHONPATH": str(source)}
    words = [sys.executable, "-c", START, str(record.parent)]
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **path}
    )


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as rows:
        return list(rows.iterdump())


def columns(file: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(file)) as rows:
        return {row[1] for row in rows.execute(f"PRAGMA table_info({table})")}


def test_a_copy_is_kept_first_and_the_old_program_refuses_the_new_record(newer: Path, record: Path) -> None:
    before = dump(record)
    out, err = start(newer, record).communicate(timeout=60)
    assert (out, err) == ("ready\n", "")
    assert "later" in columns(record, "vault_record") & columns(record, "vault_owner")
    kept = record.with_name(f"before-leaving-{LAST}.sqlite3")
    assert dump(kept) == before
    assert kept.stat().st_mode & 0o077 == 0
    after = record.read_bytes()
    _, err = start(None, record).communicate(timeout=60)
    assert f"last used by a newer version of this program ({LATER_NAME})" in err
    assert record.read_bytes() == after
    kept.replace(record)
    out, err = start(None, record).communicate(timeout=60)
    assert (out, err) == ("ready\n", ""), "the copy opens with the program that wrote it"


def test_interrupted_at_any_moment_it_goes_on(newer: Path, record: Path) -> None:
    chance = random.Random(20261125)
    before = dump(record)
    took = None
    whole = record.read_bytes()
    interrupted = 0
    for _ in range(KILLS):
        record.write_bytes(whole)
        record.with_name("notes.sqlite3-journal").unlink(missing_ok=True)
        process = start(newer, record)
        if took is None:
            begun = time.monotonic()
            assert process.communicate(timeout=60)[0] == "ready\n"
            took = time.monotonic() - begun
            continue
        time.sleep(chance.uniform(0.3, 1) * took)
        process.kill()
        process.communicate(timeout=60)
        found = {table: "later" in columns(record, table) for table in ("vault_owner", "vault_record")}
        assert len(set(found.values())) == 1, "before or after, never between"
        if not any(found.values()):
            interrupted += 1
            assert dump(record) == before
        out, err = start(newer, record).communicate(timeout=60)
        assert (out, err) == ("ready\n", "")
        assert "later" in columns(record, "vault_record")
    assert interrupted


def test_without_room_for_the_copy_nothing_is_changed(newer: Path, record: Path) -> None:
    (record.with_name(f"before-leaving-{LAST}.part")).mkdir()  # the copy cannot be written there
    before = record.read_bytes()
    _, err = start(newer, record).communicate(timeout=60)
    assert "a copy has to be kept beside it, and that could not be written" in err
    assert record.read_bytes() == before
