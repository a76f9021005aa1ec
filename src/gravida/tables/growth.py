"""Growth standards over the rows of a frame: z, centile, class and reason, one set of columns for each standard.

    with_growth(scans, standards=["intergrowth21_hc", "who_efw"])

The frame needs ``ga_days`` and the column of each measure (``standard.column``, such as ``hc_mm``; ``hc_cm`` is
converted); a standard by sex needs the column ``sex``. Added are ``<key>_z``, ``<key>_centile``, ``<key>_class`` (sga,
aga, lga) and ``<key>_reason``, empty where there is an answer.

A frame in memory, of any kind, is answered by arrays and comes back as it was. Lazy Polars, DuckDB and Spark stay
lazy: what a standard says becomes expressions in steps, or a join with its table by day. The newborn and the WHO
standards cannot be written for an engine that has only SQL; there one sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from gravida.engine import growth, normal
from gravida.engine.growth.classification import LARGE_ABOVE, SMALL_BELOW
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.reason import Reason
from gravida.engine.growth.size_standard import Standard
from gravida.errors import ColumnError, InputError, UnknownName
from gravida.tables.kinds import as_frame, give_back, to_polars

AGE = "ga_days"
SEX = "sex"
_TO_UNIT: dict[str, tuple[tuple[str, float], ...]] = {
    "_mm": (("_cm", 10.0),),
    "_cm": (("_mm", 0.1),),
    "_g": (("_kg", 1000.0),),
    "_kg": (("_g", 0.001),),
}
_FEMALE = ("f", "female", "girl")
_MALE = ("m", "male", "boy")
_CODES = pl.Series([None if reason is Reason.ANSWERED else reason.code for reason in Reason], dtype=pl.String)


def with_growth(frame: Any, standards: Iterable[str]) -> Any:
    """Return the frame with what each standard says of each row added to it.

    Raises:
        UnknownName: there is no such standard.
        ColumnError: the frame lacks a column that a standard needs.
        InputError: it is no frame, or a standard cannot run on this engine.
    """
    frame = as_frame(frame)
    native = nw.from_native(frame)
    asked = {key: _by_sex(key) for key in ([standards] if isinstance(standards, str) else standards)}
    sources = {key: _columns(key, found, native.collect_schema().names()) for key, found in asked.items()}
    if isinstance(native, nw.DataFrame):
        return give_back(frame, _eager(native, asked, sources))
    for key, found in asked.items():
        native = _lazy(native, key, found, *sources[key])
    return native.to_native()


def added_columns(key: str) -> tuple[str, ...]:
    """Name the columns that one standard adds."""
    return f"{key}_z", f"{key}_centile", f"{key}_class", f"{key}_reason"


def _by_sex(key: str) -> tuple[Standard, ...]:
    """One standard, or the one for girls and the one for boys where the key names both."""
    known = growth.standards()
    if key in known:
        return (known[key],)
    both = known.get(f"{key}_female"), known.get(f"{key}_male")
    if both[0] is None or both[1] is None:
        raise UnknownName("growth standard", key, list(known))
    return both[0], both[1]


def _columns(key: str, found: tuple[Standard, ...], names: list[str]) -> tuple[tuple[str, float], str]:
    """Return the column of the measure with the factor to its unit, and the column of the age."""
    standard = found[0]
    if len(found) == 2 and SEX not in names:
        raise ColumnError(
            f"{key} is a standard by sex, and the frame has no column {SEX}.",
            f"Add it (female or male), or ask for {key}_female.",
            column=SEX,
        )
    age = standard.argument if standard.argument in names or standard.argument != "pma_days" else AGE
    for name in (age, standard.column):
        if name not in names and _converted(name, names) is None:
            raise ColumnError(
                f"{key} needs the column {name}, which the frame lacks.", "Add or rename it.", column=name
            )
    measure = (standard.column, 1.0) if standard.column in names else _converted(standard.column, names)
    assert measure is not None
    if age not in names:
        raise ColumnError(f"{key} needs the column {age} in that unit.", "Convert it.", column=age)
    return measure, age


def _converted(name: str, names: list[str]) -> tuple[str, float] | None:
    for ending, others in _TO_UNIT.items():
        if name.endswith(ending):
            for other, factor in others:
                if name.removesuffix(ending) + other in names:
                    return name.removesuffix(ending) + other, factor
    return None


# --- in memory: arrays ---


def _eager(
    frame: nw.DataFrame[Any],
    asked: dict[str, tuple[Standard, ...]],
    sources: dict[str, tuple[tuple[str, float], str]],
) -> pl.DataFrame:
    needed = {name for (column, _), age in sources.values() for name in (column, age)}
    needed |= {SEX} if any(len(found) == 2 for found in asked.values()) else set()
    read = to_polars(frame, [name for name in frame.columns if name in needed])
    arrays = {name: _numbers(read[name]) for name in needed - {SEX}}
    sexes = _sexes(read[SEX]) if SEX in needed else None
    added: dict[str, pl.Series] = {}
    for key, found in asked.items():
        (column, factor), age = sources[key]
        value = arrays[column] * factor if factor != 1 else arrays[column]
        z, centile, reason = _of_sexes(found, value, arrays[age], sexes)
        for name, series in zip(added_columns(key), _series(z, centile, reason), strict=True):
            added[name] = series.alias(name)
    return pl.DataFrame(added)


def _of_sexes(found: tuple[Standard, ...], value: Any, age: Any, sexes: Any) -> tuple[Any, Any, Any]:
    if len(found) == 1:
        return _answers(found[0], value, age)
    z, centile = np.full((2, len(value)), np.nan)
    reason = np.full(len(value), int(Reason.SEX_MISSING), dtype=np.int8)
    for standard, rows in zip(found, (sexes == 0, sexes == 1), strict=True):
        z[rows], centile[rows], reason[rows] = _answers(standard, value[rows], age[rows])
    return z, centile, reason


def _answers(standard: Standard, value: Any, age: Any) -> tuple[Any, Any, Any]:
    return standard.zscore(value, age), standard.centile(value, age), standard.reason(value, age)


def _series(z: Any, centile: Any, reason: Any) -> tuple[pl.Series, ...]:
    centiles = pl.Series(centile).fill_nan(None)
    classes = pl.select(_class(centiles)).to_series()
    return pl.Series(z).fill_nan(None), centiles, classes, _CODES.gather(reason)


def _class(centile: Any) -> pl.Expr:
    found = pl.lit(centile) if isinstance(centile, pl.Series) else pl.col(centile)
    word = pl.when(found < SMALL_BELOW).then(pl.lit("sga")).when(found > LARGE_ABOVE).then(pl.lit("lga"))
    return pl.when(found.is_not_null()).then(word.otherwise(pl.lit("aga")))


def _numbers(series: pl.Series) -> Any:
    """Return a column as floats; what is no number (a text, say) is missing, and its reason says so."""
    if series.dtype == pl.Boolean or series.dtype.is_temporal() or series.dtype.is_nested():
        raise ColumnError(
            f"column {series.name} holds {series.dtype}, not numbers.", "Give numbers.", column=series.name
        )
    return series.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()


def _sexes(series: pl.Series) -> Any:
    text = series.cast(pl.String, strict=False).str.strip_chars().str.to_lowercase()
    code = pl.when(text.is_in(list(_FEMALE))).then(0).when(text.is_in(list(_MALE))).then(1).otherwise(-1)
    return pl.select(code).to_series().to_numpy()


# --- lazy: expressions in steps, or a join ---


def _lazy(
    frame: nw.LazyFrame[Any], key: str, found: tuple[Standard, ...], measure: tuple[str, float], age: str
) -> nw.LazyFrame[Any]:
    if any(standard.columns == "arrays" for standard in found):
        return _by_batches(frame, key, found, measure, age)
    keep = frame.collect_schema().names()
    own = f"__{key}_"
    value, days = f"{own}value", f"{own}days"
    frame = frame.with_columns(
        (_clean(nw.col(measure[0])) * measure[1]).alias(value),
        _clean(nw.col(age)).alias(days),
    )
    if len(found) == 2:
        sex = nw.col(SEX).cast(nw.String).str.to_lowercase()
        girl, boy = sex.is_in(list(_FEMALE)), sex.is_in(list(_MALE))
        frame = frame.with_columns(
            nw.when(girl).then(nw.lit(0)).otherwise(nw.when(boy).then(nw.lit(1))).alias(f"{own}s")
        )
        for number, standard in enumerate(found):
            frame = _in_steps(frame, standard, value, days, f"{own}{number}")
        parts = [f"{own}{number}" for number in range(2)]
        is_girl, is_boy = nw.col(f"{own}s") == 0, nw.col(f"{own}s") == 1
        z, centile, reason = (
            nw.when(is_girl).then(nw.col(parts[0] + end)).otherwise(nw.when(is_boy).then(nw.col(parts[1] + end)))
            for end in ("z", "centile", "reason")
        )
        reason = nw.when(nw.col(f"{own}s").is_null()).then(nw.lit(Reason.SEX_MISSING.code)).otherwise(reason)
    else:
        frame = _in_steps(frame, found[0], value, days, own)
        z, centile, reason = (nw.col(own + end) for end in ("z", "centile", "reason"))
    names = added_columns(key)
    frame = frame.with_columns(z.alias(names[0]), centile.alias(names[1]), reason.alias(names[3]))
    got = nw.col(names[1])
    word = (
        nw.when(got < SMALL_BELOW)
        .then(nw.lit("sga"))
        .otherwise(
            nw.when(got > LARGE_ABOVE).then(nw.lit("lga")).otherwise(nw.when(~got.is_null()).then(nw.lit("aga")))
        )
    )
    frame = frame.with_columns(word.alias(names[2]))
    return frame.select(*[name for name in keep if name not in names], *names)


def _clean(column: nw.Expr) -> nw.Expr:
    """NaN is not missing for every engine, so it becomes so at the door."""
    number = column.cast(nw.Float64)
    return nw.when(~number.is_nan()).then(number)


def _in_steps(frame: nw.LazyFrame[Any], standard: Standard, value: str, days: str, own: str) -> nw.LazyFrame[Any]:
    """Add z, centile and reason under own names, each step small: engines plan a deep expression badly."""
    if standard.columns == "table":
        frame, parameters = _joined(frame, standard, days, own)
    else:
        found = standard.parameters(nw.col(days))
        parameters = [f"{own}p{number}" for number in range(len(found))]
        constants = [nw.lit(one) if isinstance(one, int | float) else one for one in found]
        frame = frame.with_columns(*(one.alias(name) for one, name in zip(constants, parameters, strict=True)))
    columns = tuple(nw.col(name) for name in parameters)
    size = nw.col(value)
    frame = frame.with_columns(standard.distribution.z(size / standard.value_per, *columns).alias(f"{own}raw"))
    raw = nw.col(f"{own}raw")
    frame = frame.with_columns(standard.believable(size, raw, columns).alias(f"{own}ok"))
    ok = nw.col(f"{own}ok")
    reason: Any = nw.when(raw.is_null() | raw.is_nan()).then(nw.lit(Reason.NO_ANSWER.code))
    reason = nw.when(ok).then(reason).otherwise(nw.lit(Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT.code))
    for holds, why in reversed(standard.problems(size, nw.col(days))):
        reason = nw.when(holds).then(nw.lit(why.code)).otherwise(reason)
    frame = frame.with_columns(reason.alias(f"{own}reason"))
    frame = frame.with_columns(nw.when(nw.col(f"{own}reason").is_null()).then(raw).alias(f"{own}z"))
    return frame.with_columns((100 * normal.cdf(nw.col(f"{own}z"))).alias(f"{own}centile"))


def _joined(frame: nw.LazyFrame[Any], standard: Standard, days: str, own: str) -> tuple[nw.LazyFrame[Any], list[str]]:
    """Join the table of a standard by the whole day; in between its parameters go in a straight line."""
    first, last = int(standard.lowest), int(standard.highest)
    every = np.arange(first, last + 1, dtype=float)
    today = standard.distribution.parameters(Basis(every))
    tomorrow = standard.distribution.parameters(Basis(np.minimum(every + 1, last)))
    key = f"{own}day"
    rows: dict[str, Any] = {key: every}
    for number, (now, then) in enumerate(zip(today, tomorrow, strict=True)):
        rows |= {f"{own}a{number}": now, f"{own}b{number}": then}
    inside = (nw.col(days) >= first) & (nw.col(days) <= last)
    frame = frame.with_columns(nw.when(inside).then(nw.col(days).floor()).alias(key))
    frame = frame.join(_same_engine(frame, pl.DataFrame(rows)), on=key, how="left")
    part = nw.col(days) - nw.col(key)
    names = [f"{own}p{number}" for number in range(len(today))]
    frame = frame.with_columns(
        *(
            (nw.col(f"{own}a{number}") + part * (nw.col(f"{own}b{number}") - nw.col(f"{own}a{number}"))).alias(name)
            for number, name in enumerate(names)
        )
    )
    return frame, names


def _same_engine(frame: nw.LazyFrame[Any], table: pl.DataFrame) -> nw.LazyFrame[Any]:
    native = frame.to_native()
    if frame.implementation.is_polars():
        return nw.from_native(table.lazy())
    if frame.implementation.is_duckdb():
        import duckdb

        return nw.from_native(duckdb.from_arrow(table.to_arrow()))
    made = native.sparkSession.createDataFrame(table.rows(), schema=table.columns)
    joined: nw.LazyFrame[Any] = nw.from_native(made)
    return joined


def _by_batches(
    frame: nw.LazyFrame[Any], key: str, found: tuple[Standard, ...], measure: tuple[str, float], age: str
) -> nw.LazyFrame[Any]:
    if not frame.implementation.is_polars():
        raise InputError(
            f"{key} needs arrays, which {frame.implementation.name.lower()} does not hand out.",
            "Collect the frame first, or use another standard.",
        )
    names = added_columns(key)
    native: pl.LazyFrame = frame.to_native()
    schema = {name: dtype for name, dtype in native.collect_schema().items() if name not in names}
    schema |= dict(zip(names, (pl.Float64(), pl.Float64(), pl.String(), pl.String()), strict=True))

    def batch(part: pl.DataFrame) -> pl.DataFrame:
        added = _eager(nw.from_native(part, eager_only=True), {key: found}, {key: (measure, age)})
        return part.drop(*(name for name in names if name in part.columns)).with_columns(added.get_columns())

    return nw.from_native(native.map_batches(batch, schema=schema, streamable=True))
