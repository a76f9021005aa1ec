"""Coefficients that were published, or recovered, as one number a day: looked up, and straight lines in between."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from gravida.arrays import array_namespace, is_array, look_up
from gravida.engine.growth.curve import Basis


@dataclass(frozen=True, slots=True)
class Daily:
    """One coefficient at ``first_day`` and every ``step_days`` after; between two entries a straight line.

    >>> Daily(231.0, 1.0, (2.0, 4.0)).at(Basis(231.25))
    2.5
    """

    first_day: float
    step_days: float
    entries: tuple[float, ...]

    def at(self, basis: Basis) -> Any:
        """Return the coefficient at an age in days that lies between the first and the last entry."""
        place = (basis.x - self.first_day) / self.step_days
        below = _floor(place)
        fraction = place - below
        lower = look_up(self.entries, below)
        following = (*self.entries[1:], self.entries[-1])
        return lower + fraction * (look_up(following, below) - lower)

    @property
    def last_day(self) -> float:
        return self.first_day + self.step_days * (len(self.entries) - 1)

    def says(self, x: str) -> str:
        """Say what it is, where a curve would be written out."""
        return "a table by day" if self.step_days == 1 else f"a table, one entry every {self.step_days:g} days"


def _floor(place: Any) -> Any:
    return array_namespace(place).floor(place) if is_array(place) else math.floor(place)


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in ``gravida/evidence/tables``."""
    text = (files("gravida.evidence") / "tables" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text, newline="")))
