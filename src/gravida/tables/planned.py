"""The plan of an assessment on Polars, worked out once for every selection and every set of columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from gravida.engine.selection import Selection
from gravida.tables import door, outputs
from gravida.tables.pairs import completed, judged, other_columns, this_columns, without_pairs
from gravida.tables.plan import INTERNAL, Frame, Places, add_categories, add_outcomes, add_rules, prepare
from gravida.tables.said_before import nothing_said_before
from gravida.tables.steps import Steps, steps


@dataclass(frozen=True)
class PairsPlan:
    """What pairs of scans are judged by, and how.

    ``rows``: columns of the later scan (``own``), then what the other scan of a pair says.
    """

    rows: Steps
    own: tuple[str, ...]
    judging: Steps


@dataclass(frozen=True)
class Plan:
    """How rows are completed, how pairs of them are judged (where scans can be compared), and how both are answered."""

    added: dict[str, outputs.Output]
    scans: Steps
    pairs: PairsPlan | None
    answer: Steps


ROW = "row"
"""Name of the key of a pair: place of the later scan."""


@lru_cache(maxsize=64)
def planned(
    selection: Selection,
    given: frozenset[str],
    schema: tuple[tuple[str, pl.DataType], ...],
    *,
    compares: bool,
    says_same_sac: bool,
    with_text: bool,
) -> Plan:
    """Write the plan for frames with these columns. ``given`` are our columns that the person's frame has."""
    places = Places(selection)
    added = outputs.added(selection, places, given, with_text)

    def complete(frame: Frame) -> Frame:
        known = frame if compares else nothing_said_before(frame)
        return prepare(door.internal(known, given), given, places, with_text)

    def answer(frame: Frame) -> Frame:
        if compares:
            frame = completed(frame, places, with_text=with_text)
        else:
            frame = without_pairs(frame, places, with_text=with_text)
        return answered(frame, places, with_text).select(**{name: output.number() for name, output in added.items()})

    scans = steps(dict(schema), complete)
    if not compares:
        return Plan(added, scans, None, steps(scans.schema, answer))
    pairs = _pairs_plan(scans, places, says_same_sac=says_same_sac, with_text=with_text)
    beside = {name: kind for name, kind in pairs.judging.schema.items() if name != INTERNAL + ROW}
    return Plan(added, scans, pairs, steps({**scans.schema, **beside}, answer))


def _pairs_plan(scans: Steps, places: Places, *, says_same_sac: bool, with_text: bool) -> PairsPlan:
    own, theirs = this_columns(scans.schema, places), other_columns(with_text)
    rows = steps(scans.schema, lambda frame: frame.select(*own, **theirs))
    pair: dict[str, Any] = {INTERNAL + ROW: pl.UInt32(), **rows.schema}
    judging = steps(pair, lambda frame: judged(frame, [ROW], places, says_same_sac=says_same_sac, with_text=with_text))
    return PairsPlan(rows, tuple(own), judging)


def answered(frame: Frame, places: Places, with_text: bool) -> Frame:
    """Add what the rules and each guideline answer."""
    frame = add_categories(add_outcomes(add_rules(frame, places), places), places)
    return outputs.add_shared(frame, places) if with_text else frame
