"""From rules that are met, not met or unknown to one answer of one guideline: the order of what outranks what.

The order is written once, as conditions over flags, and read on a row and on columns like every other condition.
"""

from __future__ import annotations

from dataclasses import dataclass

from gravida.engine.conditions import Condition, IsTrue
from gravida.engine.findings import age_days, heartbeat, transvaginal
from gravida.engine.history import GONE_SINCE
from gravida.engine.rule import TIERS, Category, Guideline, Rule
from gravida.engine.scope import BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the order: where its condition holds and no earlier one did, this is the answer, and ``why``."""

    category: Category
    when: Condition
    why: str = ""


def met(tier: Category) -> IsTrue:
    """Flag: a rule of this tier is met."""
    return IsTrue(f"met_{tier.value}", f"a row is met: {tier.value}")


ANYTHING_MET = "met_any"
ANYTHING_UNKNOWN = "unknown_any"


def order(guideline: Guideline) -> tuple[Step, ...]:
    """Return the steps of one guideline, first to last."""
    return (
        Step(Category.QUESTIONED, IsTrue("questioned", "a value is questioned"), "questions"),
        Step(Category.UNKNOWN, IsTrue("undated", "no date of the scan"), "exam_date"),
        *(Step(Category.NOT_APPLICABLE, limit.when, limit.id) for limit in BEFORE_EVERYTHING),
        *(
            (Step(Category.NOT_APPLICABLE, age_days > guideline.latest_age_days, "age"),)
            if guideline.latest_age_days is not None
            else ()
        ),
        Step(Category.SUSPICIOUS, heartbeat.is_true & met(Category.SUSPICIOUS)),
        Step(Category.CARDIAC_ACTIVITY, heartbeat.is_true),
        Step(Category.URGENT_CONFIRMATION, GONE_SINCE, "heartbeat_before"),
        Step(Category.NOT_APPLICABLE, NO_SAC_IN_THE_WOMB.when, NO_SAC_IN_THE_WOMB.id),
        *(Step(tier, met(tier)) for tier in TIERS),
        *((Step(Category.NOT_APPLICABLE, transvaginal.is_false, "route"),) if guideline.transvaginal_only else ()),
        Step(Category.UNKNOWN, IsTrue(ANYTHING_UNKNOWN, "a row cannot be evaluated")),
    )


OTHERWISE = Category.NO_CRITERION
"""The answer where no step holds: every row was evaluated and none is met. Not the same as normal."""


SILENT = frozenset({Category.QUESTIONED, Category.NOT_APPLICABLE})
"""Answers that do not depend on what is missing, so nothing is listed as missing."""

WHY_NOT_APPLICABLE = {
    **{limit.id: limit.says for limit in (*BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB)},
    "route": "This guideline is about transvaginal scans; this was an abdominal one.",
    "age": "By the dates given the pregnancy is later than this guideline speaks about.",
}


def follow_up_days(rules: tuple[Rule, ...], deciding: frozenset[str]) -> tuple[int | None, int | None]:
    """Return when to look again: the latest of the earliest days, and the latest day where every met row names one."""
    found = [rule.follow_up for rule in rules if rule.id in deciding and rule.follow_up is not None]
    if not found:
        return None, None
    latest = [follow_up.max_days for follow_up in found]
    return max(follow_up.min_days for follow_up in found), None if None in latest else max(x for x in latest if x)
