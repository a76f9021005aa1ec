"""What every rule, band, question and sign has to be: named once, made of known measures, said in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from tests.contracts.everything import bands, conditions, rules

from gravida.columns import columns
from gravida.engine import dating
from gravida.engine.conditions import Compare, CompareTwo, Condition
from gravida.engine.findings import FINDINGS, PREVIOUS, asks_for
from gravida.engine.heart_rate import studies
from gravida.engine.history import CARRIED_OVER
from gravida.engine.preparation import AFTER_QUESTIONS, BEFORE_QUESTIONS
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.scope import RECORDED_BEFORE
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import DEFAULT, guidelines

ALL = conditions()
RULES_AND_BANDS = {name: ALL[name] for name in (*rules(), *bands())}
DERIVED = {derived.name for stage in (*BEFORE_QUESTIONS, *AFTER_QUESTIONS) for derived in stage}
EARLIER = {PREVIOUS + name for name in CARRIED_OVER}
OF_A_PREGNANCY = {"same_sac", "days_since_prev", "other_label", *(recorded.name for recorded in RECORDED_BEFORE)}


def leaves(condition: Condition) -> Iterator[Condition]:
    """Yield the questions a condition is made of."""
    parts = getattr(condition, "parts", None)
    if parts is None:
        yield condition
    else:
        for part in parts:
            yield from leaves(part)


def test_ids_are_given_once() -> None:
    every = [rule.id for guideline in guidelines().values() for rule in guideline.rules]
    every += [band.id for study in studies().values() for band in study.bands]
    every += [finding.id for finding in STUDY_FINDINGS] + [formula.rule_id for formula in dating.methods().values()]
    every += [question.id for question in QUESTIONS] + [flag.id for flag in RED_FLAGS]
    assert [name for name, count in Counter(every).items() if count > 1] == []


def test_the_default_guidelines_come_first_and_the_others_can_be_called() -> None:
    callable_ones = {"rcog2011_ggc", "asum2011", "acr2013", "sogc2016", "nz2019"}
    assert tuple(guidelines())[:5] == DEFAULT == ("sru2013", "sru2024", "nice2023", "acog200", "preisler2015")
    assert set(guidelines()) == {*DEFAULT, *callable_ones}


@pytest.mark.parametrize("name", ALL)
def test_measures_are_known(name: str) -> None:
    known = {*FINDINGS, *DERIVED, *EARLIER, *OF_A_PREGNANCY, *columns()}
    assert ALL[name].needs
    assert ALL[name].needs <= known


@pytest.mark.parametrize("name", rules())
def test_a_rule_asks_for_columns_that_exist(name: str) -> None:
    asked = {asks_for(measure).removeprefix(PREVIOUS) for measure in rules()[name].when.needs}
    assert asked <= set(columns())
    assert rules()[name].columns


@pytest.mark.parametrize("name", ALL)
def test_limits_are_bracketed_by_their_edges(name: str) -> None:
    limits = [leaf for leaf in leaves(ALL[name]) if isinstance(leaf, Compare)]
    edges = list(ALL[name].edges())
    assert len(edges) == 3 * len(limits)
    for leaf in limits:
        under, on, over = leaf.edges()
        assert under[0] == on[0] == over[0] == leaf.measure
        assert under[1] < on[1] == leaf.limit < over[1]
        answers = [leaf.holds({leaf.measure: value}) for _, value in (under, on, over)]
        assert answers in (
            [[True, False, False], [True, True, False], [False, False, True], [False, True, True], [False, True, False]]
        )


@pytest.mark.parametrize("name", ALL)
def test_nothing_said_is_no_answer(name: str) -> None:
    """An empty record meets no rule and no band, and raises no question."""
    assert ALL[name].holds({}) is not True


@pytest.mark.parametrize("name", RULES_AND_BANDS)
def test_a_rule_reads_as_words(name: str) -> None:
    said = RULES_AND_BANDS[name].says()
    assert said == said.strip(" ,")
    assert re.fullmatch(r"[A-Za-z0-9 ,.'/()-]+", said), said
    assert not re.search(r"_|  |None|True|False|\bprev\b|,,| ,", said)
    assert said[0].islower() or said[0].isdigit()


@pytest.mark.parametrize("name", RULES_AND_BANDS)
def test_a_rule_says_every_limit_with_its_unit(name: str) -> None:
    said = RULES_AND_BANDS[name].says()
    for leaf in leaves(RULES_AND_BANDS[name]):
        if isinstance(leaf, Compare):
            assert f"{leaf.limit:g} {leaf.unit}".strip() in said
            assert leaf.unit or leaf.measure.startswith("n_")
        if isinstance(leaf, CompareTwo):
            assert f"{leaf.difference if leaf.difference is not None else leaf.multiple:g}" in said


@pytest.mark.parametrize("key", guidelines())
def test_a_guideline_can_say_which_rules_were_met_in_one_number(key: str) -> None:
    guideline = guidelines()[key]
    assert sorted(guideline.bits.values()) == [1 << place for place in range(len(guideline.rules))]
    assert all(guideline.rule(rule_id).id == rule_id for rule_id in guideline.bits)
