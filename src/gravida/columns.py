"""The columns a record can have, declared once: name, words, unit, type, range and codes.

``columns.csv`` is the declaration. The engine, the readers of files and frames, the command line, the forms
and the formats all use it; nothing else says what ``crl_mm`` is.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from gravida.errors import UnknownName

Kind = Literal["string", "date", "datetime", "code", "boolean", "integer", "decimal"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the record. ``low`` and ``high`` are inclusive limits of what can be believed at all."""

    name: str
    label: str
    meaning: str
    unit: str
    kind: Kind
    codes: tuple[str, ...]
    low: float | None
    high: float | None
    used_by: tuple[str, ...]
    loinc: str
    snomed: str
    dicom_code: str
    evidence: str

    @property
    def resolution(self) -> float:
        """The smallest step the column is written in: 0.1 for decimals, 1 for whole numbers."""
        return 0.1 if self.kind == "decimal" else 1.0


def _limits(text: str) -> tuple[float | None, float | None]:
    """Read ``0.5..120``; limits that are dates or other columns are checked elsewhere, by name."""
    low, _, high = text.partition("..")
    try:
        return float(low), float(high)
    except ValueError:
        return None, None


@cache
def columns() -> dict[str, Column]:
    """Every column by name, in the order of the dictionary."""
    text = (files("gravida") / "columns.csv").read_text(encoding="utf-8")
    return {row["name"]: _column(row) for row in csv.DictReader(text.splitlines())}


def _column(row: dict[str, str]) -> Column:
    kind: Kind = row["type"]  # type: ignore[assignment]  # checked by the test of columns.csv
    low, high = _limits(row["allowed_range"]) if kind in ("integer", "decimal") else (None, None)
    codes = row["allowed_range"].split("|") if kind == "code" and "|" in row["allowed_range"] else []
    return Column(
        name=row["name"],
        label=row["label"],
        meaning=row["meaning"],
        unit=row["unit_ucum"],
        kind=kind,
        codes=tuple(code.strip() for code in codes),
        low=low,
        high=high,
        used_by=tuple(part.strip() for part in row["used_by"].split(",")),
        loinc=row["loinc"],
        snomed=row["snomed"],
        dicom_code=row["dicom_code"],
        evidence=row["evidence"],
    )


def column(name: str) -> Column:
    """Return one column.

    Raises:
        UnknownName: there is no such column.
    """
    known = columns()
    if name not in known:
        raise UnknownName("column", name, list(known))
    return known[name]
