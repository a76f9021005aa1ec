"""A document as lines to read: each answer with its words, what was left empty left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gravida.app.record.dates import RoughDate, in_words
from gravida.app.record.pregnancy import Change
from gravida.app.record.scan import Length

LABELS = {
    "age_days": "how far along, in days",
    "age_by": "counted from",
    "age_years": "your age then, in years",
    "bleed_beside": "a bleed beside the sac",
    "dates last_period": "first day of the last period",
    "dates last_period_certain": "that day is certain",
    "heartbeat": "heartbeat",
    "heart_rate": "heart rate, beats a minute",
    "kept": "numbers confirmed as the report has them",
    "length": "length (CRL)",
    "reason": "why it was done",
    "route": "how it was done",
    "sac_diameters": "sac, three measures",
    "sac_mean": "sac, mean",
    "on": "made on",
}


@dataclass(frozen=True)
class Line:
    """One answer."""

    label: str
    text: str


def lines(document: object, before: str = "") -> Iterator[Line]:
    """Yield every answer that was given."""
    if not is_dataclass(document) or isinstance(document, type):
        return
    for field in fields(document):
        value = getattr(document, field.name)
        name = f"{before}{field.name}"
        if isinstance(value, UUID) or value in (None, "", (), False):
            continue
        if is_dataclass(value) and not isinstance(value, RoughDate | Length):
            yield from lines(value, f"{name} ")
        elif text := _text(value):
            yield Line(LABELS.get(name, name.replace("_", " ")), text)


def _text(value: Any) -> str:
    match value:
        case True:
            return "yes"
        case RoughDate():
            return value.words
        case date():
            return in_words(value)
        case Change():
            return f"{value.new}, written on {in_words(value.written_on)}"
        case tuple():
            return "; ".join(text for part in value if (text := _text(part)))
        case None:
            return ""
        case _:
            return str(value)
