"""Telephone numbers by country, each with where it was read and when. What was not checked for a year is not shown."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from gravida.app.record.dates import short

SHOWN_FOR = timedelta(days=365)

COUNTRIES = {
    "AU": "Australia",
    "CA": "Canada",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IN": "India",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "US": "United States",
}
"""Countries for which a number was read. Others are not offered: a wrong number is worse than none."""


@dataclass(frozen=True)
class Number:
    """One telephone number, as it is dialled and as it is shown."""

    country: str
    name: str
    kind: str
    tel: str
    shown: str
    hours: str
    last_checked: date
    source: str
    evidence: str

    @property
    def checked_words(self) -> str:
        """Say when it was last checked and on what kind of page."""
        return f"{self.name}: last checked on {short(self.last_checked)}. Read on: {self.evidence}."


@cache
def _all() -> tuple[Number, ...]:
    text = (files("gravida.app.words") / "numbers.csv").read_text(encoding="utf-8")
    return tuple(
        Number(
            country=row["country"],
            name=row["name"],
            kind=row["kind"],
            tel=row["phone"],
            shown=row["shown"],
            hours=row["hours"],
            last_checked=date.fromisoformat(row["last_checked"]),
            source=row["source"],
            evidence=row["evidence"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def sources() -> tuple[str, ...]:
    """Return the address of every page on which a number was read."""
    return tuple(number.source for number in _all())


def numbers(country: str, kind: str, on: date) -> list[Number]:
    """Return the numbers of a country that were checked within the year before a day."""
    return [
        number
        for number in _all()
        if number.country == country and number.kind == kind and on - number.last_checked <= SHOWN_FOR
    ]
