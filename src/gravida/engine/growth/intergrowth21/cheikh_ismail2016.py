"""INTERGROWTH-21st (Cheikh Ismail 2016): weight gained since the first trimester, for age.

Equation: z = (ln(gain + 8.75) - mu)/sigma, gain in kg, mu = 1.382972 - 56.14743 w^-2 + 0.2787683 w^0.5, sigma =
0.2501993731 + 142.4297879 w^-2 - 61.45345 w^-2 ln w, w = exact weeks.

Range: 14w0d to 40w0d (98 to 280 days), and only for women whose first-trimester BMI was 18.5 to under 25.

Stated error: the sigma of the standard.

Population: the healthy cohort of INTERGROWTH-21st with a normal first-trimester BMI.

A gain may be negative; it must lie above -8.75 kg.

The printed table has -0.25 kg at 14w0d:

>>> round(WEIGHT_GAIN.value_at(98, centile=50), 2)
-0.25

Source: ``cheikh_ismail2016``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import LogNormal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SHIFT_KG = 8.75
SOURCE = cite("cheikh_ismail2016", where="equations of mu and sigma of the logarithm", seen_in=3)

WEIGHT_GAIN = Standard(
    key="intergrowth21_weight_gain",
    title="INTERGROWTH-21st gestational weight gain",
    measure="weight gain",
    column="weight_gain_kg",
    unit="kg",
    distribution=LogNormal(
        mean=curve(1.382972, (-56.14743, -2), (0.2787683, 0.5)),
        sd=curve(0.2501993731, (142.4297879, -2), (-61.45345, -2, 1)),
        shift=SHIFT_KG,
    ),
    lowest=98.0,
    highest=280.0,
    above=-SHIFT_KG,
    population="Women of INTERGROWTH-21st with a first-trimester BMI of 18.5 to under 25.",
    note="Not for women of another first-trimester BMI; a gain may be negative.",
    source=SOURCE,
)

STANDARDS = (WEIGHT_GAIN,)
