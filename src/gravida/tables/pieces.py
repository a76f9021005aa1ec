"""The pieces a Polars frame came in, kept from the door to the answer.

To join pieces copies every column, and columns cut in different places are cut anew in every step. So what is worked
out beside a frame is cut where the frame is cut. Many small pieces are worth joining once.
"""

from __future__ import annotations

from itertools import accumulate

import polars as pl

MOST = 32
"""More pieces than this cost more than joining them."""


def of(frame: pl.DataFrame) -> tuple[int, ...]:
    """Return the height of each piece; one piece where columns are cut in different places, or in many."""
    cuts = {tuple(column.chunk_lengths()) for column in frame.iter_columns()}
    found = cuts.pop() if len(cuts) == 1 else ()
    return found if 0 < len(found) <= MOST else (frame.height,)


def cut(frame: pl.DataFrame, heights: tuple[int, ...]) -> pl.DataFrame:
    """Return the frame with every column in pieces of these heights. A column that is cut so already is not copied."""
    return frame.with_columns(
        _cut(column, heights) for column in frame.iter_columns() if tuple(column.chunk_lengths()) != heights
    )


def _cut(column: pl.Series, heights: tuple[int, ...]) -> pl.Series:
    whole = column.rechunk()
    parts = [whole.slice(start, height) for start, height in zip(accumulate(heights, initial=0), heights, strict=False)]
    return pl.concat(parts, rechunk=False)
