"""Hadlock 1991: a weight curve before birth, as its equation gives it.

Equation: ln(mean weight in g) = 0.578 + 0.332 w - 0.00354 w^2, w = exact weeks; SD = 12.7 per cent of the mean at
every age. Read here as normal in grams: z = (y - mean)/(0.127 mean). Log-normal is the other reading, and centiles
differ.

Range: 10 to 40 weeks (70 to 280 days).

Stated error: the SD.

Population: 392 patients, predominantly white and middle-class, whose menstrual history was certain.

This is the **equation**. Recent work found that the 3rd and 10th centiles of the **printed chart** do not follow from
it; the chart is not held here.

The abstract prints 35 g at 10 weeks and 3619 g at 40 weeks:

>>> round(EFW.value_at(70, z=0)), round(EFW.value_at(280, z=0))
(35, 3619)

Source: ``hadlock1991``.
"""

from __future__ import annotations

import math

from gravida.engine.growth.curve import exp_curve
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SD_FRACTION = 0.127
SOURCE = cite("hadlock1991", where="equation of mean weight, SD in per cent, and both ends in the abstract", seen_in=2)

EFW = Standard(
    key="hadlock1991_efw",
    title="Hadlock 1991 estimated fetal weight (equation)",
    measure="estimated weight",
    column="efw_g",
    unit="g",
    distribution=Normal(
        mean=exp_curve(0.578, (0.332, 1), (-0.00354, 2)),
        sd=exp_curve(0.578 + math.log(SD_FRACTION), (0.332, 1), (-0.00354, 2)),
    ),
    lowest=70.0,
    highest=280.0,
    population="392 patients, predominantly white and middle-class.",
    note="The equation, normal in grams with an SD of 12.7 per cent; not the printed chart, whose centiles differ.",
    source=SOURCE,
)

STANDARDS = (EFW,)
