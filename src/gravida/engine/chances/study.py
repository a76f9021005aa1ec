"""What the numbers of one table share, and the ways in which a row of it becomes a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from gravida.engine.chances.estimate import PERCENT, Counts, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.interval import How, Interval, wilson
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row
from gravida.evidence.source import Source


class Told(TypedDict, total=False):
    """What one number tells apart from its table: who else, what else was counted, and what more to heed."""

    who: str
    outcome: str
    caveats: tuple[str, ...]


class _About(TypedDict):
    id: str
    people: People
    source: Source
    mark: Mark
    caveats: tuple[str, ...]


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

    def _about(self, name: str, mark: Mark, told: Told) -> _About:
        """What every number of this table says of itself, whatever kind it is."""
        people = People(
            who=told.get("who") or self.people.who,
            years=self.people.years,
            outcome=told.get("outcome") or self.people.outcome,
        )
        return {
            "id": f"{self.key}-{name}",
            "people": people,
            "source": self.source(mark),
            "mark": mark,
            "caveats": (*self.caveats, *told.get("caveats", ())),
        }

    def counted(self, name: str, lost: int, n: int, mark: Mark, **told: Unpack[Told]) -> Shown:
        """So many of so many: an estimate by Wilson's method, or only the counts where they are few."""
        about = self._about(name, mark, told)
        if n < FEWEST_FOR_AN_INTERVAL:
            return Counts(lost=lost, n=n, **about)
        return Estimate(value=100 * lost / n, unit=PERCENT, interval=wilson(lost, n), lost=lost, n=n, **about)

    def counted_in(self, name: str, row: Row, **told: Unpack[Told]) -> Shown:
        """The losses that a row counts."""
        return self.counted(name, int(row["n_losses"]), int(row["n"]), Mark(row["evidence"]), **told)

    def share(self, name: str, percent: float, n: int, mark: Mark, **told: Unpack[Told]) -> Estimate:
        """A printed share of a known number of people, with Wilson's interval worked out from the two."""
        interval = wilson(percent * n / 100, n, how=How.WILSON_FROM_SHARE)
        return self.with_interval(name, percent, interval, n, mark, **told)

    def with_interval(
        self,
        name: str,
        value: float,
        interval: Interval,
        n: int,
        mark: Mark,
        *,
        unit: str = PERCENT,
        **told: Unpack[Told],
    ) -> Estimate:
        """A number with its own interval."""
        return Estimate(value=value, unit=unit, interval=interval, n=n, **self._about(name, mark, told))

    def printed_with_interval(
        self, name: str, row: Row, column: str, n: int, *, unit: str = PERCENT, **told: Unpack[Told]
    ) -> Estimate:
        """A number of a row with the interval that is printed beside it."""
        interval = Interval(float(row["ci95_low"]), float(row["ci95_high"]), How.PRINTED)
        return self.with_interval(name, float(row[column]), interval, n, Mark(row["evidence"]), unit=unit, **told)

    def printed(
        self,
        name: str,
        text: str,
        mark: Mark,
        *,
        lacks: str,
        value: float | None = None,
        n: int | None = None,
        **told: Unpack[Told],
    ) -> PrintedFigure:
        """A number as printed, for want of an interval or a size."""
        return PrintedFigure(text=text, lacks=lacks, value=value, n=n, **self._about(name, mark, told))
