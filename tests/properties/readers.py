"""The two readers of one set of rules, asked for the same thing: every added column of one scan, by name.

``by_row`` spells out in plain Python what :func:`gravida.assess` writes into its columns, from the answer of
the one-row reader. ``by_columns`` asks ``assess`` itself. The tests compare the two, or compare either with
what is published.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

import gravida
from gravida.columns import columns
from gravida.engine.reading import GuidelineReading, ScanReading, read
from gravida.engine.rule import TIERS
from gravida.engine.selection import Selection
from gravida.tables import blood
from gravida.values import read_scan

Scan = Mapping[str, Any]
Answer = dict[str, Any]

BETWEEN = ";"
SAME_NUMBER = 1e-9
REPLACED = "ga_days"
"""The one column that may come in and is answered under the same name; what came is kept as ``ga_days_given``."""

_TYPES: dict[str, Any] = {
    "string": pl.String,
    "code": pl.String,
    "boolean": pl.Boolean,
    "integer": pl.Int64,
    "decimal": pl.Float64,
    "date": pl.Date,
    "datetime": pl.Datetime,
}


def frame_of(scans: Iterable[Scan]) -> pl.DataFrame:
    """Return a Polars frame of scans: every column that any scan names, with its declared type."""
    rows = [dict(scan) for scan in scans]
    names = dict.fromkeys(name for row in rows for name in row)
    known = columns()
    return pl.DataFrame(rows, schema={name: _TYPES[known[name].kind] for name in names})


def reading(scans: Sequence[Scan], which: int, selection: Selection) -> ScanReading:
    """Return what the one-row reader says of one scan among those of its pregnancy."""
    return read([read_scan(scan) for scan in scans], which, selection)


def by_row(scans: Sequence[Scan], which: int, selection: Selection) -> Answer:
    """Return every added column for one scan, as the one-row reader answers it."""
    found = reading(scans, which, selection)
    answer: Answer = {}
    for guideline in found.guidelines:
        answer |= _of_guideline(guideline)
    return answer | _beside_guidelines(found, selection)


def by_columns(scans: Iterable[Scan], selection: Selection) -> list[Answer]:
    """Return every added column for every scan, as ``assess`` answers it on a Polars frame."""
    frame = frame_of(scans)
    found = gravida.assess(
        frame,
        [guideline.key for guideline in selection.guidelines],
        disable=selection.off,
        enable=selection.on,
    )
    kept = f"{REPLACED}_given"
    beside = (*frame.columns, kept, *blood.EVERY)  # blood tests say nothing to a guideline and have tests of their own
    added = [name for name in found.columns if name not in beside or name == REPLACED]
    return found.select(added).to_dicts()


def differences(one: Answer, other: Answer) -> list[str]:
    """Name the columns in which two answers differ, with both values."""
    return [
        f"{name}: {one.get(name, 'no such column')!r} against {other.get(name, 'no such column')!r}"
        for name in sorted(set(one) | set(other))
        if name not in one or name not in other or not same(one[name], other[name])
    ]


def same(one: Any, other: Any) -> bool:
    """Say whether two values are the same; decimals may differ in the ninth place."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER)
    return bool(one == other)


def _of_guideline(found: GuidelineReading) -> Answer:
    key = found.guideline.key
    answer: Answer = {
        f"{key}_category": found.category.value,
        f"{key}_rules": BETWEEN.join(found.met),
        f"{key}_missing": BETWEEN.join(found.missing),
        f"{key}_assumes": BETWEEN.join(found.assumes),
        f"{key}_follow_up_min_days": found.follow_up_min_days,
        f"{key}_follow_up_max_days": found.follow_up_max_days,
        f"{key}_why": found.why,
    }
    if any(rule.rule.compares_scans for rule in found.rules):
        met = [rule.rule.concludes for rule in found.rules if rule.holds]
        gravest = next((tier for tier in TIERS if tier in met), None)
        deciding = [rule for rule in found.rules if rule.rule.concludes is gravest]
        days = [rule.compared_with for rule in deciding if rule.compared_with is not None]
        answer[f"{key}_compared_with"] = date.fromordinal(int(max(days))) if days else None
    return answer


def _beside_guidelines(found: ScanReading, selection: Selection) -> Answer:
    env = found.env
    age = env.get("chosen_age_days")
    answer: Answer = {
        "ga_days": None if age is None else int(age),
        "ga_method": env.get("chosen_age_from"),
        "ga_low_days": env.get("chosen_age_low_days"),
        "ga_high_days": env.get("chosen_age_high_days"),
        "crl_z": env.get("crl_z"),
        "crl_centile": env.get("crl_centile"),
        "heart_rate_age_from": env.get("heart_age_from"),
        "findings": BETWEEN.join(each.id for each in selection.study_findings if each.applies.holds(env)),
        "red_flags": BETWEEN.join(flag.id for flag in found.red_flags),
        "questions": BETWEEN.join(question.id for question in found.questions),
        "rules_off": BETWEEN.join(selection.off),
    }
    for study, bands in selection.studies:
        answer[f"heart_rate_{study.key}"] = next((band.code for band in bands if band.applies.holds(env)), None)
    return answer
