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
_AFTER_ALL_DAYS = 2**31 - 1


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
    flags = {name: np.zeros(frame.height, dtype=bool) for name in SAID_BEFORE}
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
        if "exam_date" in given:
            days = frame[INTERNAL + "exam_date"].rechunk()
            here = days.gather(other).fill_null(_NO_DAY) <= days.gather(this).fill_null(_AFTER_ALL_DAYS)
            this, other = this[here.to_numpy()], other[here.to_numpy()]
        for name, said in says.items():
            flags[name][this[said[other]]] = True
    if "fetus_id" in given:
        flags[OTHER_LABEL] = _other_label(frame[INTERNAL + "fetus_id"], of_one)
    return pl.DataFrame({INTERNAL + name: flag for name, flag in flags.items()})


def _other_label(label: pl.Series, of_one: Siblings) -> Array:
    labels, labelled = label.fill_null(0).to_numpy(), label.is_not_null().to_numpy()
    both = np.flatnonzero(labelled[of_one.one] & labelled[of_one.other])
    one, other = of_one.one[both], of_one.other[both]
    differ = labels[one] != labels[other]
    found: Array = np.zeros(len(label), dtype=bool)
    found[one[differ]] = found[other[differ]] = True
    of_those = np.flatnonzero(found[of_one.one] | found[of_one.other])  # and all other scans of their pregnancies
    found[of_one.one[of_those]] = found[of_one.other[of_those]] = True
    return found
