"""Robinson and Fleming 1975: age from crown-rump length, with the factor 1.037 used in the United Kingdom.

Equation: days = 8.052 sqrt(1.037 CRL) + 23.73, CRL in mm.

Range: printed as 6 to 14 weeks. Here an answer under 6w0d is refused (a length under about 5 mm), and a
length above 84 mm. That last length gives 98.9 days, the 14w1d that ends the dating window of NICE; the upper
limit of the answer is therefore 14w1d and not 14w0d.

Stated error: 2 SD = 4.7 days for one measurement (2.7 days for the mean of three).

The factor multiplies the length. With it 45 mm is 11w2d and 84 mm is 14w1d, the window NICE prints; without
it 11w1d and 14w0d. The British recommendations carry it (Loughna 2009). The abstract of the paper speaks of
an overestimate of 3.7 % from the calibration of scale and velocity, which fits; the place in the paper was
not read. The web calculator of the Fetal Medicine Foundation has 23.53 in place of 23.73, 0.2 days less.

Source: ``robinson1975``; factor: ``loughna2009``.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.engine.dating.formula import LARGEST_CRL_MM, Formula
from gravida.evidence.bibliography import cite

FACTOR = 1.037
FACTOR_SOURCE = cite("loughna2009", where="factor of the length in the Robinson equation", seen_in=7)
SOURCE = cite("robinson1975", where="equation of age on crown-rump length; 2 SD of one measurement", seen_in=7)


class Coefficients(NamedTuple):
    """days = root * sqrt(length) + constant."""

    root: float = 8.052
    constant: float = 23.73


class Limits(NamedTuple):
    """Answers that are given, in days, and 2 SD of one measurement and of the mean of three."""

    earliest_days: float = 42.0
    latest_days: float = 99.0
    two_sd_days: float = 4.7
    two_sd_of_three_days: float = 2.7


COEFFICIENTS = Coefficients()
LIMITS = Limits()


def equation(crl_mm: Any, factor: float = FACTOR) -> Any:
    """Return the age in days, without any limit; :func:`formula` holds the limits.

    The NICE window, with the factor and without:

    >>> [round(equation(crl), 2) for crl in (45.0, 84.0)]
    [78.73, 98.88]
    >>> [round(equation(crl, factor=1.0), 2) for crl in (45.0, 84.0)]
    [77.74, 97.53]
    """
    root, constant = COEFFICIENTS
    return root * namespace(crl_mm).sqrt(factor * crl_mm) + constant


def two_sd_days(crl_mm: Any, age_days: Any) -> Any:
    """Return 2 SD of one measurement: 4.7 days at any age, unknown where the age is.

    >>> two_sd_days(45.0, 78.73)
    4.7
    """
    return LIMITS.two_sd_days + 0 * age_days


def formula(factor: float = FACTOR) -> Formula:
    """Return the formula with a factor of your choice; its title says which.

    >>> formula().title
    'Robinson and Fleming 1975 (length x 1.037)'
    >>> round(formula().age_days(20.0), 2), round(formula(factor=1).age_days(20.0), 2)
    (60.4, 59.74)
    >>> formula().age_days(3.0)
    nan
    """
    return Formula(
        key="robinson1975",
        rule_id="DATE-ROB",
        title=f"Robinson and Fleming 1975 (length x {factor:g})",
        measure="crl_mm",
        equation=partial(equation, factor=factor),
        lowest=None,
        highest=LARGEST_CRL_MM,
        earliest_days=LIMITS.earliest_days,
        latest_days=LIMITS.latest_days,
        two_sd_days=two_sd_days,
        population="Not stated in what was read; the full text was not reached.",
        note=(
            f"The length is multiplied by {factor:g}; the default {FACTOR:g} is what makes 45 to 84 mm the "
            "printed window of 11w2d to 14w1d. Poor below 10 mm, where the formulas differ by days. Printed "
            "for 6 to 14 weeks; the 14w1d at 84 mm is allowed. The error is of one measurement; for the mean "
            f"of three it is {LIMITS.two_sd_of_three_days:g} days."
        ),
        source=SOURCE,
    )


FORMULA = formula()
