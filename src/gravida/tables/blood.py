"""Blood tests over many rows: what is read of a frame, and what is added to it, on its own engine or on Polars.

``add_blood_columns`` is for a frame of samples, ``assess`` for scans that have blood tests beside them. Both say the
same, because both go through :mod:`gravida.tables.blood_samples`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import narwhals as nw
import polars as pl

from gravida.days import FIRST_OF_1970, day_number_from_parts
from gravida.engine.blood.samples import COLUMNS, read_moment
from gravida.errors import ColumnError, InputError
from gravida.tables import door, kinds
from gravida.tables.blood_samples import HCG, PROGESTERONE, with_hcg, with_progesterone
from gravida.tables.plan import INTERNAL, Frame, extended, inner
from gravida.values import rename

TIME = "hcg_time"
PROGESTERONE_LEVEL = "progesterone_nmol_l"
_TESTS = ("hcg_iu_l", PROGESTERONE_LEVEL)
_BEGINNINGS = tuple(name.partition("_")[0] + "_" for name in _TESTS)
_LACKING: dict[str, Any] = {
    "hcg_iu_l": nw.Float64,
    PROGESTERONE_LEVEL: nw.Float64,
    "hcg_seconds": nw.Int64,
    "on_progesterone": nw.Boolean,
    **dict.fromkeys(("hcg_kind", "hcg_laboratory", "location", "pregnancy_id"), nw.String),
}
"""What may be missing of a frame, and the type of nothing in its place."""

Given = dict[str, tuple[str, float]]

_OF_HCG = (*HCG, "hcg_questions")
EVERY = (*_OF_HCG, *PROGESTERONE)
"""Every column that can be added."""


def add_blood_columns(frame: Any) -> Any:
    """Add to each hCG sample how it compares with the sample before it in the same pregnancy.

    Parameters
    ----------
    frame
        A frame (pandas, Polars, PyArrow, DuckDB, PySpark) or a list of mappings, one row for each sample, with
        ``pregnancy_id``, ``hcg_iu_l`` (or ``hcg_miu_ml``) and ``hcg_time``; where known ``hcg_kind``,
        ``hcg_laboratory``, ``location`` and ``person_id``; and ``progesterone_nmol_l`` (or ``progesterone_ng_ml``) with
        ``on_progesterone``. Other columns pass through.

    Returns
    -------
    The same kind of frame with the columns added that `docs/blood-tests.md` lists; eager frames keep their rows and
    their order. A first sample has no comparison; a sample that asks a question is compared with nothing.

    Raises
    ------
    ColumnError
        A column is missing, or stands there twice.
    InputError
        A value cannot be read.
    """
    known = nw.from_native(kinds.as_frame(frame))
    given = recognise(known.columns if isinstance(known, nw.DataFrame) else known.collect_schema().names())
    for needed in ("pregnancy_id", "hcg_iu_l", TIME):
        if needed not in given:
            raise ColumnError(f"there is no column {needed}.", "Samples are compared within a pregnancy, by time.")
    if isinstance(known, nw.DataFrame):
        return kinds.give_back(frame, beside(known, given))
    original = known.collect_schema().names()
    names = added(given)
    renamed = kinds.kept_names(original, names)
    kept = [nw.col(name).alias(renamed.get(name, name)) for name in original if name in renamed or name not in names]
    return on_engine(known, given).select(*kept, **{name: inner(name) for name in names}).to_native()


def recognise(names: Iterable[Any]) -> Given:
    """Return what of the names is about blood tests, with the name it is given under and the factor to our unit.

    Nothing where neither hCG nor progesterone is there: then nothing is read, and nothing added.

    Raises:
        ColumnError: one of them is given twice.
    """
    listed = list(names)
    if not any(isinstance(name, str) and name.startswith(_BEGINNINGS) for name in listed):
        return {}  # most frames have none, and reading the names of their columns once is enough
    found: Given = {}
    for name in listed:
        ours = rename(name) if isinstance(name, str) else None
        if ours is None or ours[0] not in COLUMNS:
            continue
        if ours[0] in found:
            raise ColumnError(f"{ours[0]} is given twice, also as {name!r}.", "Keep one of them.", column=name)
        found[ours[0]] = (name, ours[1])
    return found if set(_TESTS) & set(found) else {}


def added(given: Iterable[str]) -> list[str]:
    """Return the names of the columns that are added where these are given."""
    known = set(given)
    hcg, progesterone = "hcg_iu_l" in known, PROGESTERONE_LEVEL in known
    return [*(_OF_HCG if hcg else ()), *(PROGESTERONE if progesterone else ())]


def beside(frame: nw.DataFrame[Any], given: Given) -> pl.DataFrame:
    """Return only the added columns of an eager frame, in Polars, row by row. Rows without a test cost nothing.

    Raises:
        InputError: a value cannot be read; it is named with its row, column and value.
    """
    read = kinds.to_polars(frame, [name for name, _ in given.values()])
    typed = door.typed(read, {ours: of for ours, of in given.items() if ours != TIME})
    if TIME in given:
        typed = typed.with_columns(_seconds(read[given[TIME][0]]).alias(INTERNAL + "hcg_seconds"))
    tests = [pl.col(INTERNAL + name).is_not_null() for name in _TESTS if name in given]
    rows = typed.with_row_index("row").filter(pl.any_horizontal(tests))
    names = added(given)
    answers: pl.DataFrame = (
        _answered(nw.from_native(rows.lazy()), given).select("row", *(inner(n).alias(n) for n in names)).to_native()
    ).collect()
    every = pl.DataFrame({"row": pl.int_range(typed.height, dtype=pl.UInt32, eager=True)})
    return every.join(answers, "row", "left", maintain_order="left").drop("row")


def on_engine(frame: Frame, given: Given, *, read: Iterable[str] = ()) -> Frame:
    """Add the answers as internal columns to a lazy frame of another engine. Columns in ``read`` are there already.

    Raises:
        ColumnError: a column has a type that this engine would have to read cell by cell.
    """
    schema = frame.collect_schema()
    frame = door.native(frame, {ours: of for ours, of in given.items() if ours != TIME and ours not in set(read)})
    if TIME in given:
        seconds = _seconds_on_engine(frame, given[TIME][0], schema[given[TIME][0]])
        frame = frame.with_columns(**{INTERNAL + "hcg_seconds": seconds})
    return _answered(frame, given)


def _answered(frame: Frame, given: Given) -> Frame:
    there = {name.removeprefix(INTERNAL) for name in frame.collect_schema().names()}
    lacking = {name: dtype for name, dtype in _LACKING.items() if name not in there}
    frame = extended(frame, {INTERNAL + name: nw.lit(None, dtype=dtype) for name, dtype in lacking.items()})
    # "unknown" is a place that was looked for and not found, but a kind of test that nobody wrote down.
    kind = nw.when(inner("hcg_kind") != "unknown").then(inner("hcg_kind"))
    frame = frame.with_columns(**{INTERNAL + "hcg_kind": kind})
    if "hcg_iu_l" in given:
        pregnancy = [INTERNAL + name for name in ("pregnancy_id", door.PREGNANCY_CHECK) if name in there]
        frame = with_hcg(frame, pregnancy or [INTERNAL + "pregnancy_id"])
    if PROGESTERONE_LEVEL in given:
        frame = with_progesterone(frame, in_ng_ml=given[PROGESTERONE_LEVEL][1] != 1.0)
    return frame


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _seconds(series: pl.Series) -> pl.Series:
    """Seconds since 1970 of each sample; null where there is no time of day, which its row is asked about."""
    if isinstance(series.dtype, pl.Datetime):
        zoned = series.dtype.time_zone is not None
        return (series.dt.convert_time_zone("UTC") if zoned else series).dt.epoch("s")
    if series.dtype == pl.Date:
        return pl.Series([None] * len(series), dtype=pl.Int64)
    read = {value: _moment(value) for value in series.unique().to_list()}
    if len({moment.tzinfo is None for moment in read.values() if moment is not None}) > 1:
        raise InputError(
            "some times have a time zone and some have none.", "Write all with it or all without.", column=TIME
        )
    seconds = {value: None if moment is None else _since_1970(moment) for value, moment in read.items()}
    return pl.Series([seconds[value] for value in series.to_list()], dtype=pl.Int64)


def _moment(value: Any) -> datetime | None:
    if value is None or not str(value).strip():
        return None
    try:
        return read_moment(value)
    except InputError:
        return None  # asked about in its row


def _since_1970(moment: datetime) -> int:
    return int(((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).total_seconds())


def _seconds_on_engine(frame: Frame, name: str, dtype: Any) -> nw.Expr:
    """Seconds since 1970. A moment with a time zone is one instant: a clock that is put back must not add an hour."""
    moment = nw.col(name)
    if dtype == nw.Date or dtype == nw.Unknown:
        return nw.lit(None, dtype=nw.Int64)
    if dtype != nw.Datetime:
        raise ColumnError(
            f"column {name!r} holds {dtype}, where {TIME} is a date with its time.",
            "Cast it to a timestamp before; on this engine texts are not read cell by cell.",
            column=name,
        )
    if dtype.time_zone is None:
        at = moment.dt
        day = day_number_from_parts(at.year().cast(nw.Int64), at.ordinal_day().cast(nw.Int64)) - FIRST_OF_1970
        parts: nw.Expr = ((day * 24 + at.hour()) * 60 + at.minute()) * 60 + at.second()
        return parts
    if frame.implementation.is_pyspark():
        return moment.cast(nw.Int64)
    if frame.implementation.is_polars():
        moment = moment.dt.convert_time_zone("UTC")
    return (moment - nw.lit(_EPOCH)).dt.total_seconds()
