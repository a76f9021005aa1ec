"""Goldstein 1991, quick rule: an embryo of c mm is 42 + c days old.

Equation: days = 42 + CRL, CRL in mm.

Range: to about 25 mm; no lower limit was seen.

Stated error: not seen. It is a quick check in the head, not a regression.

Population: not stated; the rule stands on teaching pages.

Source: ``goldstein1991``.
"""

from __future__ import annotations

from typing import Any

from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

DAYS_AT_ZERO = 42
LARGEST_CRL_MM = 25.0
SOURCE = cite("goldstein1991", where="rule of thumb, as teaching pages give it", seen_in=2)


def equation(crl_mm: Any) -> Any:
    """Return the age in days, without any limit; ``FORMULA`` holds the limits.

    >>> equation(10.0)
    52.0
    """
    return DAYS_AT_ZERO + crl_mm


FORMULA = Formula(
    key="goldstein1991",
    rule_id="DATE-GOLD",
    title="Goldstein quick rule (42 + length)",
    measure="crl_mm",
    equation=equation,
    lowest=None,
    highest=LARGEST_CRL_MM,
    earliest_days=None,
    latest_days=None,
    two_sd_days=None,
    population="Not stated; a rule of thumb on teaching pages.",
    note='A quick check, to "about 25 mm"; no lower limit was seen.',
    source=SOURCE,
)
