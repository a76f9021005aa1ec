"""McLennan and Schluter 2008: age from crown-rump length.

Equation: days = 32.61967 + 2.62975 CRL - 0.42399 CRL ln CRL, CRL in mm.

Range: printed as 5 to 14 weeks; an answer outside is refused. Above 70 mm the curve bends low (95.7 days at
84 mm, where the others have 97.7 to 100.3), so 70 mm is the largest length answered.

Stated error: not seen.

Population: Australian (Sydney, 396 women).

Source: ``mclennan2008``, seen in one public program only.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from gravida.arrays import namespace
from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

LARGEST_CRL_MM = 70.0
EARLIEST_DAYS = 35.0
LATEST_DAYS = 98.0
SOURCE = cite("mclennan2008", where="equation of age on crown-rump length", seen_in=1)


class Coefficients(NamedTuple):
    """days = constant + linear * length + log * length * ln(length)."""

    constant: float = 32.61967
    linear: float = 2.62975
    log: float = -0.42399


COEFFICIENTS = Coefficients()


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    >>> round(equation(45.0), 2)
    78.33
    """
    constant, linear, log = COEFFICIENTS
    return constant + linear * crl_mm + log * crl_mm * namespace(crl_mm).log(crl_mm)


FORMULA = Formula(
    key="mclennan2008",
    rule_id="DATE-MCL",
    title="McLennan and Schluter 2008",
    measure="crl_mm",
    equation=equation,
    lowest=None,
    highest=LARGEST_CRL_MM,
    earliest_days=EARLIEST_DAYS,
    latest_days=LATEST_DAYS,
    two_sd_days=None,
    population="Australian (Sydney, 396 women).",
    note=(
        "Printed for 5 to 14 weeks; no limit in mm was seen. Above 70 mm the curve bends low and is "
        "not used. The equation was seen in one public program only."
    ),
    source=SOURCE,
)
