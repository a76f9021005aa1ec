"""NHS Greater Glasgow and Clyde, in the words of the RCOG addendum of 2011: the sac row asks for no yolk sac."""

from __future__ import annotations

from gravida.engine.findings import crl_mm, embryo_seen, heartbeat, msd_mm, transvaginal, yolk_sac_seen
from gravida.engine.rule import Category, Guideline, Rule
from gravida.evidence.bibliography import cite

SOURCE = cite("ggc_rcog2011", where="guideline 900", seen_in=2)
PRINTED = "miscarriage may be considered"
LOCAL_POLICY = "A second observer or a repeat scan follows local policy."

GUIDELINE = Guideline(
    key="rcog2011_ggc",
    title="NHS Greater Glasgow and Clyde (RCOG 2011 wording)",
    edition="2011",
    source=SOURCE,
    rules=(
        Rule(
            id="GGC-1a",
            when=transvaginal.is_true
            & (msd_mm >= 25)
            & embryo_seen.is_false
            & yolk_sac_seen.is_false
            & heartbeat.is_not_true,
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
            note=f"Asks for no obvious yolk sac, which the other guidelines do not. {LOCAL_POLICY}",
        ),
        Rule(
            id="GGC-1b",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 7),
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
            note=LOCAL_POLICY,
        ),
    ),
)
