"""Which rows of a Polars frame are of one pregnancy, as pairs of places.

Counting on in a sorted list is several times quicker than joining a frame with itself, and leaves every row where it
stands. Engines that know no places join instead (:mod:`gravida.tables.pairs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Siblings:
    """Rows of one pregnancy: each pair of them once, as places.

    ``crowded``: more rows than may be carry one id; there are no pairs then.
    """

    one: Array
    other: Array
    crowded: bool = False

    def both_ways(self, first: Array, second: Array) -> tuple[Array, Array]:
        """Return this row and the other row: the pairs of the first mask as they are, those of the second turned."""
        first, second = np.flatnonzero(first), np.flatnonzero(second)
        one, other = self.one, self.other
        return np.concatenate([one[first], other[second]]), np.concatenate([other[first], one[second]])


NONE = Siblings(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def siblings(pregnancy: pl.Series, check: pl.Series | None, *, at_most: int) -> Siblings:
    """Pair the rows of each pregnancy; rows without one have no siblings.

    ``check`` is a second hash that has to agree as well, so that no two pregnancies ever become one. ``at_most`` is how
    many rows one pregnancy may have.
    """
    place = _grouped(pregnancy)
    key = pregnancy.gather(place).to_numpy()
    if (key[at_most:] == key[:-at_most]).any():
        return Siblings(NONE.one, NONE.other, crowded=True)
    one, other = [NONE.one], [NONE.other]
    step, start = 1, np.flatnonzero(key[1:] == key[:-1])
    while len(start):
        one.append(start)
        other.append(start + step)
        step += 1
        start = start[: np.searchsorted(start, len(key) - step)]
        start = start[key[start] == key[start + step]]
    found, its = np.concatenate(one), np.concatenate(other)
    if check is not None:
        second = check.gather(place).to_numpy()
        if ((second[1:] != second[:-1]) & (key[1:] == key[:-1])).any():
            agree = second[found] == second[its]
            found, its = found[agree], its[agree]
    places = place.to_numpy().astype(np.int64)
    return Siblings(places[found], places[its])


def _grouped(pregnancy: pl.Series) -> pl.Series:
    """Places of the rows that name a pregnancy, those of one pregnancy next to each other."""
    place = pregnancy.is_not_null().arg_true()
    known = pregnancy if len(place) == len(pregnancy) else pregnancy.gather(place)
    first = known.filter((known != known.shift()).fill_null(True))
    if first.n_unique() == len(first):  # those of one pregnancy stand together already
        return place
    return place.gather(known.arg_sort())
