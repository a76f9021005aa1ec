"""After recurrent loss: how many went on to a birth, in clinics for recurrent loss.

The predicted table of Brigham 1999 stands beside it as printed: nine of its cells were seen, their intervals were not.
"""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances.after_heartbeat import BRIGHAM
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import Estimate, People, PrintedFigure
from gravida.engine.chances.study import Study
from gravida.errors import InputError
from gravida.evidence.published import Mark, Row, published_table

LUND = Study(
    "lund2012",
    "lund2012",
    "abstract",
    People(
        who="women with three or more miscarriages referred to one clinic in Denmark",
        years="1986-2008",
        outcome="had a child born alive",
    ),
)
LUND_N = 987
IN_ALL_PERCENT, IN_ALL_N = 75.0, 226
"""Share of those who conceived whose pregnancy continued, and how many conceived (abstract of Brigham 1999)."""

FEWEST_LOSSES = 2
_WHY = {
    False: "This is about one clinic for recurrent loss, and follows the next pregnancy.",
    True: "Both are about clinics for recurrent loss; one follows the next pregnancy, the other the years after.",
}


def recurrent_loss(previous_miscarriages: int, age_years: float | None = None) -> Answer:
    """Return how many went on, after two or more losses without a known cause.

    Raises:
        InputError: fewer than two losses, or an age that cannot be.
    """
    number = given.losses("previous_miscarriages", previous_miscarriages)
    if number < FEWEST_LOSSES:
        raise InputError(
            f"these studies are about two or more miscarriages, not {number}.",
            "After one loss ask by history.",
            value=previous_miscarriages,
        )
    shown: tuple[Estimate, ...] = (in_all(), *(lund() if number >= 3 else ()))
    printed: tuple[PrintedFigure, ...] = ()
    gaps = [
        "Order and kind of earlier pregnancies matter too; those who studied that call it too weak to tell one person."
    ]
    if age_years is not None:
        years = given.age(age_years)
        cell = _cell(years, number)
        if cell is None:
            gaps.append(f"The cell of Brigham 1999 for {years:g} years and {number} losses has not been checked.")
        else:
            printed = (_printed(cell),)
    return Answer(
        question="After recurrent loss, how many went on?",
        shown=shown,
        why=_WHY[len(shown) > 1],
        printed=printed,
        not_known=tuple(gaps),
    )


def in_all() -> Estimate:
    """Return the share of Brigham 1999 whose next pregnancy continued."""
    return Study(BRIGHAM.key, BRIGHAM.work, BRIGHAM.where, BRIGHAM.people).share(
        "went-on",
        IN_ALL_PERCENT,
        IN_ALL_N,
        Mark.SEEN_TWICE,
        outcome="continued in the next pregnancy, of those who conceived",
        caveats=("One clinic with a scan every two weeks; no one has tested it elsewhere.",),
    )


def lund() -> tuple[Estimate, ...]:
    """Return the shares of Lund 2012, five and fifteen years after the first visit."""
    return tuple(
        LUND.printed_with_interval(
            f"{row['years_after_first_visit']}-years",
            row,
            "live_birth_pct",
            LUND_N,
            outcome=f"had a child born alive within {row['years_after_first_visit']} years of the first visit",
        )
        for row in published_table("rpl_livebirth_lund_2012")
    )


def predicted_cell(age_years: float, previous_miscarriages: int) -> PrintedFigure:
    """Return one cell of the predicted table of Brigham 1999, for clinics and research.

    Raises:
        InputError: the cell was not seen, or does not exist.
    """
    years, number = given.age(age_years), given.losses("previous_miscarriages", previous_miscarriages)
    cell = _cell(years, number)
    if cell is None:
        seen = ", ".join(f"{row['age_years']} with {row['previous_miscarriages']}" for row in _cells())
        raise InputError(
            f"the cell for {years:g} years and {number} losses has not been checked against the paper.",
            f"Those that were seen are {seen} losses; nothing is filled in between.",
        )
    return _printed(cell)


def _cells() -> tuple[Row, ...]:
    return published_table("rpl_success_brigham_1999")


def _cell(years: float, number: int) -> Row | None:
    wanted = (years, number)
    return next(
        (row for row in _cells() if (float(row["age_years"]), int(row["previous_miscarriages"])) == wanted), None
    )


def _printed(row: Row) -> PrintedFigure:
    years, number = row["age_years"], row["previous_miscarriages"]
    return BRIGHAM.printed(
        f"cell-{years}-{number}",
        f"{row['success_pct']}% continued, as the paper's table predicts at {years} years after {number} losses",
        Mark(row["evidence"]),
        lacks="an interval; those of the paper are wide and were not seen",
        value=float(row["success_pct"]),
        n=IN_ALL_N,
        outcome="continued in the next pregnancy",
        caveats=("Only after two or more losses without a known cause; no one has tested it elsewhere.",),
    )


def every() -> tuple[Estimate, ...]:
    """Return every number of this question that may be shown."""
    return (in_all(), *lund())


def every_printed() -> tuple[PrintedFigure, ...]:
    """Return every cell that was seen."""
    return tuple(map(_printed, _cells()))
