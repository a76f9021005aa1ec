"""One definition for numbers, lists, arrays of any library and columns of any engine: the same answers."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest

import gravida
from gravida.engine import growth
from gravida.engine.growth.reason import Reason
from gravida.engine.growth.size_standard import Standard
from gravida.errors import InputError

SAME = 1e-11
STANDARDS = list(growth.standards().values())
EXPRESSIONS = [found for found in STANDARDS if found.columns == "expression"]
EACH = pytest.mark.parametrize("standard", STANDARDS, ids=lambda found: found.key)
EACH_EXPRESSION = pytest.mark.parametrize("standard", EXPRESSIONS, ids=lambda found: found.key)
Z = (-6.0, -3.0, -1.0, 0.0, 0.5, 2.0, 5.0)


def cases(standard: Standard) -> tuple[list[float], list[float]]:
    """Values and ages that reach every reason, and the middle of the range."""
    span = standard.highest - standard.lowest
    ages = [standard.lowest, standard.lowest + 0.3 * span, standard.lowest + 0.7 * span + 0.123, standard.highest]
    values, at = [], []
    for age in ages:
        for z in Z:
            value = standard.value_at(age, z=z)
            values.append(value if value == value else standard.value_at(age, z=0.0))
            at.append(age)
    median = standard.value_at(ages[1], z=0.0)
    for value, age in (
        (median, standard.lowest - 0.5),
        (median, standard.highest + 0.5),
        (math.nan, ages[1]),
        (median, math.nan),
        (standard.above - 1.0, ages[1]),
        (math.inf, ages[1]),
        (median, math.inf),
        (median * 10, ages[1]),
        (median / 1000, ages[1]),
        (median, -5.0),
        (median, 20.0),
    ):
        values.append(value)
        at.append(age)
    return values, at


def scalar(standard: Standard, what: str, value: float, age: float) -> float:
    """The answer for one number, NaN where the number is refused."""
    try:
        return float(getattr(standard, what)(value, age))
    except InputError:
        return math.nan


def assert_same(found: list[Any], wanted: list[float]) -> None:
    plain = [math.nan if one is None else float(one) for one in found]
    assert [one == one for one in plain] == [other == other for other in wanted]
    for one, other in zip(plain, wanted, strict=True):
        assert one != one or one == pytest.approx(other, rel=SAME, abs=SAME)


@EACH
@pytest.mark.parametrize("what", ["zscore", "centile"])
def test_lists_and_numpy(standard: Standard, what: str) -> None:
    values, ages = cases(standard)
    wanted = [scalar(standard, what, value, age) for value, age in zip(values, ages, strict=True)]
    assert any(one != one for one in wanted)
    found = getattr(standard, what)(values, ages)
    assert isinstance(found, list)
    assert_same(found, wanted)
    with np.errstate(all="raise", under="ignore"):
        found = getattr(standard, what)(np.asarray(values), np.asarray(ages))
    assert isinstance(found, np.ndarray)
    assert_same(found.tolist(), wanted)


@EACH
def test_reasons_agree_and_are_complete(standard: Standard) -> None:
    values, ages = cases(standard)
    one_by_one = standard.reason(values, ages)
    assert standard.reason(np.asarray(values), np.asarray(ages)).tolist() == [int(reason) for reason in one_by_one]
    z = standard.zscore(values, ages)
    assert [one == one for one in z] == [reason == 0 for reason in one_by_one]


@EACH
def test_array_api_strict(standard: Standard) -> None:
    xp = pytest.importorskip("array_api_strict")
    values, ages = cases(standard)
    x, at = xp.asarray(values, dtype=xp.float64), xp.asarray(ages, dtype=xp.float64)
    for what in ("zscore", "centile", "reason"):
        wanted = getattr(standard, what)(np.asarray(values), np.asarray(ages)).tolist()
        assert_same([float(one) for one in getattr(standard, what)(x, at)], wanted)
    wanted = standard.value_at(np.asarray(ages), centile=10.0).tolist()
    assert_same([float(one) for one in standard.value_at(at, centile=10.0)], wanted)


@pytest.mark.parametrize("library", ["torch", "jax"])
@EACH
def test_other_arrays(standard: Standard, library: str) -> None:
    pytest.importorskip(library)
    values, ages = cases(standard)
    if library == "torch":
        import torch  # type: ignore[import-not-found,unused-ignore]

        x, at = torch.tensor(values, dtype=torch.float64), torch.tensor(ages, dtype=torch.float64)
    else:
        import jax  # type: ignore[import-not-found,unused-ignore]

        jax.config.update("jax_enable_x64", True)
        x, at = jax.numpy.asarray(values), jax.numpy.asarray(ages)
    for what in ("zscore", "centile", "reason"):
        wanted = getattr(standard, what)(np.asarray(values), np.asarray(ages)).tolist()
        found = getattr(standard, what)(x, at)
        assert type(found) is type(x)
        assert_same(found.tolist(), wanted)


@EACH_EXPRESSION
def test_columns_of_polars_and_duckdb(standard: Standard) -> None:
    duckdb = pytest.importorskip("duckdb")
    values, ages = cases(standard)
    native = pl.DataFrame({"row": range(len(values) + 1), "x": [*values, None], "at": [*ages, ages[0]]})
    native = native.with_columns(pl.col("x", "at").fill_nan(None))
    reasons = standard.reason(values, ages)
    kept = [place for place, reason in enumerate(reasons) if reason is not Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT]
    native = native[[*kept, len(values)]]
    wanted = standard.zscore(np.asarray(values)[kept], np.asarray(ages)[kept]).tolist()
    asked = standard.zscore(nw.col("x"), nw.col("at"))
    for frame in (nw.from_native(native.lazy()), nw.from_native(duckdb.from_arrow(native.to_arrow()))):
        found = frame.select("row", z=asked).sort("row").collect("polars").to_native()
        assert_same(found["z"].to_list(), [*wanted, math.nan])


def test_centile_and_reason_as_expressions() -> None:
    """Large expressions, so one standard speaks for the others; ``with_growth`` works in steps and asks them all."""
    standard = growth.standard("intergrowth21_hc")
    values, ages = cases(standard)
    native = pl.DataFrame({"x": values, "at": ages}).with_columns(pl.col("x", "at").fill_nan(None))
    x, at = nw.col("x"), nw.col("at")
    found = nw.from_native(native).select(centile=standard.centile(x, at), reason=standard.reason(x, at)).to_native()
    questioned = [reason is Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT for reason in standard.reason(values, ages)]
    centiles = [None if doubt else one for doubt, one in zip(questioned, found["centile"].to_list(), strict=True)]
    assert_same(centiles, standard.centile(np.asarray(values), np.asarray(ages)).tolist())
    reasons = [None if reason == 0 else reason.code for reason in standard.reason(values, ages)]
    assert found["reason"].to_list() == reasons


@pytest.mark.parametrize("standard", [found for found in STANDARDS if found.columns != "expression"][:3])
def test_what_is_no_expression_says_so_in_one_sentence(standard: Standard) -> None:
    with pytest.raises(InputError, match="cannot be written as a column expression"):
        standard.zscore(nw.col("x"), nw.col("at"))


def test_a_whole_number_array_is_read_as_days() -> None:
    hc = gravida.growth.standard("intergrowth21_hc")
    found = hc.zscore(np.asarray([250, 260]), np.asarray([190, 190], dtype=np.int16))
    assert found.tolist() == hc.zscore([250.0, 260.0], 190)


def test_numbers_need_no_library() -> None:
    program = (
        "import sys, gravida; hc = gravida.growth.standard('intergrowth21_hc');"
        "hc.zscore(250.0, 190); hc.zscore([250.0], 190); hc.value_at(190, centile=3); hc.reason(1.0, 2.0);"
        "print([name for name in ('numpy', 'narwhals', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
