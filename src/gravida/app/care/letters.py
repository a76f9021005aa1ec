"""What a letter may say, for reading a letter by: only what belongs to this end, and nothing that looks ahead."""

from __future__ import annotations

import re

from gravida.app.care.ends import End
from gravida.app.care.says import weeks
from gravida.engine.care.fact import INTERNATIONAL
from gravida.engine.care.letters import Line, Stage, every


def letters(end: End, country: str) -> list[Line]:
    """Return the lines for the ways at this stage, of her country and of trials."""
    return [line for line in every() if line.place in (country, INTERNATIONAL) and line.stage in end.stages]


PLACE = re.compile(r" \((?:10\.|[A-Z])[^)]*\)(?=, )")
"""Where a trial stands, in brackets behind its name: the margin has it."""

SHORTHAND = (
    (re.compile(r" RCT\b"), " trial"),
    (re.compile(r"(\d+)-hourly to (\d+) wk"), "every \\1 hours, up to \\2 weeks"),
    (re.compile(r"(\d+)-hourly"), "every \\1 hours"),
    (re.compile(r"(\d)-(\d+)(?= h\b| wk\b)"), "\\1 to \\2"),
    (re.compile(r"(\d) h\b"), "\\1\N{NO-BREAK SPACE}hours"),
    (re.compile(r"(\d) wk\b"), "\\1 weeks"),
)


def in_words(line: Line) -> str:
    """Write a line out: what studies shorten is no word of hers. No number is touched."""
    said = weeks(PLACE.sub("", line.names, count=1))
    for short, plain in SHORTHAND:
        said = short.sub(plain, said)
    return said


def about_milk() -> list[Line]:
    """Return the lines about milk."""
    return [line for line in every() if line.stage is Stage.MILK]
