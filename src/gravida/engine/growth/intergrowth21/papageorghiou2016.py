"""INTERGROWTH-21st (Papageorghiou 2016): height of the womb above the pubic bone, for age.

Equation: mean in cm = 5.133374 + 0.1058353119 w^2 - 0.0231295 w^2 ln w, SD in cm = 0.9922667 + 0.0258087 w, w = exact
weeks.

Range: 16w0d to 42w0d (112 to 294 days).

Stated error: the SD of the standard.

Population: the healthy cohort of INTERGROWTH-21st, single pregnancies, measured without seeing the tape.

The printed 10th centile at 42w0d (36.9 cm) does not follow from the equation (36.7); every other cell does.

The printed table has 15.8 cm at 16w0d:

>>> round(FUNDAL_HEIGHT.value_at(112, centile=50), 1)
15.8

Source: ``papageorghiou2016_sfh``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("papageorghiou2016_sfh", where="equations of mean and SD", seen_in=3)

FUNDAL_HEIGHT = Standard(
    key="intergrowth21_fundal_height",
    title="INTERGROWTH-21st symphysis-fundal height",
    measure="fundal height",
    column="fundal_height_cm",
    unit="cm",
    distribution=Normal(
        mean=curve(5.133374, (0.1058353119, 2), (-0.0231295, 2, 1)),
        sd=curve(0.9922667, (0.0258087, 1)),
    ),
    lowest=112.0,
    highest=294.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries, single pregnancies.",
    note="In centimetres.",
    source=SOURCE,
)

STANDARDS = (FUNDAL_HEIGHT,)
