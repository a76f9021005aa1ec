"""Every formula that applies to what was measured, side by side, with the spread of their answers.

    compare(crl_mm=45.0)
    compare(hc_mm=150.0, fl_mm=25.0)

No answer is picked and nothing is averaged: the spread says how far published formulas disagree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gravida.engine import dating
from gravida.engine.dating.formula import Formula
from gravida.engine.growth.given import read_number
from gravida.errors import InputError

MEASURES = ("crl_mm", "msd_mm", "bpd_mm", "hc_mm", "ac_mm", "fl_mm", "tcd_mm")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one formula says: an age with its published limits, or the sentence why it gives none."""

    key: str
    title: str
    measures: tuple[str, ...]
    age_days: float
    low_days: float
    high_days: float
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All answers, and the lowest and highest age among them (NaN where none was given)."""

    answers: tuple[Answer, ...]
    lowest_days: float
    highest_days: float

    @property
    def spread_days(self) -> float:
        """How many days the lowest and the highest answer lie apart."""
        return self.highest_days - self.lowest_days


def compare(**measures_mm: float | None) -> Comparison:
    """Ask every formula whose measures were all given.

    >>> found = compare(crl_mm=84.0)
    >>> [answer.key for answer in found.answers if answer.why_not is None]
    ['robinson1975', 'hadlock1992', 'papageorghiou2014', 'sahota2009']
    >>> round(found.lowest_days, 2), round(found.highest_days, 2)
    (98.33, 100.3)

    Raises:
        InputError: a measure is not known, or is no number.
    """
    if not measures_mm:
        raise InputError("Nothing was measured.", f"Give one or more of {', '.join(MEASURES)}.")
    for name in measures_mm:
        if name not in MEASURES:
            raise InputError(f"{name} dates no pregnancy.", f"Give one or more of {', '.join(MEASURES)}.", column=name)
    given = {name: read_number(name, value) for name, value in measures_mm.items() if value is not None}
    answers = [
        _of_one(formula, given[formula.measure])
        for formula in dating.methods().values()
        if formula.measure in given and not math.isnan(given[formula.measure])
    ]
    for several in dating.biometry_methods().values():
        if all(name in given and not math.isnan(given[name]) for name in several.measures):
            taken = {name: given[name] for name in several.measures}
            age = several.age_days(**taken)
            error = math.nan if several.sd_days is None else 2 * several.sd_days(*taken.values())
            answers.append(
                Answer(
                    several.key,
                    several.title,
                    several.measures,
                    age,
                    age - error,
                    age + error,
                    several.out_of_range(**taken),
                )
            )
    ages = [answer.age_days for answer in answers if not math.isnan(answer.age_days)]
    return Comparison(tuple(answers), min(ages, default=math.nan), max(ages, default=math.nan))


def _of_one(formula: Formula, measure_mm: float) -> Answer:
    low, high = formula.limits_days(measure_mm)
    return Answer(
        formula.key,
        formula.title,
        (formula.measure,),
        formula.age_days(measure_mm),
        math.nan if low is None else low,
        math.nan if high is None else high,
        formula.out_of_range(measure_mm),
    )
