"""American College of Radiology, Appropriateness Criteria for first-trimester bleeding 2013.

*exceeding* 7 and 25 mm.
"""

from __future__ import annotations

from gravida.engine.findings import crl_mm, embryo_seen, heartbeat, msd_mm, transvaginal
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.viability.sru2013 import no_embryo
from gravida.evidence.bibliography import cite

SOURCE = cite("lane2013", where="abstract", seen_in=1)
PRINTED = "failed pregnancy may be diagnosed"
ROUTE_IS_OURS = "The transvaginal route is our safety rule; the source as seen does not print it."

GUIDELINE = Guideline(
    key="acr2013",
    title="ACR Appropriateness Criteria, first-trimester bleeding",
    edition="2013",
    source=SOURCE,
    rules=(
        Rule(
            id="ACR-1a",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm > 7),
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
            note=ROUTE_IS_OURS,
        ),
        Rule(
            id="ACR-1b",
            when=transvaginal.is_true & no_embryo & (msd_mm > 25),
            concludes=Category.DIAGNOSTIC,
            printed=PRINTED,
            source=SOURCE,
            note=ROUTE_IS_OURS,
        ),
    ),
)
