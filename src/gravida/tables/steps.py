"""The steps of a plan on Polars, worked out once and laid on every frame of the same columns.

To write the rules as expressions takes longer than to answer a few thousand scans with them. The expressions depend on
which columns there are, never on a row: so they are written for a frame without rows, remembered, and used again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from gravida.tables.plan import Frame


@dataclass(frozen=True)
class Steps:
    """What is done to a frame, in order, and the columns it has afterwards."""

    each: tuple[Callable[[pl.LazyFrame], pl.LazyFrame], ...]
    schema: Mapping[str, pl.DataType]

    def on(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        for step in self.each:
            frame = step(frame)
        return frame


def steps(schema: Mapping[str, Any], written: Callable[[Frame], Frame]) -> Steps:
    """Remember the steps that ``written`` takes on a frame with these columns."""
    rehearsed = written(nw.from_native(_Rehearsal(pl.LazyFrame(schema=dict(schema))))).to_native()
    return Steps(rehearsed.taken, rehearsed.collect_schema())


class _Rehearsal(pl.LazyFrame):
    """A frame without rows that remembers what is done to it."""

    def __init__(self, frame: pl.LazyFrame, taken: tuple[Callable[[pl.LazyFrame], pl.LazyFrame], ...] = ()) -> None:
        super().__init__()
        self.frame = frame
        self.taken = taken

    def _then(self, step: Callable[[pl.LazyFrame], pl.LazyFrame]) -> _Rehearsal:
        return _Rehearsal(step(self.frame), (*self.taken, step))

    def collect_schema(self) -> pl.Schema:
        return self.frame.collect_schema()

    def with_columns(self, *expressions: Any, **named: Any) -> _Rehearsal:
        return self._then(lambda frame: frame.with_columns(*expressions, **named))

    def select(self, *expressions: Any, **named: Any) -> _Rehearsal:
        return self._then(lambda frame: frame.select(*expressions, **named))

    def filter(self, *predicates: Any, **constraints: Any) -> _Rehearsal:
        return self._then(lambda frame: frame.filter(*predicates, **constraints))

    def group_by(self, *by: Any, **named: Any) -> Any:  # Polars has a class of its own for what is grouped
        return _Grouped(self, by, named)


@dataclass(frozen=True)
class _Grouped:
    rehearsal: _Rehearsal
    by: tuple[Any, ...]
    named: Mapping[str, Any]

    def agg(self, aggregated: Iterable[pl.Expr]) -> _Rehearsal:
        kept = list(aggregated)
        return self.rehearsal._then(lambda frame: frame.group_by(*self.by, **self.named).agg(kept))
