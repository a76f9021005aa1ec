"""Values at the door: text, numbers and dates become what their column declares, once, or are refused in a sentence.

Units are part of a column's name. ``crl_cm`` is read and converted to ``crl_mm``; ``crl`` alone is refused, because a
bare number has no unit. A missing value is None, never zero, never false, never the text "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from math import isinf, isnan
from typing import Any

from gravida.columns import Column, columns
from gravida.days import DAYS_PER_WEEK, day_number, read_date
from gravida.errors import ColumnError, InputError

NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none given", "-", "?", "not stated"})
"""Texts that mean: not said."""

LETTERS_OF_A_DATE = 10
"""2026-03-01, without a time of day."""

YES = frozenset({"true", "yes", "y", "t", "1", "1.0"})
NO = frozenset({"false", "no", "n", "f", "0", "0.0"})

SYNONYMS: dict[str, dict[str, str]] = {
    "scan_route": {
        "tvus": "transvaginal",
        "tvs": "transvaginal",
        "tv": "transvaginal",
        "vaginal": "transvaginal",
        "taus": "transabdominal",
        "tas": "transabdominal",
        "ta": "transabdominal",
        "abdominal": "transabdominal",
    },
}
"""Other ways in which clinics write a code. Nothing is guessed: what is not listed is refused."""

NMOL_L_PER_NG_ML = 3.18
"""Of progesterone: molar mass 314.46 g/mol."""

_FACTORS: dict[str, dict[str, float]] = {
    "_mm": {"_cm": 10.0},
    "_cm": {"_mm": 0.1},
    "_g": {"_kg": 1000.0},
    "_kg": {"_g": 0.001},
    "_iu_l": {"_miu_ml": 1.0},
    "_nmol_l": {"_ng_ml": NMOL_L_PER_NG_ML},
}
"""Unit of the column: other units it may be given in, and the factor to the declared one. 1 mIU/mL is 1 IU/L.
Progesterone is the only column in nmol/L."""

_UNIT_WORDS = {"mm": "_mm", "cm": "_cm", "g": "_g", "kg": "_kg", "bpm": "_bpm", "d": "_days", "days": "_days"}
_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)\s*([A-Za-z/%]*)")
_WEEKS = re.compile(r"(\d{1,2})\s*(?:w|\+|weeks?|wk)\s*([0-6])?\s*(?:d|days?)?")


def rename(name: str) -> tuple[str, float] | None:
    """Return the column a name stands for and the factor to its unit, or None for a column that is not ours.

    >>> rename("crl_mm"), rename("crl_cm"), rename("ward")
    (('crl_mm', 1.0), ('crl_mm', 10.0), None)

    Raises:
        ColumnError: the name is one of our measures without a unit, in a unit we cannot convert, or in other letters.
    """
    known = columns()
    if name in known:
        return name, 1.0
    for ours in known:
        for ending, others in _FACTORS.items():
            if ours.endswith(ending):
                for other, factor in others.items():
                    if name == ours.removesuffix(ending) + other:
                        return ours, factor
    _refuse_near_miss(name, known)
    return None


def _refuse_near_miss(name: str, known: Mapping[str, Column]) -> None:
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if plain in known:
        raise ColumnError(f"column {name!r} is not known.", f"Did you mean {plain}? Rename it.", column=name)
    for ours, found in known.items():
        stem = re.sub(r"_(mm|cm|g|kg|days|bpm|iu_l|nmol_l|wk)$", "", ours)
        if stem == ours or found.kind not in ("decimal", "integer"):
            continue
        if plain == stem:
            raise ColumnError(f"column {name!r} has no unit.", f"Name it {ours} and give the values so.", column=name)
        if plain.startswith(stem + "_") and plain.removeprefix(stem + "_") in _KNOWN_UNIT_WORDS:
            raise ColumnError(
                f"column {name!r} is in a unit that cannot be converted to {ours}.",
                f"Convert the values yourself and name the column {ours}.",
                column=name,
            )


_KNOWN_UNIT_WORDS = frozenset(
    [
        "mm",
        "cm",
        "m",
        "in",
        "inch",
        "inches",
        "um",
        "g",
        "kg",
        "lb",
        "oz",
        "d",
        "day",
        "days",
        "wk",
        "weeks",
        "week",
        "w",
        "months",
        "bpm",
        "hz",
        "iu_l",
        "miu_ml",
        "iu_ml",
        "ng_ml",
        "nmol_l",
        "pmol_l",
    ]
)


def read_value(column: Column, value: Any, factor: float = 1.0) -> Any:
    """Read one value of a column: a number in the declared unit, a day number, a code, a Boolean, a text, or None.

    Raises:
        InputError: the value cannot be read in one way only. The sentence says how to write it.
    """
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if isinstance(value, str) and value.strip().lower() in NOTHING:
        return None
    if column.kind in ("decimal", "integer"):
        return _read_number(column, value, factor)
    if column.kind == "boolean":
        return _read_yes_no(column, value)
    if column.kind == "date":
        return _read_day(column, value)
    if column.kind == "datetime":
        return _read_moment(column, value)
    if column.kind == "code" and column.codes:
        return _read_code(column, value)
    return str(value).strip()


def _read_number(column: Column, value: Any, factor: float) -> float | int:
    if isinstance(value, bool):
        raise _refused(column, value, "is yes or no", "Write a number.")
    if isinstance(value, str):
        value, factor = _number_in_text(column, value.strip(), factor)
    number = float(value) * factor
    if isinf(number) or isnan(number):
        raise _refused(column, value, "is not a number", "Leave it empty if it was not measured.")
    if factor != 1.0:
        number = round(number, 9)  # 0.7 cm is 7 mm, not 7.000000000000001
    if column.kind == "integer":
        if number != int(number):
            mend = "Ages are whole days; 6w4d is 46." if column.unit == "d" else "Write a whole number."
            raise _refused(column, value, "is not a whole number", mend)
        return int(number)
    return number


def _number_in_text(column: Column, text: str, factor: float) -> tuple[float, float]:
    if column.unit == "d" and (age := _WEEKS.fullmatch(text)):
        return DAYS_PER_WEEK * int(age[1]) + int(age[2] or 0), 1.0
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _refused(column, text, "is not a number", "Write a number such as 7.5.")
    digits, unit = found[1], found[2].lower()
    if "," in digits:
        if re.search(r",\d{3}$", digits):
            raise _refused(column, text, "can be read as a decimal or as thousands", "Write it with a point, or whole.")
        digits = digits.replace(",", ".")
    if unit and column.name.endswith(_UNIT_WORDS.get(unit, " ")):
        return float(digits), 1.0
    if unit:
        ending = next((ending for ending in _FACTORS if column.name.endswith(ending)), "")
        other = _FACTORS.get(ending, {}).get(_UNIT_WORDS.get(unit, ""))
        if other is None:
            raise _refused(
                column,
                text,
                f"is in {found[2]!r}, which {column.name} cannot be read in",
                "Convert it first.",
            )
        return float(digits), other
    return float(digits), factor


def _read_yes_no(column: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise _refused(column, value, "is neither yes nor no", "Write true or false, or leave it empty if it was not said.")


def _read_day(column: Column, value: Any) -> int:
    if isinstance(value, datetime):
        return day_number(value.date())
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, str):
        try:
            return day_number(read_date(value))
        except InputError as error:
            raise InputError(f"{column.name} {error.what}", error.mend, column=column.name, value=value) from None
    raise _refused(column, value, "is not a date", "Write year-month-day, for example 2026-11-23.")


def _read_moment(column: Column, value: Any) -> str:
    """A moment as ISO text; a date alone stays one, because midnight is a time that nobody wrote."""
    text = str(value).strip()
    try:
        if isinstance(value, date):
            moment = value
        else:
            moment = date.fromisoformat(text) if len(text) <= LETTERS_OF_A_DATE else datetime.fromisoformat(text)
    except ValueError:
        raise _refused(column, value, "is not a time", "Write 2026-11-23T09:30.") from None
    return moment.isoformat()


def _read_code(column: Column, value: Any) -> str:
    text = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    text = SYNONYMS.get(column.name, {}).get(text, text)
    if text in column.codes:
        return text
    hint = ""
    if column.name == "heart_activity":
        hint = " 'absent' means looked for with a clear view, and none."
    raise _refused(
        column,
        value,
        "is not one of its codes",
        f"Write {', '.join(column.codes)}, or leave it empty if it was not said.{hint}",
    )


def _refused(column: Column, value: Any, why: str, mend: str) -> InputError:
    return InputError(f"{column.name} {value!r} {why}.", mend, column=column.name, value=value)


def read_scan(scan: Mapping[str, Any]) -> dict[str, Any]:
    """Read one scan written as a mapping of column names to values. Names that are not ours are left out.

    Raises:
        InputError: a value cannot be read.
        ColumnError: a name is one of our measures without its unit, or two names stand for the same column.
    """
    known = columns()
    found: dict[str, Any] = {}
    for name, value in scan.items():
        ours = rename(name)
        if ours is None:
            continue
        if ours[0] in found:
            raise ColumnError(f"{ours[0]} is given twice, also as {name!r}.", "Keep one of them.", column=name)
        found[ours[0]] = read_value(known[ours[0]], value, ours[1])
    return found
