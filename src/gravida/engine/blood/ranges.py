"""hCG by week: two printed tables that disagree. They date nothing, and neither is a default."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, published_table
from gravida.evidence.source import Source

DATES_NOTHING = "The ranges overlap from week to week and differ between tests: hCG never dates a pregnancy."
_WORK = {"lay": "hcg_lay_table", "Roche": "roche_hcg"}


@dataclass(frozen=True, slots=True)
class HcgRange:
    """The printed range of one week of one table."""

    table: str
    weeks_since_lmp: str
    low_iu_l: float
    high_iu_l: float
    note: str
    source: Source
    mark: Mark


def hcg_ranges() -> tuple[HcgRange, ...]:
    """Return both tables, for research and for checking an old report."""
    return tuple(
        HcgRange(
            row["table"],
            row["weeks_since_lmp"],
            float(row["low_iu_l"]),
            float(row["high_iu_l"]),
            f"{row['note']}. {DATES_NOTHING}",
            cite(_WORK[row["table"].split()[0]], where="table by week", seen_in=1),
            Mark(row["evidence"]),
        )
        for row in published_table("hcg_serum_ranges")
    )
