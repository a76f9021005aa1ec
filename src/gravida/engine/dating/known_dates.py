"""Age from dates that are known: last period, ovulation, conception, egg retrieval, embryo transfer.

Every argument is a whole number of days (:func:`gravida.days.day_number`) or a column of them, every answer a
number of days or a day number. An unknown argument gives an unknown answer. The age is counted the way
clinics do, from a last period 14 days before ovulation. A date of assisted conception is known: it is never
replaced by an age from ultrasound.
"""

from __future__ import annotations

from typing import Any

from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

USUAL_CYCLE_DAYS = 28
OVULATION_DAY = 14
DAYS_FROM_OVULATION_TO_DUE = 266

LMP_SOURCE = cite("acog_co700", where="age by last menstrual period, as its bands count it", seen_in=3)
CYCLE_SOURCE = cite(
    "delpachitra2012",
    where="retrieval is day 14; that another length of cycle moves that day is our arithmetic",
    seen_in=2,
    read=Read.ARITHMETIC,
)
OVULATION_SOURCE = cite("delpachitra2012", where="retrieval, the day of ovulation, is day 14", seen_in=2)
RETRIEVAL_SOURCE = cite("delpachitra2012", where="retrieval is day 14", seen_in=2)
TRANSFER_SOURCE = cite("acog_co700", where="assisted conception: embryo age and transfer date", seen_in=2)


def from_lmp(exam_day: Any, lmp_day: Any, cycle_length_days: Any = USUAL_CYCLE_DAYS) -> Any:
    """Return the age from the first day of the last period.

    A cycle longer than 28 days means a later ovulation and a lower age, by the difference; sources:
    ``LMP_SOURCE``, ``CYCLE_SOURCE``.

    >>> from_lmp(100, 37), from_lmp(100, 37, cycle_length_days=35)
    (63, 56)
    """
    if exam_day is None or lmp_day is None or cycle_length_days is None:
        return None
    return exam_day - lmp_day - (cycle_length_days - USUAL_CYCLE_DAYS)


def from_ovulation(exam_day: Any, ovulation_day: Any) -> Any:
    """Return the age from the day of ovulation; source: ``OVULATION_SOURCE``.

    >>> from_ovulation(100, 51)
    63
    """
    if exam_day is None or ovulation_day is None:
        return None
    return exam_day - ovulation_day + OVULATION_DAY


def from_conception(exam_day: Any, conception_day: Any) -> Any:
    """Return the age from a known day of conception, counted like ovulation; source: ``OVULATION_SOURCE``.

    >>> from_conception(100, 51)
    63
    """
    return from_ovulation(exam_day, conception_day)


def from_retrieval(exam_day: Any, retrieval_day: Any) -> Any:
    """Return the age from the day the eggs were retrieved, which is day 14; source: ``RETRIEVAL_SOURCE``.

    >>> from_retrieval(100, 51)
    63
    """
    return from_ovulation(exam_day, retrieval_day)


def from_transfer(exam_day: Any, transfer_day: Any, embryo_age_days: Any) -> Any:
    """Return the age from an embryo transfer; source: ``TRANSFER_SOURCE``.

    On the day of transfer a day-3 embryo is 17 days by this count, a day-5 embryo 19, a day-6 embryo 20:

    >>> [from_transfer(100, 100, embryo_age) for embryo_age in (3, 5, 6)]
    [17, 19, 20]
    """
    if exam_day is None or transfer_day is None or embryo_age_days is None:
        return None
    return exam_day - transfer_day + OVULATION_DAY + embryo_age_days


def due_day_from_transfer(transfer_day: Any, embryo_age_days: Any) -> Any:
    """Return the day number of the due date after an embryo transfer; source: ``TRANSFER_SOURCE``.

    >>> [due_day_from_transfer(0, embryo_age) for embryo_age in (3, 5, 6)]
    [263, 261, 260]
    """
    if transfer_day is None or embryo_age_days is None:
        return None
    return transfer_day + DAYS_FROM_OVULATION_TO_DUE - embryo_age_days
