"""hCG over many rows: each sample against the one before it in the same pregnancy, by the limits of the engine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import narwhals as nw
import polars as pl

from gravida.columns import columns
from gravida.engine.blood import nice, rise
from gravida.engine.blood.samples import read_moment
from gravida.engine.blood.units import LARGEST_HCG_IU_L, QUESTIONED_FACTOR
from gravida.errors import ColumnError, InputError
from gravida.tables import kinds
from gravida.values import read_value, rename

_READ = ("hcg_iu_l", "hcg_time", "hcg_kind", "hcg_laboratory", "location", "person_id", "pregnancy_id")
_START = tuple(rise.smallest_rise(level).ratio_48h for level in (0.0, *rise.MIDDLE_BAND[:1], rise.MIDDLE_BAND[1] + 1.0))

Q_ZERO = "hCG is 0 or less: write the number on the report, or leave it empty."
Q_LARGE = "hCG is beyond belief: check the unit, 1 IU/L is 1 mIU/mL."
Q_TIME = "hCG has no time of day: write 2026-03-01T09:00."
Q_SAME_TIME = "Two samples have the same time."
Q_MIXED = "The sample before was of another kind of test or another laboratory, so the two are not compared."
Q_UNITS = "The value is 100 times the one before, or a hundredth: are both in IU/L?"


def add_blood_columns(frame: Any) -> Any:
    """Add to each hCG sample how it compares with the sample before it in the same pregnancy.

    Parameters
    ----------
    frame
        An eager frame (pandas, Polars, PyArrow) or a list of mappings, one row for each sample, with ``pregnancy_id``,
        ``hcg_iu_l`` (or ``hcg_miu_ml``) and ``hcg_time``; where known ``hcg_kind``, ``hcg_laboratory``, ``location``
        and ``person_id``. Other columns pass through.

    Returns
    -------
    The same kind of frame, same rows, same order, with ``hcg_hours``, ``hcg_ratio``, ``hcg_ratio_48h``,
    ``hcg_doubling_hours``, ``hcg_half_life_hours``, ``hcg_smallest_ratio_48h``, ``hcg_below_barnhart2016``,
    ``hcg_below_barnhart2004``, ``hcg_below_cautious``, ``hcg_nice_band`` and ``hcg_questions``. A first sample has no
    comparison; a sample that asks a question is compared with nothing.

    Raises
    ------
    ColumnError
        A column is missing, or stands there twice.
    InputError
        A value cannot be read.
    """
    known = nw.from_native(kinds.as_frame(frame))
    if isinstance(known, nw.LazyFrame):
        raise InputError("a lazy frame was given.", "Collect it first: samples are compared within each pregnancy.")
    given = _given(known.columns)
    read = kinds.to_polars(known, [name for name, _ in given.values()])
    return kinds.give_back(frame, _answers(_typed(read, given)))


def _given(names: list[Any]) -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for name in names:
        ours = rename(name) if isinstance(name, str) else None
        if ours is None or ours[0] not in _READ:
            continue
        if ours[0] in found:
            raise ColumnError(f"{ours[0]} is given twice, also as {name!r}.", "Keep one of them.", column=name)
        found[ours[0]] = (name, ours[1])
    for needed in ("pregnancy_id", "hcg_iu_l", "hcg_time"):
        if needed not in found:
            raise ColumnError(f"there is no column {needed}.", "Samples are compared within a pregnancy, by time.")
    return found


def _typed(read: pl.DataFrame, given: dict[str, tuple[str, float]]) -> pl.DataFrame:
    series = {ours: read[name] for ours, (name, _) in given.items()}
    out = {
        "value": _each(series["hcg_iu_l"], "hcg_iu_l", pl.Float64, given["hcg_iu_l"][1]),
        "taken": _moments(series["hcg_time"]),
        "timed": series["hcg_time"].is_not_null(),
        "pregnancy": series["pregnancy_id"].cast(pl.String),
    }
    person = series.get("person_id")
    empty = pl.Series([None] * read.height, dtype=pl.String)
    out["person"] = empty.fill_null("") if person is None else person.cast(pl.String).fill_null("")
    for ours, name in (("hcg_kind", "kind"), ("hcg_laboratory", "laboratory"), ("location", "location")):
        out[name] = _each(series[ours], ours, pl.String) if ours in series else empty
    return pl.DataFrame(out).with_columns(pl.col("kind").replace("unknown", None))


def _each(series: pl.Series, name: str, dtype: Any, factor: float = 1.0) -> pl.Series:
    """Read each different value once, as a cell of a file would be read."""
    outcome: dict[Any, Any] = {}
    for value in series.unique().to_list():
        try:
            outcome[value] = read_value(columns()[name], value, factor)
        except InputError as error:
            row = series.to_list().index(value) + 1
            raise InputError(error.what, error.mend, column=name, row=row, value=value) from None
    return pl.Series([outcome[value] for value in series.to_list()], dtype=dtype, strict=False)


def _moments(series: pl.Series) -> pl.Series:
    if isinstance(series.dtype, pl.Datetime):
        zoned = series.dtype.time_zone is not None
        return (series.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if zoned else series).cast(_MOMENT)
    if series.dtype == pl.Date:
        return pl.Series([None] * len(series), dtype=_MOMENT)
    read: dict[Any, datetime | None] = {value: _moment(value) for value in series.unique().to_list()}
    if len({moment.tzinfo is None for moment in read.values() if moment is not None}) > 1:
        raise InputError("some times have a time zone and some have none.", "Write all with it or all without.")
    plain = {value: moment.astimezone(UTC) if moment and moment.tzinfo else moment for value, moment in read.items()}
    return pl.Series(
        [moment.replace(tzinfo=None) if (moment := plain[value]) else None for value in series.to_list()], dtype=_MOMENT
    )


_MOMENT = pl.Datetime("us")


def _moment(value: Any) -> datetime | None:
    if value is None or not str(value).strip():
        return None
    try:
        return read_moment(value)
    except InputError:
        return None  # asked about in its row


def _answers(typed: pl.DataFrame) -> pl.DataFrame:
    own = pl.coalesce(
        pl.when(pl.col("value") <= 0).then(pl.lit(Q_ZERO)),
        pl.when(pl.col("value") > LARGEST_HCG_IU_L).then(pl.lit(Q_LARGE)),
        pl.when(pl.col("value").is_not_null() & pl.col("timed") & pl.col("taken").is_null()).then(pl.lit(Q_TIME)),
    )
    rows = typed.with_row_index("row").with_columns(own=own)
    usable = rows.filter(
        pl.col("own").is_null() & pl.all_horizontal(pl.col("value", "taken", "pregnancy").is_not_null())
    ).sort("person", "pregnancy", "taken", "row")
    before = [pl.col(name).shift(1).over("person", "pregnancy").alias(f"{name}_0") for name in _PAIRED]
    pairs = usable.with_columns(before).with_columns(
        hours=(pl.col("taken") - pl.col("taken_0")).dt.total_seconds() / 3600
    )
    pairs = pairs.with_columns(asked=_asked())
    compared = pairs.select("row", "asked", **_NUMBERS)
    joined = rows.select("row", "own").join(compared, "row", "left").sort("row")
    return joined.select(*_NUMBERS, hcg_questions=pl.coalesce("own", "asked"))


_PAIRED = ("value", "taken", "kind", "laboratory")


def _asked() -> pl.Expr:
    mixed = (pl.col("kind") != pl.col("kind_0")) | (pl.col("laboratory") != pl.col("laboratory_0"))
    factor = pl.max_horizontal("value", "value_0") / pl.min_horizontal("value", "value_0")
    return pl.coalesce(
        pl.when(pl.col("hours") <= 0).then(pl.lit(Q_SAME_TIME)),
        pl.when(mixed).then(pl.lit(Q_MIXED)),
        pl.when(factor >= QUESTIONED_FACTOR).then(pl.lit(Q_UNITS)),
    )


def _compared(answer: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("asked").is_null() & (pl.col("hours") > 0)).then(answer)


def _smallest() -> pl.Expr:
    low, high = rise.MIDDLE_BAND
    first = pl.col("value_0")
    return pl.when(first < low).then(_START[0]).when(first <= high).then(_START[1]).otherwise(_START[2])


def _below(limit: pl.Expr) -> pl.Expr:
    """Exact at 48 hours, where a limit is met or missed by a hair; per 48 hours elsewhere; refused outside 24 to 96."""
    at_48 = (pl.col("value") * 100).round(6) < (pl.col("value_0") * (limit * 100).round(0)).round(6)
    fits = pl.col("hours").is_between(rise.FEWEST_HOURS, rise.MOST_HOURS)
    return _compared(pl.when(fits).then(pl.when(pl.col("hours") == 48).then(at_48).otherwise(_ratio_48h() < limit)))


def _ratio() -> pl.Expr:
    return pl.col("value") / pl.col("value_0")


def _ratio_48h() -> pl.Expr:
    return _ratio().pow(48 / pl.col("hours"))


def _times() -> pl.Expr:
    return pl.col("hours") / _ratio().log(2)


def _nice() -> pl.Expr:
    second = (pl.col("value") * 100).round(6)
    rises = second > (pl.col("value_0") * round(100 * nice.RISE_OVER)).round(6)
    falls = second < (pl.col("value_0") * round(100 * nice.FALL_UNDER)).round(6)
    band = nice.NiceBand
    return (
        pl.when(pl.col("location").is_null())
        .then(pl.lit(band.UNKNOWN.value))
        .when(pl.col("location") != "unknown")
        .then(pl.lit(band.NOT_APPLICABLE.value))
        .when(~pl.col("hours").is_between(nice.EARLIEST_HOURS, nice.LATEST_HOURS))
        .then(pl.lit(band.NOT_INTERPRETABLE.value))
        .when(rises)
        .then(pl.lit(band.RISE.value))
        .when(falls)
        .then(pl.lit(band.FALL.value))
        .otherwise(pl.lit(band.BETWEEN.value))
    )


_NUMBERS: dict[str, pl.Expr] = {
    "hcg_hours": _compared(pl.col("hours")),
    "hcg_ratio": _compared(_ratio()),
    "hcg_ratio_48h": _compared(_ratio_48h()),
    "hcg_doubling_hours": _compared(pl.when(_ratio() > 1).then(_times())),
    "hcg_half_life_hours": _compared(pl.when(_ratio() < 1).then(-_times())),
    "hcg_smallest_ratio_48h": _compared(_smallest()),
    "hcg_below_barnhart2016": _below(_smallest()),
    "hcg_below_barnhart2004": _below(pl.lit(rise.smallest_rise(0.0, "barnhart2004").ratio_48h)),
    "hcg_below_cautious": _below(pl.lit(rise.smallest_rise(0.0, "cautious").ratio_48h)),
    "hcg_nice_band": _compared(_nice()),
}
