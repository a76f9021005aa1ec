"""FHIR R4, as far as the Bundle of this project needs it: HL7's JSON Schema, and what that cannot say.

``r4.schema.json`` and ``r4_elements.json`` are cut out of HL7's definitions; the README here says how.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

HERE = Path(__file__).parent
LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
UNITS = {"1", "d", "wk", "mm", "cm", "g", "kg", "/min", "[IU]/L", "nmol/L", "ng/mL", "%", "a"}
"""UCUM codes in the columns of the record."""

REFERENCE = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/[^/]+$")
DIHEDRAL = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5), (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7), (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3), (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
PERMUTED = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7), (9, 4, 5, 3, 1, 2, 6, 8, 7, 0), (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5), (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)  # fmt: skip


@cache
def _schema() -> Draft6Validator:
    return Draft6Validator(json.loads((HERE / "r4.schema.json").read_text(encoding="utf-8")))


@cache
def _elements() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = json.loads((HERE / "r4_elements.json").read_text(encoding="utf-8"))
    return found


def faults(resource: dict[str, Any]) -> list[str]:
    """Return every way in which a resource is not as R4 has it, in words."""
    found = [error.message[:200] for error in _schema().iter_errors(resource)]
    resources = {entry.get("fullUrl"): entry["resource"] for entry in resource.get("entry", ())}
    kinds = {url: one["resourceType"] for url, one in resources.items()}
    if len(resources) != len(resource.get("entry", ())):
        found.append("two entries with one address (bdl-7)")
    for one in (resource, *resources.values()):
        found += _of_elements(one, one["resourceType"], kinds)
        found += _of_values(one)
    return found


def _of_elements(one: dict[str, Any], kind: str, kinds: dict[str, str]) -> Iterator[str]:
    """Cardinality, one type of several, and where references lead."""
    for path, known in _elements()[kind].items():
        *above, name = path.split(".")
        for parent in _parents(one, above):
            if known.get("min") and name not in parent and f"_{name}" not in parent:
                yield f"{kind}.{path} is missing"
            if name.endswith("[x]"):
                stem = name.removesuffix("[x]")
                given = [key for key in parent if re.fullmatch(rf"{stem}[A-Z]\w*", key)]
                if len(given) > 1:
                    yield f"{kind}.{path} stands there as {given}"
            for reference in _listed(parent.get(name)):
                if "targets" in known and isinstance(reference, dict) and (text := reference.get("reference")):
                    typed = REFERENCE.search(text)
                    to = kinds.get(text) or (typed[1] if typed else None)
                    if text.startswith("urn:uuid:") and to is None:
                        yield f"{kind}.{path} leads to {text}, which is not in the Bundle"
                    elif to is not None and to not in known["targets"] and "Resource" not in known["targets"]:
                        yield f"{kind}.{path} leads to a {to}"


def _parents(one: Any, above: list[str]) -> list[dict[str, Any]]:
    found = [one]
    for name in above:
        found = [child for parent in found for child in _listed(parent.get(name)) if isinstance(child, dict)]
    return found


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _of_values(one: Any, key: str = "") -> Iterator[str]:
    """Invariants obs-6, qty-3, per-1 and con-4, calendar days, units, and the check digits of codes."""
    if isinstance(one, list):
        for part in one:
            yield from _of_values(part, key)
    elif isinstance(one, dict):
        if "dataAbsentReason" in one and any(re.match(r"value[A-Z]", name) for name in one):
            yield "obs-6: a value, and a reason why there is none"
        if "code" in one and "value" in one and "system" not in one:
            yield "qty-3: a code without its system"
        if key == "period" and one.get("start", "") > one.get("end", "9999"):
            yield "per-1: it ends before it begins"
        if "abatementDateTime" in one and one["clinicalStatus"]["coding"][0]["code"] == "active":
            yield "con-4: over, and still active"
        system, code = one.get("system"), str(one.get("code", ""))
        if system == UCUM and code not in UNITS:
            yield f"{code!r} is no unit of UCUM"
        if system == LOINC and not code.startswith("LA") and not loinc_holds(code):
            yield f"LOINC {code!r} has a wrong check digit"
        if system == SNOMED and not snomed_holds(code):
            yield f"SNOMED CT {code!r} has a wrong check digit"
        for name, value in one.items():
            if "date" in name.lower() and isinstance(value, str) and not _is_a_day(value):
                yield f"{name}: {value!r} is no day"
            yield from _of_values(value, name)


def _is_a_day(text: str) -> bool:
    parts = text[:10].split("-")
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return False
    return True


def loinc_holds(code: str) -> bool:
    """The digit behind the hyphen, by the rule of Luhn."""
    body, _, check = code.partition("-")
    if not (body.isdigit() and check.isdigit()):
        return False
    digits = [int(digit) for digit in reversed(body)]
    total = sum(sum(divmod(digit * 2, 10)) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    return (10 - total % 10) % 10 == int(check)


def snomed_holds(code: str) -> bool:
    """The last digit, by the rule of Verhoeff."""
    if not code.isdigit():
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = DIHEDRAL[check][PERMUTED[place % 8][int(digit)]]
    return check == 0
