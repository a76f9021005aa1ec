"""Fetal Medicine Foundation (Nicolaides 2018): estimated weight for age.

Equation: log10(median in g) = 3.0893 + 0.00835 x - 0.00002965 x^2 - 0.00000006062 x^3, x = days - 199; SD of log10 =
0.02464 + 0.0000564 d, d = days. z = (log10 y - log10 median)/SD.

Range: 20w0d to 42w6d (140 to 300 days).

Stated error: the SD.

Population: 95 579 single pregnancies, one scan each, of babies born alive; weight by Hadlock 1985 from HC, AC and FL.

Seen in one public place each way; no printed table was seen to check it against.

The evidence review gives 321 g at 20w0d and 3459 g at 40w0d:

>>> round(EFW.value_at(140, z=0)), round(EFW.value_at(280, z=0))
(321, 3459)

Source: ``nicolaides2018``.
"""

from __future__ import annotations

import math

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import LogNormal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

CENTRE_DAYS = 199.0
_LN_10 = math.log(10)
SOURCE = cite("nicolaides2018", where="equations of median and SD of log10 weight", seen_in=1)


def _expanded(c0: float, c1: float, c2: float, c3: float) -> tuple[float | tuple[float, ...], ...]:
    """Powers of the days, times ln 10, of a polynomial that is printed in days less 199."""
    c = CENTRE_DAYS
    powers = (
        c0 - c1 * c + c2 * c**2 - c3 * c**3,
        c1 - 2 * c2 * c + 3 * c3 * c**2,
        c2 - 3 * c3 * c,
        c3,
    )
    return (
        _LN_10 * powers[0],
        (_LN_10 * powers[1], 1),
        (_LN_10 * powers[2], 2),
        (_LN_10 * powers[3], 3),
    )


EFW = Standard(
    key="fmf2018_efw",
    title="Fetal Medicine Foundation estimated fetal weight (2018)",
    measure="estimated weight",
    column="efw_g",
    unit="g",
    distribution=LogNormal(
        mean=curve(*_expanded(3.0893, 0.00835, -0.00002965, -0.00000006062)),
        sd=curve(0.02464 * _LN_10, (0.0000564 * _LN_10, 1)),
        x="d",
    ),
    lowest=140.0,
    highest=300.0,
    per=1.0,
    population="95 579 single pregnancies, one scan each, of babies born alive.",
    note="Seen in one public place; not checked against a printed table. Weight by Hadlock 1985 from HC, AC and FL.",
    source=SOURCE,
)

STANDARDS = (EFW,)
