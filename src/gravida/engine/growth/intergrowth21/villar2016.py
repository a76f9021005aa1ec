"""INTERGROWTH-21st (Villar 2016): size at birth of very preterm babies.

Equation: ln(weight in kg) is normal with mean -7.00303 + 1.325911 w^0.5 + 0.0571937 m and variance 0.0373218; length
in cm with mean 1.307633 + 1.270022 w + 0.4263885 m and variance 6.757543; head in cm with mean 0.7866522 + 0.887638 w
+ 0.2513385 m and variance 2.433481; weight for length in kg/m with mean 3.400617 - 0.0103163 w^2 + 0.0003407 w^3 +
0.1382809 m and variance 0.3570057. m = 1 for a boy and 0 for a girl, w = exact weeks.

Range: 24w0d to 32w6d (168 to 230 days). Ages between 230 and 231 days belong here too.

Stated error: the variances.

Population: very preterm babies of INTERGROWTH-21st.

They are asked together with the newborn standards from 33 weeks on: :mod:`villar2014`.

Source: ``villar2016``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import curve
from gravida.engine.growth.distributions import LogNormal, Normal
from gravida.engine.growth.size_standard import Sex
from gravida.evidence.bibliography import cite

FIRST_DAY = 168.0
UNTIL_DAY = 231.0
SOURCE = cite("villar2016", where="equations of mean and variance for weight, length and head", seen_in=3)


def weight(sex: Sex) -> LogNormal:
    """Weight at birth in kg, 24w0d to 32w6d.

    The printed table has 0.60 kg for girls at 24w0d:

    >>> from gravida.engine.growth.curve import Basis
    >>> found = weight("female")
    >>> round(found.value(0.0, *found.parameters(Basis(24.0))), 2)
    0.6
    """
    boy = _boy(sex)
    return LogNormal(mean=curve(-7.00303 + 0.0571937 * boy, (1.325911, 0.5)), sd=curve(0.0373218**0.5))


def length(sex: Sex) -> Normal:
    """Length at birth in cm."""
    return Normal(mean=curve(1.307633 + 0.4263885 * _boy(sex), (1.270022, 1)), sd=curve(6.757543**0.5))


def head(sex: Sex) -> Normal:
    """Head circumference at birth in cm."""
    return Normal(mean=curve(0.7866522 + 0.2513385 * _boy(sex), (0.887638, 1)), sd=curve(2.433481**0.5))


def weight_length_ratio(sex: Sex) -> Normal:
    """Weight for length at birth in kg/m."""
    return Normal(
        mean=curve(3.400617 + 0.1382809 * _boy(sex), (-0.0103163, 2), (0.0003407, 3)), sd=curve(0.3570057**0.5)
    )


def _boy(sex: Sex) -> float:
    return 1.0 if sex == "male" else 0.0
