"""Ages from dates that are known, for numbers and for columns."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gravida.days import day_number
from gravida.engine.dating import known_dates
from gravida.evidence.source import Source

DAYS = st.integers(700_000, 800_000)
EMBRYO_AGES = st.integers(0, 7)


@pytest.mark.parametrize(("embryo_age_days", "counted"), [(2, 16), (3, 17), (5, 19), (6, 20)])
def test_age_on_the_day_of_transfer(embryo_age_days: int, counted: int) -> None:
    transfer = day_number(date(2026, 3, 1))
    assert known_dates.from_transfer(transfer, transfer, embryo_age_days) == counted


@pytest.mark.parametrize(("embryo_age_days", "offset"), [(3, 263), (5, 261), (6, 260)])
def test_due_date_after_transfer(embryo_age_days: int, offset: int) -> None:
    transfer = day_number(date(2026, 3, 1))
    assert known_dates.due_day_from_transfer(transfer, embryo_age_days) - transfer == offset


@given(DAYS, EMBRYO_AGES)
def test_due_date_is_the_day_of_forty_weeks(transfer: int, embryo_age_days: int) -> None:
    due = known_dates.due_day_from_transfer(transfer, embryo_age_days)
    assert known_dates.from_transfer(due, transfer, embryo_age_days) == 280


@given(DAYS, DAYS, EMBRYO_AGES)
def test_transfer_and_its_retrieval_agree(exam: int, retrieval: int, embryo_age_days: int) -> None:
    by_transfer = known_dates.from_transfer(exam, retrieval + embryo_age_days, embryo_age_days)
    assert by_transfer == known_dates.from_retrieval(exam, retrieval)


@given(DAYS, DAYS, st.integers(15, 90))
def test_cycle_moves_ovulation_and_nothing_else(exam: int, lmp: int, cycle: int) -> None:
    ovulation = lmp + cycle - 14
    by_lmp = known_dates.from_lmp(exam, lmp, cycle)
    assert by_lmp == known_dates.from_ovulation(exam, ovulation)
    assert by_lmp == known_dates.from_conception(exam, ovulation)


def test_last_period_counts_plain_days() -> None:
    assert known_dates.from_lmp(day_number(date(2026, 11, 23)), day_number(date(2026, 10, 1))) == 53


@pytest.mark.parametrize(
    "answer",
    [
        known_dates.from_lmp(None, 1),
        known_dates.from_lmp(1, None),
        known_dates.from_lmp(2, 1, None),
        known_dates.from_ovulation(None, 1),
        known_dates.from_conception(1, None),
        known_dates.from_retrieval(None, 1),
        known_dates.from_transfer(None, 1, 5),
        known_dates.from_transfer(2, None, 5),
        known_dates.from_transfer(2, 1, None),
        known_dates.due_day_from_transfer(None, 5),
        known_dates.due_day_from_transfer(1, None),
    ],
)
def test_unknown_stays_unknown(answer: object) -> None:
    assert answer is None


def test_columns() -> None:
    exam, other, cycle, embryo = nw.col("exam"), nw.col("other"), nw.col("cycle"), nw.col("embryo")
    rows = {"exam": [100, 100, None], "other": [51, 40, 40], "cycle": [28, None, 30], "embryo": [5, 3, 3]}
    found = nw.from_native(pl.DataFrame(rows)).select(
        lmp=known_dates.from_lmp(exam, other, cycle),
        usual=known_dates.from_lmp(exam, other),
        ovulation=known_dates.from_ovulation(exam, other),
        conception=known_dates.from_conception(exam, other),
        retrieval=known_dates.from_retrieval(exam, other),
        transfer=known_dates.from_transfer(exam, other, embryo),
        due=known_dates.due_day_from_transfer(other, embryo),
    )
    assert found.to_dict(as_series=False) == {
        "lmp": [49, None, None],
        "usual": [49, 60, None],
        "ovulation": [63, 74, None],
        "conception": [63, 74, None],
        "retrieval": [63, 74, None],
        "transfer": [68, 77, None],
        "due": [312, 303, 303],
    }


@pytest.mark.parametrize("name", ["LMP", "CYCLE", "OVULATION", "RETRIEVAL", "TRANSFER"])
def test_every_count_has_a_source(name: str) -> None:
    source = getattr(known_dates, f"{name}_SOURCE")
    assert isinstance(source, Source)
    assert not source.from_memory_only
