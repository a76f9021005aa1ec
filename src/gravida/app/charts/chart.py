"""What every drawing gives to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from gravida.engine.assessment import SourceNote


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A drawing as a table. The first cell of a row names it."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, in words and as tables. ``svg`` is empty where nothing can be drawn.

    ``points`` are those of the record; ``left_out`` says in sentences what has no place in the drawing, and why.
    """

    svg: SafeString
    title: str
    description: str
    table: ChartTable
    points: ChartTable
    caption: str
    left_out: tuple[str, ...]
    sources: tuple[SourceNote, ...]


def no_table() -> ChartTable:
    """Return a table without rows, for a drawing whose figures all stand in its sentence."""
    return ChartTable("", (), ())


def short_day(day: date) -> str:
    """Write a day as a label beside a point: ``2 March``."""
    return f"{day.day} {day:%B}"


def full_day(day: date | None) -> str:
    """Write a day in a sentence or a table: ``2 March 2027``."""
    return "no date" if day is None else f"{day.day} {day:%B} {day.year}"


def spoken_age(days: int) -> str:
    """Write an age in words, cut to whole days: ``7 weeks and 4 days``."""
    weeks, rest = divmod(days, 7)
    spoken = f"{weeks} week{'s' * (weeks != 1)}"
    return f"{spoken} and {rest} day{'s' * (rest != 1)}" if rest else spoken


def short_age(days: int) -> str:
    """Write an age in a table: ``7w 4d``."""
    return f"{days // 7}w {days % 7}d"


def plain(value: float) -> str:
    """Write a number as it was written down, without a zero that says nothing: 8.0 is ``8``."""
    return f"{value:g}"


def listed(parts: Sequence[str]) -> str:
    """Join parts of a sentence: ``a, b and c``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
