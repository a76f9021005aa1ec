"""Our own sentences: no word that hurts, no cheer, and no comfort that was not published.

``language.csv`` lists what to avoid. Entries marked ``check:word`` are looked for as they stand; the others need a
reader. What a guideline prints is quoted as printed and is exempt.
"""

from __future__ import annotations

import re

import pytest
from tests.contracts.avoided import avoided, holds_phrase
from tests.contracts.everything import rules, sentences

from gravida.engine import wording
from gravida.engine.rule import Category

SENTENCES = [(where, text) for where, text in sentences() if text]


AVOIDED = avoided()


def test_the_list_is_whole() -> None:
    assert len(AVOIDED) > 100
    assert {"products of conception", "blighted ovum", "pregnancy failure", "fetal demise", "!"} <= {*AVOIDED}


@pytest.mark.parametrize("phrase", AVOIDED)
def test_no_sentence_of_ours_holds(phrase: str) -> None:
    assert [where for where, text in SENTENCES if holds_phrase(text, phrase)] == []


def test_the_search_itself_finds_what_guidelines_print() -> None:
    printed = [rule.printed for rule in rules().values()]
    assert any(holds_phrase(text, "pregnancy failure") for text in printed)
    assert not holds_phrase("a victimless remark", "victim")
    assert holds_phrase("Take care!", "!")


def test_a_sentence_is_whole() -> None:
    for where, text in SENTENCES:
        assert text == text.strip(), where
        assert "  " not in text, where
        assert "!" not in text, where


def test_what_is_asked_is_a_question_or_a_request() -> None:
    asks = [(where, text) for where, text in SENTENCES if where.endswith(" asks")]
    assert len(asks) > 20
    for where, text in asks:
        assert text.endswith(("?", ".")), where
        assert text[0].isupper() or "_" not in text.split()[0], where


@pytest.mark.parametrize("category", list(Category))
def test_every_answer_has_its_sentence_and_what_it_does_not_say(category: Category) -> None:
    assert wording.SAYS[category].endswith((".", "{why}"))
    assert wording.DOES_NOT_SAY[category].endswith(".")


COMFORT = r"\b(normal|viable|viability|healthy|safe|fine|reassuring|good news|no cause for)\b"


@pytest.mark.parametrize("category", [Category.NO_CRITERION, Category.CARDIAC_ACTIVITY, Category.UNKNOWN])
def test_no_criterion_is_not_normal_and_a_heartbeat_is_not_safe(category: Category) -> None:
    assert not re.search(COMFORT, wording.SAYS[category], re.IGNORECASE)


VERDICT = r"\b(you have miscarried|your pregnancy has ended|the baby has died|this is a miscarriage|is diagnosed)\b"


def test_no_answer_is_a_verdict() -> None:
    for category, text in wording.SAYS.items():
        assert not re.search(VERDICT, text, re.IGNORECASE), category
