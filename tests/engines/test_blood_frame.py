"""hCG over frames: each row as the engine answers for two values, in every kind of frame."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from tests.engines.kinds import HERE, Kind, differences, spark_kind

import gravida
from gravida.engine.blood import compare
from gravida.errors import ColumnError, InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

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
    with pytest.raises(ColumnError, match="Cast it to a timestamp"):
        gravida.add_blood_columns(pl.LazyFrame(pair()))
    with pytest.raises(InputError, match="time zone"):
        gravida.add_blood_columns(pair(hcg_time="2026-03-03T09:00+01:00"))


def beside_scans() -> pl.DataFrame:
    """Samples and scans in one frame: some rows are one, some the other, some both, some of two embryos."""
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows()):
        own = row | {
            "exam_date": row["hcg_time"][:10],
            "fetus_id": "A",
            "hcg_kind": ("beta", "total", "unknown", None, "beta", "beta", None)[number % 7],
        }
        own |= {"gs_seen": (True, None)[number % 2], "scan_route": "transvaginal", "hcg_laboratory": "north"}
        own |= {
            "progesterone_nmol_l": (0.5, 2.1, 60.0, None)[number % 4],
            "on_progesterone": (False, True, None)[number % 3],
        }
        if number % 53 == 0:
            own["hcg_time"] = None
        if number % 41 == 0:
            own["hcg_iu_l"] = (0.0, -1.0, 2e6, None)[number // 41 % 4]
        found += [own, own | {"fetus_id": "B"}] if number % 5 == 0 else [own]
    frame = pl.DataFrame(found, infer_schema_length=None).with_row_index("row")
    return frame.with_columns(
        pl.col("row").cast(pl.Int64),
        pl.col("exam_date").str.to_date(),
        pl.col("hcg_time").str.to_datetime(time_unit="us"),
    )


ADDED = (
    *("hcg_hours", "hcg_ratio", "hcg_ratio_48h", "hcg_doubling_hours", "hcg_half_life_hours", "hcg_smallest_ratio_48h"),
    *("hcg_below_barnhart2016", "hcg_below_barnhart2004", "hcg_below_cautious", "hcg_nice_band", "hcg_questions"),
    *("progesterone_two_step", "progesterone_questions"),
)


@pytest.fixture(scope="module")
def together() -> pl.DataFrame:
    return beside_scans()


@pytest.fixture(scope="module")
def said(together: pl.DataFrame) -> pl.DataFrame:
    found: pl.DataFrame = gravida.assess(together, "nice2023")
    return found


def test_the_frame_holds_something_of_everything(said: pl.DataFrame) -> None:
    assert set(said["hcg_nice_band"].drop_nulls()) == {
        *("rise_over_63_percent", "fall_over_50_percent", "between", "not_interpretable", "not_applicable", "unknown"),
    }
    for name in ("barnhart2016", "barnhart2004", "cautious"):
        assert set(said[f"hcg_below_{name}"]) == {True, False, None}
    assert len(set(said["hcg_questions"].drop_nulls())) >= 3
    assert set(said["progesterone_two_step"].drop_nulls()) == {"not_applicable", "unknown", "go_to_step_2"}


@pytest.mark.parametrize("kind", HERE, ids=repr)
def test_assess_says_the_same_of_blood_in_every_kind_of_frame(
    kind: Kind, together: pl.DataFrame, said: pl.DataFrame
) -> None:
    found = gravida.assess(kind.make(together), "nice2023")
    assert kind.is_one(found), type(found)
    assert differences(kind.read(found).sort("row"), said, [*ADDED, "nice2023_category"]) == []


@pytest.mark.parametrize("kind", HERE, ids=repr)
def test_a_frame_of_samples_says_what_assess_says(kind: Kind, together: pl.DataFrame, said: pl.DataFrame) -> None:
    found = gravida.add_blood_columns(kind.make(together))
    assert kind.is_one(found), type(found)
    assert differences(kind.read(found).sort("row"), said, ADDED) == []


@pytest.mark.xdist_group("spark")
def test_the_same_on_spark(spark: SparkSession, together: pl.DataFrame, said: pl.DataFrame) -> None:
    kind = spark_kind(spark)
    samples = gravida.add_blood_columns(kind.make(together))
    assert differences(kind.read(samples).sort("row"), said, ADDED) == []
    scans = gravida.assess(kind.make(together.head(60)), "nice2023")
    expected = gravida.assess(together.head(60), "nice2023")
    assert differences(kind.read(scans).sort("row"), expected, [*ADDED, "nice2023_category"]) == []


def test_a_list_of_mappings_says_the_same(together: pl.DataFrame, said: pl.DataFrame) -> None:
    assert differences(gravida.assess(together.to_dicts(), "nice2023"), said, ADDED) == []


def test_a_frame_without_blood_tests_is_answered_as_before(together: pl.DataFrame) -> None:
    scans = together.drop("hcg_iu_l", "progesterone_nmol_l")
    for frame in (scans, scans.lazy()):
        found = gravida.assess(frame, "nice2023").lazy().collect()
        assert [name for name in found.columns if name in ADDED] == []
    assert [name for name in gravida.assess(together, text=False).columns if name in ADDED] == []


def test_one_sample_on_the_rows_of_two_embryos_is_one_sample() -> None:
    first, second = pair()
    found = gravida.add_blood_columns([first, second | {"fetus_id": "A"}, second | {"fetus_id": "B"}])
    assert found["hcg_ratio"].to_list() == [None, 1.7, 1.7]
    assert found["hcg_questions"].to_list() == [None, None, None]


def test_two_values_at_one_moment_are_asked_about_and_neither_is_used() -> None:
    first, second = pair()
    third = second | {"hcg_iu_l": 2000, "hcg_time": "2026-03-05T09:00"}
    found = gravida.add_blood_columns([first, second, second | {"hcg_iu_l": 1800}, third])
    assert found["hcg_questions"].to_list() == [None, *["Two samples have the same time."] * 2, None]
    assert found["hcg_ratio"].to_list() == [None, None, None, 2.0]


@pytest.mark.parametrize("kind", HERE, ids=repr)
def test_the_night_when_clocks_change_has_its_own_hours(kind: Kind) -> None:
    """From 9 to 9 over the last Sunday of March are 47 hours, so the bands for 48 hours are not used."""
    at = pl.Series(["2026-03-28T09:00", "2026-03-30T09:00"]).str.to_datetime(time_zone="Europe/Berlin")
    frame = pl.DataFrame({"pregnancy_id": ["p", "p"], "hcg_iu_l": [1000.0, 1700.0], "location": ["unknown"] * 2})
    found = kind.read(gravida.add_blood_columns(kind.make(frame.with_columns(hcg_time=at)))).sort("hcg_iu_l")
    assert found["hcg_hours"].to_list()[1] == 47
    assert found["hcg_nice_band"].to_list()[1] == "not_interpretable"


@pytest.mark.parametrize(
    ("level", "step", "asks"),
    [
        ({"progesterone_ng_ml": 0.62}, "low_risk_step_1", None),
        ({"progesterone_ng_ml": 0.64}, "go_to_step_2", None),
        ({"progesterone_nmol_l": 1.9}, None, "in ng/mL"),
        ({"progesterone_nmol_l": 2.1}, "go_to_step_2", None),
        ({"progesterone_ng_ml": 101}, None, "in nmol/L"),
        ({"progesterone_nmol_l": -1}, None, "negative"),
        ({"progesterone_nmol_l": 5000}, None, "beyond belief"),
        ({"progesterone_ng_ml": 0.5, "on_progesterone": True}, "not_applicable", None),
        ({"progesterone_ng_ml": 0.5, "on_progesterone": None}, "unknown", None),
        ({"progesterone_ng_ml": 0.5, "location": None}, "unknown", None),
        ({"progesterone_ng_ml": 0.5, "location": "intrauterine"}, "not_applicable", None),
        ({"progesterone_ng_ml": 0.5, "hcg_iu_l": 25}, "not_applicable", None),
        ({"progesterone_ng_ml": 0.5, "hcg_iu_l": 26}, "low_risk_step_1", None),
    ],
    ids=str,
)
def test_progesterone_and_its_unit(level: dict[str, Any], step: str | None, asks: str | None) -> None:
    scan = {"gs_seen": False, "location": "unknown", "on_progesterone": False} | level
    row = gravida.assess([scan], "nice2023").row(0, named=True)
    assert row["progesterone_two_step"] == step
    assert (row["progesterone_questions"] is None) is (asks is None)
    assert (asks or "") in (row["progesterone_questions"] or "")


def test_a_bad_value_is_refused_by_row_and_column() -> None:
    for name, bad in (("hcg_iu_l", "many"), ("progesterone_nmol_l", "low"), ("hcg_kind", "gamma")):
        with pytest.raises(InputError) as raised:
            gravida.assess([{"gs_seen": True, "hcg_iu_l": 5}, {"gs_seen": True, name: bad}])
        assert (raised.value.row, raised.value.column, raised.value.value) == (2, name, bad)
