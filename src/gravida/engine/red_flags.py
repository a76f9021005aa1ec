"""Signs that need help now. They outrank everything else, also when nothing can be calculated."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.engine.conditions import Condition, HasCode, IsTrue
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

_SIGNS = cite("nhs_ectopic", where="signs that need emergency care", seen_in=1)
_RULE_10 = cite("gravida_safety", where="safety rules 10 and 12", seen_in=1)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One sign, in her words."""

    id: str
    when: Condition
    says: str
    source: Source


RED_FLAGS: tuple[RedFlag, ...] = (
    RedFlag(
        "heavy_bleeding",
        HasCode("bleeding", ("heavy",), "heavy bleeding"),
        "heavy bleeding, more than one pad an hour",
        _SIGNS,
    ),
    RedFlag(
        "severe_pain",
        HasCode("pain", ("severe",), "severe pain"),
        "severe pain, or pain on one side, in your tummy",
        _SIGNS,
    ),
    RedFlag("fainting", IsTrue("fainting", "fainting"), "fainting, or feeling that you may faint", _SIGNS),
    RedFlag(
        "shoulder_tip_pain",
        IsTrue("shoulder_tip_pain", "shoulder-tip pain"),
        "pain at the tip of your shoulder",
        _SIGNS,
    ),
    RedFlag(
        "fever",
        IsTrue("fever", "fever"),
        "a temperature of 38 degrees or more, or shivering that does not settle",
        _SIGNS,
    ),
    RedFlag(
        "outside_the_womb",
        HasCode("location", ("ectopic", "scar", "heterotopic"), "outside the usual place"),
        "a pregnancy recorded outside its usual place in the womb",
        _RULE_10,
    ),
)

WHAT_TO_DO = (
    "Get medical help now: call your emergency number or go to an emergency department. "
    "Do not wait for anything below this line."
)
