"""Pairs of scans on Polars: rows are taken from their places and what they say is put back there, without a join."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import polars as pl

from gravida.tables.pairs import completed, judged, other_columns, this_columns
from gravida.tables.places import Array, Siblings
from gravida.tables.plan import INTERNAL, Frame, Places

ROW = "row"
"""Internal column: place of the later scan of a pair."""


def add_pairs(rows: pl.DataFrame, of_one: Siblings, places: Places, *, says_same_sac: bool, with_text: bool) -> Frame:
    """Add what pairs say (:func:`gravida.tables.pairs.judged`), every row staying in its place."""
    this, other = _earlier(rows, of_one)
    own = this_columns(nw.from_native(rows.lazy()), places)
    theirs = nw.from_native(rows).select(**other_columns(with_text)).to_native()
    taken = pl.collect_all([rows.lazy().select(pl.col(own).gather(this)), theirs.lazy().select(pl.all().gather(other))])
    pairs = pl.concat([pl.DataFrame({INTERNAL + ROW: this}), *taken], how="horizontal")
    judging = judged(nw.from_native(pairs.lazy()), [ROW], places, says_same_sac=says_same_sac, with_text=with_text)
    found: pl.DataFrame = judging.to_native().collect()
    place = np.full(rows.height, -1)
    place[found[INTERNAL + ROW].to_numpy()] = np.arange(found.height)
    where = pl.Series(place).replace(-1, None)
    back = found.lazy().select(pl.exclude(INTERNAL + ROW).gather(where)).collect()
    return completed(nw.from_native(rows.hstack(back).lazy()), places, with_text=with_text)


def _earlier(rows: pl.DataFrame, of_one: Siblings) -> tuple[Array, Array]:
    """Return places of the scans that need a history, and of the scans of their pregnancy not known to be later."""
    this, other = of_one.both_ways()
    no_heartbeat = ~rows[INTERNAL + "heartbeat"].fill_null(False).to_numpy()
    day = rows[INTERNAL + "exam_date"].cast(pl.Int64)
    days, undated = day.fill_null(0).to_numpy(), day.is_null().to_numpy()
    here = no_heartbeat[this]
    this, other = this[here], other[here]
    here = (days[other] <= days[this]) | undated[other] | undated[this]
    return this[here], other[here]
