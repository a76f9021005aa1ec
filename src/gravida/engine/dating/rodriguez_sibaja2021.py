"""INTERGROWTH-21st (Rodriguez-Sibaja 2021): age from the width of the cerebellum.

Equation: weeks = 3.957113 + 8.154074 T - 0.076187 T^3, SD in weeks = 1.577198 - 1.30374 T^-0.5, T = width in **cm**.

Range: 12 to 55 mm, the first and last row of the printed table.

Stated error: the SD, 2.7 days at 12 mm and 7.1 days at 55 mm.

Population: the healthy cohort of INTERGROWTH-21st.

The printed table has 95.27 days at 12 mm:

>>> round(equation(12.0), 2)
95.27

Source: ``rodriguez_sibaja2021``.
"""

from __future__ import annotations

from typing import Any

from gravida.arrays import namespace
from gravida.days import DAYS_PER_WEEK
from gravida.engine.dating.biometry import BiometryFormula
from gravida.evidence.bibliography import cite

MM_PER_CM = 10.0
SMALLEST_TCD_MM = 12.0
LARGEST_TCD_MM = 55.0
SOURCE = cite("rodriguez_sibaja2021", where="equations of age for width: mean and SD", seen_in=3)


def equation(tcd_mm: Any) -> Any:
    """Return the mean age in days, without any limit. The printed table has 252.9 days at 55 mm:

    >>> round(equation(55.0), 1)
    252.9
    """
    t = tcd_mm / MM_PER_CM
    return DAYS_PER_WEEK * (3.957113 + 8.154074 * t - 0.076187 * t * t * t)


def sd_days(tcd_mm: Any) -> Any:
    """Return one SD of the age in days. The printed 97th centile at 12 mm is 100.37 days:

    >>> round(equation(12.0) + 1.8807936 * sd_days(12.0), 2)
    100.37
    """
    t = tcd_mm / MM_PER_CM
    return DAYS_PER_WEEK * (1.577198 - 1.30374 / namespace(tcd_mm).sqrt(t))


FORMULAS = (
    BiometryFormula(
        key="rodriguez_sibaja2021_tcd",
        rule_id="DATE-IG21-TCD",
        title="INTERGROWTH-21st 2021 (TCD)",
        measures=("tcd_mm",),
        equation=equation,
        earliest_days=0.0,
        latest_days=300.0,
        limits_mm={"tcd_mm": (SMALLEST_TCD_MM, LARGEST_TCD_MM)},
        sd_days=sd_days,
        population="Healthy cohort of the INTERGROWTH-21st project, eight countries.",
        note="The printed table runs from 12 to 55 mm.",
        source=SOURCE,
    ),
)
