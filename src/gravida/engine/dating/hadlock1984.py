"""Hadlock 1984: age from head, abdomen and thigh bone, alone and together: fifteen equations.

Equation: weeks, from measures in **cm** (B = biparietal diameter, H = head circumference, A = abdominal
circumference, F = femur length). Alone: 9.54 + 1.482 B + 0.1676 B^2; 8.96 + 0.540 H + 0.0003 H^3; 8.14 + 0.753 A +
0.0036 A^2; 10.35 + 2.460 F + 0.170 F^2. All four: 10.85 + 0.060 H F + 0.6700 B + 0.1680 A. The others stand below.

Range: 14 to 42 weeks (98 to 294 days); an answer outside is refused.

Stated error: a table of variability by trimester was not readable, so none is given.

Population: 361 fetuses between 14 and 42 menstrual weeks, cross-sectional (abstract).

A head of 250 mm is 27.1 weeks by the printed equation:

>>> head = FORMULAS[1]
>>> round(head.age_days(hc_mm=250.0) / 7, 4) == round(8.96 + 0.540 * 25 + 0.0003 * 25**3, 4)
True

Source: ``hadlock1984``; the digits are those of at least three public codes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gravida.days import DAYS_PER_WEEK
from gravida.engine.dating.biometry import BiometryFormula
from gravida.evidence.bibliography import cite

MM_PER_CM = 10.0
EARLIEST_DAYS = 98.0
LATEST_DAYS = 294.0
ALONE = cite("hadlock1984", where="equation of one measure", seen_in=8)
TOGETHER = cite("hadlock1984", where="equation of several measures", seen_in=3)

_NAMES = {"bpd_mm": "BPD", "hc_mm": "HC", "ac_mm": "AC", "fl_mm": "FL"}


def _formula(weeks: Callable[..., Any], *measures: str) -> BiometryFormula:
    names = [_NAMES[measure] for measure in measures]

    def equation(*measures_mm: Any) -> Any:
        return DAYS_PER_WEEK * weeks(*(value / MM_PER_CM for value in measures_mm))

    return BiometryFormula(
        key=f"hadlock1984_{'_'.join(names).lower()}",
        rule_id=f"DATE-H84-{'-'.join(names)}",
        title=f"Hadlock 1984 ({', '.join(names)})",
        measures=measures,
        equation=equation,
        earliest_days=EARLIEST_DAYS,
        latest_days=LATEST_DAYS,
        population="361 fetuses between 14 and 42 menstrual weeks.",
        note="The table of errors was not readable.",
        source=ALONE if len(measures) == 1 else TOGETHER,
    )


FORMULAS: tuple[BiometryFormula, ...] = (
    _formula(lambda b: 9.54 + 1.482 * b + 0.1676 * b * b, "bpd_mm"),
    _formula(lambda h: 8.96 + 0.540 * h + 0.0003 * h * h * h, "hc_mm"),
    _formula(lambda a: 8.14 + 0.753 * a + 0.0036 * a * a, "ac_mm"),
    _formula(lambda f: 10.35 + 2.460 * f + 0.170 * f * f, "fl_mm"),
    _formula(lambda b, h: 10.32 + 0.009 * h * h + 1.3200 * b + 0.00012 * h * h * h, "bpd_mm", "hc_mm"),
    _formula(lambda b, a: 9.57 + 0.524 * a + 0.1220 * b * b, "bpd_mm", "ac_mm"),
    _formula(lambda b, f: 10.50 + 0.197 * b * f + 0.9500 * f + 0.7300 * b, "bpd_mm", "fl_mm"),
    _formula(lambda h, a: 10.31 + 0.012 * h * h + 0.3850 * a, "hc_mm", "ac_mm"),
    _formula(lambda h, f: 11.19 + 0.070 * h * f + 0.2630 * h, "hc_mm", "fl_mm"),
    _formula(lambda a, f: 10.47 + 0.442 * a + 0.3140 * f * f - 0.0121 * f * f * f, "ac_mm", "fl_mm"),
    _formula(lambda b, h, a: 10.58 + 0.005 * h * h + 0.3635 * a + 0.02864 * b * a, "bpd_mm", "hc_mm", "ac_mm"),
    _formula(lambda b, h, f: 11.38 + 0.070 * h * f + 0.9800 * b, "bpd_mm", "hc_mm", "fl_mm"),
    _formula(lambda b, a, f: 10.61 + 0.175 * b * f + 0.2970 * a + 0.7100 * f, "bpd_mm", "ac_mm", "fl_mm"),
    _formula(lambda h, a, f: 10.33 + 0.031 * h * f + 0.3610 * h + 0.0298 * a * f, "hc_mm", "ac_mm", "fl_mm"),
    _formula(lambda b, h, a, f: 10.85 + 0.060 * h * f + 0.6700 * b + 0.1680 * a, "bpd_mm", "hc_mm", "ac_mm", "fl_mm"),
)
