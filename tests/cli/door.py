"""The terminal as the tests use it: in this process for speed, or as the real command."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from gravida.cli import main


@dataclass(frozen=True)
class Said:
    """What one command said and how it ended."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands in this process, in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *tokens: str) -> Said:
        self._capsys.readouterr()
        code = main(tokens)
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def write(self, name: str, rows: Iterable[Mapping[str, object]]) -> Path:
        """Write a CSV file: the columns of all rows, empty where a row has none."""
        every = list(rows)
        names = list(dict.fromkeys(name for row in every for name in row))
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(every)
        return path

    def text(self, name: str, text: str | bytes) -> Path:
        """Write a file as it is given."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def table(self, name: str) -> list[dict[str, str]]:
        """Read a CSV file."""
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def command(*tokens: str, folder: Path, **environment: str) -> Said:
    """Run the real command."""
    import os

    kept = {name: value for name, value in os.environ.items() if name != "GRAVIDA_DISABLE"}
    done = subprocess.run(
        [sys.executable, "-m", "gravida", *tokens],
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def scan(pregnancy: str, day: str, **more: object) -> dict[str, object]:
    """One scan by the transvaginal route with an embryo of 8 mm and no heartbeat, unless said otherwise."""
    return {
        "pregnancy_id": pregnancy,
        "exam_date": day,
        "scan_route": "transvaginal",
        "gs_seen": "true",
        "embryo_seen": "true",
        "heart_activity": "absent",
        "heart_rate_bpm": "",
        "crl_mm": "8",
        **more,
    }
