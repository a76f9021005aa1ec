"""INTERGROWTH-21st (Stirnemann 2020): a standard for weights estimated by Hadlock from head, abdomen and thigh bone.

Equation: LMS on Y = ln(weight in g): z = ((Y/M)^L - 1)/(L S), with t = weeks/10 in L and S and w = weeks in M. L
crosses 0 inside the range.

Range: 18w0d to 41w0d (126 to 287 days).

Stated error: the S of the standard.

Population: the healthy cohort of INTERGROWTH-21st.

The printed table has 216 g at 18w0d:

>>> round(EFW.value_at(126, centile=50))
216

Source: ``stirnemann2020``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import curve, curve_in_tens
from gravida.engine.growth.distributions import LmsOfLog
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("stirnemann2020", where="equations of L, M and S of the logarithm of weight", seen_in=3)

EFW = Standard(
    key="intergrowth21_efw_hadlock",
    title="INTERGROWTH-21st estimated fetal weight by Hadlock (2020)",
    measure="estimated weight",
    column="efw_g",
    unit="g",
    distribution=LmsOfLog(
        lambda_=curve_in_tens(9.43643, (9.41579, -2), (-83.54220, -2, 1)),
        mu=curve(-2.42272, (1.86478, 0.5), (-1.93299e-5, 3)),
        sigma=curve_in_tens(0.0193557, (0.0310716, -2), (-0.0657587, -2, 1)),
    ),
    lowest=126.0,
    highest=287.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="Only for weights by Hadlock 1985 from HC, AC and FL.",
    source=SOURCE,
)

STANDARDS = (EFW,)
