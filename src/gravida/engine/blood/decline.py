"""How far hCG is expected to fall: two papers side by side, and the fall after which no ectopic pregnancy was seen."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.engine import given
from gravida.engine.blood.rise import exactly
from gravida.errors import InputError
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table
from gravida.evidence.source import Source

OWN_HOURS = {2: (44, 52), 7: (156, 180)}
"""Two days and seven days, with our own margins: the papers print days."""

_WORK = {"Barnhart 2004b": "barnhart2004_fall", "Butts 2013": "butts2013", "Cameron 2016": "cameron2016"}
CAMERON_DAYS = (4, 7)


@dataclass(frozen=True, slots=True)
class Decline:
    """The smallest fall expected after some days, of one paper: a band, because it depends on the starting level."""

    title: str
    days: int
    low_percent: float
    high_percent: float
    n: int
    source: Source
    mark: Mark
    place: str

    @property
    def says(self) -> str:
        """Where a fall lies in the band, in words."""
        return (
            f"{self.title} (n = {self.n}): where hCG went down by itself it fell by {self.low_percent:g} to "
            f"{self.high_percent:g}% or more in {self.days} days, by starting level; this fall is "
            f"{_PLACES[self.place]}."
        )


_PLACES = {
    "less": "smaller than that at any starting level",
    "within": "within that band; which end holds depends on the starting level, and that table was not seen",
    "more": "as large as that at any starting level",
}


def fall_percent(hcg_0_iu_l: float, hcg_1_iu_l: float) -> float:
    """Return the fall in percent; a rise is negative."""
    return 100 * (1 - hcg_1_iu_l / hcg_0_iu_l)


def decline_bands(fall: float, hours: float) -> tuple[Decline, ...]:
    """Return both papers' bands for a fall over two or seven days, the newer first; nothing at other intervals."""
    days = next((days for days, (low, high) in OWN_HOURS.items() if low <= hours <= high), None)
    rows = [row for row in published_table("hcg_decline") if row["pct_fall_high"] and row["days"] == str(days)]
    return tuple(_decline(row, fall) for row in sorted(rows, key=lambda row: row["source"], reverse=True))


def _decline(row: Row, fall: float) -> Decline:
    low, high, mark = float(row["pct_fall_low"]), float(row["pct_fall_high"]), Mark(row["evidence"])
    place = "less" if exactly(fall) < exactly(low) else "more" if exactly(fall) >= exactly(high) else "within"
    title = row["source"].removesuffix("b")
    source = cite(_WORK[row["source"]], where="abstract", seen_in=mark.seen_in)
    return Decline(title, int(row["days"]), low, high, int(row["n"]), source, mark, place)


def cameron2016_met(days: float, fall: float) -> bool:
    """Say whether hCG fell by 85% within 4 days or by 95% within 7: in that study no ectopic pregnancy fell so fast.

    For a clinic. It does not say where a pregnancy is.

    Raises:
        InputError: the days are not within a week.
    """
    known = given.number("days", days, 0, CAMERON_DAYS[1], "The study looked at falls within 4 and within 7 days.")
    if known == 0:
        raise InputError("no time lies between the samples.", "Give the days between them.", value=days)
    limit = cameron_limits()[CAMERON_DAYS[0] if known <= CAMERON_DAYS[0] else CAMERON_DAYS[1]]
    return fall >= limit


def cameron_limits() -> dict[int, float]:
    """Return the fall in percent by day."""
    rows = [row for row in published_table("hcg_decline") if row["source"] == "Cameron 2016"]
    return {int(row["days"]): float(row["pct_fall_low"]) for row in rows}


def days_to_zero() -> str:
    """Return how long it took until hCG was under 5 IU/L after a loss, as quoted."""
    row = next(row for row in published_table("hcg_decline") if row["source"] == "Steier 1984")
    return f"median {row['days']} days, range 9 to 35"
