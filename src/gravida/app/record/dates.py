"""Dates as people know them: to the day, to the month, to the year, or about."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime


def today() -> date:
    """The day it is where this runs."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True)
class RoughDate:
    """A date with what is known of it. ``about`` says that even this much is a guess."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    @property
    def exact(self) -> date | None:
        """The day, where it is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        """The first day it can mean, to put dates in order."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def words(self) -> str:
        """Write it out: "Friday 19 March 2027", "March 2027", "about 2014"."""
        if (exact := self.exact) is not None:
            written = in_words(exact)
        elif self.month is not None:
            written = f"{calendar.month_name[self.month]} {self.year}"
        else:
            written = str(self.year)
        return f"about {written}" if self.about else written

    @property
    def after_a_verb(self) -> str:
        """The same after "ended" or "born": "on Friday 19 March 2027", "in March 2027", "about 2014"."""
        if self.about:
            return self.words
        return f"{'in' if self.exact is None else 'on'} {self.words}"


def rough(day: date) -> RoughDate:
    """Return an exact day as a date that could have been rough."""
    return RoughDate(day.year, day.month, day.day)


def in_words(day: date) -> str:
    """Write a day in full: "Thursday 18 March 2027"."""
    return f"{calendar.day_name[day.weekday()]} {short(day)}"


def short(day: date) -> str:
    """Write a day without its weekday: "18 March 2027"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def weeks_in_words(days: int) -> str:
    """Write an age in days as weeks and days: "6 weeks and 4 days", "1 week", "3 days"."""
    weeks, rest = divmod(days, 7)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((weeks, "week"), (rest, "day")) if n]
    return " and ".join(parts) or "0 days"
