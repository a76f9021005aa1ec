"""Daya 1993: age from crown-rump length in pregnancies after in vitro fertilisation.

Equation: days = 40.447 + 1.125 CRL - 0.0058 CRL^2, CRL in mm.

Range: none was seen. The parabola saturates above 70 mm (94.0 days at 84 mm, where the others have 97.7 to
100.3), so 70 mm is the largest length answered.

Stated error: not seen.

Population: 94 pregnancies after in vitro fertilisation, whose age is known.

Source: ``daya1993``; that the equation belongs to this paper is from memory and from the name of a DICOM
concept.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

LARGEST_CRL_MM = 70.0
SOURCE = cite("daya1993", where="equation of age on crown-rump length", seen_in=2)


class Coefficients(NamedTuple):
    """days = constant + linear * length + square * length^2."""

    constant: float = 40.447
    linear: float = 1.125
    square: float = -0.0058


COEFFICIENTS = Coefficients()


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    >>> round(equation(45.0), 2)
    79.33
    """
    constant, linear, square = COEFFICIENTS
    return constant + crl_mm * (linear + square * crl_mm)


FORMULA = Formula(
    key="daya1993",
    rule_id="DATE-DAYC",
    title="Daya 1993",
    measure="crl_mm",
    equation=equation,
    lowest=None,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=None,
    population="94 pregnancies after in vitro fertilisation.",
    note=(
        "No range was seen. The curve saturates above 70 mm and is not used there. That the equation "
        "belongs to this paper is from memory."
    ),
    source=SOURCE,
)
