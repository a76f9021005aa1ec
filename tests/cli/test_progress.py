"""A bar on long work: on a terminal, on the error stream, and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROWS = 260_000


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "scans.csv"
    path.write_text("crl_mm,heart_activity,scan_route\n" + "6.4,absent,transvaginal\n" * ROWS, encoding="utf-8")
    return path


def on_a_terminal(*words: str, folder: Path) -> tuple[int, str, str]:
    """Run the real command with a terminal as its error stream; return its end, what it said, and what was drawn."""
    ours, its = pty.openpty()
    drawn = bytearray()

    def listen() -> None:
        try:
            while some := os.read(ours, 4096):
                drawn.extend(some)
        except OSError:  # the other end was closed
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    done = subprocess.run(
        [sys.executable, "-m", "gravida", *words],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"} | {"NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=its,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    os.close(its)
    listener.join(20)
    os.close(ours)
    return done.returncode, done.stdout, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode("utf-8", "replace"))


def test_a_bar_is_drawn_of_what_is_done_and_of_how_many_rows(long_file: Path) -> None:
    code, said, drawn = on_a_terminal("assess", long_file.name, "--guidelines", "sru2013", folder=long_file.parent)
    assert code == 0
    assert "reading" in drawn
    assert re.search(r"assessing.*260,?\.?000 rows", drawn)
    assert "assessing" not in said


def test_nothing_is_drawn_where_it_is_not_wanted(long_file: Path) -> None:
    _, _, drawn = on_a_terminal("assess", long_file.name, "--guidelines", "sru2013", "--quiet", folder=long_file.parent)
    assert drawn.strip() == ""


def test_nothing_is_drawn_of_short_work(tmp_path: Path) -> None:
    (tmp_path / "scans.csv").write_text("crl_mm,heart_activity\n6.4,absent\n", encoding="utf-8")
    _, _, drawn = on_a_terminal("assess", "scans.csv", "--guidelines", "sru2013", folder=tmp_path)
    assert "assessing" not in drawn
