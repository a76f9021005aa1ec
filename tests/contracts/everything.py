"""Everything the engine can say, in one place: what a contract holds for, it holds for all of it."""

from __future__ import annotations

from collections.abc import Iterator

from gravida.engine import answer, dating, growth, reading, red_flags, scope, wording
from gravida.engine.book_of_people import told
from gravida.engine.conditions import Condition
from gravida.engine.growth import papageorghiou2014
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Rule
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import guidelines
from gravida.evidence.source import Source

LIMITS = (*scope.BEFORE_EVERYTHING, scope.NO_SAC_IN_THE_WOMB)


def rules() -> dict[str, Rule]:
    """Every rule by id."""
    return {rule.id: rule for guideline in guidelines().values() for rule in guideline.rules}


def bands() -> dict[str, Band]:
    """Every heart-rate band by id."""
    return {band.id: band for study in studies().values() for band in study.bands}


def conditions() -> dict[str, Condition]:
    """Every condition by the id of what it stands in."""
    return {
        **{rule.id: rule.when for rule in rules().values()},
        **{band.id: band.when for band in bands().values()},
        **{finding.id: finding.when for finding in STUDY_FINDINGS},
        **{question.id: question.when for question in QUESTIONS},
        **{flag.id: flag.when for flag in RED_FLAGS},
        **{limit.id: limit.when for limit in LIMITS},
    }


def sources() -> dict[str, Source]:
    """Every source by the id of what it stands behind."""
    return {
        **{guideline.key: guideline.source for guideline in guidelines().values()},
        **{study.key: study.source for study in studies().values()},
        **{rule.id: rule.source for rule in rules().values()},
        **{band.id: band.source for band in bands().values()},
        **{formula.rule_id: formula.source for formula in dating.methods().values()},
        "size for age": papageorghiou2014.SOURCE,
        **{key: formula.source for key, formula in dating.biometry_methods().items()},
        **{f"{key} weight": formula.source for key, formula in growth.weight_formulas().items()},
        **{key: standard.source for key, standard in growth.standards().items()},
        **{finding.id: finding.source for finding in STUDY_FINDINGS},
        **{question.id: question.source for question in QUESTIONS},
        **{flag.id: flag.source for flag in RED_FLAGS},
        **{limit.id: limit.source for limit in LIMITS},
        **{found.id: found.source for found in told()},
    }


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every text that is our own, with where it stands. ``printed`` is not: it quotes the guideline."""
    for name, condition in conditions().items():
        yield f"{name} says", condition.says()
    for rule in rules().values():
        yield f"{rule.id} note", rule.note
        yield f"{rule.id} off because", rule.off_because
        if rule.follow_up is not None:
            yield f"{rule.id} follow-up", rule.follow_up.words
    for guideline in guidelines().values():
        yield f"{guideline.key} warning", guideline.warning
    for study in studies().values():
        yield f"{study.key} population", study.population
    for band in bands().values():
        yield f"{band.id} note", band.note
        yield f"{band.id} outcome", band.count.outcome if band.count else ""
    for finding in STUDY_FINDINGS:
        yield f"{finding.id} saw", finding.saw
        yield f"{finding.id} note", finding.note
    for question in QUESTIONS:
        yield f"{question.id} asks", question.asks
    for flag in RED_FLAGS:
        yield f"{flag.id} sign", flag.says
    for limit in LIMITS:
        yield f"{limit.id} limit", limit.says
    for found in told():
        yield f"{found.id} told", found.says
        yield f"{found.id} concludes", found.concludes
        yield f"{found.id} about", found.note
    for key, standard in growth.standards().items():
        yield f"{key} note", standard.note
        yield f"{key} population", standard.population
    for key, formula in dating.biometry_methods().items():
        yield f"{key} note", formula.note
    for key, weight in growth.weight_formulas().items():
        yield f"{key} note", weight.note
    yield from _said_beside()


def _said_beside() -> Iterator[tuple[str, str]]:
    yield "what to do", red_flags.WHAT_TO_DO
    for name, text in (*answer.WHY_NOT_APPLICABLE.items(), *reading.ASSUMPTION_WORDS.items()):
        yield f"{name} in an answer", text
    for category in wording.SAYS:
        yield f"{category} says", wording.SAYS[category]
        yield f"{category} does not say", wording.DOES_NOT_SAY[category]
    for name, text in (*wording.ASK_ABOUT_MISSING.items(), *wording.RATE_BANDS.items(), *wording.AGE_NOTES.items()):
        yield f"{name} in words", text
    for text in (*wording.ASK_ALWAYS, wording.BELOW_10_MM):
        yield "explanation", text
