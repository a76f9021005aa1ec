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
from gravida.engine.dating.validity import keep
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


class Centre(NamedTuple):
    """Where the middle of the quantile ends, and its rational in ``0.180625 - (p - 0.5)^2``, highest power first."""

    half_width: float = 0.425
    square: float = 0.180625
    numerator: tuple[float, ...] = (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    )
    denominator: tuple[float, ...] = (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    )


class Shoulder(NamedTuple):
    """The rational in ``sqrt(-ln p) - 1.6``, up to where that root is 5."""

    offset: float = 1.6
    ends: float = 5.0
    numerator: tuple[float, ...] = (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    )
    denominator: tuple[float, ...] = (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    )


class Far(NamedTuple):
    """The rational in ``sqrt(-ln p) - 5``."""

    offset: float = 5.0
    numerator: tuple[float, ...] = (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    )
    denominator: tuple[float, ...] = (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    )


CENTRE = Centre()
SHOULDER = Shoulder()
FAR = Far()
_SMALLEST = 1e-300


def quantile(share: Any) -> Any:
    """Return the z below which a share of a standard normal distribution lies; unknown outside 0 to 1.

    Three rationals after Wichura 1988 (AS 241), ``normal_quantile``: right to about 1e-16 relative, which was
    checked by its result. The shares 0 and 1 have no finite z.

    >>> quantile(0.5), round(quantile(0.975), 12)
    (0.0, 1.95996398454)
    >>> quantile(0.0), quantile(1.5)
    (nan, nan)
    """
    if share is None:
        return None
    xp = namespace(share)
    inside = (share > 0) & (share < 1)
    p = xp.where(inside, share, 0.5)
    q = p - 0.5
    central = xp.abs(q) <= CENTRE.half_width
    r = CENTRE.square - q * q
    middle = q * _polynomial(r, CENTRE.numerator) / _polynomial(r, CENTRE.denominator)
    smaller = xp.where(q < 0, p, 1 - p)
    root = xp.sqrt(-xp.log(xp.where(smaller > _SMALLEST, smaller, _SMALLEST)))
    near = root <= SHOULDER.ends
    s = xp.where(near, root, SHOULDER.ends) - SHOULDER.offset
    shoulder = _polynomial(s, SHOULDER.numerator) / _polynomial(s, SHOULDER.denominator)
    t = xp.where(near, FAR.offset, root) - FAR.offset
    far = _polynomial(t, FAR.numerator) / _polynomial(t, FAR.denominator)
    tail = xp.where(near, shoulder, far)
    z = xp.where(central, middle, xp.where(q < 0, -tail, tail))
    return keep(z, inside)
