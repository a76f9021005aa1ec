"""Society of Radiologists in Ultrasound 2013: when a pregnancy is called lost, and when it is only suspected.

Transvaginal scans of a sac in the womb. An embryo with a heartbeat excludes every diagnostic row. The paper prints
whole millimetres; nothing is rounded here, so 24.6 stays under 25 and 6.95 under 7.

Doubilet, Benson, Bourne, Blaivas: N Engl J Med 2013;369:1443-51, doi:10.1056/NEJMra1302417.
"""

from __future__ import annotations

from gravida.engine.conditions import Condition
from gravida.engine.findings import (
    amnion_seen,
    crl_mm,
    days_since_earlier,
    earlier,
    embryo_seen,
    ga_lmp_days,
    gs_seen,
    heartbeat,
    msd_mm,
    same_sac,
    transvaginal,
    yolk_sac_mm,
    yolk_sac_seen,
)
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

TABLE = "table of criteria"
DIAGNOSTIC = "findings diagnostic of pregnancy failure"
SUSPICIOUS = "findings suspicious for, but not diagnostic of, pregnancy failure"
LOOK_AGAIN = FollowUp(7, 10, "a repeat transvaginal scan in 7 to 10 days is generally appropriate")

no_embryo = embryo_seen.is_false & heartbeat.is_not_true
no_embryo_with_heartbeat = (embryo_seen.is_false | heartbeat.is_false) & heartbeat.is_not_true

same_sac_as_before: Condition = (
    transvaginal.is_true & earlier(transvaginal).is_true & same_sac.is_true & gs_seen.is_true & earlier(gs_seen).is_true
)
without_yolk_sac_before = same_sac_as_before & earlier(yolk_sac_seen).is_not_true & earlier(embryo_seen).is_false
with_yolk_sac_before = same_sac_as_before & earlier(yolk_sac_seen).is_true & earlier(embryo_seen).is_false

CONDITIONS: dict[str, Condition] = {
    "D1": transvaginal.is_true & gs_seen.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 7),
    "D2": transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm >= 25),
    "D3": without_yolk_sac_before & no_embryo_with_heartbeat & (days_since_earlier >= 14),
    "D4": with_yolk_sac_before & no_embryo_with_heartbeat & (days_since_earlier >= 11),
    "S1": transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm < 7),
    "S2": transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm >= 16) & (msd_mm < 25),
    "S3": without_yolk_sac_before & no_embryo_with_heartbeat & (days_since_earlier >= 7) & (days_since_earlier <= 13),
    "S4": with_yolk_sac_before & no_embryo_with_heartbeat & (days_since_earlier >= 7) & (days_since_earlier <= 10),
    "S5": transvaginal.is_true & gs_seen.is_true & no_embryo & (ga_lmp_days >= 42),
    "S6": transvaginal.is_true & amnion_seen.is_true & yolk_sac_seen.is_true & no_embryo,
    "S7": transvaginal.is_true & yolk_sac_seen.is_true & (yolk_sac_mm > 7),
    "S8": transvaginal.is_true & embryo_seen.is_true & (msd_mm - crl_mm < 5),
}
"""The twelve rows, which the editions that reprint the table share."""

NOTES = {
    "D3": "No embryo at the earlier scan is our narrowing: the printed row asks only for a sac without a yolk sac. "
    "Where the earlier yolk sac is unknown, these 14 days are used.",
    "D4": "No embryo at the earlier scan is our narrowing: the printed row asks only for a sac with a yolk sac.",
    "S2": "The paper prints 16-24 mm in whole millimetres; anything under 25 counts as suspicious here.",
    "S5": "Only from the last period or a known conception, never from the sac itself.",
    "S7": "Where no yolk sac is seen there is none to be too large. Applies with a heartbeat too.",
    "S8": "Applies with a heartbeat too.",
}


def reprint(prefix: str, source: Source, seen_in: dict[str, int], look_again: FollowUp) -> tuple[Rule, ...]:
    """Return the twelve rows as another edition prints them, under its own ids and source."""
    return tuple(
        Rule(
            id=f"{prefix}{row}",
            when=condition,
            concludes=Category.DIAGNOSTIC if row.startswith("D") else Category.SUSPICIOUS,
            printed=DIAGNOSTIC if row.startswith("D") else SUSPICIOUS,
            source=Source(source.work, source.where, seen_in.get(row, source.seen_in), source.read),
            follow_up=None if row.startswith("D") else look_again,
            note=NOTES.get(row, ""),
        )
        for row, condition in CONDITIONS.items()
    )


SOURCE = cite("doubilet2013", where=TABLE, seen_in=6)

GUIDELINE = Guideline(
    key="sru2013",
    title="Society of Radiologists in Ultrasound",
    edition="2013",
    source=SOURCE,
    rules=reprint("SRU13-", SOURCE, {}, LOOK_AGAIN),
)
