"""INTERGROWTH-21st (Papageorghiou 2014): head, abdomen and thigh bone of a healthy fetus, five measures for age.

Equation: z = (y - mean)/sd in mm, w = exact weeks (days/7, never truncated). HC mean = -28.2849 + 1.69267 w^2 -
0.397485 w^2 ln w; AC mean = -81.3243 + 11.6772 w - 0.000561865 w^3; the others and every SD stand below, in the order
and with the digits of the paper.

Range: 14w0d to 40w0d (98 to 280 days), the first and the last row of the printed tables.

Stated error: the SD of the standard; measurement error is part of it.

Population: 4321 healthy women of eight countries, at low risk and well nourished, dated by last period and first
scan. It says how a fetus should grow, not how those around it do. BPD is measured from outer to outer edge.

One public package has 0.101252 where this paper's BPD SD begins with 0.101242; z differs by 1e-5 of itself.

Printed medians at 14w0d (Table 2 of the paper):

>>> [round(found.value_at(98, centile=50), 1) for found in STANDARDS]
[97.9, 29.6, 33.8, 80.6, 13.1]

Source: ``papageorghiou2014_biometry``.
"""

from __future__ import annotations

from functools import partial

from gravida.engine.growth.curve import curve, exp_curve
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("papageorghiou2014_biometry", where="equations of mean and SD for five measures", seen_in=3)

_standard = partial(
    Standard,
    unit="mm",
    lowest=98.0,
    highest=280.0,
    population="4321 healthy, well-nourished women at low risk in eight countries (INTERGROWTH-21st).",
    source=SOURCE,
)

HC = _standard(
    key="intergrowth21_hc",
    title="INTERGROWTH-21st head circumference",
    measure="head circumference",
    column="hc_mm",
    distribution=Normal(
        mean=curve(-28.2849, (1.69267, 2), (-0.397485, 2, 1)),
        sd=curve(1.98735, (0.0136772, 3), (-0.00726264, 3, 1), (0.000976253, 3, 2)),
    ),
    note="The printed head circumference at 14w0d has a median of 97.9 mm.",
)
BPD = _standard(
    key="intergrowth21_bpd",
    title="INTERGROWTH-21st biparietal diameter",
    measure="biparietal diameter",
    column="bpd_mm",
    distribution=Normal(
        mean=curve(5.60878, (0.158369, 2), (-0.00256379, 3)),
        sd=exp_curve(0.101242, (0.00150557, 3), (-0.000771535, 3, 1), (0.0000999638, 3, 2)),
    ),
    note="Measured from outer edge to outer edge of the skull.",
)
OFD = _standard(
    key="intergrowth21_ofd",
    title="INTERGROWTH-21st occipito-frontal diameter",
    measure="occipito-frontal diameter",
    column="ofd_mm",
    distribution=Normal(
        mean=curve(-12.4097, (0.626342, 2), (-0.148075, 2, 1)),
        sd=exp_curve(-0.880034, (0.0631165, 2), (-0.0317136, 2, 1), (0.00408302, 2, 2)),
    ),
    note="Measured from outer edge to outer edge of the skull.",
)
AC = _standard(
    key="intergrowth21_ac",
    title="INTERGROWTH-21st abdominal circumference",
    measure="abdominal circumference",
    column="ac_mm",
    distribution=Normal(
        mean=curve(-81.3243, (11.6772, 1), (-0.000561865, 3)),
        sd=curve(-4.36302, (0.121445, 2), (-0.0130256, 3), (0.00282143, 3, 1)),
    ),
    note="The printed abdominal circumference at 14w0d has a median of 80.6 mm.",
)
FL = _standard(
    key="intergrowth21_fl",
    title="INTERGROWTH-21st femur length",
    measure="femur length",
    column="fl_mm",
    distribution=Normal(
        mean=curve(-39.9616, (4.32298, 1), (-0.0380156, 2)),
        sd=exp_curve(0.605843, (-42.0014, -2), (0.00000917972, 3)),
    ),
    note="The printed femur length at 14w0d has a median of 13.1 mm.",
)

STANDARDS = (HC, BPD, OFD, AC, FL)
