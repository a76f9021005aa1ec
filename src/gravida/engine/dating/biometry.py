"""A formula that dates by one or more measures of a later fetus: head, abdomen, thigh bone, cerebellum."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gravida.days import weeks_and_days
from gravida.engine.dating.validity import fits, keep
from gravida.engine.growth.given import ask
from gravida.errors import InputError
from gravida.evidence.source import Source

WORDS: dict[str, str] = {
    "bpd_mm": "biparietal diameter",
    "hc_mm": "head circumference",
    "ac_mm": "abdominal circumference",
    "fl_mm": "femur length",
    "tcd_mm": "transcerebellar diameter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BiometryFormula:
    """An age formula as it was published, for the measures it needs, in the order of its equation.

    ``earliest_days`` and ``latest_days`` are inclusive limits of the answer; ``limits_mm`` of a measure, where the
    source prints them.
    """

    key: str
    rule_id: str
    title: str
    measures: tuple[str, ...]
    equation: Callable[..., Any]
    earliest_days: float
    latest_days: float
    population: str
    note: str
    source: Source
    limits_mm: Mapping[str, tuple[float, float]] | None = None
    sd_days: Callable[..., Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process by key: an equation is a function and stays where it is."""
        from gravida.engine import dating

        return dating.biometry_method, (self.key,)

    def age_days(self, **measures_mm: Any) -> Any:
        """Return the unrounded age in days for measures in mm, each a number, a list, an array or a column.

        Out of range is NaN (null for a column), never a clamped value; a missing measure gives a missing age.

        Raises:
            InputError: a measure that the formula needs was not given, or one it does not take was.
        """
        return ask(self.measures, self._given(measures_mm), self._age)

    def _age(self, *given: Any) -> Any:
        kept = [keep(value, self._fits(name, value)) for name, value in zip(self.measures, given, strict=True)]
        age = self.equation(*kept)
        return keep(age, fits(age, self.earliest_days, self.latest_days))

    def _given(self, measures_mm: Mapping[str, Any]) -> list[Any]:
        if set(measures_mm) != set(self.measures):
            raise InputError(
                f"{self.title} was given {', '.join(measures_mm) or 'nothing'}.",
                f"It needs {' and '.join(self.measures)}.",
            )
        return [measures_mm[name] for name in self.measures]

    def _fits(self, name: str, value: Any) -> Any:
        lowest, highest = (self.limits_mm or {}).get(name, (None, None))
        return fits(value, lowest, highest)

    def out_of_range(self, **measures_mm: float | None) -> str | None:
        """Say in one sentence why measures get no age; None where they get one or one is missing."""
        given = self._given(measures_mm)
        if any(value is None for value in given):
            return None
        for name, value in zip(self.measures, given, strict=True):
            if not fits(value, None, None):
                return f"{name} = {value} is not a {WORDS[name]}: it must be a number of millimetres above 0."
            if not self._fits(name, value):
                lowest, highest = (self.limits_mm or {})[name]
                return f"{name} = {value:g} is outside {lowest:g} to {highest:g} mm, which {self.title} dates."
        age = self.equation(*given)
        if math.isnan(age) or not fits(age, self.earliest_days, self.latest_days):
            first, last = weeks_and_days(self.earliest_days), weeks_and_days(self.latest_days)
            return f"These measures give an age outside {first} to {last}, which {self.title} dates."
        return None
