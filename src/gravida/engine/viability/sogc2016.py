"""Society of Obstetricians and Gynaecologists of Canada 2016. A newer text (No. 460, 2025) has not been read."""

from __future__ import annotations

from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.viability.sru2013 import CONDITIONS
from gravida.evidence.bibliography import cite

SOURCE = cite("morin2016", where="abstract", seen_in=1)
ROUTE_IS_OURS = "The transvaginal route is our safety rule; the source as seen does not print it."

GUIDELINE = Guideline(
    key="sogc2016",
    title="SOGC, first-trimester complications",
    edition="2016",
    source=SOURCE,
    warning="Where loss is suspected and she is well, the text asks for a scan after a further 7 to 10 days. "
    "SOGC No. 460 (2025) is newer for diagnosis and management; only its heading was seen.",
    rules=(
        Rule(
            id="SOGC-1",
            when=CONDITIONS["D1"],
            concludes=Category.DIAGNOSTIC,
            printed="embryonic demise can be diagnosed",
            source=SOURCE,
            note=ROUTE_IS_OURS,
        ),
        Rule(
            id="SOGC-2",
            when=CONDITIONS["D2"],
            concludes=Category.DIAGNOSTIC,
            printed="anembryonic pregnancy can be diagnosed",
            source=SOURCE,
            note=ROUTE_IS_OURS,
        ),
    ),
)
