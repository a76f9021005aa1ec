"""The one-row reader: every rule on one scan and its history, without a frame.

It is the oracle of the column reader.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gravida.engine.answer import ANYTHING_MET, ANYTHING_UNKNOWN, OTHERWISE, SILENT, follow_up_days, order
from gravida.engine.derived import ASSUMED, Derived, is_switched_off
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.engine.history import CARRIED_OVER, IS_PAIR, SAME_SAC, keeps_when_questioned
from gravida.engine.preparation import AFTER_QUESTIONS, BEFORE_QUESTIONS
from gravida.engine.questions import QUESTIONS, Question
from gravida.engine.red_flags import RED_FLAGS, RedFlag
from gravida.engine.rule import TIERS, Category, Guideline, Rule
from gravida.engine.scope import RECORDED_BEFORE, RecordedBefore
from gravida.engine.selection import Selection

Env = dict[str, Any]


@dataclass(frozen=True)
class RuleReading:
    """How one rule came out: met, not met, or unknown for want of ``missing``.

    ``compared_with``: day of the earlier scan.
    """

    rule: Rule
    holds: bool | None
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    compared_with: int | None


@dataclass(frozen=True)
class GuidelineReading:
    """What one guideline answers on one scan."""

    guideline: Guideline
    category: Category
    why: str
    rules: tuple[RuleReading, ...]
    missing: tuple[str, ...]
    assumes: tuple[str, ...]
    follow_up_min_days: int | None
    follow_up_max_days: int | None

    @property
    def met(self) -> tuple[str, ...]:
        return tuple(reading.rule.id for reading in self.rules if reading.holds)


@dataclass(frozen=True)
class ScanReading:
    """Everything the rules say of one scan."""

    env: Mapping[str, Any]
    red_flags: tuple[RedFlag, ...]
    questions: tuple[Question, ...]
    guidelines: tuple[GuidelineReading, ...]


ASSUMPTION_WORDS = {
    "transvaginal": "if the scan was transvaginal",
    PREVIOUS + "transvaginal": "if the earlier scan was transvaginal",
    "ga_lmp_days": "if the date of the last period is certain",
}
"""What an answer assumes when it read an assumed measure in place of an unknown one."""


def prepare(scan: Mapping[str, Any], off: Container[str] = ()) -> tuple[Env, tuple[Question, ...]]:
    """Complete one scan, as read by :func:`gravida.values.read_scan`, and collect the questions it raises."""
    env: Env = dict(scan)
    for stage in BEFORE_QUESTIONS:
        env.update(_derive(stage, env, off))
    questions = tuple(question for question in QUESTIONS if question.when.holds(env))
    env["questioned"] = any(question.blocks for question in questions)
    for stage in AFTER_QUESTIONS:
        env.update(_derive(stage, env, off))
    return env, questions


def _derive(stage: Sequence[Derived], env: Env, off: Container[str]) -> Env:
    return {derived.name: None if is_switched_off(derived, off) else derived.of_row(env) for derived in stage}


def read(scans: Sequence[Mapping[str, Any]], which: int, selection: Selection) -> ScanReading:
    """Read one scan among those of one pregnancy, in any order.

    A list in which any scan carries ``exam_date`` has to date them all; a scan without one is then not answered.
    """
    in_its_pregnancy = {
        **scans[which],
        "other_label": _labels(scans, which) > 1,
        **{recorded.name: _recorded_before(recorded, scans, which) for recorded in RECORDED_BEFORE},
    }
    prepared = [prepare(in_its_pregnancy if n == which else scan, selection.off) for n, scan in enumerate(scans)]
    env, questions = prepared[which]
    others = [other for place, (other, _) in enumerate(prepared) if place != which and _same_pregnancy(env, other)]
    env["undated"] = env.get("exam_date") is None and any("exam_date" in scan for scan in scans)
    pairs = [_pair(env, other, others) for other in others]
    env["heartbeat_before"] = any(
        pair[PREVIOUS + "heartbeat"] and pair["other_sac"] is not True and _not_after(pair) for pair in pairs
    )
    earlier = [pair for pair in pairs if IS_PAIR.holds(pair)]
    return ScanReading(
        env,
        tuple(flag for flag in RED_FLAGS if flag.when.holds(env)),
        questions,
        tuple(_answer(guideline, env, earlier, selection) for guideline in selection.guidelines),
    )


def _same_pregnancy(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True where both scans are of one pregnancy: its id is unique for a person, not for all of them."""
    pregnancy = one.get("pregnancy_id")
    return (
        pregnancy is not None
        and other.get("pregnancy_id") == pregnancy
        and other.get("person_id") == one.get("person_id")
    )


def _label(scan: Mapping[str, Any]) -> str:
    return scan.get("fetus_id") or ""


def _labels(scans: Sequence[Mapping[str, Any]], which: int) -> int:
    """How many embryos or sacs are told apart by label in the pregnancy of one scan."""
    same = [scan for place, scan in enumerate(scans) if place == which or _same_pregnancy(scans[which], scan)]
    return len({_label(scan) for scan in same} - {""})


def _recorded_before(recorded: RecordedBefore, scans: Sequence[Mapping[str, Any]], which: int) -> bool:
    """Say whether another scan of the pregnancy, one that is not known to be later, recorded it."""
    return any(
        recorded.when.holds(scan) is True
        for place, scan in enumerate(scans)
        if place != which
        and _same_pregnancy(scans[which], scan)
        and not _is_later(scan.get("exam_date"), scans[which].get("exam_date"))
    )


def _is_later(day: int | None, than: int | None) -> bool:
    return day is not None and than is not None and day > than


def _labels_differ(one: Env, other: Env) -> bool:
    return bool(_label(one) and _label(other) and _label(one) != _label(other))


def _not_after(pair: Env) -> bool:
    """True unless the other scan is known to be later than this one."""
    days = pair["days_since_prev"]
    return days is None or days >= 0


def _pair(env: Env, other: Env, others: Sequence[Env]) -> Env:
    """Put what an other scan showed beside this scan, under ``prev_``."""
    this_day, other_day = env.get("exam_date"), other.get("exam_date")
    pair = {**env, **{PREVIOUS + name: other.get(name) for name in CARRIED_OVER}}
    if other["questioned"]:
        pair |= {PREVIOUS + name: None for name in CARRIED_OVER if not keeps_when_questioned(name, other.get(name))}
    pair["days_since_prev"] = None if this_day is None or other_day is None else this_day - other_day
    same_label = _label(env) == _label(other)
    since = [
        scan.get("same_sac")
        for scan in (*others, env)
        if _label(scan) == _label(env) and _lies_between(other_day, scan.get("exam_date"), this_day)
    ]
    pair["same_label"] = same_label
    pair["said_to_be_same"] = bool(since) and all(said is True for said in since)
    pair["other_sac"] = _labels_differ(env, other) or (same_label and any(said is False for said in since))
    pair["same_sac"] = SAME_SAC.of_row(pair)
    return pair


def _lies_between(first: int | None, day: int | None, last: int | None) -> bool:
    return None not in (first, day, last) and first < day <= last  # type: ignore[operator]


def _under_assumption(env: Env) -> Env:
    return {
        **env,
        **{name.removesuffix(ASSUMED): value for name, value in env.items() if name.endswith(ASSUMED)},
    }


def _read_rule(rule: Rule, env: Env, pairs: Sequence[Env], off: bool) -> RuleReading:
    holds: bool | None = False
    missing: set[str] = set()
    assumed: tuple[str, ...] = ()
    compared_with: int | None = None
    for strict in pairs if rule.compares_scans else (env,):
        seen = _under_assumption(strict) if rule.under_assumption else strict
        found = rule.when.holds(seen)
        if off and found is not False:
            found = None
            missing.add(f"rule {rule.id} (switched off)")
        if found is None:
            missing |= {asks_for(name) for name in rule.when.needs if seen.get(name) is None}
        if found:
            day = strict.get(PREVIOUS + "exam_date") if rule.compares_scans else None
            if not holds or (day is not None and compared_with is not None and day > compared_with):
                compared_with = day
            assumed += tuple(
                words
                for name, words in ASSUMPTION_WORDS.items()
                if name in rule.when.needs and strict.get(name) is None and seen.get(name) is not None
            )
        holds = True if found or holds else (None if found is None or holds is None else False)
    return RuleReading(
        rule, holds, tuple(sorted(missing)) if holds is None else (), assumed if holds else (), compared_with
    )


def _answer(guideline: Guideline, env: Env, pairs: Sequence[Env], selection: Selection) -> GuidelineReading:
    rules = selection.rules(guideline)
    readings = tuple(_read_rule(rule, env, pairs, selection.is_off(rule.id)) for rule in rules)
    met = {reading.rule.id: reading.rule.concludes for reading in readings if reading.holds}
    flags: Env = {
        **env,
        **{f"met_{tier.value}": tier in met.values() for tier in TIERS},
        ANYTHING_MET: bool(met),
        ANYTHING_UNKNOWN: any(reading.holds is None for reading in readings),
    }
    step = next((step for step in order(guideline) if step.when.holds(flags)), None)
    category = OTHERWISE if step is None else step.category
    deciding = frozenset(rule_id for rule_id, tier in met.items() if tier is category)
    least, most = follow_up_days(rules, deciding)
    missing = {name for reading in readings for name in reading.missing}
    if env["undated"]:
        missing.add("exam_date")
    return GuidelineReading(
        guideline,
        category,
        step.why if step else "",
        readings,
        () if category in SILENT else tuple(sorted(missing)),
        tuple(
            words
            for words in ASSUMPTION_WORDS.values()
            if any(words in reading.assumed for reading in readings if reading.rule.id in deciding)
        ),
        least,
        most,
    )
