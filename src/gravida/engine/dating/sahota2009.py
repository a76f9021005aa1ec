"""Sahota 2009: age from crown-rump length.

Equation: days = 26.643 + 7.822 sqrt(CRL), CRL in mm.

Range: first trimester; no limit in mm was seen. Any length above 0 and up to 84 mm is answered: below about
10 mm read the spread of all formulas beside it.

Stated error: a mean error of 0.22 days, which is no spread; a 2 SD was not seen.

Population: a Chinese cohort of singletons, 393 pregnancies from 6 to 15 weeks.

Source: ``sahota2009``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.engine.dating.formula import LARGEST_CRL_MM, Formula
from gravida.evidence.bibliography import cite

SOURCE = cite("sahota2009", where="equation of age on crown-rump length", seen_in=3)


class Coefficients(NamedTuple):
    """days = constant + root * sqrt(length)."""

    constant: float = 26.643
    root: float = 7.822


COEFFICIENTS = Coefficients()


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    >>> round(equation(45.0), 2)
    79.11
    """
    constant, root = COEFFICIENTS
    return constant + root * namespace(crl_mm).sqrt(crl_mm)


FORMULA = Formula(
    key="sahota2009",
    rule_id="DATE-SAH",
    title="Sahota 2009",
    measure="crl_mm",
    equation=equation,
    lowest=None,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=None,
    population="Chinese cohort of singletons, 393 pregnancies from 6 to 15 weeks.",
    note=(
        "No lower limit was seen; 84 mm is the limit of every dating by crown-rump length. Stated is a "
        "mean error of 0.22 days, not a spread."
    ),
    source=SOURCE,
)
