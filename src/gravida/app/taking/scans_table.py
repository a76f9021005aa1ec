"""The scans as a CSV in the columns of the data dictionary, which `gravida assess` and any table program read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from gravida.app.record.columns import scan_columns
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import Stored
from gravida.columns import columns

FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")
IN_MM: Final = {"mm": Decimal(1), "cm": Decimal(10)}


def to_csv(documents: Iterable[Stored[Any]]) -> str:
    """Return every scan as a row, with the columns that are used, in the order of the dictionary."""
    found = list(documents)
    pregnancies = {stored.id: stored.document for stored in found if isinstance(stored.document, Pregnancy)}
    rows = [
        {"pregnancy_id": str(scan.pregnancy), "exam_id": str(stored.id)}
        | _plain(scan_columns(pregnancies.get(scan.pregnancy, Pregnancy("under way")), scan))
        for stored in found
        if isinstance(scan := stored.document, Scan)
    ]
    used = {name for row in rows for name in row}
    names = [name for name in columns() if name in used] or ["pregnancy_id", "exam_id"]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def safe(value: object) -> str:
    """Write a value so that no table program takes it for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: _cell(name, value) for name, value in given.items()}


def _cell(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if name.endswith("_mm") and isinstance(value, str):
        digits, _, unit = value.partition(" ")
        factor = IN_MM.get(unit)
        try:
            return value if factor is None else f"{Decimal(digits) * factor:f}"
        except ArithmeticError:  # as the report has it, where it is no number
            return value
    return value
