"""What a letter may say, for reading a letter by: only what belongs to this end, and nothing that looks ahead."""

from __future__ import annotations

from gravida.app.care.ends import End
from gravida.engine.care.fact import INTERNATIONAL, Fact
from gravida.engine.care.letters import NO_INSTRUCTION, every

LATER = "a death before birth at 14"
MILK = ", milk after "
GOES_ON = "bleeding in a pregnancy that was seen in the womb"
"""Part of a line of the letters: a later end; milk, which has a page of its own; a pregnancy that goes on."""


def letters(end: End, country: str) -> list[Fact]:
    """Return the lines for the ways at this stage, of her country and of trials."""
    return [
        said
        for said in every()
        if said.place in (country, INTERNATIONAL)
        and MILK not in said.says
        and GOES_ON not in said.says
        and ("second_trimester" if LATER in said.says else "early") in end.stages
    ]


def about_milk() -> list[Fact]:
    """Return the lines about milk."""
    return [said for said in every() if MILK in said.says]


def without_the_warning(said: Fact) -> str:
    """Return a line alone; that it is no instruction stands once, above all of them."""
    return said.says.replace(NO_INSTRUCTION, "").strip()
