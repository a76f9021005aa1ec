"""Weight before birth from what was measured: published formulas, each with the measures it needs.

    weight_formulas()                                    all of them
    weight_formula("hadlock1985_hc_ac_fl").weight_g(hc_mm=300.0, ac_mm=290.0, fl_mm=60.0)

A standard of estimated weight belongs to the formula it was made with; its note says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from gravida.engine.dating.validity import fits, keep
from gravida.engine.growth.given import ask, read_number
from gravida.errors import InputError, UnknownName
from gravida.evidence.source import Source

MM_PER_CM = 10.0
LN_10 = 2.302585092994046

WORDS: dict[str, str] = {
    "bpd_mm": "biparietal diameter",
    "hc_mm": "head circumference",
    "ac_mm": "abdominal circumference",
    "fl_mm": "femur length",
}
BELIEVABLE_MM: dict[str, tuple[float, float]] = {
    "bpd_mm": (10.0, 130.0),
    "hc_mm": (40.0, 450.0),
    "ac_mm": (40.0, 500.0),
    "fl_mm": (4.0, 100.0),
}
"""No fetus is smaller or larger; a number outside is another unit. No formula prints limits of its own."""

_MODULES = ("stirnemann2017_weight", "hadlock1985", "hadlock1984_weight", "shepard1982")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFormula:
    """A formula for weight in grams as it was published; ``equation`` takes the measures in **cm**, in their order."""

    key: str
    title: str
    measures: tuple[str, ...]
    equation: Callable[..., Any]
    says: str
    population: str
    note: str
    source: Source

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process by key: an equation is a function and stays where it is."""
        return weight_formula, (self.key,)

    def weight_g(self, **measures_mm: Any) -> Any:
        """Return the weight in grams for measures in mm: numbers, lists, arrays or columns.

        Unknown (NaN, null) for what is no size of a fetus; a single number that is none is an error.

        Raises:
            InputError: a measure is missing, not known, or a single number that cannot be meant.
        """
        if set(measures_mm) != set(self.measures):
            raise InputError(
                f"{self.title} was given {', '.join(measures_mm) or 'nothing'}.",
                f"It needs {', '.join(self.measures)}.",
            )
        return ask(self.measures, [measures_mm[name] for name in self.measures], self._weight, self._one)

    def _one(self, name: str, value: Any) -> float:
        number = read_number(name, value)
        lowest, highest = BELIEVABLE_MM[name]
        if number < lowest or number > highest:
            likely = " If it is in centimetres, give 10 times as much." if lowest <= 10 * number <= highest else ""
            raise InputError(
                f"{name} = {number:g} is no {WORDS[name]} of a fetus: {lowest:g} to {highest:g} mm.",
                f"Check the unit.{likely}",
                column=name,
                value=value,
            )
        return number

    def _weight(self, *given: Any) -> Any:
        kept = [
            keep(value, fits(value, *BELIEVABLE_MM[name])) for name, value in zip(self.measures, given, strict=True)
        ]
        return self.equation(*(value / MM_PER_CM for value in kept))


@cache
def _formulas() -> Mapping[str, WeightFormula]:
    every = (found for name in _MODULES for found in import_module(f"gravida.engine.growth.{name}").FORMULAS)
    return {found.key: found for found in every}


def weight_formulas() -> dict[str, WeightFormula]:
    """Return the formulas by key.

    >>> list(weight_formulas())[0]
    'stirnemann2017'
    """
    return dict(_formulas())


def weight_formula(key: str) -> WeightFormula:
    """Return one formula.

    Raises:
        UnknownName: there is no such formula.
    """
    known = _formulas()
    if key not in known:
        raise UnknownName("weight formula", key, list(known))
    return known[key]
