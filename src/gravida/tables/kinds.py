"""Kinds of frames: any eager kind runs on Polars and comes back as it was, same rows, same order, same index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import polars as pl

from gravida.errors import InputError


def as_frame(scans: Any) -> Any:
    """Return a frame as it is; a list of mappings becomes a Polars frame.

    Raises:
        InputError: it is neither.
    """
    if isinstance(scans, Mapping):
        return pl.DataFrame([dict(scans)])
    if isinstance(scans, list) and all(isinstance(scan, Mapping) for scan in scans):
        return pl.DataFrame([dict(scan) for scan in scans], infer_schema_length=None)
    try:
        nw.from_native(scans)
    except TypeError:
        raise InputError(
            f"scans is a {type(scans).__name__}, which is no frame.",
            "Give a pandas, Polars, PyArrow, DuckDB or PySpark frame, or a list of mappings.",
        ) from None
    return scans


def to_polars(frame: nw.DataFrame[Any], names: list[str]) -> pl.DataFrame:
    """Copy the named columns into Polars. Columns of Python objects become what their values are."""
    if frame.implementation.is_polars():
        found: pl.DataFrame = frame.select(*names).to_native() if names else pl.DataFrame()
        return found
    if frame.implementation.is_pandas_like():
        return _from_pandas(frame.to_native()[names])
    return frame.select(*names).to_polars()


def _from_pandas(frame: Any) -> pl.DataFrame:
    """Read pandas columns one by one: an object column may hold Booleans, texts, dates and gaps side by side."""
    read: dict[str, pl.Series] = {}
    for name in frame.columns:
        series = frame[name].reset_index(drop=True)
        if series.dtype == object:
            values = [None if _is_gap(value) else _plain(value) for value in series]
            read[name] = (
                pl.Series(values, strict=False)
                if len({type(v) for v in values} - {type(None)}) <= 1
                else pl.Series([None if value is None else str(value) for value in values], dtype=pl.String)
            )
        else:
            read[name] = pl.from_pandas(series)
    return pl.DataFrame(read)


def _is_gap(value: Any) -> bool:
    import pandas as pd

    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _plain(value: Any) -> Any:
    """Return a Python value for a NumPy or pandas scalar."""
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def kept_names(columns: list[str], added: list[str]) -> dict[str, str]:
    """Return the new names of columns that would be overwritten. An earlier answer of ours is simply replaced."""
    if ANSWERED in columns:
        return {}
    clashes = [name for name in added if name in columns and f"{name}_given" not in columns]
    return {name: f"{name}_given" for name in clashes}


ANSWERED = "rules_off"
"""Column that only an answer of ours has."""


def give_back(scans: Any, added: pl.DataFrame) -> Any:
    """Attach the added columns to what came, in its own kind. What had the same name is kept as ``<name>_given``."""
    if isinstance(scans, Mapping | list):
        scans = as_frame(scans)
    frame = nw.from_native(scans, eager_only=True)
    scans = frame.rename(kept_names(frame.columns, added.columns)).to_native()
    frame = nw.from_native(scans, eager_only=True)
    if frame.implementation.is_polars():
        return scans.with_columns(added.get_columns())
    if frame.implementation.is_pandas_like():
        return _to_pandas(scans, added)
    kept = frame.drop(*(name for name in added.columns if name in frame.columns))
    return nw.concat([kept, nw.from_native(added.to_arrow(), eager_only=True)], how="horizontal").to_native()


def _to_pandas(scans: Any, added: pl.DataFrame) -> Any:
    """Give pandas the types it came with: Arrow-backed, nullable or default."""
    import pandas as pd

    kinds = {type(dtype).__name__ for dtype in scans.dtypes}
    if "ArrowDtype" in kinds:
        found = added.to_pandas(use_pyarrow_extension_array=True)
    elif kinds & {"Int64Dtype", "Float64Dtype", "BooleanDtype"}:
        found = added.to_pandas().astype({name: _nullable(dtype) for name, dtype in added.schema.items()})
    else:
        found = added.to_pandas()
    found.index = scans.index
    return pd.concat([scans.drop(columns=[name for name in found.columns if name in scans.columns]), found], axis=1)


def _nullable(dtype: pl.DataType) -> str:
    """Name the nullable pandas type of a column we add; all-missing columns keep theirs too."""
    if dtype.is_float():
        return "Float64"
    if dtype.is_integer():
        return "Int64"
    if dtype == pl.Boolean:
        return "boolean"
    if dtype == pl.Date:
        return "datetime64[ms]"
    return "category" if isinstance(dtype, pl.Enum) else "string"
