"""INTERGROWTH-21st (Napolitano 2020): five structures of the fetal brain for age.

Equation: z = (y - mean)/sd in mm, w = exact weeks; the cisterna magna on the logarithm of the mm. Means and SD stand
below in the order of the paper; one SD (anterior horn) is the same at every age.

Range: 15w0d to 36w0d (105 to 252 days).

Stated error: the SD of each.

Population: the healthy cohort of INTERGROWTH-21st.

Printed medians at 15w0d:

>>> [round(found.value_at(105, centile=50), 2) for found in STANDARDS]
[2.14, 1.77, 6.61, 6.94, 2.82]

Source: ``napolitano2020``.
"""

from __future__ import annotations

from functools import partial

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import LogNormal, Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("napolitano2020", where="equations of mean and SD for five structures", seen_in=3)

_standard = partial(
    Standard,
    unit="mm",
    lowest=105.0,
    highest=252.0,
    population="The healthy cohort of INTERGROWTH-21st, eight countries.",
    note="The printed table was made with z = 1.88 and 1.645.",
    source=SOURCE,
)

PARIETO_OCCIPITAL = _standard(
    key="intergrowth21_parieto_occipital_fissure",
    title="INTERGROWTH-21st parieto-occipital fissure",
    measure="depth of the parieto-occipital fissure",
    column="parieto_occipital_fissure_mm",
    distribution=Normal(
        mean=curve(10.29428, (-122.8447, -1), (0.00001038, 3)),
        sd=curve(1.596042, (-257.2297, -2)),
    ),
)
SYLVIAN = _standard(
    key="intergrowth21_sylvian_fissure",
    title="INTERGROWTH-21st Sylvian fissure",
    measure="depth of the Sylvian fissure",
    column="sylvian_fissure_mm",
    distribution=Normal(
        mean=curve(80.27012, (-32.7877, -0.5), (-100.1593, -0.5, 1)),
        sd=curve(2.304501, (-353.814, -2)),
    ),
)
ANTERIOR_HORN = _standard(
    key="intergrowth21_anterior_horn",
    title="INTERGROWTH-21st anterior horn of the lateral ventricle",
    measure="width of the anterior horn",
    column="anterior_horn_mm",
    distribution=Normal(mean=curve(6.396214, (0.00006205, 3)), sd=curve(1.204454)),
)
POSTERIOR_HORN = _standard(
    key="intergrowth21_posterior_horn",
    title="INTERGROWTH-21st atrium of the posterior horn",
    measure="width of the atrium",
    column="posterior_horn_mm",
    distribution=Normal(
        mean=curve(4.389214, (38.10015, -1), (0.0000020063, 3)),
        sd=curve(0.6707227, (0.034258, 1)),
    ),
)
CISTERNA_MAGNA = _standard(
    key="intergrowth21_cisterna_magna",
    title="INTERGROWTH-21st cisterna magna",
    measure="depth of the cisterna magna",
    column="cisterna_magna_mm",
    distribution=LogNormal(
        mean=curve(2.098095, (-239.0659, -2), (-0.0000001547, 3)),
        sd=curve(0.2297936, (8.1872, -2)),
    ),
)

STANDARDS = (PARIETO_OCCIPITAL, SYLVIAN, ANTERIOR_HORN, POSTERIOR_HORN, CISTERNA_MAGNA)
