"""A number about people like these. It cannot exist without its interval, its size, who they were and where it stands.

Three types, kept apart on purpose. An :class:`Estimate` may be shown to a person who asks. :class:`Counts` are few
people: under 20 only "so many of so many", no share and no interval. A :class:`PrintedFigure` is a number as printed
whose interval or size nobody here has seen: for clinics and research, refused for a person by its type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gravida.engine.chances.interval import How, Interval, wilson
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.bibliography import cite
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


NOT_SEEN = "years not seen"
"""What ``years`` says where no page that was read gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
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
class Counts:
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
class PrintedFigure:
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


@dataclass(frozen=True, slots=True)
class Study:
    """What the numbers of one table share: its key, the work, where in it, and the people."""

    key: str
    work: str
    where: str
    people: People
    caveats: tuple[str, ...] = field(default=())

    def source(self, mark: Mark) -> Source:
        """Where a number of this table stands."""
        return cite(self.work, where=self.where, seen_in=mark.seen_in)

    def _people(self, who: str, outcome: str) -> People:
        return People(who=who or self.people.who, years=self.people.years, outcome=outcome or self.people.outcome)

    def counted(
        self,
        name: str,
        lost: int,
        n: int,
        mark: Mark,
        *,
        who: str = "",
        outcome: str = "",
        caveats: tuple[str, ...] = (),
    ) -> Shown:
        """So many of so many: an estimate by Wilson's method, or only the counts where they are few."""
        about: dict[str, Any] = {
            "id": f"{self.key}-{name}",
            "lost": lost,
            "n": n,
            "people": self._people(who, outcome),
            "source": self.source(mark),
            "mark": mark,
            "caveats": (*self.caveats, *caveats),
        }
        if n < FEWEST_FOR_AN_INTERVAL:
            return Counts(**about)
        return Estimate(value=100 * lost / n, unit=PERCENT, interval=wilson(lost, n), **about)

    def share(
        self,
        name: str,
        percent: float,
        n: int,
        mark: Mark,
        *,
        who: str = "",
        outcome: str = "",
        caveats: tuple[str, ...] = (),
    ) -> Estimate:
        """A printed share of a known number of people, with Wilson's interval worked out from the two."""
        return Estimate(
            id=f"{self.key}-{name}",
            value=percent,
            unit=PERCENT,
            interval=wilson(percent * n / 100, n, how=How.WILSON_FROM_SHARE),
            n=n,
            people=self._people(who, outcome),
            source=self.source(mark),
            mark=mark,
            caveats=(*self.caveats, *caveats),
        )

    def with_interval(
        self,
        name: str,
        value: float,
        interval: Interval,
        n: int,
        mark: Mark,
        *,
        unit: str = PERCENT,
        who: str = "",
        outcome: str = "",
        caveats: tuple[str, ...] = (),
    ) -> Estimate:
        """A number with its own interval."""
        return Estimate(
            id=f"{self.key}-{name}",
            value=value,
            unit=unit,
            interval=interval,
            n=n,
            people=self._people(who, outcome),
            source=self.source(mark),
            mark=mark,
            caveats=(*self.caveats, *caveats),
        )

    def printed(
        self,
        name: str,
        text: str,
        mark: Mark,
        *,
        lacks: str,
        value: float | None = None,
        n: int | None = None,
        who: str = "",
        outcome: str = "",
        caveats: tuple[str, ...] = (),
    ) -> PrintedFigure:
        """A number as printed, for want of an interval or a size."""
        return PrintedFigure(
            id=f"{self.key}-{name}",
            text=text,
            lacks=lacks,
            value=value,
            n=n,
            people=self._people(who, outcome),
            source=self.source(mark),
            mark=mark,
            caveats=(*self.caveats, *caveats),
        )
