"""INTERGROWTH-21st (Drukker 2020): umbilical artery Doppler for age, three indices.

Equation: exponential normal: z = (exp(g (y - m)/s) - 1)/g, w = exact weeks; m, s and g of each index stand below.

Range: 24w0d to 40w0d (168 to 280 days).

Stated error: the s of each.

Population: the healthy cohort of INTERGROWTH-21st.

Printed medians at 24w0d:

>>> [round(found.value_at(168, centile=50), 2) for found in STANDARDS]
[1.1, 0.69, 3.23]

Source: ``drukker2020``; the family is that of ``royston1998``.
"""

from __future__ import annotations

from functools import partial

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import ExponentialNormal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("drukker2020", where="equations of m, s and g for three indices", seen_in=3)

_standard = partial(
    Standard,
    unit="1",
    lowest=168.0,
    highest=280.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="",
    source=SOURCE,
)

PULSATILITY = _standard(
    key="intergrowth21_umbilical_pi",
    title="INTERGROWTH-21st umbilical artery pulsatility index",
    measure="pulsatility index",
    column="ua_pi",
    distribution=ExponentialNormal(
        gamma=-0.0768617,
        m=curve(1.02944, (77.7456, -2), (-0.000004455, 3)),
        s=curve(-0.00645693, (254.885, -2, 1), (-715.949, -2)),
    ),
)
RESISTANCE = _standard(
    key="intergrowth21_umbilical_ri",
    title="INTERGROWTH-21st umbilical artery resistance index",
    measure="resistance index",
    column="ua_ri",
    distribution=ExponentialNormal(
        gamma=0.0172944,
        m=curve(0.674914, (25.3909, -2), (-0.0000022523, 3)),
        s=curve(0.0375921, (60.7614, -2, 1), (-183.336, -2)),
    ),
)
SYSTOLIC_DIASTOLIC = _standard(
    key="intergrowth21_umbilical_sd_ratio",
    title="INTERGROWTH-21st umbilical artery S/D ratio",
    measure="systolic to diastolic ratio",
    column="ua_sd_ratio",
    distribution=ExponentialNormal(
        gamma=-0.2752483,
        m=curve(2.60358, (445.991, -2), (-0.0000108754, 3)),
        s=curve(-0.503202, (1268.37, -2, 1), (-3417.37, -2)),
    ),
)

STANDARDS = (PULSATILITY, RESISTANCE, SYSTOLIC_DIASTOLIC)
