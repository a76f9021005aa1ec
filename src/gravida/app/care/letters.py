"""What a letter may say, for reading a letter by: only what belongs to this end, and nothing that looks ahead."""

from __future__ import annotations

from gravida.app.care.ends import End
from gravida.app.care.says import weeks
from gravida.engine.care.fact import INTERNATIONAL
from gravida.engine.care.letters import Line, Stage, every


def letters(end: End, country: str) -> list[Line]:
    """Return the lines for the ways at this stage, of her country and of trials."""
    return [line for line in every() if line.place in (country, INTERNATIONAL) and line.stage in end.stages]


def in_words(line: Line) -> str:
    """Return a line with its weeks written out."""
    return weeks(line.names)


def about_milk() -> list[Line]:
    """Return the lines about milk."""
    return [line for line in every() if line.stage is Stage.MILK]
