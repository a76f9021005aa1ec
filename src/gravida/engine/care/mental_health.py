"""How people felt after an early loss, in one study, and questionnaires whose licence allows them.

Screening is no diagnosis. A questionnaire is offered, never required, and a score never stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gravida.engine import given
from gravida.engine.chances.estimate import NOT_SEEN, Estimate, People, PrintedFigure
from gravida.engine.chances.study import Study
from gravida.errors import InputError, LicenceNotVerified
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table
from gravida.evidence.questionnaires import Wording, wordings
from gravida.evidence.source import Source

FARREN = Study(
    "farren2020",
    "farren2020",
    "abstract",
    People(who="women after an early loss, early pregnancy units", years=NOT_SEEN, outcome="x"),
    ("By questionnaires, which are no diagnosis.", "Fewer answered each time, so it may be too high or too low."),
)
PILOT = Study(
    "farren2016",
    "farren2016",
    "abstract",
    People(who="women after an early loss, a small pilot study", years=NOT_SEEN, outcome="x"),
    ("A pilot; not to be mixed with the study of 2020.",),
)
_FEELINGS = {
    "ptsd_pct": "met the criteria for post-traumatic stress",
    "anxiety_pct": "met the criteria for anxiety",
    "depression_pct": "met the criteria for depression",
}


def how_people_felt() -> tuple[Estimate, ...]:
    """Return the shares one and nine months after an early loss (2020), and of the pilot one and three months after."""
    found = []
    for row in published_table("mental_health"):
        for column, felt in _FEELINGS.items():
            if row["n"] and row[column]:
                study = PILOT if "pilot" in row["study"] else FARREN
                months = f"{row['time_months']} month{'s' if row['time_months'] != '1' else ''} later"
                name = f"{row['time_months']}-months-{column.removesuffix('_pct')}"
                found.append(
                    study.share(
                        name, float(row[column]), int(row["n"]), Mark(row["evidence"]), outcome=f"{felt} {months}"
                    )
                )
    return tuple(found)


def by_kind_of_loss() -> tuple[PrintedFigure, ...]:
    """Return the shares by kind of loss, whose sizes were not seen."""
    return tuple(
        FARREN.printed(
            f"{row['group']}-{column.removesuffix('_pct')}".replace(" ", "_"),
            f"{row[column]}% {felt} 9 months later ({row['group']})",
            Mark(row["evidence"]),
            lacks="the size of the group, and so an interval",
            value=float(row[column]),
            outcome=felt,
        )
        for row in published_table("mental_health")
        if not row["n"] and row["group"].endswith("only")
        for column, felt in _FEELINGS.items()
    )


OFFERED = {"phq9": "PHQ-9", "pcl5": "PCL-5", "pc_ptsd5": "PC-PTSD-5"}
"""Questionnaires whose licence was seen and allows them here."""

_HIGHEST_ITEM = {"phq9": 3, "pcl5": 4, "pc_ptsd5": 1}
_SELF_HARM_ITEM = {"phq9": 9}
_WORKS = {"phq9": "phq9", "pcl5": "va_ptsd", "pc_ptsd5": "va_ptsd"}
FIRST_WORDS = (
    "If you are thinking of harming yourself, you do not have to be alone with it. Call your emergency "
    "number, go to an "
    "emergency department, or tell somebody near you now."
)
NOT_ALONE = "A score is no diagnosis. Talk it over with somebody you trust or with your clinic."


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What a questionnaire is, what its licence says, and its wording where that stands here."""

    key: str
    title: str
    items: int
    score_range: tuple[int, int]
    cut_point: str
    licence: str
    may_be_shown: str
    wording: Wording | None
    source: Source
    mark: Mark

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "key": self.key,
            "title": self.title,
            "items": self.items,
            "score_range": list(self.score_range),
            "cut_point": self.cut_point,
            "licence": self.licence,
            "may_be_shown": self.may_be_shown,
            "wording": None if self.wording is None else asdict(self.wording),
            "mark": self.mark.value,
            "source": self.source.as_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score with the words that go before it. Where they ask for help, the number waits behind them."""

    questionnaire: Questionnaire
    score: int
    words_first: tuple[str, ...]


def questionnaire(key: str) -> Questionnaire:
    """Return a questionnaire whose licence allows it.

    Raises:
        LicenceNotVerified: it does not, or was not seen.
    """
    if key not in OFFERED:
        row = next(
            (
                row
                for row in published_table("instruments_licences")
                if row["instrument"].lower().startswith(key.lower()[:4])
            ),
            None,
        )
        why = f"{row['licence_found']}." if row else "its licence was not seen."
        raise LicenceNotVerified(row["instrument"] if row else key, why)
    row = next(row for row in published_table("instruments_licences") if row["instrument"] == OFFERED[key])
    return _questionnaire(key, row)


def _questionnaire(key: str, row: Row) -> Questionnaire:
    low, _, high = row["score_range"].partition("-")
    mark = Mark(row["evidence"])
    return Questionnaire(
        key=key,
        title=row["instrument"],
        items=int(row["items"].split()[0]),
        score_range=(int(low), int(high)),
        cut_point=row["cut_point"],
        licence=row["licence_found"],
        may_be_shown=row["bundle_text_in_open_source"],
        wording=wordings().get(key),
        source=cite(_WORKS[key], where="licence and range", seen_in=mark.seen_in),
        mark=mark,
    )


def asks_for_help(key: str, answers: Sequence[int | None]) -> bool:
    """Say whether an answer speaks of self-harm. It counts before everything else, also where others are missing."""
    item = _SELF_HARM_ITEM.get(key)
    given_answer = answers[item - 1] if item is not None and len(answers) >= item else None
    return given_answer is not None and given_answer > 0


def score(key: str, answers: Sequence[int], *, gate: bool | None = None) -> Score:
    """Add up the answers to a questionnaire. A self-harm answer above 0 puts words for help first.

    Parameters
    ----------
    key
        ``phq9``, ``pcl5`` or ``pc_ptsd5``.
    answers
        One number an item, in order.
    gate
        For the PC-PTSD-5: whether the opening question was answered with yes; with no, the score is 0.

    Raises
    ------
    LicenceNotVerified
        There is no licence for it.
    InputError
        An answer is missing or out of range.
    """
    found = questionnaire(key)
    if key == "pc_ptsd5" and gate is None:
        raise InputError("the opening question was not answered.", "Say yes or no (gate); with no the score is 0.")
    if key == "pc_ptsd5" and gate is False:
        return Score(questionnaire=found, score=0, words_first=(NOT_ALONE,))
    if len(answers) != found.items:
        raise InputError(f"{found.title} has {found.items} answers, not {len(answers)}.", "Answer each item once.")
    highest = _HIGHEST_ITEM[key]
    read = [
        given.whole(f"answer {place}", value, 0, highest, "Answer in the numbers of the form.")
        for place, value in enumerate(answers, 1)
    ]
    first = (FIRST_WORDS, NOT_ALONE) if asks_for_help(key, read) else (NOT_ALONE,)
    return Score(questionnaire=found, score=sum(read), words_first=first)
