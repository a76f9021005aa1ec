"""NICE NG126: what two hCG values 48 hours apart lead to where it is not known where a pregnancy is.

Strict limits: a rise of more than 63%, a fall of more than 50%; exactly those belong to neither and are read as
between, which is the cautious side. Only for a pregnancy of unknown location, and only at 48 to 52 hours: NICE prints
"as near as possible to 48 hours, but no earlier"; 52 is our own limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gravida.engine.blood.rise import exactly, hours_between
from gravida.engine.blood.units import hcg_iu_l
from gravida.evidence.bibliography import cite
from gravida.evidence.published import row_of
from gravida.evidence.source import Source

SOURCE = cite("nice_ng126", where="hCG measurements in pregnancy of unknown location", seen_in=3)
EARLIEST_HOURS, LATEST_HOURS = 48, 52
_NAME = "NICE NG126 (PUL rule)"
RISE_OVER = float(row_of("hcg_min_rise", source=_NAME, percentile_or_stat="likely intrauterine above")["ratio"])
FALL_UNDER = float(row_of("hcg_min_rise", source=_NAME, percentile_or_stat="unlikely to continue below")["ratio"])
EARLIER_SCAN_FROM_IU_L = 1500


class NiceBand(StrEnum):
    """What follows. Codes for clinics."""

    RISE = "rise_over_63_percent"
    FALL = "fall_over_50_percent"
    BETWEEN = "between"
    NOT_INTERPRETABLE = "not_interpretable"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NiceAnswer:
    """The band and what NICE asks for next."""

    band: NiceBand
    says: str
    next_step: str
    source: Source = SOURCE


ECTOPIC_OPEN = "A pregnancy outside the womb (ectopic) stays possible until one is seen in the womb."


def nice_band(hcg_0_iu_l: object, hcg_1_iu_l: object, hours: object, location: str | None) -> NiceAnswer:
    """Return the band of NICE for two samples.

    Parameters
    ----------
    hcg_0_iu_l, hcg_1_iu_l
        The earlier and the later value, of one laboratory and one kind of test.
    hours
        Hours between them.
    location
        ``unknown``: a test was positive, a transvaginal scan was done, and no pregnancy was seen. ``None``: not said.
    """
    first, second, apart = hcg_iu_l(hcg_0_iu_l, "hcg_0_iu_l"), hcg_iu_l(hcg_1_iu_l, "hcg_1_iu_l"), hours_between(hours)
    if location is None:
        return NiceAnswer(
            NiceBand.UNKNOWN,
            "It is not said whether a scan looked for the pregnancy and did not find it; this rule is about that only.",
            "Say what the scan showed (location).",
        )
    if location != "unknown":
        return NiceAnswer(
            NiceBand.NOT_APPLICABLE, "This rule is only for a pregnancy that no scan has found yet.", "Use the scan."
        )
    if not EARLIEST_HOURS <= apart <= LATEST_HOURS:
        early = apart < EARLIEST_HOURS
        return NiceAnswer(
            NiceBand.NOT_INTERPRETABLE,
            f"The samples are {apart:g} hours apart; NICE asks for 48 hours, no earlier.",
            "Take the second sample 48 hours or more after the first."
            if early
            else "Ask the unit; symptoms come first.",
        )
    if exactly(second) > exactly(RISE_OVER) * exactly(first):
        sooner = (
            f" An earlier scan is considered from {EARLIER_SCAN_FROM_IU_L} IU/L."
            if second >= EARLIER_SCAN_FROM_IU_L
            else ""
        )
        return NiceAnswer(
            NiceBand.RISE,
            "hCG rose by more than 63%. NICE calls a pregnancy in the womb likely then, and does not rule "
            f"out another place. {ECTOPIC_OPEN}",
            f"A transvaginal scan 7 to 14 days later.{sooner}",
        )
    if exactly(second) < exactly(FALL_UNDER) * exactly(first):
        return NiceAnswer(
            NiceBand.FALL,
            "hCG fell by more than 50%. NICE calls it unlikely that the pregnancy continues, which is not "
            f"confirmed. {ECTOPIC_OPEN}",
            "A urine pregnancy test 14 days after the second sample; if it is positive, go back within 24 hours.",
        )
    return NiceAnswer(
        NiceBand.BETWEEN,
        f"hCG neither rose by more than 63% nor fell by more than 50%. {ECTOPIC_OPEN}",
        "A review in an early pregnancy unit within 24 hours.",
    )
