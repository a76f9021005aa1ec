"""INTERGROWTH-21st (Rodriguez-Sibaja 2021): the width of the cerebellum for age, and the age for that width.

Equation: TCD mean in mm = -13.10907 + 20.8941 (w/10)^0.5 + 0.5035914 (w/10)^3, SD = 0.4719837 + 0.0500382 (w/10)^3, w
= exact weeks. Age mean in weeks = 3.957113 + 8.154074 T - 0.076187 T^3, SD = 1.577198 - 1.30374 T^-0.5, T = TCD in
**cm**; values here are in days.

Range: 14w0d to 40w0d (98 to 280 days); the age for a width of 12 to 55 mm.

Stated error: the SD of each.

Population: the healthy cohort of INTERGROWTH-21st.

The two are separate regressions, not inverses of each other.

The printed tables have 13 mm at 14w0d, and 95.27 days at 12 mm:

>>> round(TCD.value_at(98, centile=50), 2), round(AGE_FROM_TCD.value_at(12, centile=50), 2)
(13.0, 95.27)

Source: ``rodriguez_sibaja2021``.
"""

from __future__ import annotations

from gravida.days import DAYS_PER_WEEK
from gravida.engine.growth.curve import curve, curve_in_tens
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("rodriguez_sibaja2021", where="equations of mean and SD, both ways", seen_in=3)

TCD = Standard(
    key="intergrowth21_tcd",
    title="INTERGROWTH-21st transcerebellar diameter",
    measure="transcerebellar diameter",
    column="tcd_mm",
    unit="mm",
    distribution=Normal(
        mean=curve_in_tens(-13.10907, (20.8941, 0.5), (0.5035914, 3)),
        sd=curve_in_tens(0.4719837, (0.0500382, 3)),
    ),
    lowest=98.0,
    highest=280.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="The printed table was made with z = 1.88, 1.64 and 1.28.",
    source=SOURCE,
)
AGE_FROM_TCD = Standard(
    key="intergrowth21_age_from_tcd",
    title="INTERGROWTH-21st age for transcerebellar diameter",
    measure="age",
    column="ga_days",
    unit="d",
    distribution=Normal(
        mean=curve(3.957113, (8.154074, 1), (-0.076187, 3)),
        sd=curve(1.577198, (-1.30374, -0.5)),
        x="T",
    ),
    lowest=12.0,
    highest=55.0,
    argument="tcd_mm",
    per=10.0,
    value_per=float(DAYS_PER_WEEK),
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="How far an age that is known lies from the one this width has on average.",
    source=SOURCE,
)

STANDARDS = (TCD, AGE_FROM_TCD)
