"""What was found, one Observation for each column that was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID, uuid5

from gravida.columns import column
from gravida.interop.fhir.codes import CATEGORY, SNOMED, UCUM, VALUES, concept, measure
from gravida.interop.fhir.episode import Kind

CATEGORIES: Final[Mapping[Kind | None, str]] = {"scan": "imaging", "blood": "laboratory", None: "social-history"}

NOT_OBSERVED: Final = frozenset({"exam_date", "fetus_id", "scan_route", "hcg_kind", "outcome"})
"""Columns that say how, when or of whom: they are in other places of the Bundle."""

TO_COLUMN_UNIT: Final = {
    ("cm", "mm"): Decimal(10),
    ("mm", "mm"): Decimal(1),
    ("IU/L", "[IU]/L"): Decimal(1),
    ("mIU/mL", "[IU]/L"): Decimal(1),
    ("nmol/L", "nmol/L"): Decimal(1),
}
SAME_IN_UCUM: Final = {"ng/mL": "ng/mL"}
WRITTEN: Final = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(?: (\S+))?", re.ASCII)


def observations(
    given: Mapping[str, Any], of: UUID, kind: Kind | None, around: Mapping[str, Any]
) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Yield an id and an Observation for every column that was said. ``around`` is what they all share."""
    category = {"category": [concept(CATEGORIES[kind], CATEGORY, CATEGORIES[kind])]}
    route = _printable(str(given.get("scan_route", "")))
    method = {"method": concept(route)} if route else {}
    for name, said in given.items():
        value = _printable(said) if isinstance(said, str) else said
        if name in NOT_OBSERVED or value == "":
            continue
        yield (
            uuid5(of, name),
            {
                "resourceType": "Observation",
                "status": "final",
                **category,
                "code": _code(name, value, dict(given)),
                **around,
                **_value(name, value),
                **method,
            },
        )


def _printable(text: str) -> str:
    """FHIR has no place for control characters, nor for a text without a letter."""
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _code(name: str, value: Any, given: dict[str, Any]) -> dict[str, Any]:
    number = WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if number is not None and number[2] in SAME_IN_UCUM:
        return concept(column(name).label)  # the code of the column is that of its own unit
    return measure(name, given)


def _value(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, time):
        return {"valueTime": value.isoformat()}
    if isinstance(value, date):
        return {"valueDateTime": value.isoformat()}
    known = column(name)
    if known.kind in ("integer", "decimal"):
        return _quantity(str(value), known.unit)
    code = VALUES.get(name, {}).get(str(value), "")
    return {"valueCodeableConcept": concept(str(value), SNOMED, code)}


def _quantity(written: str, unit: str) -> dict[str, Any]:
    """Return a number with its UCUM unit; what is no number goes as it was written."""
    found = WRITTEN.fullmatch(written)
    if found is None:
        return {"valueString": written}
    factor = Decimal(1) if found[2] is None else TO_COLUMN_UNIT.get((found[2], unit))
    if factor is None:
        unit = SAME_IN_UCUM.get(found[2], "")
        if not unit:
            return {"valueString": written}
        factor = Decimal(1)
    try:
        number = Decimal(found[1]) * factor
    except InvalidOperation:
        return {"valueString": written}
    plain = int(number) if number == number.to_integral_value() else float(number)
    return {"valueQuantity": {"value": plain, "unit": unit, "system": UCUM, "code": unit}}
