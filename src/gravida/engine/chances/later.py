"""The second trimester and stillbirth."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.study import Study
from gravida.errors import InputError
from gravida.evidence.published import Mark, Row, published_table, row_of

SECOND_TRIMESTER_DAYS = 98
STILLBIRTH_DAYS = 140
WESTIN = Study(
    "westin2007",
    "westin2007",
    "quoted results",
    People(
        who="single pregnancies in Sweden with a low risk of a chromosome condition",
        years=NOT_SEEN,
        outcome="ended in the second trimester",
    ),
)
SCOPE = Study(
    "scope2013",
    "scope2013",
    "quoted results",
    People(who="healthy people expecting for the first time", years=NOT_SEEN, outcome="ended at 14 to 24 weeks"),
)
SCOPE_LOSSES = 8
"""From the note of its row."""
NCHS = Study(
    "nchs_fetal_deaths",
    "nchs_fetal_deaths",
    "national rates",
    People(
        who="all births in the USA, stillbirths among them",
        years="2022",
        outcome="ended in a stillbirth from 20 weeks on",
    ),
    ("The number of births is worked out from the printed rate and the number of stillbirths.",),
)
_REVIEW = {"Michels and Tiu 2007": "michels2007", "NW England guideline 2018": "nw_england2018"}


def second_trimester() -> Answer:
    """Return how many pregnancies ended in the second trimester."""
    return Answer(
        question="Of pregnancies that reached the second trimester, how many ended in it?",
        shown=(westin(), scope()),
        why="Two groups with little risk. Reviews of everybody give more, up to 1 to 5 in 100 at 13 to 19 weeks.",
        printed=_reviews(),
    )


def stillbirth() -> Answer:
    """Return how many births were stillbirths from 20 weeks on."""
    return Answer(
        question="Of births from 20 weeks on, how many were stillbirths?",
        shown=(usa("2022"), usa("2020")),
        why="National figures of the USA, where the limit is 20 weeks; other countries count from 22, 24 or 28.",
        printed=_rates(),
    )


def later(ga_days: int) -> Answer:
    """Return the question that fits an age of 14 weeks or more.

    Raises:
        InputError: an earlier age, or one that cannot be.
    """
    day = given.ga_days(ga_days)
    if day < SECOND_TRIMESTER_DAYS:
        raise InputError(
            f"these tables begin at 14 weeks, not at {day} days.", "Before that ask by week.", value=ga_days
        )
    return stillbirth() if day >= STILLBIRTH_DAYS else second_trimester()


def westin() -> Estimate:
    """Return the share of Westin 2007."""
    row = row_of("second_trimester_and_stillbirth", source="Westin 2007")
    return WESTIN.share("second-trimester", float(row["value"]), int(row["n"]), Mark(row["evidence"]))


def scope() -> Shown:
    """Return the counts of SCOPE."""
    row = row_of("second_trimester_and_stillbirth", source="SCOPE (Morris 2013)")
    return SCOPE.counted("14-24", SCOPE_LOSSES, int(row["n"]), Mark(row["evidence"]))


def usa(year: str) -> Estimate:
    """Return the rate of a year whose number of stillbirths was seen."""
    row = row_of("second_trimester_and_stillbirth", source="NCHS", population=f"USA {year}", window=">=20 wk")
    per_1000, deaths = float(row["value"]), int(row["n"])
    births = round(deaths / per_1000 * 1000)
    about = Study(NCHS.key, NCHS.work, NCHS.where, People(who=NCHS.people.who, years=year, outcome=NCHS.people.outcome))
    return about.share(
        f"20-{year}",
        per_1000 / 10,
        births,
        Mark.DERIVED,
        caveats=(f"Printed as {per_1000:g} in 1,000.", *NCHS.caveats),
    )


def _rates() -> tuple[PrintedFigure, ...]:
    rows = [
        row for row in published_table("second_trimester_and_stillbirth") if row["source"] == "NCHS" and not row["n"]
    ]
    return tuple(
        Study(NCHS.key, NCHS.work, NCHS.where, NCHS.people).printed(
            f"{row['population']}-{row['window']}".replace(" ", "_"),
            f"{row['value']} in 1,000, {row['window'].replace('>=', 'from ').replace('wk', 'weeks')}, "
            f"{row['population']}",
            Mark(row["evidence"]),
            lacks="the number of births, and so an interval",
            value=float(row["value"]) / 10,
        )
        for row in rows
    )


def _reviews() -> tuple[PrintedFigure, ...]:
    return tuple(_review(row) for row in published_table("second_trimester_and_stillbirth") if row["source"] in _REVIEW)


def _review(row: Row) -> PrintedFigure:
    work = _REVIEW[row["source"]]
    people = People(who="pregnancies in general", years=NOT_SEEN, outcome="ended")
    return Study(work, work, "quoted results", people).printed(
        row["window"].replace(" ", "_"),
        f"{row['value']}%, {row['window']}, {row['measure']}",
        Mark(row["evidence"]),
        lacks="an interval and a number of people",
    )


def every() -> tuple[Shown, ...]:
    """Return every number of this question that may be shown."""
    return (westin(), scope(), usa("2022"), usa("2020"))


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every figure as it is printed."""
    return (*_reviews(), *_rates())
