"""Entries of the evidence book for the rules of guidelines, the studies beside them, and our own signs and limits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gravida.engine.book_entry import BelongsTo, Entry, columns_of, entry, off
from gravida.engine.heart_rate.study import Band, Study
from gravida.engine.history import GONE_SINCE, SAFETY_RULE_9
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.scope import BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB
from gravida.engine.selection import Selection
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL

OURS = "gravida"
OUR_TITLE = "Gravida, safety rules"


def of_guideline(guideline: Guideline, selection: Selection) -> Iterator[Entry]:
    """Yield the rules of a guideline, and the limits of what it speaks about."""
    belongs_to = BelongsTo(guideline.key, guideline.title)
    for rule in guideline.rules:
        yield _rule(rule, guideline, belongs_to, selection)
    limit = partial(
        entry,
        kind="limit",
        source=guideline.source,
        belongs_to=belongs_to,
        edition=guideline.edition,
        concludes=Category.NOT_APPLICABLE.value,
    )
    if guideline.latest_age_days is not None:
        days = f"{guideline.latest_age_days} days"
        yield limit(
            f"{guideline.key}-age",
            says=f"an age of more than {days}",
            printed=f"about pregnancies up to {days}",
            needs=("ga_days",),
        )
    if guideline.transvaginal_only:
        yield limit(
            f"{guideline.key}-route",
            says="an abdominal scan",
            printed="about transvaginal scans",
            needs=("scan_route",),
        )


def _rule(rule: Rule, guideline: Guideline, belongs_to: BelongsTo, selection: Selection) -> Entry:
    look_again = f"Look again: {rule.follow_up.words}." if rule.follow_up is not None else ""
    return entry(
        rule.id,
        "rule",
        rule.source,
        belongs_to=belongs_to,
        edition=guideline.edition,
        says=rule.when.says(),
        concludes=rule.concludes.value,
        printed=rule.printed,
        note_=f"{rule.note} {look_again}".strip(),
        needs=rule.columns,
        off_because=off(rule.id, selection, rule.off_because),
        can_switch=True,
    )


def of_band(band: Band, study: Study, selection: Selection) -> Entry:
    """Return one band of heart rates of a study."""
    concludes = band.code
    if band.count is not None:
        low, high = band.count.interval_percent
        enough = band.count.of >= FEWEST_FOR_AN_INTERVAL
        interval = f" (95% interval {low:.0f} to {high:.0f}%)" if enough else ""
        concludes = f"{band.code}: {band.count.lost} of {band.count.of} {band.count.outcome}{interval}"
    return entry(
        band.id,
        "heart-rate band",
        band.source,
        belongs_to=BelongsTo(study.key, study.title),
        says=band.when.says(),
        concludes=concludes,
        note_=f"Who they were: {study.population}. {band.note}".strip(),
        needs=columns_of(band.when),
        off_because=off(band.id, selection),
        can_switch=True,
    )


def of_study_findings(selection: Selection) -> Iterator[Entry]:
    """Yield what single studies saw."""
    for finding in STUDY_FINDINGS:
        work = finding.source.work
        yield entry(
            finding.id,
            "study finding",
            finding.source,
            belongs_to=BelongsTo(work.key, work.citation.split(".")[0]),
            says=finding.when.says(),
            concludes=finding.saw,
            note_=finding.note,
            needs=columns_of(finding.when),
            off_because=off(finding.id, selection),
            can_switch=True,
        )


def of_our_own() -> Iterator[Entry]:
    """Yield our own signs, questions and limits."""
    belongs_to = BelongsTo(OURS, OUR_TITLE)
    ours = partial(entry, belongs_to=belongs_to)
    for flag in RED_FLAGS:
        yield ours(
            flag.id,
            "sign",
            flag.source,
            says=flag.when.says(),
            concludes="help now, before everything else",
            printed=flag.says,
            needs=sorted(flag.when.needs),
        )
    for question in QUESTIONS:
        yield ours(
            question.id,
            "question",
            question.source,
            says=question.when.says(),
            printed=question.asks,
            concludes=Category.QUESTIONED.value if question.blocks else "asked; the rest is answered",
            needs=columns_of(question.when),
        )
    for limit in (*BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB):
        yield ours(
            limit.id,
            "limit",
            limit.source,
            says=limit.when.says(),
            concludes=Category.NOT_APPLICABLE.value,
            printed=limit.says,
            needs=columns_of(limit.when),
        )
    yield ours(
        "heartbeat_before",
        "limit",
        SAFETY_RULE_9,
        says=GONE_SINCE.says(),
        concludes=Category.URGENT_CONFIRMATION.value,
        printed="a second observer is asked for; no row is applied",
        needs=("heart_activity", "embryo_seen"),
    )
