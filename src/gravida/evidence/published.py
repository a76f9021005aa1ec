"""Published tables as they were taken down, one CSV each in ``tables/``, with a mark on every row.

A mark says in how many places a row was seen. There is none for "from memory": a table that held such a row could not
be read, so nothing that rests on memory can reach an answer. What was held back, and why, is :func:`withheld`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import StringIO

Row = dict[str, str]


class Mark(StrEnum):
    """How well a figure is known."""

    SEEN_TWICE = "V2"
    SEEN_ONCE = "V1"
    DERIVED = "D"

    @property
    def says(self) -> str:
        """The mark in words."""
        return _SAYS[self]

    @property
    def seen_in(self) -> int:
        """In how many places the figure was seen; what is worked out stands on figures that were."""
        return 2 if self is Mark.SEEN_TWICE else 1


_SAYS = {
    Mark.SEEN_TWICE: "seen in two or more places",
    Mark.SEEN_ONCE: "seen in one place only; the paper itself should still be opened",
    Mark.DERIVED: "worked out here from printed figures",
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """A row or a cell that was collected and does not ship: where it stood, what stands there now, and why."""

    table: str
    row: str
    column: str
    shipped_as: str
    reason: str


def _read(name: str) -> list[Row]:
    text = (files("gravida.evidence") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


@cache
def published_table(name: str) -> tuple[Row, ...]:
    """Return a table, row by row, as texts.

    Raises:
        ValueError: a row bears no mark, or one that may not ship.
    """
    rows = tuple(_read(name))
    for row in rows:
        for column, mark in row.items():
            if column.startswith("evidence") and (mark or column == "evidence"):
                Mark(mark)
    return rows


def row_of(name: str, **cells: str) -> Row:
    """Return the one row whose cells are these.

    Raises:
        LookupError: there is no such row, or more than one.
    """
    found = [row for row in published_table(name) if all(row[column] == cell for column, cell in cells.items())]
    if len(found) != 1:
        raise LookupError(f"{name}: {len(found)} rows with {cells}")
    return found[0]


@cache
def withheld() -> tuple[Withheld, ...]:
    """Return everything that was collected for chances, blood tests and care and does not ship."""
    return tuple(Withheld(**row) for row in _read("chances_withheld"))
