"""Which age is kept where the last period and the scan disagree: two published rules.

ACOG Committee Opinion 700 keeps the last period unless the scan differs by more than a number of days that grows with
the age by the last period: more than 5 days to 8w6d (62 days), more than 7 to 15w6d (111), more than 10 to 21w6d (153),
more than 14 to 27w6d (195), more than 21 from there on. The limits are strict: a difference of exactly 5 days at 8w6d
changes nothing. Ages count in completed days.

The United Kingdom (NICE) dates every pregnancy by the scan: by the crown-rump length from 45 to 84 mm, by the head
circumference above 84 mm. Below 45 mm the scan is done again later.

An age after assisted conception is known and is never replaced by either.

Sources: ``acog_co700``; ``nice_ng201``.
"""

from __future__ import annotations

from typing import Any, Literal

from gravida.arrays import namespace
from gravida.engine.dating.validity import fits, keep
from gravida.evidence.bibliography import cite

ACOG_SOURCE = cite("acog_co700", where="table of differences that change the due date", seen_in=3)
UK_SOURCE = cite("nice_ng201", where="dating by crown-rump length 45 to 84 mm, head circumference above", seen_in=1)

ACOG_LIMITS: tuple[tuple[int, int], ...] = ((62, 5), (111, 7), (153, 10), (195, 14))
"""Last completed day by the last period of each band, and the difference in days that is still tolerated in it."""

ACOG_LATEST_LIMIT = 21
UK_SMALLEST_CRL_MM = 45.0
UK_LARGEST_CRL_MM = 84.0


def acog_limit_days(ga_lmp_days: Any) -> Any:
    """Return the largest difference in days that leaves the age by the last period in place.

    >>> [acog_limit_days(days) for days in (62, 63, 111, 112, 153, 154, 195, 196)]
    [5, 7, 7, 10, 10, 14, 14, 21]
    """
    if ga_lmp_days is None:
        return None
    where = namespace(ga_lmp_days).where
    limit: Any = ACOG_LATEST_LIMIT + 0 * ga_lmp_days
    for last_day, tolerated in reversed(ACOG_LIMITS):
        limit = where(ga_lmp_days < last_day + 1, tolerated, limit)
    return limit


def acog_redates(ga_lmp_days: Any, ga_scan_days: Any) -> Any:
    """Whether the scan replaces the last period; unknown (None) where an age is.

    >>> acog_redates(62, 57), acog_redates(62, 56), acog_redates(63, 56), acog_redates(63, 55)
    (False, True, False, True)
    """
    if ga_lmp_days is None or ga_scan_days is None:
        return None
    apart = namespace(ga_lmp_days, ga_scan_days).abs(ga_lmp_days - ga_scan_days)
    return apart > acog_limit_days(ga_lmp_days)


def acog_age_days(ga_lmp_days: Any, ga_scan_days: Any, *, assisted: bool = False) -> Any:
    """Return the age that is kept. After assisted conception give that age first: it is kept.

    >>> acog_age_days(62, 57), acog_age_days(62, 56), acog_age_days(62, 56, assisted=True)
    (62, 56, 62)
    """
    if ga_lmp_days is None or ga_scan_days is None or assisted:
        return ga_lmp_days
    return namespace(ga_lmp_days, ga_scan_days).where(
        acog_redates(ga_lmp_days, ga_scan_days), ga_scan_days, ga_lmp_days
    )


def uk_measure(crl_mm: float | None) -> Literal["crl_mm", "hc_mm"] | None:
    """Return the measure by which the United Kingdom dates at this crown-rump length; None below 45 mm.

    >>> [uk_measure(crl_mm) for crl_mm in (44.9, 45.0, 84.0, 84.1)]
    [None, 'crl_mm', 'crl_mm', 'hc_mm']
    """
    if crl_mm is None or not crl_mm >= UK_SMALLEST_CRL_MM:
        return None
    return "crl_mm" if crl_mm <= UK_LARGEST_CRL_MM else "hc_mm"


def uk_crl_mm(crl_mm: Any) -> Any:
    """Return a crown-rump length where the United Kingdom dates by it, unknown elsewhere; for arrays and columns.

    >>> uk_crl_mm(84.0), uk_crl_mm(84.1)
    (84.0, nan)
    """
    return None if crl_mm is None else keep(crl_mm, fits(crl_mm, UK_SMALLEST_CRL_MM, UK_LARGEST_CRL_MM))
