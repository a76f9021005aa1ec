"""After a loss: when to call, and when to go. Bleeding, pain, fainting and fever are those of :mod:`red_flags`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.engine.care.fact import Fact, fact
from gravida.engine.red_flags import RED_FLAGS, WHAT_TO_DO, RedFlag
from gravida.evidence.published import Mark, row_of
from gravida.evidence.source import Source

HERE = ("heavy_bleeding", "severe_pain", "fainting", "shoulder_tip_pain", "fever")
"""Red flags that also hold after a loss; one fact, said once."""

ONE_LIMIT = (
    "Leaflets differ on how much bleeding is too much. The more cautious limit that was seen, more than one "
    "pad an hour, "
    "stands here for calling and for going. The other one was not seen in print and must hold nobody back."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign in plain words, and what to do."""

    id: str
    says: str
    source: Source

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {"id": self.id, "says": self.says, "source": self.source.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """When to go, when to call, and what is known of the day of the medicines."""

    go_now: tuple[Sign, ...]
    what_to_do: str
    call_now: tuple[Sign, ...]
    notes: tuple[Fact, ...]


def signs() -> Signs:
    """Return the signs after a loss. They outrank everything else on a page."""
    flags = tuple(_sign(flag) for flag in RED_FLAGS if flag.id in HERE)
    row = row_of("recovery_and_call_rules", topic="offensive discharge, worsening pain")
    cited = fact("discharge", "x", "miscarriage_leaflets", Mark(row["evidence"])).source
    bleeding = next(sign for sign in flags if sign.id == "heavy_bleeding")
    fever = next(sign for sign in flags if sign.id == "fever")
    return Signs(
        go_now=flags,
        what_to_do=WHAT_TO_DO,
        call_now=(
            bleeding,
            fever,
            Sign(id="discharge", says="discharge that smells bad", source=cited),
            Sign(id="worsening_pain", says="pain that gets worse", source=cited),
        ),
        notes=(
            fact(
                "day-of-medicines",
                "On the day of misoprostol chills are common (46 in 100) and fever is not rare (6 to 7 in "
                "100); if they do not "
                "settle, call.",
                "schreiber2018",
                Mark.SEEN_ONCE,
                where="table 3",
            ),
            fact("one-limit", ONE_LIMIT, "nhs_ectopic", Mark.SEEN_ONCE),
        ),
    )


def _sign(flag: RedFlag) -> Sign:
    return Sign(id=flag.id, says=flag.says, source=flag.source)
