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
    "NICE NG126": ("nice_ng126", "GB", "NICE NG126 ({year})"),
    "Allanson 2021 RCT": ("allanson2021", INTERNATIONAL, "One trial (Allanson 2021)"),
    "Winikoff 2020 RCT": ("winikoff2020", INTERNATIONAL, "One trial (Winikoff 2020)"),
    "Cabergoline RCT Henkel": ("henkel2023", INTERNATIONAL, "One trial (Henkel 2023)"),
    "Cabergoline RCT": ("cabergoline2025", INTERNATIONAL, "One trial (2025)"),
}
_SITUATIONS: dict[str, tuple[Stage, str]] = {
    "confirmed first-trimester miscarriage": (Stage.EARLY, "after a miscarriage in the first trimester"),
    "missed miscarriage, medical": (Stage.EARLY, "for medicines after a missed miscarriage"),
    "incomplete miscarriage, medical": (Stage.EARLY, "for medicines after an incomplete miscarriage"),
    "bleeding, scan-confirmed intrauterine pregnancy, at least one previous miscarriage": (
        Stage.GOES_ON,
        "for bleeding in a pregnancy that was seen in the womb, after one or more earlier miscarriages",
    ),
    "fetal death 14-28 wk": (Stage.SECOND_TRIMESTER, "after a death before birth at 14 to 28 weeks"),
    "fetal death 14w0d-28w6d": (Stage.SECOND_TRIMESTER, "after a death before birth at 14w0d to 28w6d"),
    "18-28 wk loss or abortion": (Stage.MILK, "for milk after 18 to 28 weeks"),
    "16-20 wk loss or abortion": (Stage.MILK, "for milk after 16 to 20 weeks"),
}
_PLAIN = {
    "expectant 7-14 days first line unless: haemorrhage risk (late first trimester), previous traumatic experience, "
    "greater harm from bleeding, infection": "waiting for 7 to 14 days comes first, unless the risk of heavy bleeding "
    "is higher, as late in the first trimester, bleeding would do more harm than to others, there was a traumatic "
    "experience before, or there is an infection",
    "mifepristone 200 mg oral, then 48 h later misoprostol 800 microgram": "mifepristone 200 mg by mouth, and 48 hours "
    "later misoprostol 800 microgram",
    "misoprostol 600 microgram single dose (800 allowed to align protocols); no mifepristone": "one dose of "
    "misoprostol 600 microgram, or 800 microgram where a clinic gives everybody the same; no mifepristone",
    "vaginal micronised progesterone 400 mg twice daily; if heartbeat seen continue to 16 completed weeks": ""
    "micronised progesterone 400 mg in the vagina twice a day and, if a heartbeat is seen, on until 16 completed weeks",
    "mifepristone 200 mg 24-48 h before misoprostol 400 microgram vaginal 6-hourly to 24 wk": "mifepristone 200 mg "
    "and, 24 to 48 hours after it, misoprostol 400 microgram in the vagina every 6 hours; this dose up to 24 weeks",
    "mifepristone 200 mg, 24 h later misoprostol 200 microgram buccal 3-hourly": "mifepristone 200 mg and, 24 hours "
    "later, misoprostol 200 microgram inside the cheek every 3 hours",
    "cabergoline 1 mg once, day of procedure": "cabergoline 1 mg, once, on the day of the procedure",
    "cabergoline 1 mg once within 4 h": "cabergoline 1 mg, once, within 4 hours",
}
"""Each line of the table in plain words. A line that is changed there is not said until it is put in words here."""

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
    work, place, title = _WORKS[row["body"]]
    named = title.format(year=row["year"].split("-")[0])
    old = f" {OLD_TEXT}" if row["year"] == "2023-08-23" else ""
    stage, about = _SITUATIONS[row["situation"]]
    prints = "prints" if place != INTERNATIONAL else "gave"
    names = f"{named} {prints}, {about}: {_PLAIN[row['regimen']]}.{old}"
    said = f"{names} {NO_INSTRUCTION}"
    found = fact(f"letter-{number}", said, work, Mark(row["evidence"]), place=place, where="as quoted")
    return Line(**{part.name: getattr(found, part.name) for part in fields(found)}, stage=stage, names=names)
