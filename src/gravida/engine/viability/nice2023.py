"""NICE NG126 (2019, updated November 2021 and August 2023): one scan never makes a diagnosis.

Heartbeat first; no heartbeat but an embryo: crown-rump length; the sac is measured only where no embryo is seen.
After the second scan at its interval NICE prints no end-point: people decide.
"""

from __future__ import annotations

from gravida.engine.findings import (
    crl_mm,
    days_since_earlier,
    earlier,
    embryo_seen,
    gs_seen,
    heartbeat,
    msd_mm,
    same_sac,
    transabdominal,
    transvaginal,
)
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.evidence.bibliography import cite

VIABILITY = "recommendations on ultrasound and viability"
SEEN_TWICE = cite("nice_ng126", where=VIABILITY, seen_in=2)
SEEN_ONCE = cite("nice_ng126", where=VIABILITY, seen_in=1)

NOT_DETERMINED = "viability not determined; no diagnosis yet"
NEEDS_CONFIRMING = "miscarriage possible, needs confirming; no diagnosis on this scan alone"
SEVEN_DAYS = FollowUp(7, None, "a second scan 7 days or more after the first, before any diagnosis")
FOURTEEN_DAYS = FollowUp(14, None, "a second scan 14 days or more after the first, before any diagnosis")
OPINION_OR_SEVEN_DAYS = FollowUp(
    7,
    None,
    "a second opinion, or a second scan 7 days or more after the first, or both, before any diagnosis",
)

embryo_without_heartbeat = embryo_seen.is_true & heartbeat.is_false
sac_without_embryo = gs_seen.is_true & embryo_seen.is_false & heartbeat.is_not_true
unclear_before = (earlier(embryo_seen).is_true & earlier(heartbeat).is_false) | (
    earlier(gs_seen).is_true & earlier(embryo_seen).is_false & earlier(heartbeat).is_not_true
)
due_interval = (earlier(transvaginal).is_true & (days_since_earlier >= 7)) | (
    earlier(transabdominal).is_true & (days_since_earlier >= 14)
)

GUIDELINE = Guideline(
    key="nice2023",
    title="NICE NG126",
    edition="2019, updated November 2021 and August 2023",
    source=SEEN_TWICE,
    transvaginal_only=False,
    warning="A public encoding cites an update of 17 June 2026 that renumbered the sections; thresholds are said to be "
    "unchanged. It has not been seen at NICE itself, so no section numbers are given here.",
    rules=(
        Rule(
            id="NICE-V1",
            when=transvaginal.is_true & embryo_without_heartbeat & (crl_mm < 7),
            concludes=Category.RESCAN,
            printed=NOT_DETERMINED,
            source=SEEN_TWICE,
            follow_up=SEVEN_DAYS,
        ),
        Rule(
            id="NICE-V2",
            when=transvaginal.is_true & embryo_without_heartbeat & (crl_mm >= 7),
            concludes=Category.SECOND_OPINION,
            printed=NEEDS_CONFIRMING,
            source=SEEN_TWICE,
            follow_up=OPINION_OR_SEVEN_DAYS,
        ),
        Rule(
            id="NICE-V3",
            when=transabdominal.is_true & embryo_without_heartbeat,
            concludes=Category.RESCAN,
            printed=NOT_DETERMINED,
            source=SEEN_ONCE,
            follow_up=FOURTEEN_DAYS,
            note="Whatever the size.",
        ),
        Rule(
            id="NICE-V4",
            when=transvaginal.is_true & sac_without_embryo & (msd_mm < 25),
            concludes=Category.RESCAN,
            printed=NOT_DETERMINED,
            source=SEEN_TWICE,
            follow_up=SEVEN_DAYS,
        ),
        Rule(
            id="NICE-V5",
            when=transvaginal.is_true & sac_without_embryo & (msd_mm >= 25),
            concludes=Category.SECOND_OPINION,
            printed=NEEDS_CONFIRMING,
            source=SEEN_TWICE,
            follow_up=OPINION_OR_SEVEN_DAYS,
        ),
        Rule(
            id="NICE-V6",
            when=transabdominal.is_true & sac_without_embryo,
            concludes=Category.RESCAN,
            printed=NOT_DETERMINED,
            source=SEEN_ONCE,
            follow_up=FOURTEEN_DAYS,
            note="Whatever the size.",
        ),
        Rule(
            id="NICE-SECOND",
            when=same_sac.is_true
            & unclear_before
            & due_interval
            & (embryo_without_heartbeat | sac_without_embryo)
            & (transvaginal.is_true | transabdominal.is_true),
            concludes=Category.CLINICIAN_DECIDES,
            printed="the second scan has been done; further scans may be needed before a diagnosis can be made",
            source=SEEN_TWICE,
            note="Not a row of NICE: rows V1 to V6 are about a first scan, and would answer 'look again' for ever.",
        ),
    ),
)
