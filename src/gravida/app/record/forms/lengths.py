"""A length with its unit. A bare number is not accepted, and nothing is rounded: 6.9 stays 6.9."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.scan import Length

UNITS = (("", "unit"), ("mm", "mm"), ("cm", "cm"))
_NUMBER = re.compile(r"(\d{1,4})(?:[.,](\d{1,3}))?\s*(mm|cm)?", re.IGNORECASE)


def read_number(text: str) -> tuple[str, str]:
    """Read a number as it stands in a report, with a point or a comma, and the unit if one was typed behind it.

    >>> read_number("6,9 mm"), read_number("88")
    (('6.9', 'mm'), ('88', ''))

    Raises:
        ValidationError: it is no number, or could be read in two ways.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise ValidationError(f"“{text}” is not a number that can be read. Write it like 6.9 or 6,9.")
    whole, part, unit = found[1], found[2], (found[3] or "").lower()
    if part is not None and len(part) == 3 and "," in text:
        raise ValidationError(f"“{text}” can be read in two ways. Write it with a point, or without the comma.")
    return (whole if part is None else f"{whole}.{part}"), unit


def read_length(text: str, unit: str) -> Length | None:
    """Read a number and the unit chosen beside it. A unit typed behind the number counts as well.

    Raises:
        ValidationError: there is no unit, or there are two different ones.
    """
    if not text.strip():
        return None
    digits, typed = read_number(text)
    if typed and unit and typed != unit:
        raise ValidationError(f"The number says {typed} and the unit beside it says {unit}. Which one is it?")
    if not (typed or unit):
        raise ValidationError(f"{digits} has no unit. Is it {digits} mm or {digits} cm?", code="unit")
    return Length(digits, typed or unit)


class LengthBoxes(forms.MultiWidget):
    """A box for the number and a choice of the unit, with none chosen."""

    def __init__(self) -> None:
        """Make both; the number carries the name of the field, the unit the same with ``_unit``."""
        super().__init__(
            {
                "": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w5"}),
                "unit": forms.Select(choices=UNITS),
            }
        )

    def decompress(self, value: Any) -> list[Any]:
        """Split a length into number and unit."""
        return [value.digits, value.unit] if isinstance(value, Length) else [None, None]


class LengthField(forms.MultiValueField):
    """A length with its unit, or None where the number is empty."""

    def __init__(self, label: str, hint: str = "") -> None:
        """Make the field."""
        super().__init__(
            fields=[forms.CharField(required=False), forms.ChoiceField(required=False, choices=UNITS)],
            widget=LengthBoxes(),
            label=label,
            help_text=hint,
            required=False,
            require_all_fields=False,
        )

    def compress(self, data_list: list[Any]) -> Length | None:
        """Put number and unit together."""
        return read_length(data_list[0] or "", data_list[1] or "") if data_list else None
