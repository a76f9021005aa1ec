"""One definition for floats, arrays and columns: the same answers, and no engine complains."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from gravida.engine import dating, normal
from gravida.engine.growth import papageorghiou2014 as size

SAME = 1e-12
SIZES = [0.0, -3.0, 0.5, 1.9, 2.0, 3.0, 4.9, 5.0, 7.0, 10.0, 14.9, 15.0, 24.9, 25.0, 25.1, 44.6, 45.0]
SIZES += [69.9, 70.0, 70.1, 80.0, 80.1, 84.0, 84.1, 95.0, 95.1, 120.0, math.nan, math.inf, -math.inf]
AGES = [0.0, 22.5, 57.9, 58.0, 63.0, 77.0, 98.0, 105.0, 105.1, math.nan, math.inf, -math.inf]
SCORES = [-math.inf, -1e200, -50.0, -8.0, -7.08, -7.07, -3.0, -0.1, 0.0, 0.02, 1.0, 1.96, 7.07, 7.08, 40.0]
SCORES += [1e200, math.inf, math.nan]
Function = Callable[[Any], Any]


def limit(key: str, side: int, measure: Any) -> Any:
    return dating.method(key).limits_days(measure)[side]


def spread(side: int, measure: Any) -> Any:
    return dating.spread_days(measure)[side]


def size_z(crl_mm: float | None, ga_days: float | None, other: Any) -> Any:
    """Return the z-score with one argument given and the other a float, an array or a column."""
    return size.zscore(other if crl_mm is None else crl_mm, other if ga_days is None else ga_days)


FUNCTIONS: dict[str, tuple[Function, list[float]]] = {
    **{key: (formula.age_days, SIZES) for key, formula in dating.methods().items()},
    "robinson1975-low": (partial(limit, "robinson1975", 0), SIZES),
    "robinson1975-high": (partial(limit, "robinson1975", 1), SIZES),
    "hadlock1992-low": (partial(limit, "hadlock1992", 0), SIZES),
    "papageorghiou2014-high": (partial(limit, "papageorghiou2014", 1), SIZES),
    "msd_plus_30-low": (partial(limit, "msd_plus_30", 0), SIZES),
    "spread-low": (partial(spread, 0), SIZES),
    "spread-high": (partial(spread, 1), SIZES),
    "size-mean": (size.mean, AGES),
    "size-sd": (size.sd, AGES),
    "size-z-by-age": (partial(size_z, 40.0, None), AGES),
    "size-z-by-length": (partial(size_z, None, 77.0), SIZES),
    "size-centile": (partial(size.centile, 40.0), AGES),
    "normal": (normal.cdf, SCORES),
}
EACH = pytest.mark.parametrize(("function", "values"), FUNCTIONS.values(), ids=list(FUNCTIONS))


def unknown(value: float | None) -> bool:
    return value is None or math.isnan(value)


def assert_same(found: list[float | None], wanted: list[float | None]) -> None:
    assert [unknown(value) for value in found] == [unknown(value) for value in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert unknown(one) or one == pytest.approx(other, rel=SAME, abs=SAME)


@EACH
def test_the_values_reach_both_sides(function: Function, values: list[float]) -> None:
    answers = [unknown(function(value)) for value in values]
    assert any(answers)
    assert not all(answers)


@EACH
def test_numpy(function: Function, values: list[float]) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = function(np.asarray(values))
    assert_same(found.tolist(), [function(value) for value in values])


@EACH
def test_array_api_strict(function: Function, values: list[float]) -> None:
    xp = pytest.importorskip("array_api_strict")
    found = function(xp.asarray(values, dtype=xp.float64))
    assert_same([float(value) for value in found], [function(value) for value in values])


@EACH
def test_polars(function: Function, values: list[float]) -> None:
    frame = nw.from_native(pl.DataFrame({"x": [*values, None]}))
    found = frame.select(answer=function(nw.col("x")))["answer"].to_list()
    assert_same(found, [*(function(value) for value in values), None])


@EACH
def test_duckdb(function: Function, values: list[float]) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    native = pl.DataFrame({"row": range(len(values) + 1), "x": [*values, None]}).to_arrow()
    frame = nw.from_native(duckdb.from_arrow(native))
    found = frame.select("row", answer=function(nw.col("x"))).sort("row").collect()["answer"].to_list()
    assert_same(found, [*(function(value) for value in values), None])


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "normal"])
def test_unknown_in_a_column_is_null_never_nan(name: str) -> None:
    function, values = FUNCTIONS[name]
    frame = nw.from_native(pl.DataFrame({"x": values}))
    found = frame.select(answer=function(nw.col("x")))["answer"].to_list()
    assert [value is None for value in found] == [math.isnan(function(value)) for value in values]


@pytest.mark.parametrize("key", list(dating.methods()))
def test_whole_numbers_in_a_column(key: str) -> None:
    frame = nw.from_native(pl.DataFrame({"x": [5, 20, 96]}))
    formula = dating.method(key)
    found = frame.select(answer=formula.age_days(nw.col("x")))["answer"].to_list()
    assert_same(found, [formula.age_days(value) for value in (5, 20, 96)])


def test_size_from_two_columns() -> None:
    lengths, ages = [40.0, None, 40.0, 0.0, 40.0], [77.0, 77.0, None, 77.0, 106.0]
    frame = nw.from_native(pl.DataFrame({"crl": lengths, "age": ages}))
    found = frame.select(answer=size.centile(nw.col("crl"), nw.col("age")))["answer"].to_list()
    assert found == [pytest.approx(size.centile(40.0, 77.0), rel=SAME), None, None, None, None]


def test_size_from_a_column_and_an_age_outside() -> None:
    frame = nw.from_native(pl.DataFrame({"crl": [40.0]}))
    assert frame.select(answer=size.zscore(nw.col("crl"), 57.0))["answer"].to_list() == [None]


@pytest.mark.parametrize(("crl_mm", "ga_days"), [(None, 77.0), (40.0, None), (None, None)])
def test_size_of_something_missing_is_missing(crl_mm: float | None, ga_days: float | None) -> None:
    assert size.zscore(crl_mm, ga_days) is None
    assert size.centile(crl_mm, ga_days) is None


@pytest.mark.parametrize("crl_mm", [0.0, -1.0, math.nan, math.inf])
def test_what_is_no_length_has_no_size(crl_mm: float) -> None:
    assert math.isnan(size.zscore(crl_mm, 77.0))


@pytest.mark.parametrize(("inside", "outside"), [(58.0, 57.999), (105.0, 105.001)])
def test_size_limits(inside: float, outside: float) -> None:
    for function in (size.mean, size.sd, partial(size.zscore, 40.0), partial(size.centile, 40.0)):
        assert not math.isnan(function(inside))
        assert math.isnan(function(outside))


def test_numbers_need_no_library() -> None:
    """Ages of plain numbers must not wait for NumPy, narwhals or Polars to load."""
    program = (
        "import sys; from gravida.engine import dating;"
        "from gravida.engine.growth import papageorghiou2014 as size;"
        "dating.method('robinson1975').age_days(45.0); dating.spread_days(7.0); size.centile(40.0, 77);"
        "print([name for name in ('numpy', 'narwhals', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
