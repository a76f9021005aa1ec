"""A study that sorted heart rates into bands, and what happened to the pregnancies in each."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.engine.conditions import Condition
from gravida.engine.scope import ONE_EMBRYO
from gravida.engine.wilson import wilson_percent
from gravida.evidence.source import Source


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
        return wilson_percent(self.lost / self.of, self.of)


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
