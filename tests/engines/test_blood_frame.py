"""hCG over frames: each row as the engine answers for two values, in every kind of frame."""

from __future__ import annotations

from itertools import product
from typing import Any

import polars as pl
import pytest

import gravida
from gravida.engine.blood import compare
from gravida.errors import ColumnError, InputError

LEVELS = (100, 499.9, 500, 1000, 1499.9, 1500, 2100, 3000, 4200, 13_300)
GAPS = ((24, "09:00", 1), (48, "09:00", 2), (52, "13:00", 2), (72, "09:00", 3), (96, "09:00", 4), (100, "13:00", 4))


def rows() -> list[dict[str, Any]]:
    found = []
    pairs = product(
        LEVELS, (0.2, 0.5, 0.9, 1.0, 1.33, 1.4, 1.49, 1.53, 1.63, 1.7), GAPS, ("unknown", "intrauterine", None)
    )
    for number, (first, ratio, (_, clock, days), place) in enumerate(pairs):
        second = round(first * ratio, 1)
        for level, time in ((first, "2026-03-01T09:00"), (second, f"2026-03-{1 + days:02d}T{clock}")):
            found.append({"pregnancy_id": f"p{number}", "hcg_iu_l": level, "hcg_time": time, "location": place})
    return found


def test_a_row_is_what_the_engine_says() -> None:
    given = rows()
    answer = gravida.add_blood_columns(given).to_dicts()
    for before, after in zip(answer[::2], answer[1::2], strict=True):
        assert before["hcg_ratio"] is None
        hours = after["hcg_hours"]
        found = compare(before["hcg_iu_l"], after["hcg_iu_l"], hours, location=after["location"])
        assert after["hcg_ratio"] == pytest.approx(found.ratio)
        assert after["hcg_ratio_48h"] == pytest.approx(found.ratio_48h)
        assert after["hcg_doubling_hours"] == pytest.approx(found.doubling_time_hours)
        assert after["hcg_half_life_hours"] == pytest.approx(found.half_life_hours)
        assert after["hcg_smallest_ratio_48h"] == found.smallest[0].ratio_48h
        for which in ("barnhart2016", "barnhart2004", "cautious"):
            assert after[f"hcg_below_{which}"] is found.below[which], (before, after)
        assert after["hcg_nice_band"] == found.nice.band.value, (before, after)


def test_the_order_of_rows_does_not_matter_and_is_kept() -> None:
    given = rows()[:400]
    forward = gravida.add_blood_columns(given)
    backward = gravida.add_blood_columns(given[::-1])
    assert forward.equals(backward.reverse())


def test_every_kind_of_frame_comes_back_as_it_was() -> None:
    frame = pl.DataFrame(rows()[:60])
    plain = gravida.add_blood_columns(frame)
    assert isinstance(plain, pl.DataFrame)
    for kind in (frame.to_pandas(), frame.to_arrow()):
        answer = gravida.add_blood_columns(kind)
        assert type(answer) is type(kind)
        back = pl.from_pandas(answer) if hasattr(answer, "iloc") else pl.DataFrame(pl.from_arrow(answer))
        assert back["hcg_nice_band"].to_list() == plain["hcg_nice_band"].to_list()
        assert back["hcg_ratio"].fill_nan(None).to_list() == plain["hcg_ratio"].to_list()


def pair(**change: Any) -> list[dict[str, Any]]:
    first = {"pregnancy_id": "a", "hcg_iu_l": 1000, "hcg_time": "2026-03-01T09:00", "hcg_kind": "beta"}
    return [first, {**first, "hcg_iu_l": 1700, "hcg_time": "2026-03-03T09:00", **change}]


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"hcg_iu_l": 0}, "is 0 or less"),
        ({"hcg_iu_l": -3}, "is 0 or less"),
        ({"hcg_iu_l": 5_000_000}, "beyond belief"),
        ({"hcg_time": "2026-03-03"}, "no time of day"),
        ({"hcg_time": "2026-03-01T09:00"}, "same time"),
        ({"hcg_kind": "total"}, "another kind of test"),
        ({"hcg_iu_l": 1_000_000}, "both in IU/L"),
    ],
)
def test_a_sample_that_asks_a_question_is_compared_with_nothing(change: dict[str, Any], asks: str) -> None:
    answer = gravida.add_blood_columns(pair(**change)).to_dicts()
    assert asks in " ".join(row["hcg_questions"] or "" for row in answer)
    assert [row["hcg_ratio"] for row in answer] == [None, None]


def test_two_pregnancies_and_two_people_are_kept_apart() -> None:
    assert gravida.add_blood_columns(pair(pregnancy_id="b"))["hcg_ratio"].to_list() == [None, None]
    two = [{**row, "person_id": person} for row, person in zip(pair(), ("x", "y"), strict=True)]
    assert gravida.add_blood_columns(two)["hcg_ratio"].to_list() == [None, None]
    assert gravida.add_blood_columns(pair())["hcg_ratio"].to_list() == [None, 1.7]


def test_what_is_missing_is_said() -> None:
    with pytest.raises(ColumnError, match="hcg_time"):
        gravida.add_blood_columns([{"pregnancy_id": "a", "hcg_iu_l": 1}])
    with pytest.raises(ColumnError, match="given twice"):
        gravida.add_blood_columns(
            [{"pregnancy_id": "a", "hcg_iu_l": 1, "hcg_miu_ml": 1, "hcg_time": "2026-03-01T09:00"}]
        )
    with pytest.raises(InputError, match="lazy"):
        gravida.add_blood_columns(pl.LazyFrame(pair()))
    with pytest.raises(InputError, match="time zone"):
        gravida.add_blood_columns(pair(hcg_time="2026-03-03T09:00+01:00"))
