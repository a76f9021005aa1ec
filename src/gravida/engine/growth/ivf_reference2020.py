"""Averages of early pregnancy after in vitro fertilisation (2020): sac, embryo, yolk sac and heart rate by age.

Equation: w = exact weeks, d = days. Sac in mm = -29.180 + 7.492 w; embryo in mm = -11.960 - 1.028 w + 0.535 w^2; yolk
sac in mm = -2.304 + 1.288 w - 0.054 w^2; heart rate per minute = -350.410 + 15.398 d - 0.112 d^2.

Range: 6w0d to 10w0d (42 to 70 days).

Stated error: none was seen: the 5th and 95th centiles are in tables that were not visible. There is a middle and no z.

Population: 30 416 single pregnancies after in vitro fertilisation, whose age is known.

The abstract prints a daily form for the yolk sac with -0.011 d^2, which gives -20 mm at 7 weeks: a misprint. The weekly
form is used.

The evidence review works out 23.3, 7.1, 4.1 mm and 135.2 per minute at 49 days:

>>> [round(found.value_at(49, centile=50), 1) for found in STANDARDS]
[23.3, 7.1, 4.1, 135.2]

Source: ``ivf_reference2020``.
"""

from __future__ import annotations

from functools import partial

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import MedianOnly
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("ivf_reference2020", where="equations in the abstract", seen_in=1)

_standard = partial(
    Standard,
    lowest=42.0,
    highest=70.0,
    population="30 416 single pregnancies after in vitro fertilisation.",
    note="Averages only: no spread was seen, so there is no z and no centile.",
    source=SOURCE,
)

SAC = _standard(
    key="ivf2020_sac",
    title="Sac diameter after in vitro fertilisation (2020)",
    measure="sac diameter",
    column="msd_mm",
    unit="mm",
    distribution=MedianOnly(curve(-29.180, (7.492, 1))),
)
EMBRYO = _standard(
    key="ivf2020_crl",
    title="Crown-rump length after in vitro fertilisation (2020)",
    measure="crown-rump length",
    column="crl_mm",
    unit="mm",
    distribution=MedianOnly(curve(-11.960, (-1.028, 1), (0.535, 2))),
)
YOLK_SAC = _standard(
    key="ivf2020_yolk_sac",
    title="Yolk sac diameter after in vitro fertilisation (2020)",
    measure="yolk sac diameter",
    column="yolk_sac_mm",
    unit="mm",
    distribution=MedianOnly(curve(-2.304, (1.288, 1), (-0.054, 2))),
)
HEART_RATE = _standard(
    key="ivf2020_heart_rate",
    title="Heart rate after in vitro fertilisation (2020)",
    measure="heart rate",
    column="heart_rate_bpm",
    unit="/min",
    distribution=MedianOnly(curve(-350.410, (15.398, 1), (-0.112, 2)), x="d"),
    per=1.0,
)

STANDARDS = (SAC, EMBRYO, YOLK_SAC, HEART_RATE)
