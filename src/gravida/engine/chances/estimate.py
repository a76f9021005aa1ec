"""A number about people like these. It cannot exist without its interval, its size, who they were and where it stands.

Three types, kept apart on purpose. An :class:`Estimate` may be shown to a person who asks. :class:`Counts` are few
people: under 20 only "so many of so many", no share and no interval. A :class:`PrintedFigure` is a number as printed
whose interval or size nobody here has seen: for clinics and research, refused for a person by its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.engine.chances.interval import Interval
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.published import Mark
from gravida.evidence.source import Source

PERCENT = "%"
RATIOS = frozenset({"odds ratio", "risk ratio", "hazard ratio"})


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a number is about: who they were, in which years, and what was counted."""

    who: str
    years: str
    outcome: str

    def __post_init__(self) -> None:
        for name in ("who", "years", "outcome"):
            if not getattr(self, name).strip():
                raise TypeError(f"a number about people needs {name}")


class AboutPeople:
    """What every number about people answers by name: who they were, when, and what was counted."""

    __slots__ = ()
    people: People

    @property
    def population(self) -> str:
        """Who they were."""
        return self.people.who

    @property
    def years(self) -> str:
        """When."""
        return self.people.years

    @property
    def outcome(self) -> str:
        """What was counted."""
        return self.people.outcome


NOT_SEEN = "years not seen"
"""What ``years`` says where no page that was read gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(AboutPeople):
    """One number about people like these, complete. ``lost`` is how many of ``n``, where that is known."""

    id: str
    value: float
    unit: str
    interval: Interval
    n: int
    people: People
    source: Source
    mark: Mark
    lost: int | None = None
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.n < FEWEST_FOR_AN_INTERVAL:
            raise TypeError(f"{self.id}: under {FEWEST_FOR_AN_INTERVAL} people only counts are given")
        if not self.interval.low <= self.value <= self.interval.high:
            raise TypeError(f"{self.id}: the value lies outside its interval")
        if self.unit == PERCENT and (self.interval.low < 0 or self.interval.high > 100):
            raise TypeError(f"{self.id}: a share lies between 0 and 100")

    @property
    def in_words(self) -> str:
        """The number as one sentence about people like these, never about one person."""
        from gravida.engine.chances.words import estimate_in_words

        return estimate_in_words(self)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        low, high, how = round(self.interval.low, 4), round(self.interval.high, 4), self.interval.how
        return {
            "kind": "estimate",
            "id": self.id,
            "value": round(self.value, 4),
            "unit": self.unit,
            "interval": {"low": low, "high": high, "percent": 95, "how": how.value, "says": how.says},
            **_common(self),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(AboutPeople):
    """How many of how many, where fewer than 20 were counted: nothing else may be said of them."""

    id: str
    lost: int
    n: int
    people: People
    source: Source
    mark: Mark
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.lost <= self.n or not 0 < self.n < FEWEST_FOR_AN_INTERVAL:
            raise TypeError(f"{self.id}: counts are 0 <= lost <= n, for n of 1 to {FEWEST_FOR_AN_INTERVAL - 1}")

    @property
    def in_words(self) -> str:
        """The counts as one sentence."""
        from gravida.engine.chances.words import counts_in_words

        return counts_in_words(self)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"kind": "counts", "id": self.id, **_common(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure(AboutPeople):
    """A number as printed that lacks its interval or its size. For clinics and research; never for a person."""

    id: str
    text: str
    lacks: str
    people: People
    source: Source
    mark: Mark
    value: float | None = None
    n: int | None = None
    caveats: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.lacks.strip():
            raise TypeError(f"{self.id}: a printed figure says what it lacks; if it lacks nothing it is an estimate")

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "kind": "printed figure",
            "id": self.id,
            "text": self.text,
            "value": self.value,
            "lacks": self.lacks,
            **_common(self),
        }


Shown = Estimate | Counts
"""What may be shown to a person who asks. Everything else is refused by its type."""


def _common(found: Estimate | Counts | PrintedFigure) -> dict[str, Any]:
    about = {
        "n": found.n,
        "population": found.people.who,
        "years": found.people.years,
        "outcome": found.people.outcome,
        "mark": found.mark.value,
        "mark_says": found.mark.says,
        "caveats": list(found.caveats),
        "source": found.source.as_dict(),
    }
    if isinstance(found, PrintedFigure):
        return about
    return {"lost": found.lost, **about, "in_words": found.in_words}
