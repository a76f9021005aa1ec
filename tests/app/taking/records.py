"""Random records: every kind of document she can write, with any letters in every field."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as some

from gravida.app.blood.test import HCG_UNITS, PROGESTERONE_UNITS, BloodTest, Level
from gravida.app.record.dates import RoughDate
from gravida.app.record.preferences import Preferences
from gravida.app.record.pregnancy import STATES, Change, Dates, Look, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.record.unfinished import Unfinished
from gravida.app.vault.made import Made

words = some.text(max_size=40)
days = some.dates(date(1950, 1, 1), date(2100, 12, 31))
rough_dates = some.one_of(
    some.builds(RoughDate, year=some.integers(1950, 2100), about=some.booleans()),
    some.builds(RoughDate, year=some.integers(1950, 2100), month=some.integers(1, 12)),
    days.map(lambda day: RoughDate(day.year, day.month, day.day)),
)
lengths = some.none() | some.builds(Length, digits=words, unit=some.sampled_from(("mm", "cm", "")))
numbers = some.none() | some.integers(0, 400)
changes = some.builds(Change, old=words, new=some.sampled_from(STATES), written_on=days)
pregnancies = some.builds(
    Pregnancy,
    state=some.sampled_from(STATES),
    history=some.lists(changes, max_size=3).map(tuple),
    label=words,
    own_word=words,
    dates=some.builds(
        Dates,
        last_period=some.none() | rough_dates,
        cycle_days=numbers,
        ovulation=some.none() | days,
        transfer=some.none() | days,
    ),
    babies=numbers,
    next_look=some.none() | some.builds(Look, day=some.none() | days, time=words, place=words, telephone=words),
    questions=some.lists(words, max_size=3).map(tuple),
    ended_on=some.none() | rough_dates,
    word_for_end=some.none() | words,
    hidden=some.booleans(),
    notes=words,
)


def scans(of: UUID) -> some.SearchStrategy[Scan]:
    return some.builds(
        Scan,
        pregnancy=some.just(of),
        day=some.none() | days,
        age_days=numbers,
        label=words,
        sac_diameters=some.tuples(lengths, lengths, lengths),
        length=lengths,
        heart_rate=words,
        report=words,
        kept=some.lists(words, max_size=2).map(tuple),
    )


def levels(*units: str) -> some.SearchStrategy[Level | None]:
    return some.none() | some.builds(Level, some.just("12.5") | words, some.sampled_from(units))


def blood_tests(of: UUID) -> some.SearchStrategy[BloodTest]:
    return some.builds(
        BloodTest,
        pregnancy=some.just(of),
        day=some.none() | days,
        time=some.sampled_from(("", "09:20")) | words,
        hcg=levels(*HCG_UNITS),
        kind=some.sampled_from(("", "total", "beta")),
        laboratory=words,
        progesterone=levels(*PROGESTERONE_UNITS),
        report=words,
    )


@some.composite
def records(draw: some.DrawFn) -> dict[UUID, Any]:
    """Documents with their ids."""
    found: dict[UUID, Any] = {}
    for id in draw(some.lists(some.uuids(), max_size=3, unique=True)):
        found[id] = draw(pregnancies)
        for scan in draw(some.lists(some.uuids(), max_size=3, unique=True)):
            found.setdefault(scan, draw(scans(id)))
        for test in draw(some.lists(some.uuids(), max_size=2, unique=True)):
            found.setdefault(test, draw(blood_tests(id)))
    others = some.one_of(
        some.builds(Preferences, own_word=words, guidelines=some.lists(words, max_size=2).map(tuple)),
        some.builds(Unfinished, path=words, fields=some.lists(some.tuples(words, words), max_size=3).map(tuple)),
        some.builds(Made, on=days, record_version=some.integers(1, 10**6)),
    )
    for id in draw(some.lists(some.uuids(), max_size=2, unique=True)):
        found.setdefault(id, draw(others))
    return found
