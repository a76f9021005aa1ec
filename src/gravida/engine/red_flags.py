"""Signs that need help: the one list of them. They outrank everything else, also when nothing can be calculated.

A sign that a column can record is a red flag: where it is recorded, help now comes first. Signs without a column are
listed beside them on pages. Her page, care after a loss, the terminal and the manual all read from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gravida.engine.conditions import Condition, HasCode, IsTrue
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, row_of
from gravida.evidence.source import Source

_SIGNS = cite("nhs_ectopic", where="signs that need emergency care", seen_in=1)
_FEVER = cite("emedicinehealth2017", where="go to an emergency department at once", seen_in=1)
_SAME_DAY = cite(
    "miscarriage_leaflets",
    where="as seen on pages about it",
    seen_in=Mark(row_of("recovery_and_call_rules", topic="offensive discharge, worsening pain")["evidence"]).seen_in,
)
_RULE_10 = cite("gravida_safety", where="safety rules 10 and 12", seen_in=1)

PADS = "more than one pad an hour"
TEMPERATURE = (
    "a temperature of 38.0\N{NO-BREAK SPACE}°C (100.4\N{NO-BREAK SPACE}°F) or more, or shivering that does not settle"
)
LEAFLETS_DIFFER = (
    "Leaflets differ on how much bleeding is too much. The lowest number of pads that was read stands here; a higher "
    "one was not seen in print and must hold nobody back."
)

SAME_LIMIT = (
    "A second page for patients prints the same number, more than one pad an hour, and also sends to emergency care at "
    "it: so it stands for calling and for going."
)


class Urgency(StrEnum):
    """What a sign asks for."""

    GO_NOW = "go now"
    SAME_DAY = "same day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign: its name, and what follows "if" where signs are listed; empty where nobody could notice it.

    ``read_in`` names the source in a few words, for pages on which the title of a leaflet may hurt.
    """

    id: str
    urgency: Urgency
    says: str
    if_so: str
    about: str
    read_in: str
    source: Source

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"id": self.id, "urgency": self.urgency.value, "says": self.says, "source": self.source.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Sign):
    """A sign that can be recorded with a scan."""

    when: Condition


RED_FLAGS: tuple[RedFlag, ...] = (
    RedFlag(
        id="heavy_bleeding",
        when=HasCode("bleeding", ("heavy",), "heavy bleeding"),
        urgency=Urgency.GO_NOW,
        says=f"heavy bleeding, {PADS}",
        if_so=f"bleeding soaks {PADS}",
        about="bleeding",
        read_in="NHS Greater Glasgow and Clyde, early pregnancy service",
        source=_SIGNS,
    ),
    RedFlag(
        id="severe_pain",
        when=HasCode("pain", ("severe",), "severe pain"),
        urgency=Urgency.GO_NOW,
        says="severe pain, or pain on one side, in your tummy",
        if_so="there is strong pain in your tummy, or pain on one side",
        about="pain",
        read_in="NHS Greater Glasgow and Clyde, early pregnancy service",
        source=_SIGNS,
    ),
    RedFlag(
        id="fainting",
        when=IsTrue("fainting", "fainting"),
        urgency=Urgency.GO_NOW,
        says="fainting, or feeling that you may faint",
        if_so="you faint, or nearly faint",
        about="fainting",
        read_in="NHS Greater Glasgow and Clyde, early pregnancy service",
        source=_SIGNS,
    ),
    RedFlag(
        id="shoulder_tip_pain",
        when=IsTrue("shoulder_tip_pain", "shoulder-tip pain"),
        urgency=Urgency.GO_NOW,
        says="pain at the tip of your shoulder",
        if_so="there is pain at the tip of your shoulder",
        about="pain",
        read_in="NHS Greater Glasgow and Clyde, early pregnancy service",
        source=_SIGNS,
    ),
    RedFlag(
        id="fever",
        when=IsTrue("fever", "fever"),
        urgency=Urgency.GO_NOW,
        says=TEMPERATURE,
        if_so=f"you have {TEMPERATURE}",
        about="temperature",
        read_in="a page for patients, reviewed in 2017",
        source=_FEVER,
    ),
    RedFlag(
        id="outside_the_womb",
        when=HasCode("location", ("ectopic", "scar", "heterotopic"), "outside the usual place"),
        urgency=Urgency.GO_NOW,
        says="a pregnancy recorded outside its usual place in the womb",
        if_so="",
        about="what you wrote down",
        read_in="Gravida, own safety rules 10 and 12",
        source=_RULE_10,
    ),
)

SIGNS: tuple[Sign, ...] = (
    *RED_FLAGS,
    Sign(
        id="worsening_pain",
        urgency=Urgency.SAME_DAY,
        says="pain that gets worse",
        if_so="pain is getting worse",
        about="pain that gets worse",
        read_in="general leaflets for patients",
        source=_SAME_DAY,
    ),
    Sign(
        id="discharge",
        urgency=Urgency.SAME_DAY,
        says="discharge that smells bad",
        if_so="there is a bad smell",
        about="smell",
        read_in="general leaflets for patients",
        source=_SAME_DAY,
    ),
)

WHAT_TO_DO = (
    "Get medical help now: call your emergency number or go to an emergency department. "
    "Do not wait for anything below this line."
)


def noticed(urgency: Urgency) -> tuple[Sign, ...]:
    """Return the signs to list under one heading: those that a person can notice."""
    return tuple(sign for sign in SIGNS if sign.urgency is urgency and sign.if_so)


def sign(name: str) -> Sign:
    """Return a sign by its id."""
    return next(known for known in SIGNS if known.id == name)
