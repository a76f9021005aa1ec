"""Pairs of scans on any engine: each pregnancy joined with itself."""

from __future__ import annotations

import narwhals as nw

from gravida.tables.pairs import OTHER, completed, judged, other_columns, this_columns
from gravida.tables.plan import INTERNAL, Frame, Places, inner


def add_pairs(frame: Frame, key: list[str], places: Places, *, says_same_sac: bool, with_text: bool) -> Frame:
    """Add what pairs say (:func:`gravida.tables.pairs.judged`). ``key`` names the columns that tell rows apart."""
    rows = [INTERNAL + name for name in key]
    pregnancy = INTERNAL + "pregnancy_id"
    named = ~nw.col(pregnancy).is_null()
    this = frame.filter(named, ~inner("heartbeat").fill_null(False)).select(
        *dict.fromkeys([*rows, pregnancy, *this_columns(frame.collect_schema().names(), places)])
    )
    other = frame.filter(named).select(
        pregnancy,
        **other_columns(with_text),
        **{f"{INTERNAL}{OTHER}key_{name}": inner(name) for name in key},
    )
    same = nw.all_horizontal(*(inner(name) == inner(f"{OTHER}key_{name}") for name in key), ignore_nulls=True)
    pairs = this.join(other, on=pregnancy, how="inner").filter(~same)
    found = judged(pairs, key, places, says_same_sac=says_same_sac, with_text=with_text)
    return completed(frame.join(found, on=rows, how="left"), places, with_text=with_text)
