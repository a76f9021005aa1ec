"""Two samples in order: with their times, of one kind of test and one laboratory. Anything else is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gravida.engine.blood.units import hcg_iu_l
from gravida.errors import InputError
from gravida.values import LETTERS_OF_A_DATE

COLUMNS = (
    *("hcg_iu_l", "hcg_time", "hcg_kind", "hcg_laboratory", "progesterone_nmol_l", "on_progesterone", "location"),
    *("person_id", "pregnancy_id"),
)
"""Columns of the record that are read of blood tests."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One hCG value, when it was taken, and by what it was measured (None where that was not said)."""

    hcg_iu_l: float
    taken: datetime
    kind: str | None = None
    laboratory: str | None = None


def read_sample(given: Mapping[str, Any]) -> Sample:
    """Read one sample: ``hcg_iu_l``, ``hcg_time`` and, where known, ``hcg_kind`` and ``hcg_laboratory``.

    Raises:
        InputError: a value is missing or cannot be read, or the time of day is missing.
    """
    value = given.get("hcg_iu_l", given.get("hcg_miu_ml"))
    time = given.get("hcg_time")
    if value is None or time is None:
        raise InputError("a sample needs hcg_iu_l and hcg_time.", "Give both; the time is written 2026-03-01T09:00.")
    kind, laboratory = given.get("hcg_kind"), given.get("hcg_laboratory")
    return Sample(
        hcg_iu_l(value), read_moment(time), None if kind in (None, "", "unknown") else str(kind), laboratory or None
    )


def read_moment(time: Any) -> datetime:
    """Read the time of a sample, with its time of day.

    Raises:
        InputError: there is no time of day, or it is no time.
    """
    if isinstance(time, datetime):
        return time
    text = str(time).strip()
    if len(text) <= LETTERS_OF_A_DATE:
        raise InputError(
            f"hcg_time {text!r} has no time of day.", "Hours decide here: write 2026-03-01T09:00.", value=time
        )
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"hcg_time {text!r} is not a time.", "Write 2026-03-01T09:00.", value=time) from None


def hours_from(first: Sample, second: Sample) -> float:
    """Return the hours from the first sample to the second.

    Raises:
        InputError: the order is wrong, or only one of the two has a time zone.
    """
    if (first.taken.tzinfo is None) != (second.taken.tzinfo is None):
        raise InputError("only one of the two times has a time zone.", "Write both with it or both without.")
    hours = (second.taken - first.taken).total_seconds() / 3600
    if hours <= 0:
        raise InputError(
            "the second sample was taken before the first, or at the same time.", "Put the earlier one first."
        )
    return hours


def refuse_mixed(first: Sample, second: Sample) -> None:
    """Refuse two samples that are known to be of two kinds of test or of two laboratories.

    Raises:
        InputError: they are.
    """
    for one, other, what in (
        (first.kind, second.kind, "kinds of hCG test"),
        (first.laboratory, second.laboratory, "laboratories"),
    ):
        if one is not None and other is not None and one != other:
            raise InputError(
                f"the two samples are of two {what} ({one} and {other}).",
                "Compare two of one laboratory and one kind of test; between tests the numbers differ by themselves.",
            )
