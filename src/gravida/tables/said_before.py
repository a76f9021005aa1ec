"""What other scans of a pregnancy record that holds for this one too: another embryo, and what stops the rules.

Known before anything is completed, so the columns are there before the questions are asked.
"""

from __future__ import annotations

import narwhals as nw
import numpy as np
import polars as pl

from gravida.engine.scope import RECORDED_BEFORE
from gravida.tables.places import Array, Siblings
from gravida.tables.plan import INTERNAL, Frame, inner

OTHER_LABEL = "other_label"
SAID_BEFORE = (OTHER_LABEL, *(recorded.name for recorded in RECORDED_BEFORE))

READ_BEFORE = frozenset({"fetus_id", "exam_date"}.union(*(recorded.when.needs for recorded in RECORDED_BEFORE)))
"""What is read for it, as it was entered."""

_NO_DAY = -1
_AFTER_ALL_DAYS = 2**62


def nothing_said_before(frame: Frame) -> Frame:
    """Where no scan is known to be of a pregnancy, none has another beside it."""
    return frame.with_columns(**{INTERNAL + name: nw.lit(False) for name in SAID_BEFORE})


def by_window(frame: Frame) -> Frame:
    """Add the columns over windows, on any engine."""
    pregnancy = INTERNAL + "pregnancy_id"
    named = ~nw.col(pregnancy).is_null()
    label = inner("fetus_id")
    differs = label.min().over(pregnancy) != label.max().over(pregnancy)
    found = {OTHER_LABEL: differs.fill_null(False) & named}
    day = inner("exam_date").fill_null(_NO_DAY)
    this_day = inner("exam_date").fill_null(_AFTER_ALL_DAYS)
    for recorded in RECORDED_BEFORE:
        first = nw.when(recorded.when.column(inner)).then(day).min().over(pregnancy)
        found[recorded.name] = (first <= this_day).fill_null(False) & named
    return frame.with_columns(**{INTERNAL + name: expression for name, expression in found.items()})


def by_place(frame: pl.DataFrame, of_one: Siblings) -> pl.DataFrame:
    """Return only the columns, worked out from the pairs of places of each pregnancy."""
    given = {name.removeprefix(INTERNAL) for name in frame.columns}
    days, this_days = np.array(_NO_DAY), np.array(_AFTER_ALL_DAYS)
    if "exam_date" in given:
        days = frame[INTERNAL + "exam_date"].fill_null(_NO_DAY).to_numpy()
        this_days = frame[INTERNAL + "exam_date"].fill_null(_AFTER_ALL_DAYS).to_numpy()
    flags = {recorded.name: np.zeros(frame.height, dtype=bool) for recorded in RECORDED_BEFORE}
    says = {
        recorded.name: nw.from_native(frame)
        .select(says=recorded.when.column(inner).fill_null(False))["says"]
        .to_numpy()
        for recorded in RECORDED_BEFORE
        if recorded.when.can_hold(given)
    }
    if says:
        something = np.logical_or.reduce(list(says.values()))
        this, other = of_one.both_ways(something[of_one.other], something[of_one.one])
        here = _at(days, other) <= _at(this_days, this)
        this, other = this[here], other[here]
        for name, said in says.items():
            flags[name][this[said[other]]] = True
    label = _other_label(frame, of_one) if "fetus_id" in given else pl.repeat(False, frame.height, eager=True)
    return pl.DataFrame({INTERNAL + OTHER_LABEL: label, **{INTERNAL + name: flag for name, flag in flags.items()}})


def _at(days: Array, places: Array) -> Array:
    return days[places] if days.ndim else days


def _other_label(frame: pl.DataFrame, of_one: Siblings) -> pl.Series:
    label, pregnancy = frame[INTERNAL + "fetus_id"], frame[INTERNAL + "pregnancy_id"]
    labels, labelled = label.fill_null(0).to_numpy(), label.is_not_null().to_numpy()
    both = labelled[of_one.one] & labelled[of_one.other]
    one, other = of_one.one[both], of_one.other[both]
    several = pregnancy.gather(one[labels[one] != labels[other]]).unique()
    return pregnancy.is_in(several.implode()).fill_null(False)
