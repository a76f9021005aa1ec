"""Australasian Society for Ultrasound in Medicine, interim statement 2011: prints *more than* 25 and 7 mm."""

from __future__ import annotations

from gravida.engine.findings import crl_mm, embryo_seen, heartbeat, msd_mm, transvaginal
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.viability.sru2013 import no_embryo
from gravida.evidence.bibliography import cite

SOURCE = cite("asum2011", where="statement", seen_in=1)
PRINTED = "more conservative cut-offs for loss; confirm by a transvaginal scan"

GUIDELINE = Guideline(
    key="asum2011",
    title="ASUM interim statement",
    edition="2011",
    source=SOURCE,
    warning="The current ASUM text has not been read.",
    rules=(
        Rule(
            id="ASUM-1a",
            when=transvaginal.is_true & no_embryo & (msd_mm > 25),
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
        ),
        Rule(
            id="ASUM-1b",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm > 7),
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
        ),
    ),
)
