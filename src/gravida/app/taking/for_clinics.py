"""The record in the form that clinics and other programs exchange (FHIR R4): findings and dates, no words of hers.

Left out are names, labels, notes, the text of reports, photos, settings, and a pregnancy that is hoped for: there is
none yet. The JSON beside it has all of that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import time
from typing import Any, Final

from gravida.app.blood.test import BloodTest
from gravida.app.record.columns import YES_OR_NO, scan_columns
from gravida.app.record.dates import RoughDate
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.vault.store import Stored
from gravida.interop.fhir import Episode, Visit, bundle

OF_THE_PREGNANCY: Final = (
    "lmp_date", "lmp_certain", "cycle_length_days", "ovulation_date", "retrieval_date", "transfer_date",
    "embryo_age_days", "n_fetuses", "outcome",
)  # fmt: skip
"""Columns that a scan has from its pregnancy: said once, there."""

BORN: Final = "live_birth"


def to_json(documents: Iterable[Stored[Any]]) -> str:
    """Return the Bundle as text, the same for the same record."""
    taken = list(documents)
    pregnancies = [stored for stored in taken if isinstance(stored.document, Pregnancy)]
    episodes = [_episode(stored, taken) for stored in pregnancies if stored.document.state != "hoped for"]
    return json.dumps(bundle(episodes), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _episode(stored: Stored[Pregnancy], documents: list[Stored[Any]]) -> Episode:
    pregnancy = stored.document
    said = scan_columns(pregnancy, Scan(stored.id))
    visits = [
        visit
        for other in sorted(documents, key=lambda one: str(one.id))
        if getattr(other.document, "pregnancy", None) == stored.id and (visit := _visit(other, pregnancy)) is not None
    ]
    ended = BORN if pregnancy.state == "born" and not pregnancy.how_it_ended else pregnancy.how_it_ended
    return Episode(
        id=stored.id,
        standing="over" if pregnancy.over else "running",
        begun=fhir_date(pregnancy.dates.last_period),
        ended=fhir_date(pregnancy.ended_on) if pregnancy.over else "",
        outcome=ended if pregnancy.over else "",
        said={name: value for name, value in said.items() if name in OF_THE_PREGNANCY},
        visits=tuple(visits),
    )


def fhir_date(known: RoughDate | None) -> str:
    """Return a date as far as it is known: 2027, 2027-03 or 2027-03-19. One that is a guess is left out."""
    if known is None or known.about:
        return ""
    parts = (f"{known.year:04}", *(f"{part:02}" for part in (known.month, known.day) if part is not None))
    return "-".join(parts)


def _visit(stored: Stored[Any], pregnancy: Pregnancy) -> Visit | None:
    match stored.document:
        case Scan() as scan:
            found = scan_columns(pregnancy, scan)
            own = {name: value for name, value in found.items() if name not in OF_THE_PREGNANCY}
            return Visit(stored.id, "scan", scan.day.isoformat() if scan.day else "", own)
        case BloodTest() as test:
            return Visit(stored.id, "blood", test.day.isoformat() if test.day else "", _levels(test))
        case _:
            return None


def _levels(test: BloodTest) -> dict[str, Any]:
    given = {
        "hcg_time": _time(test.time),
        "hcg_iu_l": None if test.hcg is None else str(test.hcg),
        "hcg_kind": test.kind,
        "progesterone_nmol_l": None if test.progesterone is None else str(test.progesterone),
        "on_progesterone": YES_OR_NO.get(test.on_progesterone),
    }
    return {name: value for name, value in given.items() if value not in (None, "")}


def _time(written: str) -> time | str:
    try:
        return time.fromisoformat(written)
    except ValueError:  # as it was written, where it is no time of day
        return written
