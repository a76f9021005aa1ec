"""Verburg 2008: age from crown-rump length.

Equation: weeks = exp(1.4653 + 0.001737 CRL + 0.2313 ln CRL), CRL in mm; the answer here is in days.

Range: 5 to 80 mm (6w2d to 13w5d).

Stated error: a printed table of 5th and 95th centiles (at 20 mm 8w2d to 9w5d round 9w0d); no formula for it
was seen, so no 2 SD is given.

Population: a Dutch cohort (Generation R).

Source: ``verburg2008``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.days import DAYS_PER_WEEK
from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

SMALLEST_CRL_MM = 5.0
LARGEST_CRL_MM = 80.0
SOURCE = cite("verburg2008", where="equation and table of age for crown-rump length", seen_in=3)


class Coefficients(NamedTuple):
    """ln(weeks) = constant + linear * length + log * ln(length)."""

    constant: float = 1.4653
    linear: float = 0.001737
    log: float = 0.2313


COEFFICIENTS = Coefficients()


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    The printed table has 9w0d at 20 mm:

    >>> round(equation(20.0), 2)
    62.73
    """
    constant, linear, log = COEFFICIENTS
    xp = namespace(crl_mm)
    return DAYS_PER_WEEK * xp.exp(constant + linear * crl_mm + log * xp.log(crl_mm))


FORMULA = Formula(
    key="verburg2008",
    rule_id="DATE-VER",
    title="Verburg 2008",
    measure="crl_mm",
    equation=equation,
    lowest=SMALLEST_CRL_MM,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=None,
    population="Dutch cohort (Generation R).",
    note="The 5th and 95th centiles are printed as a table only, so no spread is calculated.",
    source=SOURCE,
)
