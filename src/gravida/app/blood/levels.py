"""A level with its unit, and a time of day. A bare number is not accepted, and nothing is rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.blood.test import Level

_LEVEL = re.compile(r"(\d{1,7})(?:[.,](\d{1,3}))?\s*([a-z]+/[a-z]+)?", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})\s*(am|pm)?", re.IGNORECASE)
HALF_DAY, HOURS, MINUTES = 12, 24, 60


def read_level(text: str, unit: str, units: Sequence[str]) -> Level | None:
    """Read a level and the unit chosen beside it. A unit typed behind the number counts as well.

    Raises:
        ValidationError: no number, no unit, two different ones, or a unit that is not one of this test.
    """
    if not text.strip():
        return None
    if text.strip()[0] in "<>≤≥":
        raise ValidationError(f"“{text}” is a limit and not a value. Keep it in the report’s own words.", code="limit")
    found = _LEVEL.fullmatch(text.strip())
    if found is None:
        raise ValidationError(f"“{text}” is not a number that can be read. Write it like 1240 or 12.5.")
    whole, part, typed = found[1], found[2], found[3] or ""
    if part is not None and len(part) == 3 and "," in text:
        raise ValidationError(f"“{text}” can be read in two ways. Write it with a point, or without the comma.")
    known = {one.lower(): one for one in units}
    if typed and typed.lower() not in known:
        raise ValidationError(f"{typed} is not a unit of this test here. Is it {' or '.join(units)}?")
    typed = known.get(typed.lower(), "")
    if typed and unit and typed != unit:
        raise ValidationError(f"The number says {typed} and the unit beside it says {unit}. Which one is it?")
    digits = whole if part is None else f"{whole}.{part}"
    if not (typed or unit):
        raise ValidationError(f"{digits} has no unit. Is it {' or '.join(units)}?", code="unit")
    return Level(digits, typed or unit)


def read_time(text: str) -> str:
    """Read a time of day, as 9:20, 14.05 or 2:05 pm, and write it 09:20.

    Raises:
        ValidationError: it is no time.
    """
    if not text.strip():
        return ""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (HOURS, 0)
    half = (found[3] or "").lower() if found else ""
    if half and not 1 <= hour <= HALF_DAY:
        hour = HOURS
    elif half:
        hour = hour % HALF_DAY + (HALF_DAY if half == "pm" else 0)
    if hour >= HOURS or minute >= MINUTES:
        raise ValidationError(f"“{text}” is not a time. Write it like 9:20 or 14:05.")
    return f"{hour:02}:{minute:02}"


class LevelField(forms.MultiValueField):
    """A level with its unit, or None where the number is empty."""

    def __init__(self, label: str, units: Sequence[str], hint: str = "") -> None:
        """Make the field; no unit is chosen beforehand."""
        self.units = units
        choices = (("", "unit"), *((unit, unit) for unit in units))
        super().__init__(
            fields=[forms.CharField(required=False), forms.ChoiceField(required=False, choices=choices)],
            widget=LevelBoxes(choices),
            label=label,
            help_text=hint,
            required=False,
            require_all_fields=False,
        )

    def compress(self, data_list: list[Any]) -> Level | None:
        """Put number and unit together."""
        return read_level(data_list[0] or "", data_list[1] or "", self.units) if data_list else None


class LevelBoxes(forms.MultiWidget):
    """A box for the number and a choice of the unit; the unit carries the name of the field with ``_unit``."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """Make both."""
        number = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w5"})
        super().__init__({"": number, "unit": forms.Select(choices=choices)})

    def decompress(self, value: Any) -> list[Any]:
        """Split a level into number and unit."""
        return [value.digits, value.unit] if isinstance(value, Level) else [None, None]
