"""Hadlock 1992: age from crown-rump length by a polynomial of the fourth degree.

Equation: weeks = exp(1.684969 + 0.315646 c - 0.049306 c^2 + 0.004057 c^3 - 0.000120456 c^4), c = CRL in
**cm**. The argument here is in mm as everywhere, and the answer in days.

Range: printed for 2 to about 120 mm (5 to 18 weeks). Used for 2 to 84 mm: above 84 mm no age is read from a
crown-rump length.

Stated error: 2 SD = 8 % of the predicted age.

Population: 416 patients (abstract).

One public program prints the last coefficient as 0.0001204568; the difference is under 0.001 days at 84 mm.

Source: ``hadlock1992``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.days import DAYS_PER_WEEK
from gravida.engine.dating.formula import LARGEST_CRL_MM, Formula
from gravida.evidence.bibliography import cite

MM_PER_CM = 10.0
SMALLEST_CRL_MM = 2.0
TWO_SD_FRACTION = 0.08
SOURCE = cite("hadlock1992", where="equation of age on crown-rump length; 2 SD in per cent", seen_in=5)


class Coefficients(NamedTuple):
    """ln(weeks) as a polynomial of the length in cm, from the constant up."""

    constant: float = 1.684969
    linear: float = 0.315646
    square: float = -0.049306
    cube: float = 0.004057
    fourth: float = -0.000120456


COEFFICIENTS = Coefficients()


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    >>> round(equation(45.0), 2)
    79.29
    """
    constant, linear, square, cube, fourth = COEFFICIENTS
    c = crl_mm / MM_PER_CM
    log_weeks = constant + c * (linear + c * (square + c * (cube + c * fourth)))
    return DAYS_PER_WEEK * namespace(crl_mm).exp(log_weeks)


def two_sd_days(crl_mm: Any, age_days: Any) -> Any:
    """Return 2 SD: 8 % of the predicted age.

    >>> round(two_sd_days(45.0, 79.29), 2)
    6.34
    """
    return TWO_SD_FRACTION * age_days


FORMULA = Formula(
    key="hadlock1992",
    rule_id="DATE-HAD",
    title="Hadlock 1992",
    measure="crl_mm",
    equation=equation,
    lowest=SMALLEST_CRL_MM,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=two_sd_days,
    population="416 patients; nothing more is said in the abstract, and the full text was not reached.",
    note="Printed for 2 to 120 mm; used to 84 mm, above which no age is read from a crown-rump length.",
    source=SOURCE,
)
