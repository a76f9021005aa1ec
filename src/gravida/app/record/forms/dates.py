"""A date in three boxes: day, month, year. A rough one may leave out the day, or the day and the month."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.record.dates import RoughDate, rough, short, today

EARLIEST_YEAR = 1940
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}


class DateBoxes(forms.MultiWidget):
    """Three boxes, and for a rough date a fourth to say that it is about."""

    def __init__(self, *, exact: bool) -> None:
        """Make the boxes; an exact date has no box for "about"."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"inputmode": kind, "autocomplete": "off"})
            for name, kind in (("day", "numeric"), ("month", "text"), ("year", "numeric"))
        }
        if not exact:
            boxes["about"] = forms.CheckboxInput()
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[Any]:
        """Split a date into its boxes."""
        if isinstance(value, date):
            value = rough(value)
        if not isinstance(value, RoughDate):
            return [None] * len(self.widgets)
        return [value.day, value.month, value.year, value.about][: len(self.widgets)]


BOXES = ("day", "month", "year")


class BoundDate(forms.BoundField):
    """A date on a page, which knows the box that its fault is in."""

    @property
    def box_at_fault(self) -> str:
        """Name the box, or nothing where the date is right. A fault of the whole date is shown at its first box."""
        faults = self.form.errors.as_data().get(self.name, [])
        return "" if not faults else faults[0].code if faults[0].code in BOXES else BOXES[0]


class RoughDateField(forms.MultiValueField):
    """A date with what is known of it, or None where every box is empty."""

    def __init__(self, label: str, hint: str = "", *, exact: bool = False, may_lie_ahead: bool = False) -> None:
        """Make the field. ``exact`` asks for the day; ``may_lie_ahead`` allows days that have not come."""
        self.exact, self.may_lie_ahead = exact, may_lie_ahead
        boxes: list[forms.Field] = [forms.CharField(required=False) for _ in range(3)]
        if not exact:
            boxes.append(forms.BooleanField(required=False))
        super().__init__(
            fields=boxes,
            widget=DateBoxes(exact=exact),
            label=label,
            help_text=hint,
            required=False,
            require_all_fields=False,
        )

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundDate:
        """Return the field as it stands on a page."""
        return BoundDate(form, self, field_name)

    def compress(self, data_list: list[Any]) -> RoughDate | None:
        """Put the boxes together."""
        parts = [str(part or "").strip() for part in data_list[:3]]
        if not any(parts):
            return None
        found = read_date(*parts, about=bool(data_list[3:] and data_list[3]))
        if self.exact and found.exact is None:
            raise ValidationError("Please give the day, the month and the year. Nothing is guessed.")
        if not self.may_lie_ahead and found.earliest > today():
            raise ValidationError(f"{_written(found)} has not come yet. Please check the year.", code="year")
        return found


def _written(found: RoughDate) -> str:
    return found.words if found.exact is None else short(found.exact)


def read_date(day: str, month: str, year: str, *, about: bool = False) -> RoughDate:
    """Read the three boxes; the month may be a number or a name.

    Raises:
        ValidationError: it is no date, with a sentence that says what to write.
    """
    number = _whole(year)
    if number is None or not EARLIEST_YEAR <= number <= today().year + 2:
        raise ValidationError(
            "Please write the year with four digits, for example 2026."
            if year
            else "The year is missing. If you do not know more, the year alone is enough.",
            code="year",
        )
    if not month:
        if day:
            raise ValidationError(
                "The month is missing. Leave out the day as well if you do not know it.", code="month"
            )
        return RoughDate(number, about=about)
    which = MONTHS.get(month.lower().rstrip("."), _whole(month))
    if which is None or not 1 <= which <= 12:
        raise ValidationError(f"“{month}” is not a month. Write 1 to 12, or its name.", code="month")
    if not day:
        return RoughDate(number, which, about=about)
    of_month = _whole(day)
    last = calendar.monthrange(number, which)[1]
    if of_month is None or not 1 <= of_month <= last:
        raise ValidationError(f"{calendar.month_name[which]} {number} has the days 1 to {last}.", code="day")
    return RoughDate(number, which, of_month, about)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
