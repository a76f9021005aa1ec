"""Daya 1991: age from the mean sac diameter.

Equation: days = 33.117 + 0.882 MSD, MSD in mm (the mean of three diameters of the fluid).

Range: none was seen. Once there is a crown-rump length, use that.

Stated error: not seen.

Population: not stated in what was read.

Source: ``daya1991``, seen in one public program; that the equation belongs to this paper is from memory.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

SOURCE = cite("daya1991", where="equation of age on mean sac diameter", seen_in=1)


class Coefficients(NamedTuple):
    """days = constant + linear * diameter."""

    constant: float = 33.117
    linear: float = 0.882


COEFFICIENTS = Coefficients()


def equation(msd_mm: Any) -> Any:
    """Return the age in days; ``FORMULA`` refuses what is not a diameter.

    >>> round(equation(16.0), 1)
    47.2
    """
    constant, linear = COEFFICIENTS
    return constant + linear * msd_mm


FORMULA = Formula(
    key="daya1991",
    rule_id="DATE-DAYM",
    title="Daya 1991 (sac)",
    measure="msd_mm",
    equation=equation,
    lowest=None,
    highest=None,
    earliest_days=None,
    latest_days=None,
    two_sd_days=None,
    population="Not stated in what was read; the full text was not reached.",
    note=(
        "No range and no error were seen. The equation was seen in one public program; that it belongs "
        "to this paper is from memory."
    ),
    source=SOURCE,
)
