"""INTERGROWTH-21st (Papageorghiou 2014): age from crown-rump length.

Equation: mean in days = 40.9041 + 3.21585 sqrt(CRL) + 0.348956 CRL, SD in days = 2.39102 + 0.0193474 CRL, CRL
in mm.

Range: 15 to 95 mm, the first and last row of the printed table (some pages say from 19 mm). Below 15 mm the
equation runs away upwards (7w1d at 5 mm), so nothing is answered there.

Stated error: 2 SD from the printed SD, 5.4 days at 15 mm and 8.5 days at 95 mm.

Population: the prescriptive INTERGROWTH-21st cohort, recruited from 9w0d to 13w6d.

The size-for-age equations of the same paper (:mod:`gravida.engine.growth.papageorghiou2014`) are another
regression, not the inverse of this one.

Source: ``papageorghiou2014``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.engine.dating.formula import Formula
from gravida.engine.dating.validity import fits, keep
from gravida.evidence.bibliography import cite

SMALLEST_CRL_MM = 15.0
LARGEST_CRL_MM = 95.0
SOURCE = cite("papageorghiou2014", where="equations of age for crown-rump length: mean and SD", seen_in=5)


class Mean(NamedTuple):
    """days = constant + root * sqrt(length) + linear * length."""

    constant: float = 40.9041
    root: float = 3.21585
    linear: float = 0.348956


class Spread(NamedTuple):
    """SD in days = constant + linear * length."""

    constant: float = 2.39102
    linear: float = 0.0193474


MEAN = Mean()
SPREAD = Spread()


def equation(crl_mm: Any) -> Any:
    """Return the mean age in days, without any limit; ``FORMULA`` holds the limits.

    The printed table has 69 days at 30 mm:

    >>> round(equation(30.0), 2)
    68.99
    """
    constant, root, linear = MEAN
    return constant + root * namespace(crl_mm).sqrt(crl_mm) + linear * crl_mm


def sd_days(crl_mm: Any) -> Any:
    """Return one SD of the age in days; unknown outside 15 to 95 mm.

    >>> round(sd_days(30.0), 3), sd_days(96.0)
    (2.971, nan)
    """
    if crl_mm is None:
        return None
    inside = keep(crl_mm, fits(crl_mm, SMALLEST_CRL_MM, LARGEST_CRL_MM))
    return SPREAD.constant + SPREAD.linear * inside


def two_sd_days(crl_mm: Any, age_days: Any) -> Any:
    """Return two of the printed SD.

    >>> round(two_sd_days(30.0, 68.99), 2)
    5.94
    """
    return 2 * sd_days(crl_mm)


FORMULA = Formula(
    key="papageorghiou2014",
    rule_id="DATE-IG",
    title="INTERGROWTH-21st 2014",
    measure="crl_mm",
    equation=equation,
    lowest=SMALLEST_CRL_MM,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=two_sd_days,
    population="Prescriptive cohort of the INTERGROWTH-21st project, recruited from 9w0d to 13w6d.",
    note=(
        "The printed table runs from 15 to 95 mm; some pages give 19 mm as the lower limit. It is the "
        "only formula here used above 84 mm."
    ),
    source=SOURCE,
)
