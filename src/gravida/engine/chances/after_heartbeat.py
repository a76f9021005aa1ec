"""Loss after a heartbeat was seen. The same fact runs from 1.6 to 14%: what differs is why people were scanned.

So the table is chosen by how a person came to be scanned, and the answer says so.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from gravida.days import weeks_and_days
from gravida.engine import given
from gravida.engine.chances.answer import Answer
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure, Shown
from gravida.engine.chances.study import Study
from gravida.errors import UnknownName
from gravida.evidence.published import Mark, published_table, row_of


class ScanReason(StrEnum):
    """How a person came to be scanned."""

    ROUTINE = "routine"
    SYMPTOMS = "symptoms"
    EMERGENCY_UNIT = "emergency_unit"
    EARLIER_LOSSES = "earlier_losses"
    RECURRENT_LOSS = "recurrent_loss"
    NOT_SAID = "not_said"


class Choice(NamedTuple):
    """The table for one way of coming to a scan, the ages it is about in days, and why it fits."""

    study: Study
    first_day: int
    last_day: int
    because: str


TONG = Study(
    "tong2008",
    "tong2008",
    "abstract",
    People(
        who="people without any symptom at a booked visit in Melbourne, one heartbeat seen at 6w2d to 11w6d",
        years="2004-06",
        outcome="ended before 20 weeks",
    ),
    ("It does not hold after bleeding, nor after a slow heartbeat or a small size.",),
)
MAKRYDIMAS = Study(
    "makrydimas2003",
    "makrydimas2003",
    "abstract",
    People(
        who="single pregnancies, heartbeat seen by transvaginal scan at 6 to 10 weeks", years=NOT_SEEN, outcome="ended"
    ),
    ("It was more often with age, bleeding, smoking, a slow heart for the size or a small sac; less often later on.",),
)
DEVILBISS = Study(
    "devilbiss2020",
    "devilbiss2020",
    "abstract",
    People(
        who="people with one or two earlier losses, heartbeat seen at 6w0d to 8w6d",
        years=NOT_SEEN,
        outcome="ended after the first scan",
    ),
)
MUKRI = Study(
    "mukri2008",
    "mukri2008",
    "abstract",
    People(
        who="people seen in an early pregnancy unit, heartbeat seen at 5 to 10 weeks, certain dates",
        years=NOT_SEEN,
        outcome="ended before the scan of 11 to 14 weeks",
    ),
)
BRIGHAM = Study(
    "brigham1999",
    "brigham1999",
    "abstract",
    People(
        who="people with two or more losses without a known cause, seen every two weeks in one clinic",
        years=NOT_SEEN,
        outcome="ended after a heartbeat was seen",
    ),
    ("All who conceived are counted below the line, also those in whom no heartbeat was seen.",),
)

_UNIT = Choice(MUKRI, 35, 76, "The scan was for a symptom or in an emergency unit, and so were theirs.")
CHOICES: dict[ScanReason, Choice] = {
    ScanReason.ROUTINE: Choice(TONG, 44, 83, "The scan was a booked one without any symptom, and so were theirs."),
    ScanReason.SYMPTOMS: _UNIT,
    ScanReason.EMERGENCY_UNIT: _UNIT,
    ScanReason.EARLIER_LOSSES: Choice(DEVILBISS, 42, 62, "There were one or two earlier losses, as in theirs."),
    ScanReason.RECURRENT_LOSS: Choice(
        BRIGHAM, 35, 97, "There were recurrent losses without a known cause, as in theirs."
    ),
    ScanReason.NOT_SAID: Choice(
        MAKRYDIMAS, 42, 76, "It was not said why the scan was done, and this study does not choose by that."
    ),
}


def after_heartbeat(scan_reason: str = "not_said", ga_days: int | None = None) -> Answer:
    """Return how many had a loss after a heartbeat, in the study whose people came to be scanned in the same way.

    Parameters
    ----------
    scan_reason
        ``routine``, ``symptoms``, ``emergency_unit``, ``earlier_losses`` (one or two), ``recurrent_loss`` or
        ``not_said``.
    ga_days
        Age of the pregnancy at the scan; a study is not shown for an age it is not about.

    Raises
    ------
    UnknownName
        There is no such way of coming to a scan.
    InputError
        The age cannot be.
    """
    known = [reason.value for reason in ScanReason]
    if scan_reason not in known:
        raise UnknownName("scan_reason", scan_reason, known)
    choice = CHOICES[ScanReason(scan_reason)]
    question = "After a heartbeat was seen, how many had a loss?"
    if ga_days is None:
        gaps: tuple[str, ...] = (
            "The age of the pregnancy at the scan was not given; the study is about certain weeks.",
        )
    else:
        day = given.ga_days(ga_days)
        if not choice.first_day <= day <= choice.last_day:
            span = f"{weeks_and_days(choice.first_day)} to {weeks_and_days(choice.last_day)}"
            return Answer(
                question=question,
                not_known=(
                    f"{choice.study.people.who.capitalize()}: the study is about {span}, not {weeks_and_days(day)}.",
                ),
            )
        gaps = ()
    printed = tong_weeks_printed() if choice.study is TONG else ()
    return Answer(
        question=question, shown=(_counted(choice.study),), why=choice.because, printed=printed, not_known=gaps
    )


def _counted(study: Study) -> Shown:
    if study is TONG:
        return tong_in_all()
    names = {"makrydimas2003": "Makrydimas 2003", "devilbiss2020": "DeVilbiss 2020", "mukri2008": "Mukri 2008"}
    row = row_of("loss_after_heartbeat_other", source=names.get(study.key, "Brigham 1999"))
    return study.counted_in("after-heartbeat", row)


TONG_LOSSES, TONG_N = 11, 696
"""Counts of the whole cohort, from the note of its row."""

TONG_WEEK_6_LOSSES, TONG_WEEK_6_N = 3, 32
"""Back-solved from 9.4%; not printed."""


def tong_in_all() -> Shown:
    """Return the whole cohort of Tong 2008."""
    return TONG.counted("6-11", TONG_LOSSES, TONG_N, Mark.SEEN_TWICE)


def tong_week_6() -> Shown:
    """Return week 6 of Tong 2008 as counts that were worked out from the printed share."""
    return TONG.counted(
        "6",
        TONG_WEEK_6_LOSSES,
        TONG_WEEK_6_N,
        Mark.DERIVED,
        caveats=("The counts are worked back from 9.4%; they are not printed, and they are few.",),
    )


def tong_weeks_printed() -> tuple[PrintedFigure, ...]:
    """Return the shares by week of Tong 2008: neither counts nor intervals were seen."""
    return tuple(
        TONG.printed(
            f"week-{row['completed_week_at_scan']}",
            f"{row['miscarriage_to_20wk_pct']}% after a scan in week {row['completed_week_at_scan']}",
            Mark(row["evidence"]),
            lacks="an interval and the number of people in that week",
            value=float(row["miscarriage_to_20wk_pct"]),
        )
        for row in published_table("loss_after_heartbeat_tong_2008")
        if row["completed_week_at_scan"] != "6-11"
    )


def every() -> tuple[Estimate | Shown, ...]:
    """Return every number of this question."""
    return (tong_in_all(), tong_week_6(), *(_counted(study) for study in (MAKRYDIMAS, DEVILBISS, MUKRI, BRIGHAM)))
