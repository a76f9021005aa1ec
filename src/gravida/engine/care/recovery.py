"""After a loss: the test to confirm it is over, the course of recovery, milk, and trying again."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.blood.decline import days_to_zero
from gravida.engine.care.fact import Fact, chosen, fact
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure
from gravida.engine.chances.study import Study
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table, row_of
from gravida.evidence.source import Source

MILK_FROM_DAYS = 112
"""About 16 weeks."""


def follow_up_test(country: str | None) -> Fact:
    """Return the test after waiting or medicines, as the guideline of the chosen country prints it.

    Raises:
        InputError: no country was chosen.
        UnknownName: nothing was seen for that country.
    """
    place = chosen(country)
    row = row_of("recovery_and_call_rules", topic="urine pregnancy test")
    if place != "GB":
        return fact(
            "follow-up-test",
            "What the guideline of this country prints was not seen. Ask your clinic when to test.",
            "gravida_chances_review",
            Mark.SEEN_ONCE,
            place=place,
        )
    return fact(
        "follow-up-test",
        "NICE: a urine pregnancy test three weeks after waiting or after medicines. If it is positive, a "
        "review follows, because "
        "a molar or an ectopic pregnancy has to be looked for.",
        "nice_ng126",
        Mark(row["evidence"]),
        place="GB",
        where="follow-up after expectant and medical management",
    )


def course() -> tuple[Fact, ...]:
    """Return what recovery is like, as far as it was counted or told."""

    def of(topic: str) -> Mark:
        return Mark(row_of("recovery_and_call_rules", topic=topic)["evidence"])

    return (
        fact(
            "bleeding",
            "After medicines bleeding commonly lasts more than two weeks.",
            "davis2007",
            of("bleeding after misoprostol"),
        ),
        fact(
            "hcg-gone",
            f"It takes a while until a pregnancy test is negative: {days_to_zero()}, in one study.",
            "steier1984",
            of("hCG back to <5"),
        ),
        fact(
            "first-period",
            "The first period usually comes after 4 to 6 weeks and may be heavier. Ovulation is possible "
            "from about two weeks.",
            "miscarriage_leaflets",
            of("first period"),
        ),
    )


def milk(ga_days: int | None) -> Answer:
    """Return whether milk may come after a loss at this age, and what one tablet did about it in trials.

    Raises:
        InputError: the age cannot be.
    """
    question = "Can milk come after a loss?"
    told = "Milk can come from about 16 weeks on. It helps to know before going home."
    if ga_days is None:
        return Answer(
            question=question, why=told, not_known=("The age of the pregnancy is not recorded.",), sources=_about_milk()
        )
    day = given.ga_days(ga_days)
    if day < MILK_FROM_DAYS:
        return Answer(question=question, why=f"{told} This was before 16 weeks.", sources=_about_milk())
    return Answer(
        question=question,
        why=f"{told} Most had breast symptoms on day 4; with one dose of a medicine (cabergoline) fewer had.",
        printed=tuple(_cabergoline(row) for row in published_table("regimens") if row["body"] in _CABERGOLINE),
        not_known=("How many were in each group of the trials was not seen, so no share is shown.",),
        sources=_about_milk(),
    )


def _about_milk() -> tuple[Source, ...]:
    row_of("recovery_and_call_rules", topic="lactation")
    return tuple(cite(work, where="breast symptoms", seen_in=1) for work in _CABERGOLINE.values())


_CABERGOLINE = {"Cabergoline RCT Henkel": "henkel2023", "Cabergoline RCT": "cabergoline2025"}


def _cabergoline(row: Row) -> PrintedFigure:
    work, weeks = _CABERGOLINE[row["body"]], row["situation"].split()[0]
    people = People(
        who=f"people after {weeks} weeks, one trial", years=NOT_SEEN, outcome="had breast symptoms on day 4"
    )
    return Study(work, work, "abstract", people).printed(
        "day-4",
        f"with the medicine against without: {row['follow_up']}",
        Mark(row["evidence"]),
        lacks="the sizes of the two groups",
    )


_TRYING = {
    "Schliep 2016": ("schliep2016", "odds of conceiving, trying within 3 months compared with later"),
    "Kangatharan 2017": ("kangatharan2017", "conceiving within 6 months compared with later"),
    "Sundermann 2017": ("sundermann2017", "another miscarriage, conceiving within 3 months compared with 6 to 18"),
    "Love 2010": ("love2010", "another miscarriage, conceiving within 6 months compared with 6 to 12"),
    "Tessema 2022": ("tessema2022", "compared with 6 to 11 months"),
}
OBSERVED = "All of these only watched: people who conceive soon are more fertile and healthier to begin with."
NOT_AFTER = (
    "This is not about a molar pregnancy, an ectopic treated with methotrexate, a loss with complications or "
    "one in the "
    "second trimester: there the clinic says when."
)
WHO_ADVISED = "The World Health Organization advised six months; that rests on one data set that mixed in abortions."


def trying_again() -> Answer:
    """Return what studies saw about how soon people conceived again. Readiness is the person's own."""
    rows = [row for row in published_table("interpregnancy") if row["estimate"]]
    return Answer(
        question="After an early loss, does waiting make a difference?",
        shown=tuple(_trying(row) for row in rows),
        why=f"There is no need to wait that a study has shown; when one is ready is one's own. {OBSERVED}",
        not_known=(NOT_AFTER, WHO_ADVISED),
        sources=(cite("who2005_wait", where="the recommendation", seen_in=2),),
    )


def _trying(row: Row) -> Estimate:
    work, compared = _TRYING[row["source"]]
    unit, outcome = _ratio(row["outcome"])
    study = Study(
        work,
        work,
        "abstract",
        People(who="people who conceived again after a miscarriage", years=NOT_SEEN, outcome="x"),
    )
    about = compared
    if work == "kangatharan2017":
        about = f"{outcome}, {compared}"
    elif work == "tessema2022":
        about = f"{outcome}, conceiving after {_first(row)} {compared}"
    return study.printed_with_interval(
        f"{row['comparison']}-{row['outcome']}".replace(" ", "_"),
        row,
        "estimate",
        int(row["n"]),
        unit=unit,
        outcome=about,
        caveats=(OBSERVED,),
    )


def _first(row: Row) -> str:
    months = row["comparison"].removesuffix(" vs 6-11 mo").removesuffix(" mo")
    return "less than 3 months" if months.startswith("<3") else "3 to 5 months"


def _ratio(outcome: str) -> tuple[str, str]:
    words = {
        "further miscarriage RR": "another miscarriage",
        "preterm RR": "an early birth",
        "SGA aRR": "a child small for dates",
        "gestational diabetes aRR": "diabetes in pregnancy",
    }
    unit = "hazard ratio" if "aHR" in outcome else "odds ratio" if "OR" in outcome else "risk ratio"
    return unit, words.get(outcome, outcome)
