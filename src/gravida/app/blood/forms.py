"""The form of one blood test, and what is asked about a value that looks as if it were in another unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from gravida.app.blood.levels import LevelField, read_time
from gravida.app.blood.test import HCG_UNITS, PROGESTERONE_UNITS, BloodTest, Level
from gravida.app.record.forms.choices import YES_OR_NO, Pick, picks, text
from gravida.app.record.forms.dates import RoughDateField
from gravida.app.record.forms.questions import Guess, Query
from gravida.engine.blood.progesterone import ProgesteroneAnswer, read_progesterone
from gravida.engine.blood.units import hcg_iu_l, unit_questions
from gravida.errors import InputError

NOTHING = "Nothing stands here yet. Write one value, or the words of the report."


class BloodForm(forms.Form):
    """One blood test. Every answer may be left out, but not all of them."""

    on = RoughDateField("Day the blood was taken", "Day, month, year.", exact=True)
    time = text("Time it was taken", "Like 9:20 or 14:05. Two values can only be compared with it.", most=20)
    hcg = LevelField("hCG", HCG_UNITS, "Also written as beta-hCG. IU/L and mIU/mL are the same.")
    kind = picks(
        "Which hCG does the report name?",
        (("total", Pick("Total hCG")), ("beta", Pick("Beta-hCG")), ("not said", Pick("The report does not say"))),
    )
    laboratory = text("Laboratory", "Between laboratories the numbers differ by themselves.", most=120)
    progesterone = LevelField("Progesterone", PROGESTERONE_UNITS, "The two units are not the same.")
    on_progesterone = picks("Were you taking progesterone then?", YES_OR_NO)
    report = text("The report’s own words", "If you want to keep them. We never change the text.", most=20000, rows=4)

    def clean_time(self) -> str:
        """Read the time of day."""
        return read_time(self.cleaned_data["time"])

    def clean_hcg(self) -> Any:
        """Refuse what cannot be an hCG value."""
        level = self.cleaned_data["hcg"]
        if level is not None and level.value == 0:
            raise ValidationError(
                "An hCG of 0 is not a value a report gives. Write the number as it stands there, or leave it empty."
            )
        if level is not None:
            try:
                hcg_iu_l(level.value)
            except InputError:
                raise ValidationError(f"{level} is more than can be. Please check the number.") from None
        return level

    def clean_progesterone(self) -> Any:
        """Refuse what cannot be a progesterone level."""
        level = self.cleaned_data["progesterone"]
        if level is not None:
            try:
                _read(level)
            except InputError:
                raise ValidationError(f"{level} is more than can be. Please check the number and the unit.") from None
        return level

    def clean(self) -> dict[str, Any]:
        """An empty form is not kept."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("on", "hcg", "progesterone", "report")):
            raise ValidationError(NOTHING)
        return cleaned

    def blood_test(self, pregnancy: UUID, kept: tuple[str, ...] = ()) -> BloodTest:
        """Return what was typed as a blood test. The form has to be valid."""
        typed = self.cleaned_data
        words = ("time", "hcg", "kind", "laboratory", "progesterone", "on_progesterone", "report")
        day = None if typed["on"] is None else typed["on"].exact
        return BloodTest(pregnancy=pregnancy, day=day, kept=kept, **{name: typed[name] for name in words})


def filled_in(test: BloodTest) -> dict[str, Any]:
    """Return a stored test as the form's beginning."""
    return {
        "on": test.day,
        "time": test.time,
        "hcg": test.hcg,
        "kind": test.kind,
        "laboratory": test.laboratory,
        "progesterone": test.progesterone,
        "on_progesterone": test.on_progesterone,
        "report": test.report,
    }


def queries(test: BloodTest, others: Sequence[BloodTest]) -> list[Query]:
    """Return what has to be asked about the units, without what she confirmed."""
    asked: list[Query] = []
    for other in others:
        if test.hcg is not None and other.hcg is not None and not asked:
            asked += [Query("hcg units", "hcg", says, None) for says in unit_questions(test.hcg.value, other.hcg.value)]
    if test.progesterone is not None:
        level = test.progesterone
        other_unit = next(unit for unit in PROGESTERONE_UNITS if unit != level.unit)
        guess = Guess(f"It is {level.digits} {other_unit}", "progesterone_unit", other_unit)
        found = _read(level)
        asked += [Query("progesterone unit", "progesterone", says, guess) for says in found.questions]
    return [query for query in asked if query.id not in test.kept]


def _read(level: Level) -> ProgesteroneAnswer:
    """Read a progesterone level in the unit it is written in."""
    return read_progesterone(ng_ml=level.value) if level.unit == "ng/mL" else read_progesterone(nmol_l=level.value)
