"""Progesterone in both units. Its cut-offs are for clinics, so none stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gravida.app.blood.test import BloodTest
from gravida.app.record.dates import short
from gravida.engine.blood.progesterone import MEANINGLESS, NO_LOCATION
from gravida.engine.blood.units import ng_ml_from_nmol_l, nmol_l_from_ng_ml

CANNOT_TELL = NO_LOCATION


@dataclass(frozen=True)
class Progesterone:
    """One level as written, the same in the other unit, and whether it was taken as a medicine."""

    day: str
    written: str
    same_as: str
    says: str


TAKEN = {
    "yes": MEANINGLESS,
    "": "Whether progesterone was being taken is not written. If it was, the level means nothing.",
}


def levels(tests: Sequence[BloodTest]) -> list[Progesterone]:
    """Return every level that was written down."""
    found = []
    for test in tests:
        if test.progesterone is not None:
            level = test.progesterone
            other = (
                f"{nmol_l_from_ng_ml(level.value):.3g} nmol/L"
                if level.unit == "ng/mL"
                else f"{ng_ml_from_nmol_l(level.value):.3g} ng/mL"
            )
            day = "No day is written" if test.day is None else short(test.day)
            found.append(Progesterone(day, str(level), other, TAKEN.get(test.on_progesterone, "")))
    return found
