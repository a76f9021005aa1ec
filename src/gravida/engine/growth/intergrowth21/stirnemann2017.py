"""INTERGROWTH-21st (Stirnemann 2017): estimated fetal weight from abdomen and head, and its standard.

Equation: weight in g = exp(5.084820 - 54.06633 (AC/100)^3 - 95.80076 (AC/100)^3 ln(AC/100) + 3.136370 (HC/100)), AC
and HC in **cm**. The standard is LMS on Y = ln(weight): z = ((Y/M)^L - 1)/(L S), with L, M and S below; L crosses 0
inside the range.

Range: 22w0d to 40w0d (154 to 280 days).

Stated error: the S of the standard.

Population: the healthy cohort of INTERGROWTH-21st; weights measured within 14 days before birth.

The standard belongs to this estimate of weight. A weight by Hadlock goes with :mod:`stirnemann2020`.

The paper prints two tables. The table of centiles follows from the equations; the table of z-scores does not (its
-3 and +3 SD lie at z = -3.08 and +3.08). The equations are used.

The printed table has 525 g at 22w0d:

>>> round(EFW.value_at(154, centile=50))
525

Source: ``stirnemann2017``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import LmsOfLog
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("stirnemann2017", where="equations of weight, and of L, M and S of its logarithm", seen_in=3)

EFW = Standard(
    key="intergrowth21_efw",
    title="INTERGROWTH-21st estimated fetal weight (2017)",
    measure="estimated weight",
    column="efw_g",
    unit="g",
    distribution=LmsOfLog(
        lambda_=curve(-4.257629, (-2162.234, -2), (0.0002301829, 3)),
        mu=curve(4.956737, (0.0005019687, 3), (-0.0001227065, 3, 1)),
        sigma=curve(-6.997171e-4, (0.057559e-4, 3), (-0.01493946e-4, 3, 1)),
    ),
    lowest=154.0,
    highest=280.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="Only for weights by the two-measure formula of the same paper (stirnemann2017).",
    source=SOURCE,
)

STANDARDS = (EFW,)
