"""After a loss: when to go, and when to call the same day. The signs are those of :mod:`gravida.engine.red_flags`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.engine.care.fact import Fact, fact
from gravida.engine.red_flags import LEAFLETS_DIFFER, SAME_LIMIT, WHAT_TO_DO, Sign, Urgency, noticed
from gravida.evidence.published import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """When to go, when to call, and what is known of the day of the medicines."""

    go_now: tuple[Sign, ...]
    what_to_do: str
    same_day: tuple[Sign, ...]
    notes: tuple[Fact, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "go_now": [sign.as_dict() for sign in self.go_now],
            "what_to_do": self.what_to_do,
            "same_day": [sign.as_dict() for sign in self.same_day],
            "notes": [note.as_dict() for note in self.notes],
        }


def signs() -> Signs:
    """Return the signs after a loss. They outrank everything else on a page."""
    return Signs(
        go_now=noticed(Urgency.GO_NOW),
        what_to_do=WHAT_TO_DO,
        same_day=noticed(Urgency.SAME_DAY),
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
            fact("one-limit", LEAFLETS_DIFFER, "nhs_ectopic", Mark.SEEN_ONCE),
            fact("same-limit", SAME_LIMIT, "emedicinehealth2017", Mark.SEEN_ONCE),
        ),
    )
