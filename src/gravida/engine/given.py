"""Numbers that a person or a program hands over, checked once: outside what can be, one sentence says what to mend."""

from __future__ import annotations

from math import isfinite

from gravida.errors import InputError

YOUNGEST_YEARS, OLDEST_YEARS = 12, 55
"""Ages the tables speak about; the youngest band printed begins at 12. The upper end is our own."""

LONGEST_DAYS = 330
"""More than a pregnancy lasts."""


def number(name: str, value: object, low: float, high: float, mend: str) -> float:
    """Return a finite number within two limits, both included.

    Raises:
        InputError: it is none, or lies outside.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise InputError(f"{name} {value!r} is not a number.", f"Write a number of {low:g} to {high:g}.", value=value)
    if not low <= value <= high:
        raise InputError(f"{name} {value:g} is outside {low:g} to {high:g}.", mend, value=value)
    return float(value)


def whole(name: str, value: object, low: int, high: int, mend: str) -> int:
    """Return a whole number within two limits, both included.

    Raises:
        InputError: it is none, or lies outside.
    """
    found = number(name, value, low, high, mend)
    if found != int(found):
        raise InputError(f"{name} {found:g} is not a whole number.", "Write a whole number.", value=value)
    return int(found)


def age(years: object) -> float:
    """Return an age in years that a pregnancy can have.

    Raises:
        InputError: 9 or 70, for two.
    """
    return number(
        "age_years",
        years,
        YOUNGEST_YEARS,
        OLDEST_YEARS,
        "Write the age of the pregnant person in years; no table here is about other ages.",
    )


def losses(name: str, value: object) -> int:
    """Return a number of earlier losses.

    Raises:
        InputError: it is negative, not whole, or more than can be believed.
    """
    return whole(name, value, 0, 40, "Write how many there were, 0 for none; leave it out if it is not known.")


def ga_days(value: object) -> int:
    """Return a gestational age in whole days.

    Raises:
        InputError: it is negative or more than a pregnancy lasts.
    """
    return whole("ga_days", value, 0, LONGEST_DAYS, "Write the age of the pregnancy in days; 6w4d is 46.")
