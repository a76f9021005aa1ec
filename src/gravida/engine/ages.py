"""How old the pregnancy is, in whole days: which ages follow from a record, and which of them a rule may use.

Three ages are kept apart. ``ga_lmp_days`` comes from a last period or a known conception and never from the scan, for
rules about being late. ``heart_age_days`` is the age under which a heart rate is looked up. ``chosen_age_days`` is
the one that is shown. A transfer or a retrieval comes before everything else and is never corrected by size.
"""

from __future__ import annotations

from math import ceil, floor, isnan
from typing import Any

from gravida.arrays import namespace
from gravida.engine import dating
from gravida.engine.conditions import HasCode, IsFalse, IsNotTrue, IsTrue
from gravida.engine.dating import known_dates
from gravida.engine.derived import ASSUMED, Derived, Extreme, FirstOf, NameOfFirst, NumberFrom, YesNoFrom
from gravida.engine.findings import crl_mm

SPREAD_BELOW_CRL_MM = 10.0
"""Below 10 mm the formulas differ by up to 6 days (their worked values): the spread is shown, never a bare age."""

PRINTED_CYCLE_DAYS = 28


def _late_by_lmp(exam_day: Any, lmp_day: Any, cycle_length_days: Any) -> Any:
    """Age for rules about being late: a cycle over 28 days makes it less, a shorter one does not make it more."""
    where = namespace(exam_day, lmp_day, cycle_length_days).where
    cycle = where(cycle_length_days > PRINTED_CYCLE_DAYS, cycle_length_days, PRINTED_CYCLE_DAYS + 0 * cycle_length_days)
    return known_dates.from_lmp(exam_day, lmp_day, cycle)


def _half_up(age_days: Any) -> Any:
    """Whole days, half a day up, as printed tables do. What is not known stays so."""
    if isinstance(age_days, int | float):
        return age_days if isnan(age_days) else float(floor(age_days + 0.5))
    return (age_days + 0.5).floor()


def _down(age_days: Any) -> Any:
    return float(floor(age_days)) if isinstance(age_days, int | float) else age_days.floor()


def _up(age_days: Any) -> Any:
    return float(ceil(age_days)) if isinstance(age_days, int | float) else age_days.ceil()


def _formula_age(key: str) -> NumberFrom:
    formula = dating.method(key)
    return NumberFrom(
        f"age_{key}_days", (formula.measure,), lambda size: _half_up(formula.age_days(size)), formula=formula.rule_id
    )


def _published_limit(key: str, shown: str, upper: bool) -> NumberFrom:
    """The age less or plus the error published with its formula, where that formula was chosen."""
    formula = dating.method(key)
    return NumberFrom(
        f"age_{key}_{'high' if upper else 'low'}_days",
        (formula.measure,),
        lambda size: formula.limits_days(size)[upper],
        only_if=HasCode("chosen_age_from", (shown,), f"dated by {shown}"),
        formula=formula.rule_id,
    )


def _spread_age(key: str) -> NumberFrom:
    """What another formula gives for a small embryo, where the age was taken from its length."""
    formula = dating.method(key)
    return NumberFrom(
        f"spread_{key}_days",
        (formula.measure,),
        formula.age_days,
        only_if=(crl_mm < SPREAD_BELOW_CRL_MM) & HasCode("chosen_age_from", _BY_CRL, "dated by the crown-rump length"),
        formula=formula.rule_id,
    )


_not_doubtful = IsNotTrue("lmp_doubtful", "the date of the last period is not said to be uncertain")
_certain = IsTrue("lmp_certain", "the date of the last period is certain")
_LMP = ("exam_date", "lmp_date", "cycle_length_days")
_USUAL_CYCLE = {"cycle_length_days": float(PRINTED_CYCLE_DAYS)}

_KNOWN_CONCEPTION = (
    ("age_transfer_days", "transfer"),
    ("age_retrieval_days", "retrieval"),
    ("ga_ovulation_days", "ovulation"),
    ("age_ovulation_days", "ovulation"),
    ("age_conception_days", "conception"),
)
_NOT_FROM_SIZE = (
    *_KNOWN_CONCEPTION,
    ("ga_days", "recorded"),
    ("age_lmp_given_days", "lmp"),
    ("age_lmp_days", "lmp"),
)
_FROM_SIZE = (*((key, f"crl_{key}") for key in dating.PREFERRED), ("msd_plus_30", "msd_plus_30"))
_CHOSEN = (
    *_NOT_FROM_SIZE,
    ("ga_us_days", "ultrasound"),
    ("ga_crl_days", "crl_recorded"),
    *((f"age_{key}_days", shown) for key, shown in _FROM_SIZE),
)
_BY_CRL = tuple(shown for key, shown in _FROM_SIZE if dating.method(key).measure == "crl_mm")
_SPREAD = tuple(f"spread_{key}_days" for key in dating.methods("crl_mm"))
_HEART = (("ga_crl_days", "crl_recorded"), *_NOT_FROM_SIZE)


def _names(choices: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(name for name, _ in choices)


AGES: tuple[tuple[Derived, ...], ...] = (
    (
        YesNoFrom("lmp_doubtful", yes=IsFalse("lmp_certain", "uncertain"), no=_certain),
        NumberFrom("age_transfer_days", ("exam_date", "transfer_date", "embryo_age_days"), known_dates.from_transfer),
        NumberFrom("age_retrieval_days", ("exam_date", "retrieval_date"), known_dates.from_retrieval),
        NumberFrom("age_ovulation_days", ("exam_date", "ovulation_date"), known_dates.from_ovulation),
        NumberFrom("age_conception_days", ("exam_date", "conception_date"), known_dates.from_conception),
        *(_formula_age(key) for key in (*dating.PREFERRED, "msd_plus_30")),
    ),
    (
        NumberFrom("age_lmp_given_days", ("ga_lmp_days",), lambda given: given, only_if=_not_doubtful),
        NumberFrom("age_lmp_days", _LMP, known_dates.from_lmp, only_if=_not_doubtful, defaults=_USUAL_CYCLE),
        NumberFrom("age_late_certain_days", _LMP, _late_by_lmp, only_if=_certain, defaults=_USUAL_CYCLE),
        NumberFrom("age_late_days", _LMP, _late_by_lmp, only_if=_not_doubtful, defaults=_USUAL_CYCLE),
    ),
    (
        FirstOf("ga_lmp_days", (*_names(_KNOWN_CONCEPTION), "age_lmp_given_days", "age_late_certain_days")),
        FirstOf("ga_lmp_days" + ASSUMED, (*_names(_KNOWN_CONCEPTION), "age_lmp_given_days", "age_late_days")),
        FirstOf("age_days", _names(_NOT_FROM_SIZE)),
        FirstOf("heart_age_days", _names(_HEART)),
        NameOfFirst("heart_age_from", _HEART),
        FirstOf("chosen_age_days", _names(_CHOSEN)),
        NameOfFirst("chosen_age_from", _CHOSEN),
    ),
    (
        *(_published_limit(key, shown, upper) for key, shown in _FROM_SIZE for upper in (False, True)),
        *(_spread_age(key) for key in dating.methods("crl_mm")),
    ),
    (
        Extreme("lowest_age_days", (*(f"age_{key}_low_days" for key, _ in _FROM_SIZE), *_SPREAD), largest=False),
        Extreme("highest_age_days", (*(f"age_{key}_high_days" for key, _ in _FROM_SIZE), *_SPREAD), largest=True),
    ),
    (
        NumberFrom("chosen_age_low_days", ("lowest_age_days",), _down),
        NumberFrom("chosen_age_high_days", ("highest_age_days",), _up),
    ),
)
"""Stages of ages. A last period of unsaid certainty counts for rules under assumption only, and they say so."""
