"""The standard normal distribution function from operators and ``exp`` alone, for floats, arrays and columns.

No engine has the error function in common with the others, so the value is computed: for |z| below
7.07106781186547 a rational function times exp(-z^2/2), beyond it a short continued fraction, after Hart 1968
and West 2005. Neither paper was read: the coefficients were checked by their result. Against arithmetic of
forty digits the answer is right to 2e-16. That is an absolute accuracy; far in the tail, where a centile is
zero in any print, eight digits are right.

Source: ``normal_cdf``.
"""

from __future__ import annotations

import math
from functools import reduce
from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

SOURCE = cite(
    "normal_cdf",
    where="double precision algorithm; coefficients checked by result",
    seen_in=1,
    read=Read.ARITHMETIC,
)


class Rational(NamedTuple):
    """Coefficients of |z|, highest power first."""

    numerator: tuple[float, ...] = (
        3.52624965998911e-02,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    )
    denominator: tuple[float, ...] = (
        8.83883476483184e-02,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    )


class Tail(NamedTuple):
    """Where the continued fraction takes over, its last term and its numerators from the inside out."""

    begins: float = 7.07106781186547
    last: float = 0.65
    numerators: tuple[int, ...] = (4, 3, 2, 1)


RATIONAL = Rational()
TAIL = Tail()
_ZERO_BEYOND = 40.0  # exp(-40^2/2) is below the smallest float; z^2 must not overflow


def _polynomial(x: Any, coefficients: tuple[float, ...]) -> Any:
    return reduce(lambda total, coefficient: total * x + coefficient, coefficients[1:], coefficients[0])


def cdf(z: Any) -> Any:
    """Return the share of a standard normal distribution that lies below z, between 0 and 1.

    >>> cdf(0.0), round(cdf(1.6448536269514722), 12)
    (0.5, 0.95)
    """
    if z is None:
        return None
    xp = namespace(z)
    size = xp.abs(z)
    huge = (size > _ZERO_BEYOND) & (size < math.inf)  # two sides, so that NaN stays NaN on every engine
    size = xp.where(huge, _ZERO_BEYOND, size)
    central = size < TAIL.begins
    near = xp.where(central, size, 0.0)
    below = xp.exp(-near * near / 2) * _polynomial(near, RATIONAL.numerator) / _polynomial(near, RATIONAL.denominator)
    far = xp.where(central, TAIL.begins, size)
    fraction = reduce(lambda inner, numerator: far + numerator / inner, TAIL.numerators, far + TAIL.last)
    beyond = xp.exp(-far * far / 2) / (fraction * math.sqrt(2 * math.pi))
    lower = xp.where(central, below, beyond)
    return xp.where(z > 0, 1 - lower, lower)
