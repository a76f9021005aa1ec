"""INTERGROWTH-21st (Papageorghiou 2014): crown-rump length for age.

Equation: mean in mm = -50.6562 + 0.815118 d + 0.00535302 d^2, SD in mm = -2.21626 + 0.0984894 d, d = age in
days counted from a last menstrual period.

Range: 58 to 105 days (8w2d to 15w0d), the first and last row of the printed table.

Population: the prescriptive INTERGROWTH-21st cohort, recruited from 9w0d to 13w6d.

The age-for-size equations of the same paper (:mod:`gravida.engine.dating.papageorghiou2014`) are another
regression, not the inverse of this one. A size for an age that was itself read from the size says nothing:
give an age that is known otherwise.

The printed tables have 21.9 mm at 9w0d, and 59 days at 15 mm:

>>> round(CRL.value_at(63, centile=50), 1), round(AGE_FROM_CRL.value_at(15, centile=50))
(21.9, 59)

Source: ``papageorghiou2014``.
"""

from __future__ import annotations

from typing import Any

from gravida.engine import normal
from gravida.engine.dating import papageorghiou2014 as age_from_crl
from gravida.engine.dating.validity import fits, keep
from gravida.engine.growth.curve import Basis, curve
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite

EARLIEST_DAYS = 58.0
LATEST_DAYS = 105.0
SOURCE = cite("papageorghiou2014", where="equations of crown-rump length for age: mean and SD", seen_in=3)


MEAN = curve(-50.6562, (0.815118, 1), (0.00535302, 2))
SPREAD = curve(-2.21626, (0.0984894, 1))

CRL = Standard(
    key="intergrowth21_crl",
    title="INTERGROWTH-21st crown-rump length",
    measure="crown-rump length",
    column="crl_mm",
    unit="mm",
    distribution=Normal(mean=MEAN, sd=SPREAD, x="d"),
    lowest=EARLIEST_DAYS,
    highest=LATEST_DAYS,
    per=1.0,
    population="Prescriptive cohort of the INTERGROWTH-21st project, recruited from 9w0d to 13w6d.",
    note="Give an age that is known otherwise than from this length.",
    source=SOURCE,
)
AGE_FROM_CRL = Standard(
    key="intergrowth21_age_from_crl",
    title="INTERGROWTH-21st age for crown-rump length",
    measure="age",
    column="ga_days",
    unit="d",
    distribution=Normal(
        mean=curve(age_from_crl.MEAN.constant, (age_from_crl.MEAN.root, 0.5), (age_from_crl.MEAN.linear, 1)),
        sd=curve(age_from_crl.SPREAD.constant, (age_from_crl.SPREAD.linear, 1)),
        x="CRL",
    ),
    lowest=age_from_crl.SMALLEST_CRL_MM,
    highest=age_from_crl.LARGEST_CRL_MM,
    argument="crl_mm",
    per=1.0,
    population="Prescriptive cohort of the INTERGROWTH-21st project, recruited from 9w0d to 13w6d.",
    note="How far an age that is known lies from the one this length has on average.",
    source=age_from_crl.SOURCE,
)

STANDARDS = (CRL, AGE_FROM_CRL)


def _inside(ga_days: Any) -> Any:
    return keep(ga_days, fits(ga_days, EARLIEST_DAYS, LATEST_DAYS))


def mean(ga_days: Any) -> Any:
    """Return the mean crown-rump length in mm at an age in days; unknown outside 58 to 105 days.

    The printed table has 21.9 mm at 9w0d:

    >>> round(mean(63), 1), mean(57)
    (21.9, nan)
    """
    if ga_days is None:
        return None
    return MEAN.at(Basis(_inside(ga_days)))


def sd(ga_days: Any) -> Any:
    """Return one SD of the crown-rump length in mm at an age in days; unknown outside 58 to 105 days.

    >>> round(sd(63), 3)
    3.989
    """
    if ga_days is None:
        return None
    return SPREAD.at(Basis(_inside(ga_days)))


def zscore(crl_mm: Any, ga_days: Any) -> Any:
    """Return how many SD a crown-rump length lies above (or, negative, below) the mean for its age.

    Unknown outside 58 to 105 days and for what is not a length; None stays None.

    >>> round(zscore(29.4, 63), 2), zscore(51.7, 106)
    (1.87, nan)
    """
    if crl_mm is None or ga_days is None:
        return None
    size = keep(crl_mm, fits(crl_mm, None, None))
    z = (size - mean(ga_days)) / sd(ga_days)
    return keep(z, fits(crl_mm, None, None) & fits(ga_days, EARLIEST_DAYS, LATEST_DAYS))


def centile(crl_mm: Any, ga_days: Any) -> Any:
    """Return how many in 100 of the standard have a shorter crown-rump length at this age, 0 to 100.

    >>> round(centile(29.4, 63))
    97
    """
    return centile_of_z(zscore(crl_mm, ga_days))


def centile_of_z(z: Any) -> Any:
    """Return the centile, 0 to 100, of a standardised length that is already known.

    >>> centile_of_z(0.0)
    50.0
    """
    return None if z is None else 100 * normal.cdf(z)
