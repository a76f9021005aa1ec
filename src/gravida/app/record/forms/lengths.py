"""A length with its unit. A bare number is not accepted, and nothing is rounded: 6.9 stays 6.9."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from gravida.app.record.scan import Length

_NUMBER = re.compile(r"(\d{1,4})(?:[.,](\d{1,3}))?\s*(mm|cm)?", re.IGNORECASE)


def read_number(text: str, like: str = "6.9 or 6,9") -> tuple[str, str]:
    """Read a number as it stands in a report, with a point or a comma, and the unit if one was typed behind it.

    >>> read_number("6,9 mm"), read_number("88")
    (('6.9', 'mm'), ('88', ''))

    Raises:
        ValidationError: it is no number, or could be read in two ways.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValidationError(f"“{text}” is not a number that can be read. Write it like {like}.")
    whole, part, unit = found[1], found[2], (found[3] or "").lower()
    if part is not None and len(part) == 3 and "," in text:
        raise ValidationError(f"“{text}” can be read in two ways. Write it with a point, or without the comma.")
    return (whole if part is None else f"{whole}.{part}"), unit


def read_length(text: str, unit: str) -> Length | None:
    """Read a length. The unit typed behind the number counts; ``unit``, that of the whole report, where there is none.

    Raises:
        ValidationError: there is no unit at all (code ``unit``), or it is no number.
    """
    if not text.strip():
        return None
    digits, typed = read_number(text)
    if not (typed or unit):
        raise ValidationError(digits, code="unit")
    return Length(digits, typed or unit)


def ask_for_the_unit(bare: Sequence[str]) -> str:
    """Ask once for the unit of every number that came without one."""
    if len(bare) == 1:
        return f"{bare[0]} has no unit. Is it {bare[0]} mm or {bare[0]} cm?"
    return f"{', '.join(bare[:-1])} and {bare[-1]} have no unit. Are they mm or cm?"
