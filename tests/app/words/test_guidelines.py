"""What her page says of guidelines: a sentence for every answer, terms only as quotations, no code."""

from __future__ import annotations

import re

import pytest
from tests.contracts.avoided import hurtful
from tests.contracts.everything import rules

from gravida.app.words import guidelines, rates
from gravida.app.words.guidelines import AFTER_AN_END, EXPLAINED, SAYS, TAGS
from gravida.engine.heart_rate import studies
from gravida.engine.rule import Category
from gravida.engine.wording import RATE_BANDS


def test_it_works() -> None:
    assert "{quote}" in SAYS[Category.DIAGNOSTIC]
    assert set(SAYS) == set(TAGS) == set(Category)


@pytest.mark.parametrize("category", list(Category))
def test_every_answer_has_its_own_plain_sentence(category: Category) -> None:
    for text in (SAYS[category], TAGS[category], *AFTER_AN_END.get(category, ())):
        assert hurtful(text) == []
        assert "_" not in re.sub(r"{\w+}", "", text)
        assert not re.search(r"\b(normal|healthy|safe|viable|diagnosed|you have)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_every_hard_term_that_is_printed_is_explained(rule: object) -> None:
    printed = rule.printed  # type: ignore[attr-defined]
    if hurtful(printed) or "viab" in printed:
        assert any(re.search(part, printed) for part, _ in EXPLAINED), printed


def test_every_band_of_a_heart_rate_has_a_sentence_without_what_happened() -> None:
    for study in studies().values():
        for band in study.bands:
            says = rates.says(band.code)
            assert not re.search(r"lost|went on|ended|miscarr|continued", says), says
    assert set(RATE_BANDS) == set(rates.HER_BANDS)


def test_every_study_with_counts_says_who_was_counted() -> None:
    for key, study in studies().items():
        if any(band.count for band in study.bands):
            for words in (rates.WHO, rates.ENDED, rates.CONTINUED):
                assert words[study.source.work.key], key


def test_chances_are_barred_by_every_answer_in_which_a_row_is_met() -> None:
    from gravida.engine.rule import TIERS

    assert set(TIERS) <= guidelines.GRAVE
