"""Pairs of scans on Polars: rows are taken from their places and what they say is put back there, without a join."""

from __future__ import annotations

import numpy as np
import polars as pl

from gravida.tables.places import Siblings
from gravida.tables.plan import INTERNAL
from gravida.tables.planned import ROW, PairsPlan


def found(scans: pl.LazyFrame, of_one: Siblings, plan: PairsPlan) -> pl.DataFrame:
    """Return what pairs say (:func:`gravida.tables.pairs.judged`) as columns to lay beside the rows of ``scans``."""
    rows = plan.rows.on(scans).collect().rechunk()  # taking rows from one piece is quicker
    this, other = _earlier(rows, of_one)
    pairs = pl.concat(
        [this.to_frame(), rows.select(plan.own)[this], rows.drop(plan.own)[other]],
        how="horizontal",
    )
    return _put_back(plan.judging.on(pairs.lazy()).collect(), rows.height)


def _put_back(found: pl.DataFrame, height: int) -> pl.DataFrame:
    """Give what the pairs of a scan say to the row of that scan. Rows without a pair get no, or nothing."""
    at = found[INTERNAL + ROW].to_numpy()
    place = np.full(height, -1)
    place[at] = np.arange(found.height)
    where = pl.Series(place).replace(-1, None)
    back: list[pl.Series] = []
    for column in found.drop(INTERNAL + ROW).iter_columns():
        if column.dtype == pl.Boolean:  # most of them by far: quicker to write a few yes than to look up every row
            said = np.zeros(height, dtype=bool)
            said[at] = column.to_numpy()
            back.append(pl.Series(column.name, said))
        else:
            back.append(column.gather(where))
    return pl.DataFrame(back)


def _earlier(rows: pl.DataFrame, of_one: Siblings) -> tuple[pl.Series, pl.Series]:
    """Return places of the scans that need a history, and of the scans of their pregnancy not known to be later."""
    no_heartbeat = ~rows[INTERNAL + "heartbeat"].fill_null(False).to_numpy()
    this, other = of_one.both_ways(no_heartbeat[of_one.one], no_heartbeat[of_one.other])
    days = rows[INTERNAL + "exam_date"]
    not_later = (days.gather(this) >= days.gather(other)).fill_null(True).to_numpy()
    return pl.Series(INTERNAL + ROW, this[not_later], dtype=pl.UInt32), pl.Series(other[not_later], dtype=pl.UInt32)
