"""A study that sorted heart rates into bands, and what happened to the pregnancies in each."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from gravida.engine.conditions import Condition
from gravida.engine.scope import ONE_EMBRYO
from gravida.evidence.source import Source

NINETY_FIVE_PERCENT_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many, in that study. Never a chance of one person."""

    lost: int
    of: int
    outcome: str

    def __post_init__(self) -> None:
        if not 0 <= self.lost <= self.of or self.of == 0:
            raise TypeError("a count needs 0 <= lost <= of, and of above 0")

    @property
    def interval_percent(self) -> tuple[float, float]:
        """95% interval of the proportion by Wilson's method, in percent."""
        n, p, z = self.of, self.lost / self.of, NINETY_FIVE_PERCENT_Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


@dataclass(frozen=True)
class Band:
    """One band of one study. ``code`` is the study's own name for it, for researchers."""

    id: str
    code: str
    when: Condition
    count: Count | None
    source: Source
    note: str = ""

    @property
    def applies(self) -> Condition:
        """The band, for one embryo in the womb: the studies are of single pregnancies."""
        return self.when & ONE_EMBRYO


@dataclass(frozen=True)
class Study:
    """One study with bands that do not overlap."""

    key: str
    title: str
    population: str
    bands: tuple[Band, ...]
    source: Source
