"""Loss by week of pregnancy: one life table that was read whole, and what other studies found in all.

The life table is of one special group. It is the most complete one seen, which does not make it the general risk: other
studies differ by a factor of three, mostly by when counting starts and whether a loss at home is counted.
"""

from __future__ import annotations

from functools import cache

from gravida.engine import given
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure
from gravida.engine.chances.life_table import LifeTable, Risk, Week
from gravida.engine.chances.study import Study
from gravida.evidence.published import Mark, Row, published_table

VSAFE = Study(
    "vsafe2021",
    "vsafe2021",
    "table 2",
    People(
        who="vaccinated people in the USA, mostly health-care staff, still pregnant in that week",
        years="2020-21",
        outcome="had a loss before 20 weeks, by their own report",
    ),
    (
        "People joined along the way, so the first weeks are thin and a loss in week 6 is counted too rarely.",
        "This is one group, not everybody.",
    ),
)
FIRST_WEEK, LAST_WEEK = 6, 19

_OUTCOMES = {
    "pregnancy loss <20 wk": "had a loss before 20 weeks",
    "miscarriage <20 wk": "had a miscarriage before 20 weeks",
    "spontaneous abortion or fetal death to end of pregnancy": "had a loss at any time",
    "miscarriage before viability": "had a miscarriage",
    "": "had had a miscarriage at some time",
    "hospital-registered miscarriage": "had a loss seen in hospital",
    "any loss after implantation": "had a loss, most of them before it could be noticed",
    "self-reported loss <20 wk from positive test": "had a loss before 20 weeks, by their own report",
}
"""How each study says what counted, and how it is said here."""

_WORKS = {
    "Mukherjee 2013": "mukherjee2013",
    "Ammon Avalos 2012": "avalos2012",
    "Goldhaber and Fireman 1991": "goldhaber1991",
    "Quenby 2021": "quenby2021",
    "Lidegaard group 2020 (Rigshospitalet)": "lidegaard2020",
    "Wilcox 1988": "wilcox1988",
    "Yland 2024": "yland2024",
}


@cache
def vsafe_table() -> LifeTable:
    """Return the weekly table as it is printed: completed weeks 6 to 19."""
    rows = published_table("weekly_loss_vsafe_2021")
    return LifeTable(
        tuple(Week(int(row["completed_week"]), int(row["n_at_risk"]), int(row["n_losses"])) for row in rows)
    )


def by_week(completed_week: int) -> Answer:
    """Return what was left of the risk at the start of a completed week: how many had a loss from then to 20 weeks.

    Raises:
        InputError: the table does not reach there.
    """
    number = given.whole(
        "completed_week",
        completed_week,
        FIRST_WEEK,
        LAST_WEEK,
        "The table has the completed weeks 6 to 19; at 8 weeks and 3 days the completed week is 8.",
    )
    return Answer(
        question=f"Of people still pregnant at {number} weeks, how many had a loss before 20 weeks?",
        shown=(remaining(number),),
        why="The only weekly table that was read whole.",
        printed=in_all(),
    )


def remaining(week: int) -> Estimate:
    """Return the risk that is left at the start of a week."""
    table = vsafe_table()
    return _estimate(f"remaining-{week}", table.remaining(week), table.week(week).at_risk, "V2")


def cumulative(to_week: int) -> Estimate:
    """Return the risk from week 6 to the end of a week, as the paper prints it."""
    table = vsafe_table()
    risk = table.cumulative(given.whole("to_week", to_week, FIRST_WEEK, LAST_WEEK, "The table has weeks 6 to 19."))
    until = "had a loss before 20 weeks" if to_week == LAST_WEEK else f"had a loss by the end of week {to_week}"
    n = max(week.at_risk for week in table.weeks if week.week <= to_week)
    return _estimate(f"cumulative-{to_week}", risk, n, "V2", f"{until}, by their own report")


def _estimate(name: str, risk: Risk, n: int, mark: str, outcome: str = "") -> Estimate:
    return VSAFE.with_interval(
        name,
        risk.percent,
        risk.interval,
        n,
        Mark.DERIVED if name.startswith("remaining") else Mark(mark),
        outcome=outcome,
        caveats=(f"{risk.losses} losses stand behind it.",),
    )


def lidegaard() -> Estimate:
    """Return the share of registered pregnancies in Denmark with a loss seen in hospital."""
    row = next(row for row in published_table("weekly_loss_summaries") if row["source"].startswith("Lidegaard"))
    return _study(row).share(
        "all",
        float(row["value"]),
        int(row["n_pregnancies"]),
        Mark(row["evidence"]),
        outcome="ended in a loss seen in hospital",
    )


@cache
def in_all() -> tuple[PrintedFigure, ...]:
    """Return what other studies found over all weeks. Their weekly tables or intervals were not seen."""
    rows = [row for row in published_table("weekly_loss_summaries") if not row["source"].startswith("Lidegaard")]
    return tuple(_printed(row, place) for place, row in enumerate(rows))


def _study(row: Row) -> Study:
    name = row["source"]
    return Study(
        _WORKS[name],
        _WORKS[name],
        "abstract",
        People(who=row["population"], years=NOT_SEEN, outcome=_OUTCOMES[row["loss_definition"]]),
    )


def _printed(row: Row, place: int) -> PrintedFigure:
    limits = f" ({row['ci95_low']} to {row['ci95_high']})" if row["ci95_low"] else ""
    lacks = "the number of people behind it" if row["ci95_low"] else "an interval"
    return _study(row).printed(
        f"{place}",
        f"{row['measure']}: {row['value']}{limits} {row['unit']}",
        Mark(row["evidence"]),
        lacks=lacks,
        value=float(row["value"]),
        n=int(row["n_pregnancies"]) if row["n_pregnancies"] else None,
    )
