"""Loss by the age of the pregnant person: all ages with an interval, bands as printed without one."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances import magnus2019
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import Estimate, People, PrintedFigure
from gravida.engine.chances.study import Study
from gravida.evidence.published import Mark, Row, published_table, row_of

NYBO = Study(
    "nybo_andersen2000",
    "nybo_andersen2000",
    "abstract",
    People(who="pregnancies in the registers of Denmark", years="1978-92", outcome="ended in a loss seen in hospital"),
)
NYBO_N = 1_221_546
"""Outcomes in the study, from the note of its row."""

QUOTED = Study(
    "nybo_andersen2000",
    "nybo_andersen2000",
    "as quoted by UK guidance",
    People(who="pregnancies in the registers of Denmark", years="1978-92", outcome="ended, as UK guidance quotes it"),
    ("The paper's abstract gives other numbers for the same ages; which outcome this is has not been settled.",),
)
LACKS = "an interval and the number of people of that age"
QUOTED_AS = "as quoted by UK guidance"


def by_age(age_years: float) -> Answer:
    """Return how many had a loss: all ages with an interval, and the bands that hold this age as they are printed.

    The bands that were seen are under 20, 25 to 29, 27, and 45 and over (Magnus 2019). Neither their sizes nor their
    intervals were seen, so they are printed figures, for clinics and research.

    Raises:
        InputError: an age no pregnancy here has.
    """
    years = given.age(age_years)
    own = tuple(_printed_magnus(row) for row in _magnus_bands() if _holds(row["age_years"], years))
    other = tuple(_printed_nybo(row) for row in _nybo_bands() if _holds(row["age_years"], years))
    gaps = ["The share for one age is printed without an interval here, so the number for all ages stands alone."]
    if not own:
        gaps.append("The band of Magnus 2019 for this age has not been checked against the paper, so it is left out.")
    return Answer(
        question="Of registered pregnancies, how many ended in a miscarriage?",
        shown=(all_ages(),),
        why="The newest register study. Its share falls from the youngest to 27 years and rises after that.",
        printed=(*own, *other),
        not_known=tuple(gaps),
    )


def all_ages() -> Estimate:
    """Return the share over all ages."""
    row = row_of("age_magnus_2019", age_years="all")
    return magnus2019.STUDY.share(
        "all-ages",
        float(row["miscarriage_pct"]),
        magnus2019.N,
        Mark(row["evidence"]),
        caveats=("Over all ages; induced abortions are accounted for.",),
    )


def all_ages_1978_to_1992() -> Estimate:
    """Return the older Danish share over all ages."""
    row = row_of("age_nybo_andersen_2000", age_years="all")
    return NYBO.share("all-ages", float(row["pct"]), NYBO_N, Mark(row["evidence"]), outcome="ended in any loss")


def band_percent(age_years: float) -> float | None:
    """Return the share printed in Magnus 2019 for the five-year band of an age, where it was seen."""
    years = given.age(age_years)
    rows = [row for row in _magnus_bands() if not row["age_years"].isdecimal() and _holds(row["age_years"], years)]
    return float(rows[0]["miscarriage_pct"]) if rows else None


def _magnus_bands() -> list[Row]:
    return [row for row in published_table("age_magnus_2019") if row["age_years"] != "all"]


def _nybo_bands() -> list[Row]:
    return [row for row in published_table("age_nybo_andersen_2000") if row["age_years"] != "all"]


def _holds(band: str, years: float) -> bool:
    whole = int(years)
    if band.startswith("<"):
        return whole < int(band[1:])
    if band.startswith(">="):
        return whole >= int(band[2:])
    low, _, high = band.partition("-")
    return int(low) <= whole <= int(high or low)


def _words(band: str) -> str:
    if band.startswith("<"):
        return f"under {band[1:]} years"
    return f"{band[2:]} years and over" if band.startswith(">=") else f"{band.replace('-', ' to ')} years"


def _name(band: str) -> str:
    return _words(band).replace(" ", "_")


def _printed_magnus(row: Row) -> PrintedFigure:
    return magnus2019.STUDY.printed(
        _name(row["age_years"]),
        f"{row['miscarriage_pct']}% at {_words(row['age_years'])}",
        Mark(row["evidence"]),
        lacks=LACKS,
        value=float(row["miscarriage_pct"]),
    )


def _printed_nybo(row: Row) -> PrintedFigure:
    quoted = row["quantity"] == QUOTED_AS
    study = QUOTED if quoted else NYBO
    exact = row["pct"].replace(">", "")
    more = "more than " if row["pct"].startswith(">") else ""
    return study.printed(
        f"{_name(row['age_years'])}{'-quoted' if quoted else ''}",
        f"{more}{exact}% at {_words(row['age_years'])}",
        Mark(row["evidence"]),
        lacks=LACKS,
        value=None if more else float(exact),
        outcome="ended in any loss" if row["quantity"] == "any fetal loss" else "",
    )


def every() -> tuple[Estimate, ...]:
    """Return every number of this question that may be shown."""
    return (all_ages(), all_ages_1978_to_1992())


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every band as it is printed."""
    return (*map(_printed_magnus, _magnus_bands()), *map(_printed_nybo, _nybo_bands()))
