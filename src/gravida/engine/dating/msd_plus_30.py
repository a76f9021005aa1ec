"""Mean sac diameter + 30: a rule of thumb for the days before an embryo is seen.

Equation: days = MSD + 30, MSD in mm (the mean of three diameters of the fluid).

Range: no limit was printed; only before an embryo is visible. Once there is a crown-rump length, use that.

Stated error: plus or minus 3 to 7 days. The larger is used here; the pages that print it do not call it 2 SD.

Population: not stated. Some pages call it the Hellman formula, which is another one.

Source: ``msd_plus_30``.
"""

from __future__ import annotations

from typing import Any

from gravida.engine.dating.formula import Formula
from gravida.evidence.bibliography import cite

DAYS_AT_ZERO = 30
LARGEST_STATED_ERROR_DAYS = 7
SOURCE = cite("msd_plus_30", where="rule of thumb, as teaching pages give it", seen_in=7)


def equation(msd_mm: Any) -> Any:
    """Return the age in days; ``FORMULA`` refuses what is not a diameter.

    >>> equation(16.0)
    46.0
    """
    return msd_mm + DAYS_AT_ZERO


def two_sd_days(msd_mm: Any, age_days: Any) -> Any:
    """Return the larger end of the stated error, 7 days, unknown where the age is.

    >>> two_sd_days(16.0, 46.0)
    7.0
    """
    return LARGEST_STATED_ERROR_DAYS + 0 * age_days


FORMULA = Formula(
    key="msd_plus_30",
    rule_id="DATE-MSD30",
    title="Mean sac diameter + 30",
    measure="msd_mm",
    equation=equation,
    lowest=None,
    highest=None,
    earliest_days=None,
    latest_days=None,
    two_sd_days=two_sd_days,
    population="Not stated; a rule of thumb on teaching pages.",
    note=(
        "Only before an embryo is visible; no limits in mm were seen. The error is printed as 3 to 7 "
        "days; 7 is used here, and it is not called 2 SD where it is printed."
    ),
    source=SOURCE,
)
