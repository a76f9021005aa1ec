"""How old the pregnancy is, in whole days: which ages follow from a record, and which of them a rule may use.

Three ages are kept apart. ``ga_lmp_days`` comes from a last period or a known conception and never from the scan, for
rules about being late. ``heart_age_days`` is the age under which a heart rate is looked up. ``chosen_age_days`` is
the one that is shown. A transfer or a retrieval comes before everything else and is never corrected by size.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Any

from gravida.arrays import namespace
from gravida.engine import dating
from gravida.engine.conditions import HasCode, IsFalse, IsNotTrue, IsTrue
from gravida.engine.dating import known_dates
from gravida.engine.derived import ASSUMED, Derived, FirstOf, NameOfFirst, NumberFrom, YesNoFrom

SPREAD_BELOW_CRL_MM = 10.0
"""Below 10 mm the formulas differ by up to 6 days (viability.md section 9): the spread is shown, never a bare age."""

PRINTED_CYCLE_DAYS = 28


def _late_by_lmp(exam_day: Any, lmp_day: Any, cycle_length_days: Any) -> Any:
    """Age for rules about being late: a cycle over 28 days makes it less, a shorter one does not make it more."""
    where = namespace(exam_day, lmp_day, cycle_length_days).where
    cycle = where(cycle_length_days > PRINTED_CYCLE_DAYS, cycle_length_days, PRINTED_CYCLE_DAYS + 0 * cycle_length_days)
    return known_dates.from_lmp(exam_day, lmp_day, cycle)


def _half_up(age_days: Any) -> Any:
    """Whole days, half a day up, as printed tables do."""
    if isinstance(age_days, int | float):
        return float(int(age_days + 0.5))
    return (age_days + 0.5).floor()


def _formula_age(key: str) -> NumberFrom:
    formula = dating.method(key)
    return NumberFrom(f"age_{key}_days", (formula.measure,), lambda size: _rounded(formula.age_days(size)))


def _rounded(age_days: Any) -> Any:
    return age_days if isinstance(age_days, float) and age_days != age_days else _half_up(age_days)


def _whole_days_around(low: Any, high: Any) -> tuple[Any, Any]:
    """Whole days outward, so that the range never says more than was published."""
    if isinstance(low, int | float):
        return float(floor(low)), float(ceil(high))
    return low.floor(), high.ceil()


def _limits(key: str) -> Callable[[Any], tuple[Any, Any]]:
    """Return the lowest and highest age for a size: the published error, and under 10 mm also every other formula."""
    formula = dating.method(key)

    def limits(size: Any) -> tuple[Any, Any]:
        low, high = formula.limits_days(size)
        if formula.measure == "crl_mm":
            where = namespace(size).where
            others_low, others_high = dating.spread_days(size)
            small = size < SPREAD_BELOW_CRL_MM
            low = where(small, where(others_low < low, others_low, low), low)
            high = where(small, where(others_high > high, others_high, high), high)
        return _whole_days_around(low, high)

    return limits


def _limits_from(key: str, shown: str) -> tuple[NumberFrom, NumberFrom]:
    formula, limits = dating.method(key), _limits(key)
    chosen = HasCode("chosen_age_from", (shown,), f"dated by {shown}")
    return (
        NumberFrom(f"age_{key}_low_days", (formula.measure,), lambda size: limits(size)[0], only_if=chosen),
        NumberFrom(f"age_{key}_high_days", (formula.measure,), lambda size: limits(size)[1], only_if=chosen),
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
    tuple(derived for key, shown in _FROM_SIZE for derived in _limits_from(key, shown)),
    (
        FirstOf("chosen_age_low_days", tuple(f"age_{key}_low_days" for key, _ in _FROM_SIZE)),
        FirstOf("chosen_age_high_days", tuple(f"age_{key}_high_days" for key, _ in _FROM_SIZE)),
    ),
)
"""Stages of ages. A last period of unsaid certainty counts for rules under assumption only, and they say so."""
