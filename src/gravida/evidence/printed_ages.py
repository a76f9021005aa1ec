"""Ages as a paper printed them beside each length, row by row: centiles for which no formula was seen."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from gravida.evidence.bibliography import cite

VERBURG2008_AGES = cite("verburg2008", where="table of age for crown-rump length: 5th, 50th, 95th centile", seen_in=1)


@dataclass(frozen=True, slots=True)
class PrintedAge:
    """One printed row: at this length, the 5th, 50th and 95th centile of age in days."""

    crl_mm: float
    p05_days: int
    p50_days: int
    p95_days: int


def _days(printed: str) -> int:
    found = re.fullmatch(r"(\d+)w([0-6])d", printed)
    if found is None:
        raise ValueError(f"{printed!r} in a printed table is not weeks and days; expected a form like 8w2d")
    return 7 * int(found[1]) + int(found[2])


@cache
def verburg2008_ages() -> tuple[PrintedAge, ...]:
    """Return the printed table of Verburg 2008, shortest length first.

    >>> verburg2008_ages()[0]
    PrintedAge(crl_mm=5.0, p05_days=41, p50_days=44, p95_days=48)
    """
    text = (files("gravida.evidence") / "tables" / "verburg2008_age_for_crl.csv").read_text(encoding="utf-8")
    return tuple(
        PrintedAge(float(row["crl_mm"]), _days(row["P05"]), _days(row["P50"]), _days(row["P95"]))
        for row in csv.DictReader(StringIO(text, newline=""))
    )
