"""New Zealand Obstetric Ultrasound Guidelines 2019."""

from __future__ import annotations

from gravida.engine.findings import crl_mm, embryo_seen, gs_seen, heartbeat, transvaginal, yolk_sac_seen
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.engine.viability.sru2013 import no_embryo
from gravida.evidence.bibliography import cite

SOURCE = cite("nz2019", where="first-trimester section", seen_in=1)

GUIDELINE = Guideline(
    key="nz2019",
    title="New Zealand Obstetric Ultrasound Guidelines",
    edition="2019",
    source=SOURCE,
    rules=(
        Rule(
            id="NZ-1",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 7),
            concludes=Category.DIAGNOSTIC,
            printed="report as early pregnancy loss",
            source=SOURCE,
            note="The transvaginal route is our safety rule; the source as seen does not print it.",
        ),
        Rule(
            id="NZ-2",
            when=embryo_seen.is_true & heartbeat.is_false & (crl_mm < 7),
            concludes=Category.RESCAN,
            printed="early pregnancy in the womb, too early to confirm",
            source=SOURCE,
            note="The interval was cut off in the copy seen, so none is given.",
        ),
        Rule(
            id="NZ-3",
            when=gs_seen.is_true & yolk_sac_seen.is_true & no_embryo,
            concludes=Category.RESCAN,
            printed="about 5 1/2 weeks, give or take 4 days; too early to confirm",
            source=SOURCE,
            follow_up=FollowUp(14, None, "where there is concern: hCG, and a scan in 14 days"),
        ),
    ),
)
