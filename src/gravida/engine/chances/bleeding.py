"""Bleeding in the first trimester, and a bleed seen beside the sac."""

from __future__ import annotations

from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.odds import at_baseline
from gravida.engine.chances.study import Study
from gravida.errors import UnknownName
from gravida.evidence.published import Mark, Row, published_table, row_of

HASAN = Study(
    "hasan2009",
    "hasan2009",
    "abstract",
    People(
        who="4,510 people followed through the first trimester, with bleeding compared with none",
        years=NOT_SEEN,
        outcome="odds of a miscarriage",
    ),
    ("Bleeding within four days of a loss is left out.",),
)
NAERT = Study(
    "naert2019",
    "naert2019",
    "abstract",
    People(who="pregnancies with an early scan", years=NOT_SEEN, outcome="ended before 20 weeks"),
    ("Those with a bleed were scanned earlier and bled more. With that accounted for, no difference was clear.",),
)
TUULI = Study(
    "tuuli2011",
    "tuuli2011",
    "abstract",
    People(who="pregnancies of several studies put together", years=NOT_SEEN, outcome="ended in a miscarriage"),
    ("Crude: earlier scans and bleeding were not accounted for, so Naert 2019 is shown first.",),
)
AMOUNTS = {
    "any": "any bleeding or spotting vs none",
    "heavy": "heavy bleeding vs none",
    "heavy_with_pain": "heavy bleeding with pain",
}


def bleeding(amount: str, *, baseline_percent: float | None = None, baseline_from: str = "") -> Answer:
    """Return the odds after bleeding (``any``, ``heavy``, ``heavy_with_pain``, ``spotting``), compared with none.

    Raises:
        UnknownName: there is no such amount.
        InputError: the baseline lacks its origin.
    """
    question = "After bleeding in the first trimester, how often did a pregnancy end, compared with no bleeding?"
    if amount == "spotting":
        return Answer(
            question=question,
            not_known=("Spotting alone went with no excess of losses; no number was seen.",),
            sources=(HASAN.source(Mark.SEEN_ONCE),),
        )
    if amount not in AMOUNTS:
        raise UnknownName("amount", amount, [*AMOUNTS, "spotting"])
    row = row_of("bleeding_hasan_2009", exposure=AMOUNTS[amount])
    if not row["n"]:
        return Answer(
            question=question, printed=(_printed(amount, row),), not_known=("The size of this group was not seen.",)
        )
    ratio = odds_ratio(amount)
    if baseline_percent is None:
        return Answer(
            question=question,
            shown=(ratio,),
            not_known=("A ratio becomes a risk only at a stated baseline. Give one, and where it is from.",),
        )
    return Answer(question=question, shown=(at_baseline(ratio, baseline_percent, baseline_from), ratio))


def odds_ratio(amount: str) -> Estimate:
    """Return the odds ratio of an amount of bleeding whose group has a known size."""
    row = row_of("bleeding_hasan_2009", exposure=AMOUNTS[amount])
    return HASAN.printed_with_interval(
        amount,
        row,
        "or",
        int(row["n"]),
        unit="odds ratio",
        who=f"{HASAN.people.who}; {'any bleeding or spotting' if amount == 'any' else 'heavy bleeding'}",
    )


def _printed(amount: str, row: Row) -> PrintedFigure:
    return HASAN.printed(
        amount,
        f"odds ratio {row['or']} ({row['ci95_low']} to {row['ci95_high']}) after heavy bleeding with pain",
        Mark(row["evidence"]),
        lacks="the number of people in that group",
        value=float(row["or"]),
    )


def haematoma() -> Answer:
    """Return how many had a loss with a bleed seen beside the sac, and how many without one."""
    return Answer(
        question="With a bleed seen beside the sac, how many had a loss?",
        shown=(naert(with_bleed=True), naert(with_bleed=False), naert_adjusted(), *tuuli()),
        why="Two studies disagree. The newer one accounts for earlier scans and bleeding, so it comes first.",
    )


def naert(*, with_bleed: bool) -> Estimate:
    """Return the crude share with a bleed, or without one."""
    row = row_of("subchorionic_haematoma", outcome="loss <20 wk crude")
    return NAERT.share(
        "with-bleed" if with_bleed else "without-bleed",
        float(row["with_sch_pct" if with_bleed else "without_sch_pct"]),
        int(row["n_sch" if with_bleed else "n_control"]),
        Mark(row["evidence"]),
        who=f"{NAERT.people.who}, {'with' if with_bleed else 'without'} a bleed beside the sac",
    )


def naert_adjusted() -> Estimate:
    """Return the ratio with the age at the scan and bleeding accounted for."""
    row = row_of("subchorionic_haematoma", outcome="loss <20 wk adjusted for gestation and bleeding")
    return NAERT.printed_with_interval(
        "adjusted",
        row,
        "or",
        _both_groups(row),
        unit="odds ratio",
        outcome="odds of a loss before 20 weeks, age at the scan and bleeding accounted for",
    )


def _both_groups(row: Row) -> int:
    return int(row["n_sch"]) + int(row["n_control"])


_TUULI = {
    "spontaneous abortion": "odds of a miscarriage",
    "stillbirth": "odds of a stillbirth",
    "abruption": "odds of a placenta that comes away early",
    "preterm delivery": "odds of an early birth",
}


def tuuli() -> tuple[Estimate, ...]:
    """Return the crude ratios of Tuuli 2011."""
    return tuple(
        TUULI.printed_with_interval(
            row["outcome"].replace(" ", "_"),
            row,
            "or",
            _both_groups(row),
            unit="odds ratio",
            outcome=_TUULI[row["outcome"]],
        )
        for row in published_table("subchorionic_haematoma")
        if row["source"] == "Tuuli 2011"
    )


def every() -> tuple[Shown, ...]:
    """Return every number of this question that may be shown."""
    return (odds_ratio("any"), odds_ratio("heavy"), *haematoma().shown)


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every figure as it is printed."""
    return bleeding("heavy_with_pain").printed
