"""Every limit of every rule, found from the rule itself: a copied guideline module is covered at once."""

from __future__ import annotations

import pytest

from gravida.engine.boundaries import boundaries
from gravida.engine.conditions import Compare
from gravida.engine.rule import Rule
from gravida.engine.viability import guidelines

RULES = [rule for guideline in guidelines().values() for rule in guideline.rules]


def _leaves(rule: Rule) -> list[Compare]:
    found, todo = [], [rule.when]
    while todo:
        part = todo.pop()
        todo += getattr(part, "parts", ())
        if isinstance(part, Compare):
            found.append(part)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_limit_turns_the_answer_exactly_where_it_is_printed(rule: Rule) -> None:
    met = {(case.measure, case.value): case.met for case in boundaries(rule)}
    for leaf in _leaves(rule):
        below, on, above = (met[leaf.measure, value] for _, value in leaf.edges())
        expected = {
            ">=": (False, True, True),
            ">": (False, False, True),
            "<": (True, False, False),
            "<=": (True, True, False),
        }
        others = [other for other in _leaves(rule) if other.measure == leaf.measure and other is not leaf]
        if not others:
            assert (below, on, above) == expected[leaf.sign]
        else:  # another limit on the same measure: this one still turns the answer
            assert on is expected[leaf.sign][1] or len({below, on, above}) == 2
            assert len({below, on, above}) == 2


def test_every_rule_with_a_number_has_boundaries() -> None:
    without = [rule.id for rule in RULES if not boundaries(rule)]
    assert set(without) <= {
        "SRU13-S6",
        "SRU24-C6c",
        "ACOG200-S6",
        "SRU13-S8",
        "SRU24-C6b",
        "ACOG200-S8",
        "NICE-V3",
        "NICE-V6",
        "NZ-3",
    }
