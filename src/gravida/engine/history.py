"""Two scans of one sac: which scans make a pair, when they are known to show the same sac, and what caps an answer.

A pair is one scan and one earlier scan of the same pregnancy, 1 to 70 days apart. The order in which scans are written
down does not matter. A scan without a pregnancy, or without a date, is no part of a pair.
"""

from __future__ import annotations

from gravida.engine.conditions import Compare, Condition, HasCode, IsNotTrue, IsTrue
from gravida.engine.derived import YesNoFrom
from gravida.engine.findings import PREVIOUS, days_since_earlier, embryo_seen, heartbeat
from gravida.evidence.bibliography import cite

SAFETY_RULE_8 = cite("gravida_safety", where="safety rule 8", seen_in=1)
SAFETY_RULE_9 = cite("gravida_safety", where="safety rule 9", seen_in=1)

IS_PAIR: Condition = (days_since_earlier >= 1) & (days_since_earlier <= 70)

CARRIED_OVER = (
    "exam_date",
    "transvaginal",
    "transabdominal",
    "transvaginal_assumed",
    "transabdominal_assumed",
    "gs_seen",
    "embryo_seen",
    "yolk_sac_seen",
    "heartbeat",
    "msd_mm",
    "one_sac_in_the_womb",
)
"""What the later scan of a pair knows of the earlier one, each under ``prev_``."""


def keeps_when_questioned(name: str, value: object) -> bool:
    """Say whether a scan whose values are questioned still counts with one of them: its day, and a heartbeat seen.

    Nothing else of it may carry a rule until it is mended; a heartbeat may only ever hold an answer back.
    """
    return name == "exam_date" or (name == heartbeat.name and value is True)


ONE_SAC = YesNoFrom(
    "one_sac_in_the_womb",
    yes=Compare("n_sacs", "==", 1, "number of sacs", "", 1) & HasCode("location", ("intrauterine",), "in the womb"),
    no=Compare("n_sacs", ">", 1, "number of sacs", "", 1)
    | HasCode("location", ("ectopic", "scar", "heterotopic", "unknown"), "not known to be in the womb"),
)
"""One sac, in the womb: where both scans say so, it is the same one."""

SAME_SAC = YesNoFrom(
    "same_sac",
    yes=IsTrue("same_label", "the same label")
    & IsNotTrue("other_sac", "not known to be another sac")
    & (
        IsTrue("said_to_be_same", "said to be the same sac")
        | (IsTrue(ONE_SAC.name, "one sac in the womb") & IsTrue(PREVIOUS + ONE_SAC.name, "one sac in the womb before"))
    ),
    no=IsTrue("other_sac", "known to be another sac"),
)
"""Same sac, in three values.

``same_label``: both scans carry the same ``fetus_id``, or neither carries one.
``said_to_be_same``: from the scan after the earlier one up to this one, every scan says ``same_sac``.
``other_sac``: the labels differ, or a scan in between or this one says that it is not the same sac.
"""

GONE_SINCE: Condition = IsTrue("heartbeat_before", "a heartbeat on an earlier scan") & (
    heartbeat.is_false | embryo_seen.is_false | IsTrue("met_any", "a row of the guideline is met")
)
"""Safety rule 9: a heartbeat once seen and not now caps every row. It needs a second observer, not a rule."""
