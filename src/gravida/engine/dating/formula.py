"""One published formula for the age of a pregnancy, together with the limits it was published for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from gravida.days import weeks_and_days
from gravida.engine.dating.validity import fits, keep
from gravida.engine.growth.given import ask, is_list, read_element
from gravida.evidence.source import Source

Measure = Literal["crl_mm", "msd_mm"]

WORDS: dict[Measure, str] = {"crl_mm": "crown-rump length", "msd_mm": "mean sac diameter"}
LARGEST_BELIEVED_MM = 120.0
"""Nothing that is measured this way is longer; a larger number is another unit."""

LARGEST_CRL_MM = 84.0
"""No age is read from a longer crown-rump length, unless the source itself covers it (safety rule 15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """An age formula as it was published.

    ``lowest`` and ``highest`` are inclusive limits of the measure in mm, ``earliest_days`` and
    ``latest_days`` inclusive limits of the answer; None where the source prints none. ``equation`` is the
    bare arithmetic without any limit. ``two_sd_days(measure, age)`` is the stated error, None where none was
    published.
    """

    key: str
    rule_id: str
    title: str
    measure: Measure
    equation: Callable[[Any], Any]
    lowest: float | None
    highest: float | None
    earliest_days: float | None
    latest_days: float | None
    two_sd_days: Callable[[Any, Any], Any] | None
    population: str
    note: str
    source: Source

    def __post_init__(self) -> None:
        if self.measure == "crl_mm" and self.highest is None:
            raise TypeError(f"{self.key}: a crown-rump length formula needs its largest length")

    def age_days(self, x: Any) -> Any:
        """Return the unrounded age in days for a measure in mm: a number, a list, an array or a column.

        Out of range is NaN (null for a column), never a clamped value; None stays None.

        Raises:
            InputError: it is none of these.
        """
        return ask([self.measure], [x], self._age)

    def _age(self, x: Any) -> Any:
        age = self.equation(keep(x, fits(x, self.lowest, self.highest)))
        if self.earliest_days is None and self.latest_days is None:
            return age
        return keep(age, fits(age, self.earliest_days, self.latest_days))

    def limits_days(self, x: Any) -> tuple[Any, Any]:
        """Return the age minus and plus the published error, or ``(None, None)`` where none was published."""
        if x is None or self.two_sd_days is None:
            return None, None
        if is_list(x):
            pairs = [self.limits_days(read_element(one)) for one in x]
            return [low for low, _ in pairs], [high for _, high in pairs]
        age = self.age_days(x)
        error = self.two_sd_days(x, age)
        return age - error, age + error

    def out_of_range(self, x: float | None) -> str | None:
        """Say in one sentence why a measure gets no age; None where it gets one or is missing."""
        if x is None:
            return None
        word = WORDS[self.measure]
        if not fits(x, None, None):
            return f"{x} is not a {word}: it must be a number of millimetres above 0."
        if self.lowest is not None and x < self.lowest:
            return f"A {word} of {x} mm is below {self.lowest:g} mm, the smallest that {self.title} dates."
        if self.highest is not None and x > self.highest:
            said = f"A {word} of {x} mm is above {self.highest:g} mm, the largest that {self.title} dates."
            if x > LARGEST_BELIEVED_MM and fits(x / 10, self.lowest, self.highest):
                return f"{said} Give {x / 10:g} if it was in tenths of a millimetre."
            return said
        age = self.equation(x)
        if self.earliest_days is not None and age < self.earliest_days:
            first = weeks_and_days(self.earliest_days)
            return f"A {word} of {x} mm gives an age before {first}, where {self.title} begins."
        if self.latest_days is not None and age > self.latest_days:
            last = weeks_and_days(self.latest_days)
            return f"A {word} of {x} mm gives an age after {last}, where {self.title} ends."
        return None
