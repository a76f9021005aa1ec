"""Values that look impossible: what is asked, at which field, and the answer that is likely meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from gravida.app.record.columns import assess
from gravida.app.record.dates import short, today
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Length, Scan

LONGEST_DAYS = 320
"""A scan further from the last period than this belongs to another year."""


@dataclass(frozen=True)
class Guess:
    """An answer that may be meant: what the button says, and the box and text it fills in."""

    says: str
    box: str
    text: str


@dataclass(frozen=True)
class Query:
    """One question about a value: the engine's id, the field it stands at, the sentence, and perhaps a guess."""

    id: str
    field: str
    asks: str
    guess: Guess | None


FIELD = (
    ("exam_date", "on"),
    ("older than", "on"),
    ("ga_", "weeks"),
    ("heart", "heart_rate"),
    ("embryo_seen", "embryo"),
    ("gs_seen", "sac"),
    ("gs_d1", "measure_1"),
    ("gs_d2", "measure_2"),
    ("gs_d3", "measure_3"),
    ("yolk_sac_seen", "yolk_sac"),
    ("yolk_sac_mm", "yolk_sac_width"),
    ("crl_mm", "length"),
    ("msd_mm", "sac_mean"),
)
"""Beginning of the id of a question: the field it stands at."""

EVENTS = {
    "exam_date before lmp_date": "your last period",
    "exam_date before ovulation_date": "ovulation",
    "exam_date before retrieval_date": "the egg retrieval",
    "exam_date before transfer_date": "the embryo transfer",
}


def queries(pregnancy: Pregnancy, scan: Scan, others: Sequence[Scan]) -> list[Query]:
    """Return what has to be asked before anything is read from this scan, without what she confirmed."""
    asked = (a for a in assess(pregnancy, [*others, scan], len(others)).questions if a.blocks and a.id not in scan.kept)
    return [
        Query(a.id, _field(a.id), _asks(a.id, a.asks, pregnancy, scan), _guess(a.id, pregnancy, scan)) for a in asked
    ]


def open_questions(pregnancy: Pregnancy, scans: Sequence[Scan]) -> list[list[str]]:
    """Return what has to be asked about each scan as it stands, in words: also what does not stop the reading."""
    found = (assess(pregnancy, scans, place).questions for place in range(len(scans)))
    return [
        [_asks(asked.id, asked.asks, pregnancy, scan) for asked in questions if asked.id not in scan.kept]
        for scan, questions in zip(scans, found, strict=True)
    ]


def _field(question: str) -> str:
    return next((field for start, field in FIELD if question.startswith(start)), "on")


def _asks(question: str, engine_asks: str, pregnancy: Pregnancy, scan: Scan) -> str:
    day = _counted_from(question, pregnancy)
    if day is not None and scan.day is not None:
        return f"The scan date, {short(scan.day)}, is before {EVENTS[question]}, {short(day)}."
    if question == "crl_mm larger than the sac" and scan.length is not None:
        sac = str(scan.sac_mean) if scan.sac_mean else " × ".join(str(d) for d in scan.sac_diameters if d)
        return f"The length ({scan.length}) is longer than the sac ({sac})."
    return engine_asks[:1].upper() + engine_asks[1:]


def _counted_from(question: str, pregnancy: Pregnancy) -> date | None:
    dates = pregnancy.dates
    return {
        "exam_date before lmp_date": dates.last_period.exact if dates.last_period else None,
        "exam_date before ovulation_date": dates.ovulation,
        "exam_date before retrieval_date": dates.retrieval,
        "exam_date before transfer_date": dates.transfer,
    }.get(question)


def _guess(question: str, pregnancy: Pregnancy, scan: Scan) -> Guess | None:
    day = _counted_from(question, pregnancy)
    if day is not None and scan.day is not None:
        return _other_year(scan.day, day)
    field = _field(question)
    if field in ("length", "yolk_sac_width", "sac_mean"):
        return _other_length(question, field, pregnancy, scan)
    return None


def _other_year(scan_day: date, counted_from: date) -> Guess | None:
    for year in (counted_from.year, counted_from.year + 1):
        try:
            moved = scan_day.replace(year=year)
        except ValueError:
            continue
        if 0 <= (moved - counted_from).days <= LONGEST_DAYS and moved <= today():
            return Guess(f"The year is {year}", "on_year", str(year))
    return None


def _other_length(question: str, field: str, pregnancy: Pregnancy, scan: Scan) -> Guess | None:
    given: Length | None = getattr(scan, field)
    if given is None:
        return None
    for length in _slips(given):
        changed: dict[str, Any] = {field: length}
        tried = replace(scan, **changed)
        asked = {a.id for a in assess(pregnancy, [tried], 0).questions if a.blocks}
        if question not in asked and not any(_field(found) == field for found in asked):
            return Guess(f"It is {length}", field, str(length))
    return None


def _slips(given: Length) -> Iterator[Length]:
    """Slips that happen: the other unit, a point that was lost, a point that was set."""
    yield Length(given.digits, "mm" if given.unit == "cm" else "cm")
    moves: tuple[Callable[[Decimal], Decimal], ...] = (lambda n: n / 10, lambda n: n * 10)
    for move in moves:
        yield Length(f"{move(Decimal(given.digits)).normalize():f}", given.unit)
