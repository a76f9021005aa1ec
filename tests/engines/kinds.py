"""Every kind of frame a user may have: how to make one from Polars, how to know it again, how to read it back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SAME_NUMBER = 1e-9


@dataclass(frozen=True)
class Kind:
    """One kind of frame. ``keeps_rows``: rows come back in their order; the others promise one row per key."""

    name: str
    make: Callable[[pl.DataFrame], Any]
    is_one: Callable[[Any], bool]
    read: Callable[[Any], pl.DataFrame]
    keeps_rows: bool = True

    def __repr__(self) -> str:
        return self.name


def _read_pandas(frame: pd.DataFrame) -> pl.DataFrame:
    plain = frame.reset_index(drop=True)
    return pl.DataFrame([_read_series(plain[name]).alias(str(name)) for name in plain.columns])


def _read_series(series: pd.Series) -> pl.Series:
    if series.dtype == object:
        plain = [value.item() if isinstance(value, np.generic) else value for value in series]
        return pl.Series([None if pd.isna(value) else value for value in plain], strict=False)
    return pl.from_pandas(series)


def _backed_by(frame: Any, wanted: set[str]) -> bool:
    """Whether every column of a pandas frame is of one family of types."""
    return isinstance(frame, pd.DataFrame) and {type(dtype).__name__ for dtype in frame.dtypes} <= wanted


_DEFAULT = {"StringDtype", "Float64DType", "Int64DType", "Int32DType", "Int8DType", "BoolDType", "ObjectDType"}
_DEFAULT |= {"DateTime64DType", "CategoricalDtype"}
_NULLABLE = {"StringDtype", "Float64Dtype", "Int64Dtype", "Int32Dtype", "BooleanDtype", "ObjectDType"}
_NULLABLE |= {"DateTime64DType", "CategoricalDtype"}


PANDAS = Kind("pandas", lambda frame: frame.to_pandas(), lambda frame: _backed_by(frame, _DEFAULT), _read_pandas)
PANDAS_NULLABLE = Kind(
    "pandas_nullable",
    lambda frame: frame.to_pandas().convert_dtypes(),
    lambda frame: _backed_by(frame, _NULLABLE),
    _read_pandas,
)
PANDAS_ARROW = Kind(
    "pandas_arrow",
    lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    lambda frame: _backed_by(frame, {"ArrowDtype"}),
    _read_pandas,
)
POLARS = Kind("polars", lambda frame: frame, lambda frame: isinstance(frame, pl.DataFrame), lambda frame: frame)
PYARROW = Kind(
    "pyarrow",
    lambda frame: frame.to_arrow(),
    lambda frame: isinstance(frame, pa.Table),
    lambda frame: pl.DataFrame(pl.from_arrow(frame)),
)
POLARS_LAZY = Kind(
    "polars_lazy",
    lambda frame: frame.lazy(),
    lambda frame: isinstance(frame, pl.LazyFrame),
    lambda frame: frame.collect(),
    keeps_rows=False,
)
DUCKDB = Kind(
    "duckdb",
    lambda frame: duckdb.from_arrow(frame.to_arrow()),
    lambda frame: isinstance(frame, duckdb.DuckDBPyRelation),
    lambda frame: frame.pl(),
    keeps_rows=False,
)

EAGER = (POLARS, PANDAS, PANDAS_NULLABLE, PANDAS_ARROW, PYARROW)
LAZY = (POLARS_LAZY, DUCKDB)
ALL_PANDAS = (PANDAS, PANDAS_NULLABLE, PANDAS_ARROW)
HERE = (*EAGER, *LAZY)
"""Every kind but Spark, which needs a session: :func:`spark_kind`."""


def spark_kind(session: SparkSession) -> Kind:
    from pyspark.sql import DataFrame

    return Kind(
        "spark",
        lambda frame: session.createDataFrame(frame.to_arrow()),
        lambda frame: isinstance(frame, DataFrame),
        lambda frame: pl.DataFrame(pl.from_arrow(frame.toArrow())),
        keeps_rows=False,
    )


def differences(found: pl.DataFrame, expected: pl.DataFrame, names: Sequence[str]) -> list[str]:
    """Name the columns in which two frames of the same rows differ, with the first row and both values."""
    assert found.height == expected.height, f"{found.height} rows, not {expected.height}"
    said = []
    for name in names:
        pairs = list(zip(values(found[name]), values(expected[name]), strict=True))
        wrong = [row for row, (one, other) in enumerate(pairs) if not _same(one, other)]
        if wrong:
            one, other = pairs[wrong[0]]
            said.append(f"{name}: {len(wrong)} rows, first row {wrong[0]}: {one!r}, not {other!r}")
    return said


def values(series: pl.Series) -> list[Any]:
    """Values of a column as every engine means them: days without a time of day, codes as text, numbers as floats.

    NaN stays NaN: an answer that is not known has to be missing.
    """
    if isinstance(series.dtype, pl.Datetime):
        series = series.dt.date()
    elif isinstance(series.dtype, pl.Categorical | pl.Enum):
        series = series.cast(pl.String)
    elif series.dtype.is_numeric():
        series = series.cast(pl.Float64)
    return series.to_list()


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=SAME_NUMBER, abs_tol=SAME_NUMBER)
    return bool(one == other)
