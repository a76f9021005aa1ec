"""Entries of the evidence book for ages and sizes: dating formulas, known dates, weights, growth standards."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from gravida.engine.book_entry import BelongsTo, Entry, entry, off
from gravida.engine.dating import known_dates
from gravida.engine.dating.biometry import BiometryFormula
from gravida.engine.dating.formula import WORDS, Formula
from gravida.engine.growth import papageorghiou2014
from gravida.engine.growth.size_standard import Standard
from gravida.engine.growth.weight import WeightFormula
from gravida.engine.selection import Selection


def of_formula(formula: Formula, selection: Selection) -> Entry:
    """Return a formula for age from a first-trimester size."""
    parts = [f"Age from the {WORDS[formula.measure]}. {_paragraph(formula.equation, 'Equation')}"]
    parts += [f"{word}: {_paragraph(formula.equation, word)}" for word in ("Range", "Stated error")]
    return entry(
        formula.rule_id,
        "formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=" ".join(parts),
        concludes="an age in days; nothing out of range",
        note_=f"{formula.note} Who they were: {formula.population}",
        needs=(formula.measure,),
        off_because=off(formula.rule_id, selection),
        can_switch=True,
    )


def of_biometry(formula: BiometryFormula) -> Entry:
    """Return a formula for age from a later size."""
    return entry(
        formula.rule_id,
        "formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=f"Age from {' and '.join(formula.measures)}, {formula.earliest_days:g} to {formula.latest_days:g} days",
        concludes="an age in days; nothing out of range",
        note_=f"{formula.note} Who they were: {formula.population}",
        needs=formula.measures,
    )


def of_known_dates() -> Iterator[Entry]:
    """Yield the ages that follow from dates."""
    ovulation, usual = known_dates.OVULATION_DAY, known_dates.USUAL_CYCLE_DAYS
    belongs_to = BelongsTo("known_dates", "Ages from dates that are known")
    rows = (
        ("DATE-LMP", "days since the last period", ("lmp_date",), known_dates.LMP_SOURCE),
        (
            "DATE-CYCLE",
            f"days since the last period, less the days by which the cycle is longer than {usual}",
            ("lmp_date", "cycle_length_days"),
            known_dates.CYCLE_SOURCE,
        ),
        (
            "DATE-OVULATION",
            f"days since ovulation or conception, plus {ovulation}",
            ("ovulation_date", "conception_date"),
            known_dates.OVULATION_SOURCE,
        ),
        (
            "DATE-IVF0-retrieval",
            f"days since egg retrieval, plus {ovulation}",
            ("retrieval_date",),
            known_dates.RETRIEVAL_SOURCE,
        ),
        (
            "DATE-IVF0-transfer",
            f"days since the transfer, plus {ovulation}, plus the age of the embryo at transfer",
            ("transfer_date", "embryo_age_days"),
            known_dates.TRANSFER_SOURCE,
        ),
    )
    for entry_id, says, dates, source in rows:
        yield entry(
            entry_id,
            "formula",
            source,
            belongs_to=belongs_to,
            says=says,
            concludes="an age in days",
            note_="A date of assisted conception is never replaced by an age from size." if "IVF" in entry_id else "",
            needs=("exam_date", *dates),
        )


def of_size_standard(selection: Selection) -> Entry:
    """Return the standard of crown-rump length that an assessment uses."""
    about = papageorghiou2014.mean
    return entry(
        "DATE-IGS",
        "table",
        papageorghiou2014.SOURCE,
        belongs_to=BelongsTo("papageorghiou2014_size", "INTERGROWTH-21st, crown-rump length for age"),
        says=f"{_paragraph(about, 'Equation')} Range: {_paragraph(about, 'Range')}",
        concludes="crl_z and crl_centile, at an age that does not come from the length itself",
        note_=f"Who they were: {_paragraph(about, 'Population')}",
        needs=("crl_mm", "ga_days"),
        off_because=off("DATE-IGS", selection),
        can_switch=True,
    )


def of_weight(formula: WeightFormula) -> Entry:
    """Return a formula for weight before birth."""
    return entry(
        f"WEIGHT-{formula.key}",
        "weight formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=formula.says,
        concludes="a weight in grams",
        note_=f"{formula.note} Who they were: {formula.population}".strip(),
        needs=formula.measures,
    )


def of_growth(standard: Standard) -> Entry:
    """Return a growth standard."""
    equations = "; ".join(standard.distribution.says()[:4])
    return entry(
        f"GROWTH-{standard.key}",
        "growth standard",
        standard.source,
        belongs_to=BelongsTo(standard.key, standard.title),
        says=f"{equations}. Range: {standard.lowest:g} to {standard.highest:g} {standard.argument}",
        concludes="z and centile; nothing out of range",
        note_=f"{standard.note} Who they were: {standard.population}".strip(),
        needs=(standard.column, standard.argument),
    )


def _paragraph(about: Any, word: str) -> str:
    """The paragraph of a module's docstring that begins with a word: ``Equation: ...``, ``Range: ...``."""
    function: Callable[..., Any] = about.func if isinstance(about, partial) else about
    text = sys.modules[function.__module__].__doc__ or ""
    found = re.search(rf"^{word}: (.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return " ".join(found[1].split()).replace("**", "") if found else ""
