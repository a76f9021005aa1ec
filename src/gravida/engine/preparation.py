"""The stages from what was entered to what rules read. Both readers, rows and columns, go through the same list."""

from __future__ import annotations

from functools import cache

from gravida.engine.ages import AGES
from gravida.engine.derived import FINDINGS_FROM_COLUMNS, FINDINGS_UNDER_ASSUMPTION, Derived
from gravida.engine.history import ONE_SAC
from gravida.engine.questions import DERIVED_FOR_QUESTIONS, QUESTIONS
from gravida.engine.scope import OUTSIDE_SCOPE
from gravida.engine.sizes import SIZES

BEFORE_QUESTIONS: tuple[tuple[Derived, ...], ...] = (
    *AGES[:-1],
    (*AGES[-1], *DERIVED_FOR_QUESTIONS, *FINDINGS_FROM_COLUMNS[0]),
)
"""Questions are asked of what was entered, before anything is completed: a length must not hide a "not seen"."""

AFTER_QUESTIONS: tuple[tuple[Derived, ...], ...] = (
    *FINDINGS_FROM_COLUMNS[1:],
    (*FINDINGS_UNDER_ASSUMPTION, ONE_SAC, OUTSIDE_SCOPE),
    *SIZES,
)


@cache
def entered_measures() -> frozenset[str]:
    """Columns of a record that the stages, the questions and the rules read as they were entered."""
    from gravida.columns import columns
    from gravida.engine.red_flags import RED_FLAGS
    from gravida.engine.selection import select
    from gravida.engine.viability import guidelines

    everything = select(list(guidelines()))
    read = {
        *(name for stage in (*BEFORE_QUESTIONS, *AFTER_QUESTIONS) for derived in stage for name in derived.needs),
        *(name for question in QUESTIONS for name in question.when.needs),
        *(name for flag in RED_FLAGS for name in flag.when.needs),
        *(name for _, bands in everything.studies for band in bands for name in band.when.needs),
        *(name for finding in everything.study_findings for name in finding.when.needs),
        *(name for found in everything.guidelines for rule in found.rules for name in rule.when.needs),
        *(
            "person_id",
            "pregnancy_id",
            "fetus_id",
            "exam_id",
            "exam_date",
            "same_sac",
            "outcome",
            "location",
            "n_sacs",
            "n_fetuses",
        ),
    }
    return frozenset(read & set(columns()))
