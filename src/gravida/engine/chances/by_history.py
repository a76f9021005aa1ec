"""Loss by what came before: odds ratios of one register study, and a risk only at a baseline that is stated."""

from __future__ import annotations

from gravida.engine import given
from gravida.engine.chances import magnus2019
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.by_age import band_percent
from gravida.engine.chances.estimate import Estimate
from gravida.engine.chances.odds import at_baseline
from gravida.errors import InputError, UnknownName
from gravida.evidence.published import Mark, Row, row_of

EXPOSURES: dict[str, str] = {
    "1_loss": "1 previous consecutive miscarriage",
    "2_losses": "2 consecutive",
    "3_losses": "3 consecutive",
    "preterm_birth": "previous birth preterm",
    "stillbirth": "previous stillbirth",
    "caesarean": "previous caesarean",
    "gestational_diabetes": "previous gestational diabetes",
    "born_small": "woman herself born small for dates",
}
"""What may have come before: our name, and the row of the table."""

_WORDS = {
    "1_loss": "one miscarriage before, the last pregnancy",
    "2_losses": "two miscarriages before, one after the other",
    "3_losses": "three miscarriages before, one after the other",
    "preterm_birth": "the birth before was early",
    "stillbirth": "the pregnancy before ended in a stillbirth",
    "caesarean": "the birth before was by caesarean section",
    "gestational_diabetes": "diabetes in the pregnancy before",
    "born_small": "born small for dates themselves",
}
PRE_ECLAMPSIA = "previous pre-eclampsia"
TOO_HIGH = "An approximation: the group the ratio compares with had a lower risk than the average of its age."


def by_history(
    came_before: str, *, age_years: float | None = None, baseline_percent: float | None = None, baseline_from: str = ""
) -> Answer:
    """Return the odds ratio of what came before, and a derived risk where a baseline is stated.

    Parameters
    ----------
    came_before
        ``1_loss``, ``2_losses``, ``3_losses`` (one after the other), ``preterm_birth``, ``stillbirth``, ``caesarean``,
        ``gestational_diabetes``, ``born_small`` or ``pre_eclampsia``.
    age_years
        Takes the share that the same paper prints for this age as the baseline, where it was seen.
    baseline_percent, baseline_from
        A baseline of your own and where it is from.

    Raises
    ------
    UnknownName
        There is no such history in the table.
    InputError
        The baseline lacks its origin, or age and baseline are both given.
    """
    if came_before == "pre_eclampsia":
        return _no_association()
    if came_before not in EXPOSURES:
        raise UnknownName("came_before", came_before, [*EXPOSURES, "pre_eclampsia"])
    if age_years is not None and baseline_percent is not None:
        raise InputError("an age and a baseline are both given.", "Give one of them: the age chooses a baseline.")
    ratio = odds_ratio(came_before)
    shown: list[Estimate] = [ratio]
    gaps: list[str] = []
    if age_years is not None:
        baseline = band_percent(age_years)
        if baseline is None:
            gaps.append("The share for this age was not checked against the paper, so there is no baseline for a risk.")
        else:
            shown.insert(0, at_baseline(ratio, baseline, f"the same paper, at {given.age(age_years):g} years"))
    elif baseline_percent is not None:
        shown.insert(0, at_baseline(ratio, baseline_percent, baseline_from))
    else:
        gaps.append(
            "A ratio becomes a risk only at a stated baseline. Give an age, or a baseline and where it is from."
        )
    return Answer(
        question=f"How often did a pregnancy end after this: {_WORDS[came_before]}?",
        shown=tuple(shown),
        why="Ratio and baseline are of one paper." if age_years is not None else "",
        not_known=tuple(gaps),
    )


def odds_ratio(came_before: str) -> Estimate:
    """Return the odds ratio of one history with its printed interval."""
    row: Row = row_of("history_magnus_2019", exposure=EXPOSURES[came_before])
    return magnus2019.STUDY.printed_with_interval(
        came_before,
        row,
        "adjusted_or",
        magnus2019.N,
        unit="odds ratio",
        who=f"{magnus2019.STUDY.people.who}; {_WORDS[came_before]}",
        caveats=(TOO_HIGH, "The number of people is that of the whole study."),
    )


def _no_association() -> Answer:
    row_of("history_magnus_2019", exposure=PRE_ECLAMPSIA)
    return Answer(
        question="How often did a pregnancy end after pre-eclampsia in the pregnancy before?",
        not_known=("Magnus 2019 reports no association, and the number was not seen (seen in one place only).",),
        sources=(magnus2019.STUDY.source(Mark.SEEN_ONCE),),
    )


def every() -> tuple[Estimate, ...]:
    """Return every number of this question."""
    return tuple(map(odds_ratio, EXPOSURES))
