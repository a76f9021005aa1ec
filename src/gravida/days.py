"""Whole days: the only place that does calendar arithmetic. No time of day, no time zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gravida.errors import InputError

DAYS_PER_WEEK = 7

FIRST_OF_1970 = date(1970, 1, 1).toordinal()
"""Day number of the day from which engines and frames count their days."""


def day_number(when: date) -> int:
    """Count of days of a date in the proleptic Gregorian calendar (1 = 1 January of year 1).

    >>> day_number(date(2026, 11, 23)) - day_number(date(2026, 10, 1))
    53
    """
    return when.toordinal()


def day_number_from_parts(year: Any, day_of_year: Any) -> Any:
    """Return the same count as :func:`day_number` from year and day of the year, as integers or integer columns.

    Works on any engine that has no difference of dates in common with the others.

    >>> day_number_from_parts(2026, 327) == day_number(date(2026, 11, 23))
    True
    """
    y = year - 1
    return 365 * y + y // 4 - y // 100 + y // 400 + day_of_year


def read_date(text: str) -> date:
    """Read an ISO date, ``2026-11-23``. Anything else is refused: 03/04/2026 is two different days.

    Raises:
        InputError: the text is not an ISO date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:  # a timestamp at midnight is how spreadsheets and databases often write a date
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is not None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date()
    raise InputError(
        f"{text!r} is not a date that can be read in one way only.",
        "Write it as year-month-day, for example 2026-11-23.",
        value=text,
    )


def weeks_and_days(days: float) -> str:
    """Write an age the way clinics do, rounding half a day up: 45.5 days is ``6w4d``.

    >>> weeks_and_days(46), weeks_and_days(43.68)
    ('6w4d', '6w2d')
    """
    whole = int(days + 0.5)
    return f"{whole // DAYS_PER_WEEK}w{whole % DAYS_PER_WEEK}d"
