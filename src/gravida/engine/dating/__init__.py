"""How far along: published formulas for the age of a pregnancy, and dates that are known.

One module per source; :func:`methods` lists the formulas, :func:`method` finds one; those for a later fetus are
:func:`biometry_methods`. :mod:`gravida.engine.dating.comparison` asks all that apply, side by side, and
:mod:`gravida.engine.dating.redating` holds the rules for which age is kept. Two formulas never agree
to the day, and for a very small embryo not even to the week: :func:`spread_days` gives the lowest and the
highest answer. Ages from dates that are known (last period, ovulation, retrieval, transfer) are in
:mod:`gravida.engine.dating.known_dates`.
"""

from __future__ import annotations

import math
from typing import Any

from gravida.arrays import is_column, namespace
from gravida.engine.dating import (
    daya1991,
    daya1993,
    goldstein1991,
    hadlock1992,
    mclennan2008,
    msd_plus_30,
    papageorghiou2014,
    robinson1975,
    sahota2009,
    verburg2008,
)
from gravida.engine.dating import (
    hadlock1984 as _hadlock1984,
)
from gravida.engine.dating import (
    papageorghiou2016 as _papageorghiou2016,
)
from gravida.engine.dating import (
    rodriguez_sibaja2021 as _rodriguez_sibaja2021,
)
from gravida.engine.dating.biometry import BiometryFormula
from gravida.engine.dating.formula import Formula, Measure
from gravida.engine.dating.validity import keep
from gravida.errors import UnknownName

__all__ = [
    "PREFERRED",
    "BiometryFormula",
    "Formula",
    "Measure",
    "biometry_method",
    "biometry_methods",
    "method",
    "methods",
    "spread_days",
]

PREFERRED = ("robinson1975", "hadlock1992")
"""Shown first where a person has not chosen; the others are listed beside them."""

_MODULES = (
    robinson1975,
    hadlock1992,
    papageorghiou2014,
    sahota2009,
    verburg2008,
    mclennan2008,
    daya1993,
    goldstein1991,
    daya1991,
    msd_plus_30,
)
_BIOMETRY: dict[str, BiometryFormula] = {
    formula.key: formula
    for module in (_papageorghiou2016, _hadlock1984, _rodriguez_sibaja2021)
    for formula in module.FORMULAS
}
_FORMULAS: dict[str, Formula] = {module.FORMULA.key: module.FORMULA for module in _MODULES}


def methods(measure: Measure | None = None) -> dict[str, Formula]:
    """Return the formulas by key: all of them, or those for one measure.

    >>> list(methods("msd_mm"))
    ['daya1991', 'msd_plus_30']
    """
    return {key: formula for key, formula in _FORMULAS.items() if measure in (None, formula.measure)}


def method(key: str) -> Formula:
    """Return one formula.

    >>> round(method("hadlock1992").age_days(45.0), 2)
    79.29

    Raises:
        UnknownName: there is no such formula.
    """
    if key not in _FORMULAS:
        raise UnknownName("dating formula", key, list(_FORMULAS))
    return _FORMULAS[key]


def biometry_methods(measure: str | None = None) -> dict[str, BiometryFormula]:
    """Return the formulas for later measures by key: all of them, or those that take one measure.

    >>> list(biometry_methods("tcd_mm"))
    ['rodriguez_sibaja2021_tcd']
    """
    return {key: formula for key, formula in _BIOMETRY.items() if measure is None or measure in formula.measures}


def biometry_method(key: str) -> BiometryFormula:
    """Return one formula for later measures.

    >>> round(biometry_method("papageorghiou2016_hc").age_days(hc_mm=100.0), 1)
    99.3

    Raises:
        UnknownName: there is no such formula.
    """
    if key not in _BIOMETRY:
        raise UnknownName("dating formula for later measures", key, list(_BIOMETRY))
    return _BIOMETRY[key]


def spread_days(crl_mm: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest age that the formulas give for a crown-rump length.

    The length is a float, an array or a column. Only formulas in whose range it lies take part; where there
    is none both answers are unknown.

    >>> [round(days, 1) for days in spread_days(10.0)]
    [49.2, 52.5]
    """
    if crl_mm is None:
        return None, None
    ages = [formula.age_days(crl_mm) for formula in methods("crl_mm").values()]
    if is_column(crl_mm):
        import narwhals as nw

        return nw.min_horizontal(*ages), nw.max_horizontal(*ages)
    lowest, highest = math.inf, 0.0
    where = namespace(crl_mm).where
    for age in ages:  # an age out of range, NaN, is neither lower nor higher than any other
        lowest = where(age < lowest, age, lowest)
        highest = where(age > highest, age, highest)
    return keep(lowest, lowest < math.inf), keep(highest, highest > 0)
