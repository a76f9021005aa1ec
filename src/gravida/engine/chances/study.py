"""What the numbers of one table share, and the ways in which a row of it becomes a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gravida.engine.chances.estimate import PERCENT, Counts, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.interval import How, Interval, wilson
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark
from gravida.evidence.source import Source


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
