"""What was published and is not in the engine, and why; and which printed rows stand in it under other names.

``tables/viability_rules.csv`` holds every printed row that was collected. A row is an entry of the evidence book
under its own id, stands there under other ids (:data:`CARRIED_BY`), or is left out with its reason.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

NO_REASON_YET = "No reason was written down yet."

CARRIED_BY: dict[str, tuple[str, ...]] = {
    "SRU24-C6": ("SRU24-C6a", "SRU24-C6b", "SRU24-C6c"),
    "SRU24-T4": ("no_sac",),
    "NICE-V0": ("NICE-V1", "NICE-V2", "NICE-V3", "NICE-V4", "NICE-V5", "NICE-V6"),
    "NICE-V9": ("no_sac",),
    "ACOG200-1": ("acog200-age",),
    "ACOG200-2": ("ACOG200-D1", "ACOG200-D2", "ACOG200-D3", "ACOG200-D4", "ACOG200-S1", "ACOG200-S8"),
    "ASUM-1": ("ASUM-1a", "ASUM-1b"),
    "GGC-1": ("GGC-1a", "GGC-1b"),
    "ACR-1": ("ACR-1a", "ACR-1b"),
    "HR-8": ("HR-8a", "HR-8b", "HR-8c"),
    "HR-12": ("HR-1", "HR-2", "HR-3", "HR-4", "HR-11"),
    "ERR-1": ("crl_mm larger than the sac",),
    "DATE-IVF0": ("DATE-IVF0-retrieval", "DATE-IVF0-transfer"),
}
"""Printed row: the entries of the evidence book that carry it. HR-12 says that no heart-rate band concludes a loss."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row as it was collected."""

    id: str
    guideline: str
    version: str
    condition: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A printed row that is not in the engine: what it says, why it is left out and where it belongs."""

    id: str
    guideline: str
    text: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class FormulaLeftOut:
    """A formula or standard that is known only in part, or not at all, and why it is not held."""

    what: str
    work: str
    reason: str


@cache
def formulas_left_out() -> tuple[FormulaLeftOut, ...]:
    """Return every dating formula, standard and definition that was looked for and is not held."""
    return tuple(FormulaLeftOut(row["what"], row["work"], row["reason"]) for row in _read("formulas_left_out.csv"))


def _read(name: str) -> list[dict[str, str]]:
    text = (files("gravida.evidence") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


@cache
def printed_rows() -> dict[str, PrintedRow]:
    """Every printed row that was collected, by id."""
    return {
        row["id"]: PrintedRow(row["id"], row["guideline"], row["version"], row["condition"], row["conclusion"])
        for row in _read("viability_rules.csv")
    }


def left_out(carried: frozenset[str] = frozenset()) -> list[LeftOut]:
    """Return every printed row that is left out, in the order of the collection.

    Give the ids that the evidence book carries, and a row that neither it nor the list of reasons knows is
    returned too, with :data:`NO_REASON_YET`: nothing disappears by being forgotten.
    """
    reasons = {row["id"]: row for row in _read("left_out.csv")}
    found = []
    for row in printed_rows().values():
        known = reasons.get(row.id)
        if known is None and (not carried or row.id in carried or row.id in CARRIED_BY):
            continue
        name = row.guideline if row.version in ("", "-") else f"{row.guideline} {row.version}"
        text = f"{row.condition}: {row.conclusion}" if row.condition.strip("-") else row.conclusion
        found.append(
            LeftOut(
                row.id,
                name,
                text,
                known["reason"] if known else NO_REASON_YET,
                known["where"] if known else "",
            )
        )
    return found
