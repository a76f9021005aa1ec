"""Preisler 2015: a study of 2845 women in 7 units that looked for criteria without a false loss.

The counts are specificities: n is the number of *viable* pregnancies in the group, none of which met the rule. They do
not say how many women with the finding miscarried. "More than 70 days" is by the last period or a known conception.

Preisler and others: BMJ 2015;351:h4579, doi:10.1136/bmj.h4579.
"""

from __future__ import annotations

from gravida.engine.findings import (
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
)
from gravida.engine.rule import Category, FollowUp, Guideline, Rule
from gravida.engine.viability.sru2013 import no_embryo, no_embryo_with_heartbeat, same_sac_as_before
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read, Source

FIRST_SCAN = "miscarriage at the first scan"
REPEAT_SCAN = "miscarriage at the repeat scan"
UNCERTAIN = "pregnancy of uncertain viability"


def _seen(where: str, places: int, read: Read = Read.ABSTRACT) -> Source:
    return cite("preisler2015", where=where, seen_in=places, read=read)


BOOKING = _seen("practical booking, quoted by a teaching page", 1, Read.SECONDARY)
COUNTS_FROM_MEMORY = "The counts of this row were not seen, so none are given."

GUIDELINE = Guideline(
    key="preisler2015",
    title="Preisler, safe criteria to diagnose miscarriage",
    edition="2015",
    source=_seen("abstract", 2),
    rules=(
        Rule(
            id="PREIS-1",
            when=transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm >= 25),
            concludes=Category.DIAGNOSTIC,
            printed=FIRST_SCAN,
            source=_seen("abstract", 2),
            note="Of 364 viable pregnancies in this group none met the rule (95% interval 99.0 to 100%).",
        ),
        Rule(
            id="PREIS-2",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 7),
            concludes=Category.DIAGNOSTIC,
            printed=FIRST_SCAN,
            source=_seen("abstract", 1),
            note=COUNTS_FROM_MEMORY,
        ),
        Rule(
            id="PREIS-3",
            when=transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm >= 18) & (ga_lmp_days > 70),
            concludes=Category.DIAGNOSTIC,
            printed=FIRST_SCAN,
            source=_seen("abstract; a course slide prints more than 18 mm", 1, Read.SECONDARY),
            note=f"Only with reliable dates. {COUNTS_FROM_MEMORY}",
        ),
        Rule(
            id="PREIS-4",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 3) & (ga_lmp_days > 70),
            concludes=Category.DIAGNOSTIC,
            printed=FIRST_SCAN,
            source=_seen("course slide", 1, Read.SECONDARY),
            note=f"Only with reliable dates. {COUNTS_FROM_MEMORY}",
        ),
        Rule(
            id="PREIS-5",
            when=transvaginal.is_true
            & earlier(transvaginal).is_true
            & same_sac.is_true
            & earlier(embryo_seen).is_true
            & earlier(heartbeat).is_false
            & embryo_seen.is_true
            & heartbeat.is_false
            & (days_since_earlier >= 7),
            concludes=Category.DIAGNOSTIC,
            printed=REPEAT_SCAN,
            source=_seen("abstract and a reference page", 2, Read.SECONDARY),
            note=COUNTS_FROM_MEMORY,
        ),
        Rule(
            id="PREIS-6",
            when=same_sac_as_before
            & earlier(embryo_seen).is_false
            & (earlier(msd_mm) < 12)
            & no_embryo_with_heartbeat
            & (msd_mm < 2 * earlier(msd_mm))
            & (days_since_earlier >= 14),
            concludes=Category.DIAGNOSTIC,
            printed=REPEAT_SCAN,
            source=_seen("abstract and a reference page", 2, Read.SECONDARY),
            note=COUNTS_FROM_MEMORY,
        ),
        Rule(
            id="PREIS-7",
            when=same_sac_as_before
            & earlier(embryo_seen).is_false
            & (earlier(msd_mm) >= 12)
            & no_embryo_with_heartbeat
            & (days_since_earlier >= 7),
            concludes=Category.DIAGNOSTIC,
            printed=REPEAT_SCAN,
            source=_seen("abstract and a reference page", 2, Read.SECONDARY),
            note=COUNTS_FROM_MEMORY,
        ),
        Rule(
            id="PREIS-BOOK14",
            when=transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm <= 12),
            concludes=Category.RESCAN,
            printed=UNCERTAIN,
            source=BOOKING,
            follow_up=FollowUp(14, None, "book the repeat scan at 14 days"),
            note="At exactly 12 mm the rule of 7 days applies; booking at 14 days there is our own caution.",
        ),
        Rule(
            id="PREIS-BOOK7",
            when=transvaginal.is_true & gs_seen.is_true & no_embryo & (msd_mm > 12) & (msd_mm < 25),
            concludes=Category.RESCAN,
            printed=UNCERTAIN,
            source=BOOKING,
            follow_up=FollowUp(7, None, "book the repeat scan at 7 days"),
        ),
        Rule(
            id="PREIS-BOOKE",
            when=transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm < 7),
            concludes=Category.RESCAN,
            printed=UNCERTAIN,
            source=_seen("from the repeat-scan row for an embryo without a heartbeat", 2, Read.SECONDARY),
            follow_up=FollowUp(7, None, "book the repeat scan at 7 days or more"),
        ),
    ),
)
