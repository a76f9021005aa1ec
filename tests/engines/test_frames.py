"""One frame, eight kinds of it: the same answers, and the frame comes back as it was, with columns added.

``histories.py`` makes the scans. What the answers should be is shown elsewhere (``tests/spec``, ``tests/properties``);
here the one-row reader is asked once, so that eight kinds cannot agree on something else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from tests.engines.histories import BOOLEANS, CODES, DATES, NUMBERS, SCHEMA, histories
from tests.engines.kinds import (
    ALL_PANDAS,
    DUCKDB,
    EAGER,
    HERE,
    LAZY,
    PANDAS,
    POLARS,
    POLARS_LAZY,
    PYARROW,
    Kind,
    differences,
    spark_kind,
)

import gravida
from gravida.columns import columns
from gravida.engine.reading import read
from gravida.engine.selection import select
from gravida.errors import ColumnError, DuplicateScanError, InputError
from gravida.values import read_scan

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TWO = "nice2023,preisler2015"
"""Two guidelines and no text are enough where the question is how a value is read: a tenth of the time."""

kinds = pytest.mark.parametrize("kind", HERE, ids=repr)
eager_kinds = pytest.mark.parametrize("kind", EAGER, ids=repr)
lazy_kinds = pytest.mark.parametrize("kind", LAZY, ids=repr)
pandas_kinds = pytest.mark.parametrize("kind", ALL_PANDAS, ids=repr)
with_and_without_text = pytest.mark.parametrize("text", [True, False], ids=["text", "codes"])


def in_short(frame: Any) -> Any:
    """Assess by two guidelines, without text."""
    return gravida.assess(frame, TWO, text=False)


def added(found: pl.DataFrame, given: pl.DataFrame) -> list[str]:
    """Names of the columns that an assessment added, among them the one that replaces a column of the same name."""
    return [name for name in found.columns if name not in given.columns or (name == "ga_days" and "ga_method" in found)]


def assert_same(found: pl.DataFrame, expected: pl.DataFrame, given: pl.DataFrame) -> None:
    names = added(expected, given)
    assert set(names) <= set(found.columns), sorted(set(names) - set(found.columns))
    assert differences(found, expected, names) == []


@pytest.fixture(scope="module")
def few() -> pl.DataFrame:
    """The scans of 150 pregnancies, with the number of their row."""
    return histories(150, seed=7).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))


@pytest.fixture(scope="module")
def few_answers(few: pl.DataFrame) -> pl.DataFrame:
    found: pl.DataFrame = in_short(few)
    return found


TWO_SCANS: list[dict[str, Any]] = [
    {"exam_date": date(2026, 1, 5), "scan_route": "transvaginal", "gs_seen": True, "embryo_seen": False}
    | {"yolk_sac_seen": False, "msd_mm": 13.0, "n_sacs": 1, "location": "intrauterine"},
    {"exam_date": date(2026, 1, 20), "scan_route": "transvaginal", "gs_seen": True, "embryo_seen": False}
    | {"yolk_sac_seen": False, "msd_mm": 20.0, "n_sacs": 1, "location": "intrauterine"},
]
"""An empty sac and, 15 days later, an empty sac: SRU calls the second one diagnostic, and only because of the first."""


def two_scans(first: Any, second: Any, dtype: Any = None) -> pl.DataFrame:
    """Return the two scans with these values of ``pregnancy_id``."""
    frame = pl.DataFrame([dict(scan) for scan in TWO_SCANS])
    return frame.with_columns(pregnancy_id=pl.Series([first, second], dtype=dtype, strict=False))


def second_category(frame: Any, kind: Kind) -> str:
    found = kind.read(gravida.assess(frame, "sru2013", text=False)).sort("exam_date")
    return str(found["sru2013_category"].cast(pl.String)[1])


# --- the histories themselves ------------------------------------------------------------------------------------


def test_the_histories_hold_something_of_everything(scans: pl.DataFrame, answers: dict[bool, pl.DataFrame]) -> None:
    found = answers[True]
    categories = {name for key in ("sru2013", "nice2023") for name in found[f"{key}_category"].unique().to_list()}
    assert categories == {
        *("questioned", "not_applicable", "urgent_confirmation", "cardiac_activity", "clinician_decides", "diagnostic"),
        *("second_opinion", "suspicious", "rescan", "unknown", "no_criterion"),
    }
    met = {rule for key in ("sru2013", "sru2024", "nice2023", "acog200", "preisler2015") for rule in rules(found, key)}
    every = {rule.id for guideline in select().guidelines for rule in select().rules(guideline)}
    assert every - met == set(), "rules that no history meets"
    for study in (name for name in found.columns if name.startswith("heart_rate_") and name not in scans.columns):
        assert found[study].n_unique() > 1, study
    assert found["crl_z"].is_not_null().sum() > 50
    assert scans["pregnancy_id"].is_null().any()
    assert scans["exam_date"].is_null().any()
    assert found["nice2023_compared_with"].is_not_null().any()


def rules(found: pl.DataFrame, guideline: str) -> set[str]:
    return {rule for text in found[f"{guideline}_rules"].unique().to_list() for rule in text.split(";")}


def test_the_same_seed_gives_the_same_histories() -> None:
    assert histories(40, seed=3).equals(histories(40, seed=3))
    assert not histories(40, seed=3).equals(histories(40, seed=4))
    assert histories(40).schema == pl.Schema(SCHEMA)


def test_the_one_row_reader_says_the_same(scans: pl.DataFrame, answers: dict[bool, pl.DataFrame]) -> None:
    selection = select()
    rows = [read_scan(row) for row in scans.select(list(SCHEMA)).iter_rows(named=True)]
    together: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        together.setdefault(row["pregnancy_id"] or f"nobody {place}", []).append(place)
    expected: dict[str, list[Any]] = {}
    for places in together.values():
        for which, place in enumerate(places):
            for answer in read([rows[other] for other in places], which, selection).guidelines:
                key = answer.guideline.key
                for name, value in (
                    ("category", answer.category.value),
                    ("rules", ";".join(answer.met)),
                    ("missing", ";".join(answer.missing)),
                    ("assumes", ";".join(answer.assumes)),
                    ("why", answer.why),
                    ("follow_up_min_days", answer.follow_up_min_days),
                    ("follow_up_max_days", answer.follow_up_max_days),
                ):
                    expected.setdefault(f"{key}_{name}", [None] * len(rows))[place] = value
    assert differences(answers[True], pl.DataFrame(expected), list(expected)) == []


def test_what_was_missing_on_one_pair_is_not_missing_where_another_met_the_rule() -> None:
    """The third scan meets PREIS-5 with the first; that the second says nothing of a heartbeat no longer matters."""
    sac = {"pregnancy_id": "p", "scan_route": "tvs", "gs_seen": True, "embryo_seen": True, "crl_mm": 4.0, "n_sacs": 1}
    days = [(date(2026, 1, 1), "absent"), (date(2026, 1, 11), None), (date(2026, 1, 31), "absent")]
    scans = [sac | {"location": "intrauterine", "exam_date": day, "heart_activity": heart} for day, heart in days]
    found = gravida.assess(scans, "preisler2015").row(2, named=True)
    assert "PREIS-5" in found["preisler2015_rules"].split(";")
    assert found["preisler2015_missing"] == "ga_lmp_days"


# --- the same answers ----------------------------------------------------------------------------------------------


@kinds
@with_and_without_text
def test_the_same_answers(kind: Kind, text: bool, scans: pl.DataFrame, answers: dict[bool, pl.DataFrame]) -> None:
    found = gravida.assess(kind.make(scans), text=text)
    assert kind.is_one(found), type(found)
    assert_same(kind.read(found).sort("row"), answers[text], scans)


@pytest.mark.xdist_group("spark")
@with_and_without_text
def test_the_same_answers_on_spark(
    spark: SparkSession, text: bool, scans: pl.DataFrame, answers: dict[bool, pl.DataFrame]
) -> None:
    kind = spark_kind(spark)
    found = gravida.assess(kind.make(scans), text=text)
    assert kind.is_one(found), type(found)
    assert_same(kind.read(found).sort("row"), answers[text], scans)


@kinds
def test_text_is_never_missing_and_no_number_is_nan(kind: Kind, few: pl.DataFrame) -> None:
    found = kind.read(gravida.assess(kind.make(few), TWO)).sort("row")
    for name in ("nice2023_rules", "nice2023_missing", "nice2023_assumes", "nice2023_why", "findings", "red_flags"):
        assert found[name].null_count() == 0, name
    for name in ("ga_low_days", "ga_high_days", "crl_z", "crl_centile"):
        assert not found[name].cast(pl.Float64).is_nan().any(), name


@kinds
def test_every_column_keeps_its_type_where_all_is_missing(kind: Kind, few: pl.DataFrame) -> None:
    """Nothing in the frame decides the type of an answer: a table of one scan can be put under a table of many."""
    one = few.filter(pl.col("heart_activity") == "present").head(1)
    expected = kind.read(gravida.assess(kind.make(few), TWO)).schema
    found = kind.read(gravida.assess(kind.make(one), TWO)).schema
    names = [name for name in expected if name not in few.columns]
    if kind in (PANDAS,):  # pandas writes whole numbers with gaps as floats, and gaps alone as objects
        names = [name for name in names if expected[name] == pl.String and not name.startswith("heart_rate_")]
    assert {name: found[name] for name in names} == {name: expected[name] for name in names}


# --- the frame comes back as it was --------------------------------------------------------------------------------


@eager_kinds
def test_rows_order_and_other_columns_stay(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    mixed = few.with_columns(
        ward=pl.format("ward {}", pl.col("row") % 3),
        price=pl.col("row") / 8,
        seen_at=pl.lit(datetime.combine(date(2026, 1, 2), time(3, 4, 5))),
        small=pl.lit(7, dtype=pl.Int16),
    ).sample(fraction=1, shuffle=True, seed=5)
    given = kind.make(mixed)
    found = in_short(given)
    before, after = kind.read(given), kind.read(found)
    assert after.columns[: len(before.columns)] == before.columns
    assert after.select(before.columns).equals(before)
    assert_same(after, few_answers[mixed["row"].to_list()], few)
    if isinstance(given, pd.DataFrame):
        assert found.dtypes[: given.shape[1]].equals(given.dtypes)
        pd.testing.assert_frame_equal(found[list(given.columns)], given)
    elif isinstance(given, pa.Table):
        assert found.schema.names[: given.num_columns] == given.schema.names
        assert found.select(given.schema.names).equals(given)


@eager_kinds
def test_what_came_is_not_changed(kind: Kind, few: pl.DataFrame) -> None:
    given = kind.make(few)
    before, names = kind.read(given).clone(), list(kind.read(given).columns)
    in_short(given)
    assert list(kind.read(given).columns) == names
    assert kind.read(given).equals(before)


@lazy_kinds
def test_a_lazy_frame_keeps_its_other_columns(kind: Kind, few: pl.DataFrame) -> None:
    given = few.with_columns(ward=pl.format("ward {}", pl.col("row") % 3), price=pl.col("row") / 8)
    found = kind.read(in_short(kind.make(given))).sort("row")
    assert found.columns[: given.width] == given.columns
    assert found.select(given.columns).equals(given.sort("row"))


@lazy_kinds
@with_and_without_text
def test_a_lazy_frame_stays_lazy(kind: Kind, text: bool, few: pl.DataFrame) -> None:
    found = gravida.assess(kind.make(few.head(5)), "nice2023", text=text)
    assert kind.is_one(found), type(found)
    assert kind.read(found).height == 5


@kinds
def test_nothing_of_ours_is_left_behind(kind: Kind, few: pl.DataFrame) -> None:
    found = kind.read(in_short(kind.make(few)))
    assert [name for name in found.columns if name.startswith("gravida")] == []
    assert len(found.columns) == few.width + 2 * 3


@pandas_kinds
@pytest.mark.parametrize(
    "index",
    [
        lambda n: pd.RangeIndex(100, 100 + n),
        lambda n: pd.Index([f"row {n - place}" for place in range(n)], name="name"),
        lambda n: pd.Index([place // 3 for place in range(n)]),
        lambda n: pd.Index(["the same"] * n),
        lambda n: pd.MultiIndex.from_arrays([[place % 5 for place in range(n)], list(range(n))], names=["a", "b"]),
        lambda n: pd.date_range("2020-01-01", periods=n, freq="D")[::-1],
    ],
    ids=["from 100", "text", "repeated", "all the same", "two levels", "dates backwards"],
)
def test_the_index_of_pandas_stays(
    kind: Kind, index: Callable[[int], Any], few: pl.DataFrame, few_answers: pl.DataFrame
) -> None:
    given = kind.make(few)
    given.index = index(len(given))
    found = in_short(given)
    pd.testing.assert_index_equal(found.index, given.index)
    pd.testing.assert_frame_equal(found[list(given.columns)], given)
    assert_same(kind.read(found), few_answers, few)


def test_pandas_columns_may_have_names_that_are_not_text(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.to_pandas()
    given[0] = "zero"
    found = in_short(given)
    assert list(found[0]) == ["zero"] * few.height
    assert_same(PANDAS.read(found.drop(columns=[0])), few_answers, few)


@pytest.mark.parametrize("kind", [POLARS, PANDAS, PYARROW, POLARS_LAZY, DUCKDB], ids=repr)
def test_a_recorded_age_is_answered_once(kind: Kind, few: pl.DataFrame) -> None:
    """``ga_days`` is a column of a record and of an answer: the answer takes the name, what came is kept beside it."""
    found = kind.read(gravida.assess(kind.make(few), "nice2023")).sort("row")
    assert found.columns.count("ga_days") == 1
    recorded = found.filter(pl.col("ga_method") == "recorded")
    assert recorded.height > 0
    assert recorded["ga_days"].cast(pl.Int64).to_list() == few[recorded["row"].to_list()]["ga_days"].to_list()
    assert found["ga_days_given"].cast(pl.Int64).to_list() == few["ga_days"].to_list()


def test_an_assessed_frame_can_be_assessed_again(few: pl.DataFrame) -> None:
    """The age that was worked out from a size must not come back as an age that was recorded."""
    once = gravida.assess(few, "sru2013,nice2023,preisler2015")
    twice = gravida.assess(once, "sru2013,nice2023,preisler2015")
    assert (
        differences(twice, once, [name for name in once.columns if name not in few.columns or name == "ga_days"]) == []
    )


# --- how many rows, in which order ---------------------------------------------------------------------------------


@kinds
@with_and_without_text
def test_no_rows(kind: Kind, text: bool, few: pl.DataFrame) -> None:
    expected = kind.read(gravida.assess(kind.make(few.head(3)), "nice2023", text=text))
    found = gravida.assess(kind.make(few.head(0)), "nice2023", text=text)
    assert kind.is_one(found), type(found)
    assert kind.read(found).columns == expected.columns
    assert kind.read(found).height == 0


@kinds
def test_one_row(kind: Kind, few: pl.DataFrame) -> None:
    scan = {"pregnancy_id": "one", "exam_date": date(2026, 1, 5), "scan_route": "transvaginal", "crl_mm": 8.0}
    frame = pl.DataFrame([scan | {"gs_seen": True, "embryo_seen": True, "heart_activity": "absent"}])
    found = kind.read(gravida.assess(kind.make(frame), "sru2013"))
    assert found["sru2013_category"].to_list() == ["diagnostic"]
    assert found["sru2013_rules"].to_list() == ["SRU13-D1"]


def test_a_list_of_mappings(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    found = in_short(few.to_dicts())
    assert isinstance(found, pl.DataFrame)
    assert found.select(few.columns).equals(few)
    assert_same(found, few_answers, few)


def test_a_list_of_mappings_that_differ_in_their_names() -> None:
    scans = [
        {"pregnancy_id": "a", "exam_date": "2026-01-05", "heart_activity": "present"},
        {"pregnancy_id": "a", "exam_date": "2026-01-12", "crl_mm": 8, "heart_activity": "absent", "ward": "north"},
    ]
    found = gravida.assess(scans, "sru2013")
    assert found["sru2013_category"].to_list() == ["cardiac_activity", "urgent_confirmation"]
    assert found["ward"].to_list() == [None, "north"]


def test_one_mapping() -> None:
    found = gravida.assess({"gs_seen": "yes", "crl_mm": 8, "heart_activity": "absent", "scan_route": "tv"})
    assert found["sru2013_rules"].to_list() == ["SRU13-D1"]


@kinds
def test_the_order_of_columns_says_nothing(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    found = kind.read(in_short(kind.make(few.select(reversed(few.columns))))).sort("row")
    assert_same(found, few_answers, few)


@kinds
def test_the_order_of_rows_says_nothing(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    shuffled = few.sample(fraction=1, shuffle=True, seed=11)
    found = kind.read(in_short(kind.make(shuffled)))
    if kind.keeps_rows:
        assert found["row"].to_list() == shuffled["row"].to_list()
    assert_same(found.sort("row"), few_answers, few)


@kinds
@pytest.mark.parametrize("dtype", [pl.Int32, pl.Float64, pl.UInt64], ids=repr)
def test_the_names_of_pregnancies_say_nothing(
    kind: Kind, dtype: Any, few: pl.DataFrame, few_answers: pl.DataFrame
) -> None:
    numbered = few.with_columns(pregnancy_id=pl.col("pregnancy_id").str.slice(1).cast(pl.Int64).cast(dtype))
    assert_same(kind.read(in_short(kind.make(numbered))).sort("row"), few_answers, few)


@kinds
def test_very_large_numbers_are_different_pregnancies(kind: Kind) -> None:
    large = 2**53
    assert second_category(kind.make(two_scans(large, large + 1, pl.Int64)), kind) == "suspicious"
    assert second_category(kind.make(two_scans(large + 1, large + 1, pl.Int64)), kind) == "diagnostic"


# --- what is missing -----------------------------------------------------------------------------------------------


@kinds
def test_two_scans_of_one_pregnancy(kind: Kind) -> None:
    assert second_category(kind.make(two_scans("a", "a")), kind) == "diagnostic"
    assert second_category(kind.make(two_scans("a", "b")), kind) == "suspicious"


@kinds
def test_nobody_is_not_one_pregnancy(kind: Kind) -> None:
    """What a file or ``explain`` reads as "not said" is no pregnancy in a frame either (probes, false answer 2)."""
    words = [None, "", " ", "NA", "n/a", "nan", "NaN", "-", "?", "null"]
    frame = pl.concat([two_scans(word, word, pl.String).with_columns(word=pl.lit(repr(word))) for word in words])
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False))
    false = found.filter(pl.col("sru2013_category").cast(pl.String) == "diagnostic")
    assert false["word"].to_list() == []
    assert found.height == 2 * len(words)


@kinds
def test_nan_is_not_one_pregnancy(kind: Kind) -> None:
    nan = float("nan")
    assert second_category(kind.make(two_scans(nan, nan, pl.Float64)), kind) == "suspicious"
    assert second_category(kind.make(two_scans(17.0, 17.0, pl.Float64)), kind) == "diagnostic"


@eager_kinds
def test_nan_beside_ids_that_are_not_whole_is_not_one_pregnancy(kind: Kind) -> None:
    third = TWO_SCANS[0] | {"pregnancy_id": 17.5}
    frame = pl.concat(
        [two_scans(float("nan"), float("nan"), pl.Float64), pl.DataFrame([third])], how="diagonal_relaxed"
    )
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False))
    assert found["sru2013_category"].cast(pl.String).to_list()[1] == "suspicious"


@kinds
def test_no_pregnancy_anywhere(kind: Kind, few: pl.DataFrame) -> None:
    """Without ``pregnancy_id`` no scan has a history, whether the column is empty or not there."""
    without = few.drop("pregnancy_id")
    expected = in_short(without)
    assert_same(kind.read(in_short(kind.make(without))).sort("row"), expected, without)
    empty = few.with_columns(pregnancy_id=pl.lit(None, dtype=pl.String))
    assert_same(kind.read(in_short(kind.make(empty))).sort("row"), expected, without)


@kinds
def test_nan_is_missing(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    """NaN >= 7 is true in some engines: a length of NaN must not be a long one (probes, false answer 1)."""
    floats = [name for name in NUMBERS if SCHEMA[name] == pl.Float64]
    with_nan = few.with_columns(pl.col(floats).fill_null(float("nan")))
    assert with_nan["crl_mm"].is_nan().sum() > 50
    assert_same(kind.read(in_short(kind.make(with_nan))).sort("row"), few_answers, few)


@kinds
def test_whole_numbers_may_come_as_decimals_with_nan(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    """This is how pandas holds whole numbers with gaps."""
    as_floats = few.with_columns(pl.col(NUMBERS).cast(pl.Float64).fill_null(float("nan")))
    assert_same(kind.read(in_short(kind.make(as_floats))).sort("row"), few_answers, few)


@kinds
@pytest.mark.parametrize("dtype", [pl.Float32, pl.Decimal(8, 1)], ids=repr)
def test_sizes_in_other_types(kind: Kind, dtype: Any) -> None:
    sizes = [6.9, 7.0, None]
    frame = pl.DataFrame(
        {"crl_mm": pl.Series(sizes, dtype=dtype), "row": [0, 1, 2]},
    ).with_columns(heart_activity=pl.lit("absent"), gs_seen=True, embryo_seen=True, scan_route=pl.lit("tvs"))
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False)).sort("row")
    assert found["sru2013_category"].cast(pl.String).to_list() == ["suspicious", "diagnostic", "unknown"]


@kinds
@pytest.mark.parametrize("names", [DATES[1:], CODES, NUMBERS, BOOLEANS], ids=["dates", "codes", "numbers", "booleans"])
def test_columns_in_which_nothing_is_said(kind: Kind, names: tuple[str, ...], few: pl.DataFrame) -> None:
    empty = few.with_columns(pl.lit(None, dtype=SCHEMA[name]).alias(name) for name in names)
    without = few.drop(names)
    assert_same(kind.read(in_short(kind.make(empty))).sort("row"), in_short(without), without)


@kinds
def test_columns_without_values_and_without_a_type(kind: Kind, few: pl.DataFrame) -> None:
    """A column that is empty from top to bottom has no type in many a file: it says nothing, and nothing is wrong."""
    names = ("yolk_sac_mm", "amnion_seen", "outcome", "ovulation_date", "fetus_id")
    empty = few.with_columns(pl.lit(None, dtype=pl.Null).alias(name) for name in names)
    empty = empty.filter(pl.col("n_sacs").fill_null(1) < 2).unique(["pregnancy_id", "exam_date"]).sort("row")
    without = empty.drop(names)
    assert_same(kind.read(in_short(kind.make(empty))).sort("row"), in_short(without), without)


@pandas_kinds
def test_columns_of_python_objects(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    """Old code, SQL drivers and spreadsheets leave True, False, None, numbers and texts in columns of objects."""
    given = kind.make(few)
    for name in SCHEMA:
        given[name] = pd.Series(few[name].to_list(), index=given.index, dtype=object)
    assert_same(kind.read(in_short(given)), few_answers, few)


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        (True, False),
        (np.True_, np.False_),
        (1, 0),
        (1.0, 0.0),
        ("yes", "no"),
        ("TRUE", "false"),
        ("1", "0"),
        (True, "no"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("gap", [None, float("nan"), pd.NA, pd.NaT], ids=repr)
def test_yes_and_no_as_objects(yes: Any, no: Any, gap: Any, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.to_pandas()
    words = {True: yes, False: no, None: gap}
    for name in BOOLEANS:
        given[name] = pd.Series([words[value] for value in few[name].to_list()], dtype=object)
    assert_same(PANDAS.read(in_short(given)), few_answers, few)


@eager_kinds
def test_yes_and_no_as_one_and_nought(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    for dtype in (pl.Int64, pl.Int8, pl.Float64, pl.String):
        given = few.with_columns(pl.col(BOOLEANS).cast(pl.Int64).cast(dtype))
        assert_same(kind.read(in_short(kind.make(given))), few_answers, few)


@lazy_kinds
@pytest.mark.parametrize("name", BOOLEANS)
def test_a_lazy_engine_asks_for_booleans(kind: Kind, name: str, few: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(name).cast(pl.Int64))
    with pytest.raises(ColumnError, match=rf"{name}.*Cast it to a Boolean"):
        in_short(kind.make(given))


# --- dates ---------------------------------------------------------------------------------------------------------


@kinds
@pytest.mark.parametrize("dtype", [pl.Datetime("us"), pl.Datetime("ms"), pl.Datetime("ns")], ids=repr)
def test_dates_as_moments(kind: Kind, dtype: Any, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(DATES).cast(dtype))
    assert_same(kind.read(in_short(kind.make(given))).sort("row"), few_answers, few)


@eager_kinds
def test_dates_as_text(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(DATES).cast(pl.String))
    assert_same(kind.read(in_short(kind.make(given))), few_answers, few)


@lazy_kinds
def test_a_lazy_engine_asks_for_dates(kind: Kind, few: pl.DataFrame) -> None:
    given = few.with_columns(pl.col("lmp_date").cast(pl.String))
    with pytest.raises(ColumnError, match=r"lmp_date.*Cast it to a date"):
        in_short(kind.make(given))


@pytest.mark.parametrize(
    "write",
    [
        lambda day: day,
        lambda day: None if day is None else datetime.combine(day, time(11, 30)),
        lambda day: pd.NaT if day is None else pd.Timestamp(day),
        lambda day: None if day is None else day.isoformat(),
        lambda day: "" if day is None else f"{day.isoformat()} 00:00:00",
        lambda day: None if day is None else np.datetime64(day),
    ],
    ids=["dates", "moments", "timestamps", "texts", "texts with midnight", "numpy"],
)
def test_dates_as_objects_of_pandas(
    write: Callable[[date | None], Any], few: pl.DataFrame, few_answers: pl.DataFrame
) -> None:
    given = few.to_pandas()
    for name in DATES:
        given[name] = pd.Series([write(day) for day in few[name].to_list()], dtype=object)
    assert_same(PANDAS.read(in_short(given)), few_answers, few)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_dates_of_pandas_in_every_unit(unit: str, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.to_pandas().astype(dict.fromkeys(DATES, f"datetime64[{unit}]"))
    assert_same(PANDAS.read(in_short(given)), few_answers, few)


@pytest.mark.parametrize("kind", ["date32", "date64", "timestamp"])
def test_dates_of_pyarrow(kind: str, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.to_arrow()
    dtype = {"date32": pa.date32(), "date64": pa.date64(), "timestamp": pa.timestamp("s")}[kind]
    for name in DATES:
        given = given.set_column(given.schema.get_field_index(name), name, given.column(name).cast(dtype))
    assert_same(PYARROW.read(in_short(given)), few_answers, few)


def test_dates_of_pandas_as_arrow(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.to_pandas().astype(dict.fromkeys(DATES, pd.ArrowDtype(pa.date32())))
    assert_same(PANDAS.read(in_short(given)), few_answers, few)


@kinds
def test_days_around_a_leap_day(kind: Kind) -> None:
    """1900 was no leap year, 2000 and 2024 were: an interval over the end of February is counted in true days."""
    pairs = [
        (date(year, 2, 20), date(year, 3, day), expected)
        for year, day, expected in (
            *((1900, 5, "suspicious"), (1900, 6, "diagnostic"), (2023, 5, "suspicious"), (2023, 6, "diagnostic")),
            *((2000, 4, "suspicious"), (2000, 5, "diagnostic"), (2024, 4, "suspicious"), (2024, 5, "diagnostic")),
        )
    ]
    assert {(second - first).days: expected for first, second, expected in pairs} == {
        13: "suspicious",
        14: "diagnostic",
    }
    frames = [
        two_scans(f"p{place}", f"p{place}").with_columns(exam_date=pl.Series([first, second]), row=place)
        for place, (first, second, _) in enumerate(pairs)
    ]
    found = kind.read(gravida.assess(kind.make(pl.concat(frames)), "sru2013", text=False)).sort("row", "exam_date")
    later = found["sru2013_category"].cast(pl.String).to_list()[1::2]
    assert later == [expected for _, _, expected in pairs]


# --- codes and units -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*EAGER, POLARS_LAZY, DUCKDB], ids=repr)
def test_codes_as_categories(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(CODES).cast(pl.Categorical))
    assert_same(kind.read(in_short(kind.make(given))).sort("row"), few_answers, few)


def test_codes_as_an_enumeration(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(name).cast(pl.Enum(columns()[name].codes)) for name in CODES)
    for kind in (POLARS, POLARS_LAZY, PANDAS, PYARROW):
        assert_same(kind.read(in_short(kind.make(given))).sort("row"), few_answers, few)


def test_identifiers_as_categories(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col("pregnancy_id", "fetus_id", "exam_id").cast(pl.Categorical))
    for kind in (POLARS, POLARS_LAZY, PANDAS, PYARROW):
        assert_same(kind.read(in_short(kind.make(given))).sort("row"), few_answers, few)


@kinds
def test_codes_as_clinics_write_them(kind: Kind) -> None:
    written = ["transvaginal", "Transvaginal", "TVS", "tv", "vaginal", " transvaginal "]
    frame = pl.DataFrame({"scan_route": written, "row": list(range(len(written)))})
    frame = frame.with_columns(crl_mm=8.0, heart_activity=pl.lit("Absent"), gs_seen=True)
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False)).sort("row")
    assert found["sru2013_category"].cast(pl.String).to_list() == ["diagnostic"] * len(written)


@kinds
def test_codes_that_are_not_said(kind: Kind) -> None:
    nothing = ["", " ", "NA", "n/a", "-", "?", "nan"]
    frame = pl.DataFrame({"scan_route": [*nothing, "tv"], "row": list(range(len(nothing) + 1))})
    frame = frame.with_columns(crl_mm=8.0, heart_activity=pl.lit("absent"), gs_seen=True)
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False)).sort("row")
    assert found["sru2013_category"].cast(pl.String).to_list() == [*["unknown"] * len(nothing), "diagnostic"]


@kinds
def test_other_units(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    sizes = [name for name in NUMBERS if name.endswith("_mm")]
    centimetres = few.with_columns((pl.col(sizes) / 10).name.replace("_mm$", "_cm")).drop(sizes)
    assert {"crl_cm", "msd_cm", "gs_d1_cm", "yolk_sac_cm"} <= set(centimetres.columns)
    assert_same(kind.read(in_short(kind.make(centimetres))).sort("row"), few_answers, few)


@eager_kinds
def test_numbers_as_text(kind: Kind, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    given = few.with_columns(pl.col(NUMBERS).cast(pl.String))
    assert_same(kind.read(in_short(kind.make(given))), few_answers, few)


@eager_kinds
def test_numbers_with_their_unit(kind: Kind) -> None:
    frame = pl.DataFrame({"crl_mm": ["0.69 cm", "0.7 cm", "7 mm", "7,0", None]})
    frame = frame.with_columns(heart_activity=pl.lit("absent"), gs_seen=True, scan_route=pl.lit("tv"))
    found = kind.read(gravida.assess(kind.make(frame), "sru2013", text=False))["sru2013_category"].cast(pl.String)
    assert found.to_list()[:4] == ["suspicious", "diagnostic", "diagnostic", "diagnostic"]


# --- what is refused, and how --------------------------------------------------------------------------------------


@kinds
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("crl", r"'crl' has no unit.*crl_mm"),
        ("crl_inch", r"'crl_inch' is in a unit that cannot be converted to crl_mm"),
        ("msd", r"'msd' has no unit.*msd_mm"),
        ("heart_rate", r"'heart_rate' has no unit.*heart_rate_bpm"),
        ("CRL_mm", r"'CRL_mm' is not known.*crl_mm"),
    ],
)
def test_a_column_that_may_be_meant(kind: Kind, name: str, says: str) -> None:
    frame = pl.DataFrame({name: [8.0], "heart_activity": ["absent"]})
    with pytest.raises(ColumnError, match=says) as raised:
        gravida.assess(kind.make(frame))
    assert raised.value.column == name


@kinds
def test_a_measure_given_twice(kind: Kind) -> None:
    frame = pl.DataFrame({"crl_mm": [8.0], "crl_cm": [0.8]})
    with pytest.raises(ColumnError, match=r"crl_mm is given twice.*'crl_cm'"):
        gravida.assess(kind.make(frame))


@kinds
def test_no_column_with_a_finding(kind: Kind) -> None:
    frame = pl.DataFrame({"pregnancy_id": ["a"], "exam_date": [date(2026, 1, 5)], "ward": ["north"]})
    with pytest.raises(ColumnError, match="no column with a finding"):
        gravida.assess(kind.make(frame))


@eager_kinds
@pytest.mark.parametrize(
    ("name", "good", "bad", "says"),
    [
        (
            "heart_activity",
            "absent",
            "dead",
            r"heart_activity 'dead' is not one of its codes.*present, absent, unclear",
        ),
        ("scan_route", "tvs", "rectal", r"scan_route 'rectal' is not one of its codes"),
        ("crl_mm", "7.0", "seven", r"crl_mm 'seven' is not a number"),
        ("crl_mm", "7.0", "7 inch", r"'7 inch' is in 'inch'"),
        ("msd_mm", 25.0, float("inf"), r"msd_mm inf is not a number"),
        ("n_sacs", 1.0, 1.5, r"n_sacs 1.5 is not a whole number"),
        ("gs_seen", "yes", "perhaps", r"gs_seen 'perhaps' is neither yes nor no"),
        ("gs_seen", 1, 2, r"gs_seen 2(\.0)? is neither yes nor no"),
        ("lmp_date", "2026-01-05", "05/01/2026", r"lmp_date '05/01/2026' is not a date.*2026-11-23"),
        ("exam_date", "2026-01-05", "yesterday", r"exam_date 'yesterday' is not a date"),
    ],
)
def test_a_value_that_cannot_be_read(kind: Kind, name: str, good: Any, bad: Any, says: str) -> None:
    frame = pl.DataFrame({name: [good, good, bad, None, bad]}).with_columns(yolk_sac_mm=pl.lit(3.0))
    with pytest.raises(InputError, match=says) as raised:
        gravida.assess(kind.make(frame))
    assert (raised.value.column, raised.value.row) == (name, 3)
    assert raised.value.value == bad
    assert str(raised.value).startswith("row 3: ")
    assert raised.value.mend in str(raised.value)


@lazy_kinds
@pytest.mark.parametrize(
    ("name", "good", "bad", "says"),
    [
        ("heart_activity", "absent", "dead", r"heart_activity 'dead' .* in 2 rows.*present, absent, unclear"),
        ("scan_route", "tvs", "rectal", r"scan_route 'rectal' .* in 2 rows"),
        ("n_sacs", 1.0, 1.5, r"n_sacs 1.5 .* in 2 rows"),
        ("msd_mm", 25.0, float("inf"), r"msd_mm inf"),
    ],
)
def test_a_value_that_a_lazy_engine_cannot_read(kind: Kind, name: str, good: Any, bad: Any, says: str) -> None:
    frame = pl.DataFrame({name: [good, good, bad, None, bad]}).with_columns(yolk_sac_mm=pl.lit(3.0))
    with pytest.raises(InputError, match=says) as raised:
        gravida.assess(kind.make(frame))
    assert (raised.value.column, raised.value.value) == (name, bad)


@lazy_kinds
def test_a_lazy_engine_does_not_read_numbers_from_text(kind: Kind) -> None:
    with pytest.raises(ColumnError, match=r"crl_mm.*Cast it to a number"):
        gravida.assess(kind.make(pl.DataFrame({"crl_mm": ["7.0"]})))


@kinds
@pytest.mark.parametrize(
    ("repeat", "says"),
    [
        ({}, r"2 rows are the same scan: pregnancy_id 'p7', exam '2026-01-05'"),
        ({"exam_id": "e1"}, r"2 rows are the same scan: pregnancy_id 'p7', exam 'e1'"),
        ({"fetus_id": "A"}, r"2 rows are the same scan: pregnancy_id 'p7', fetus_id 'A', exam '2026-01-05'"),
    ],
    ids=["date", "exam", "embryo"],
)
def test_the_same_scan_twice_is_refused_by_name(kind: Kind, repeat: dict[str, str], says: str) -> None:
    one = {
        "pregnancy_id": "p7",
        "exam_date": date(2026, 1, 5),
        "crl_mm": 8.0,
        "exam_id": None,
        "fetus_id": None,
    } | repeat
    other = one | {"pregnancy_id": "p8"}
    frame = pl.DataFrame([other, one, one], schema_overrides={"exam_id": pl.String, "fetus_id": pl.String})
    with pytest.raises(DuplicateScanError, match=says) as raised:
        gravida.assess(kind.make(frame))
    assert (raised.value.column, raised.value.value) == ("pregnancy_id", "p7")


@kinds
def test_two_moments_of_one_day_are_the_same_scan(kind: Kind) -> None:
    """Days are what counts. Two scans on one day are told apart by ``exam_id``, not by the hour."""
    frame = pl.DataFrame(
        {
            "pregnancy_id": ["p7", "p7"],
            "exam_date": [datetime.combine(date(2026, 1, 5), time(hour)) for hour in (9, 16)],
            "crl_mm": [8.0, 9.0],
        }
    )
    with pytest.raises(DuplicateScanError, match="'p7'"):
        gravida.assess(kind.make(frame))
    numbered = frame.with_columns(exam_id=pl.Series(["e1", "e2"]))
    assert kind.read(gravida.assess(kind.make(numbered), "sru2013", text=False)).height == 2


@kinds
def test_scans_told_apart_are_not_refused(kind: Kind) -> None:
    day = date(2026, 1, 5)
    frame = pl.DataFrame(
        [
            {"pregnancy_id": "p1", "exam_date": day, "exam_id": "e1", "fetus_id": "A", "crl_mm": 8.0},
            {"pregnancy_id": "p1", "exam_date": day, "exam_id": "e1", "fetus_id": "B", "crl_mm": 8.0},
            {"pregnancy_id": "p1", "exam_date": day, "exam_id": "e2", "fetus_id": "A", "crl_mm": 8.0},
            {"pregnancy_id": None, "exam_date": day, "exam_id": "e1", "fetus_id": "A", "crl_mm": 8.0},
            {"pregnancy_id": None, "exam_date": day, "exam_id": "e1", "fetus_id": "A", "crl_mm": 8.0},
        ]
    )
    assert kind.read(gravida.assess(kind.make(frame), "sru2013", text=False)).height == 5


@kinds
def test_a_number_of_an_exam_that_is_nan_is_none(kind: Kind) -> None:
    nan = float("nan")
    frame = two_scans("a", "a").with_columns(exam_id=pl.Series([nan, nan], dtype=pl.Float64))
    assert second_category(kind.make(frame), kind) == "diagnostic"


@kinds
@pytest.mark.parametrize("name", ["0", 0], ids=repr)
def test_one_id_on_hundreds_of_rows_is_refused_by_name(kind: Kind, name: Any) -> None:
    frame = pl.DataFrame(
        {"pregnancy_id": [name] * 300, "exam_id": list(range(300)), "crl_mm": [8.0] * 300}
    ).with_columns(exam_date=pl.lit(date(2026, 1, 5)))
    with pytest.raises(DuplicateScanError, match=r"pregnancy_id '0' stands on 300 rows") as raised:
        gravida.assess(kind.make(frame))
    assert raised.value.value == "0"
    assert raised.value.column == "pregnancy_id"


@pytest.mark.xdist_group("spark")
def test_spark_refuses_before_it_plans(spark: SparkSession) -> None:
    kind = spark_kind(spark)
    one = {"pregnancy_id": "p7", "exam_date": date(2026, 1, 5), "crl_mm": 8.0}
    with pytest.raises(DuplicateScanError, match="'p7'"):
        gravida.assess(kind.make(pl.DataFrame([one, one])), "sru2013", text=False)
    with pytest.raises(ColumnError, match="'crl' has no unit"):
        gravida.assess(kind.make(pl.DataFrame({"crl": [8.0]})))
    with pytest.raises(InputError, match=r"scan_route 'rectal'.*in 1 rows"):
        gravida.assess(kind.make(pl.DataFrame([one | {"scan_route": "rectal"}])), "sru2013", text=False)


@pytest.mark.parametrize(
    "wrong", [7, "scans.csv", [1, 2], np.zeros(3), pd.Series([1.0])], ids=lambda wrong: type(wrong).__name__
)
def test_what_is_no_frame(wrong: Any) -> None:
    with pytest.raises(InputError, match=r"is a \w+, which is no frame"):
        gravida.assess(wrong)


def test_a_duckdb_relation_from_a_query(few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    """A relation may come from a file or a query of another connection; its result can be queried further."""
    connection = duckdb.connect()
    connection.register("few", few.to_arrow())
    found = in_short(connection.sql("select * from few where row >= 0"))
    assert isinstance(found, duckdb.DuckDBPyRelation)
    assert_same(found.order("row").pl(), few_answers, few)
    assert found.aggregate("count(*)").fetchall() == [(few.height,)]


def test_a_polars_frame_read_from_a_file(tmp_path: Any, few: pl.DataFrame, few_answers: pl.DataFrame) -> None:
    few.write_parquet(tmp_path / "scans.parquet")
    found = in_short(pl.scan_parquet(tmp_path / "scans.parquet"))
    assert isinstance(found, pl.LazyFrame)
    assert_same(found.collect().sort("row"), few_answers, few)
