"""What a letter may say: doses as guidelines and trials print them, to read a letter by. Never an instruction."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from gravida.engine.care.fact import INTERNATIONAL, Fact, chosen, fact
from gravida.evidence.published import Mark, Row, published_table


class Stage(StrEnum):
    """What a line is about, so that nobody reads a line that is not about them."""

    EARLY = "early"
    SECOND_TRIMESTER = "second_trimester"
    MILK = "milk"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Fact):
    """One line that a letter may hold, and what it is about. ``names`` is the line without its warning."""

    stage: Stage
    names: str

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {**Fact.as_dict(self), "stage": self.stage.value}


_WORKS = {
    "NICE NG126": ("nice_ng126", "GB"),
    "Allanson 2021 RCT": ("allanson2021", INTERNATIONAL),
    "Winikoff 2020 RCT": ("winikoff2020", INTERNATIONAL),
    "Cabergoline RCT Henkel": ("henkel2023", INTERNATIONAL),
    "Cabergoline RCT": ("cabergoline2025", INTERNATIONAL),
}
_SITUATIONS: dict[str, tuple[Stage, str]] = {
    "confirmed first-trimester miscarriage": (Stage.EARLY, "waiting after a first-trimester miscarriage"),
    "missed miscarriage, medical": (Stage.EARLY, "medicines for a missed miscarriage"),
    "incomplete miscarriage, medical": (Stage.EARLY, "medicines for an incomplete miscarriage"),
    "bleeding, scan-confirmed intrauterine pregnancy, at least one previous miscarriage": (
        Stage.GOES_ON,
        "bleeding in a pregnancy that was seen in the womb, after one or more earlier miscarriages",
    ),
    "fetal death 14-28 wk": (Stage.SECOND_TRIMESTER, "a death before birth at 14 to 28 weeks"),
    "fetal death 14w0d-28w6d": (Stage.SECOND_TRIMESTER, "a death before birth at 14w0d to 28w6d"),
    "18-28 wk loss or abortion": (Stage.MILK, "milk after 18 to 28 weeks"),
    "16-20 wk loss or abortion": (Stage.MILK, "milk after 16 to 20 weeks"),
}
NO_INSTRUCTION = (
    "This is what a letter may say. It is no instruction; take only what was given to you, as it was told to you."
)
OLD_TEXT = "Many pages still print the text of 2012, without mifepristone; NICE replaced it."


def letter_may_say(country: str | None) -> tuple[Line, ...]:
    """Return the doses that letters in a chosen country may name, and those of trials.

    Raises:
        InputError: no country was chosen.
        UnknownName: nothing is known of that country.
    """
    place = chosen(country)
    return tuple(found for found in every() if found.place in (place, INTERNATIONAL))


def every() -> tuple[Line, ...]:
    """Return every dose with its source."""
    return tuple(_line(row, number) for number, row in enumerate(published_table("regimens"), 1))


def _line(row: Row, number: int) -> Line:
    work, place = _WORKS[row["body"]]
    year = row["year"].split("-")[0]
    old = f" {OLD_TEXT}" if row["year"] == "2023-08-23" else ""
    stage, about = _SITUATIONS[row["situation"]]
    names = f"{row['body']} ({year}), {about}: {_plain(row['regimen'])}.{old}"
    said = f"{names} {NO_INSTRUCTION}"
    found = fact(f"letter-{number}", said, work, Mark(row["evidence"]), place=place, where="as quoted")
    return Line(**{part.name: getattr(found, part.name) for part in fields(found)}, stage=stage, names=names)


def _plain(text: str) -> str:
    return text.replace("expectant 7-14 days first line unless", "waiting 7 to 14 days first, unless there is")
