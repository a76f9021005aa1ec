"""Values that look impossible or contradict each other.

They are asked about, and mostly not classified until mended.
"""

from __future__ import annotations

from dataclasses import dataclass

from gravida.columns import column
from gravida.engine.conditions import (
    AnyOf,
    Compare,
    CompareTwo,
    Condition,
    HasCode,
    IsFalse,
    IsGiven,
    IsMissing,
    IsNotTrue,
    IsTrue,
)
from gravida.engine.derived import YesNoFrom
from gravida.engine.findings import age_days, ga_lmp_days, heart_rate_bpm, measure
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

_RULE_1 = cite("gravida_safety", where="safety rule 1", seen_in=1)
_RULE_16 = cite("gravida_safety", where="safety rule 16", seen_in=1)
MEASUREMENT_ERROR = cite("mulago2018", where="95% limits of agreement, CRL 2.35 mm and MSD 4.87 mm", seen_in=1)
_OWN_RANGES = cite("gravida_safety", where="data dictionary, allowed range", seen_in=1)

CRL_SPREAD_MM, MSD_SPREAD_MM = 2.35, 4.87
"""How far two observers may differ, either way: the limits of agreement of :data:`MEASUREMENT_ERROR`."""

CRL_BEYOND_SAC_MM = CRL_SPREAD_MM + MSD_SPREAD_MM
"""Two observers may differ by this much: both limits of agreement added."""

LATEST_AGE_DAYS = 45 * 7
RATE_TOO_LOW_BPM, RATE_TOO_HIGH_BPM = 30, 250
"""Our own limits around the rates of 20 and 300 that safety rule 16 names."""

MOTHERS_RATE_BPM = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask about. ``blocks`` says that nothing is classified until it is mended."""

    id: str
    when: Condition
    asks: str
    blocks: bool
    source: Source


RECORDED_ELSEWHERE = YesNoFrom(
    "recorded_elsewhere",
    yes=HasCode("location", ("ectopic", "scar", "heterotopic"), "recorded outside the usual place"),
    no=HasCode("location", ("intrauterine", "unknown"), "not recorded outside the usual place"),
)

_not_elsewhere = IsNotTrue(RECORDED_ELSEWHERE.name, "not recorded outside the usual place")
_no_sac = IsFalse("gs_seen", "no sac seen in the womb")
_heart_present = HasCode("heart_activity", ("present",), "heartbeat present") | (heart_rate_bpm > 0)

_CHECKED_RANGES = (
    "crl_mm",
    "msd_mm",
    "gs_d1_mm",
    "gs_d2_mm",
    "gs_d3_mm",
    "yolk_sac_mm",
    "ga_days",
    "ga_lmp_days",
    "ga_ovulation_days",
    "ga_us_days",
    "ga_crl_days",
    "cycle_length_days",
    "embryo_age_days",
    "n_fetuses",
    "n_sacs",
)

_COUNTED_FROM = {
    "transfer_date": "the embryo transfer",
    "retrieval_date": "the egg retrieval",
    "ovulation_date": "ovulation",
    "conception_date": "conception",
    "lmp_date": "the last period",
}
"""Dates that a scan cannot lie before."""


def _range(name: str) -> Question:
    known = column(name)
    assert known.low is not None
    assert known.high is not None
    here = measure(name)
    limits = f"{known.low:g} to {known.high:g}"
    return Question(
        f"{name} outside {limits}",
        AnyOf((Compare(name, "<", known.low, here.words, here.unit, 1), here > known.high)),
        f"{here.words} is outside {limits} {here.unit}. Please check the number and its unit.".replace("  ", " "),
        True,
        _OWN_RANGES,
    )


def _date_order(name: str, event: str) -> Question:
    return Question(
        f"exam_date before {name}",
        CompareTwo("exam_date", name, "<", f"the scan lies before {event}", difference=0),
        f"The scan lies before {event}. Please check both dates.",
        True,
        _RULE_16,
    )


def _contradiction(question_id: str, when: Condition, asks: str, source: Source = _RULE_16) -> Question:
    return Question(question_id, when, asks, True, source)


QUESTIONS: tuple[Question, ...] = (
    *(_range(name) for name in _CHECKED_RANGES),
    *(_date_order(name, event) for name, event in _COUNTED_FROM.items()),
    _contradiction(
        "older than 45 weeks",
        AnyOf((age_days > LATEST_AGE_DAYS, ga_lmp_days > LATEST_AGE_DAYS)),
        "By these dates the pregnancy would be older than 45 weeks. Please check the dates.",
    ),
    _contradiction(
        "heart_rate_bpm not believable",
        ((heart_rate_bpm > 0) & (heart_rate_bpm < RATE_TOO_LOW_BPM))
        | (heart_rate_bpm >= RATE_TOO_HIGH_BPM)
        | (heart_rate_bpm < 0),
        f"A heart rate below {RATE_TOO_LOW_BPM}, or of {RATE_TOO_HIGH_BPM} or more, is hard to believe. "
        "Please check the number.",
    ),
    _contradiction(
        "heart_activity against heart_rate_bpm",
        (HasCode("heart_activity", ("absent",), "no heartbeat") & (heart_rate_bpm > 0))
        | (HasCode("heart_activity", ("present",), "heartbeat seen") & (heart_rate_bpm <= 0)),
        "The heartbeat and the heart rate contradict each other. Which of them is right?",
        _RULE_1,
    ),
    _contradiction(
        "embryo_seen against heart_activity",
        IsFalse("embryo_seen", "no embryo seen") & _heart_present,
        "No embryo, and yet a heartbeat: these contradict each other. Which of them is right?",
        _RULE_1,
    ),
    _contradiction(
        "embryo_seen against crl_mm",
        IsFalse("embryo_seen", "no embryo seen") & IsGiven("crl_mm", "a crown-rump length"),
        "No embryo, and yet a crown-rump length: these contradict each other. Which of them is right?",
    ),
    _contradiction(
        "gs_seen against msd_mm",
        _no_sac & AnyOf((IsGiven("msd_mm", "a sac diameter"), IsGiven("msd_from_diameters_mm", "sac diameters"))),
        "No sac in the womb, and yet a sac diameter: these contradict each other. Which of them is right?",
    ),
    _contradiction(
        "gs_seen against what was seen in it",
        _no_sac
        & _not_elsewhere
        & AnyOf(
            (
                IsTrue("embryo_seen", "an embryo seen"),
                IsGiven("crl_mm", "a crown-rump length"),
                IsTrue("yolk_sac_seen", "a yolk sac seen"),
                IsGiven("yolk_sac_mm", "a yolk sac diameter"),
                _heart_present,
            )
        ),
        "No sac in the womb, and yet an embryo, a yolk sac or a heartbeat. If it was seen outside the womb, say "
        "so under "
        "location; then this needs a clinic today.",
    ),
    _contradiction(
        "yolk_sac_seen against yolk_sac_mm",
        IsFalse("yolk_sac_seen", "no yolk sac seen") & IsGiven("yolk_sac_mm", "a yolk sac diameter"),
        "No yolk sac, and yet its diameter: these contradict each other. Which of them is right?",
    ),
    _contradiction(
        "yolk_sac_mm larger than the sac",
        AnyOf(
            (
                CompareTwo("yolk_sac_mm", "msd_mm", ">", "yolk sac larger than the sac", difference=0),
                CompareTwo("yolk_sac_mm", "msd_from_diameters_mm", ">", "yolk sac larger than the sac", difference=0),
            )
        ),
        "The yolk sac is given as larger than the sac around it. Please check both numbers.",
    ),
    _contradiction(
        "crl_mm larger than the sac",
        AnyOf(
            (
                CompareTwo("crl_mm", "msd_mm", ">", "embryo longer than the sac", difference=CRL_BEYOND_SAC_MM),
                CompareTwo(
                    "crl_mm",
                    "msd_from_diameters_mm",
                    ">",
                    "embryo longer than the sac",
                    difference=CRL_BEYOND_SAC_MM,
                ),
            )
        ),
        "The embryo is given as longer than the sac around it. Please check both numbers and their units.",
        MEASUREMENT_ERROR,
    ),
    _contradiction(
        "msd_mm against the three diameters",
        AnyOf(
            (
                CompareTwo("msd_mm", "msd_from_diameters_mm", ">", "mean above its diameters", difference=1),
                CompareTwo("msd_from_diameters_mm", "msd_mm", ">", "mean below its diameters", difference=1),
            )
        ),
        "The mean sac diameter is not the mean of the three diameters. Which of them is right?",
    ),
    Question(
        "heart_rate_bpm may be the mother's",
        (heart_rate_bpm >= RATE_TOO_LOW_BPM) & (heart_rate_bpm <= MOTHERS_RATE_BPM),
        "A rate this slow may be the pulse of the person scanned. Was it told apart?",
        False,
        _RULE_16,
    ),
    Question(
        "heart_rate_bpm is 0",
        Compare("heart_rate_bpm", "==", 0, "heart rate", "", 1) & IsMissing("heart_activity", "heartbeat"),
        "A heart rate of 0 can mean 'no heartbeat' or 'not measured'. Say under heartbeat which it was.",
        False,
        _RULE_16,
    ),
    Question(
        "location unknown, yet a sac seen",
        HasCode("location", ("unknown",), "looked for and not found") & IsTrue("gs_seen", "a sac seen in the womb"),
        "Location 'unknown' means looked for and not found, yet a sac was seen in the womb. Which of them is right?",
        False,
        _RULE_16,
    ),
)

DERIVED_FOR_QUESTIONS = (RECORDED_ELSEWHERE,)
