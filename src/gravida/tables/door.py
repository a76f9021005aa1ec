"""The door: columns of any frame become what they are declared to be, once, under internal names.

NaN becomes null, dates become whole days, units are converted, texts are read like cells of a file. What cannot be
read is refused by row, column and value; nothing is guessed and nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import product
from typing import Any

import narwhals as nw
import polars as pl

from gravida.columns import Column, columns
from gravida.days import FIRST_OF_1970, day_number_from_parts
from gravida.engine.preparation import entered_measures
from gravida.errors import ColumnError, InputError
from gravida.tables import pieces
from gravida.tables.kinds import ANSWERED
from gravida.tables.pairs import EXAM_ON
from gravida.tables.plan import INTERNAL, Frame, extended, inner
from gravida.values import NOTHING, SYNONYMS, read_value, rename

_DTYPES: dict[str, Any] = {
    "string": nw.String,
    "code": nw.String,
    "boolean": nw.Boolean,
    "integer": nw.Float64,
    "decimal": nw.Float64,
    "date": nw.Int64,
    "datetime": nw.Int64,
}

FINDINGS = (
    "heart_activity",
    "heart_rate_bpm",
    "crl_mm",
    "msd_mm",
    "gs_d1_mm",
    "gs_seen",
    "embryo_seen",
    "yolk_sac_seen",
    "yolk_sac_mm",
    "amnion_seen",
)
"""A frame has to hold one of these: without a finding there is nothing to assess."""


def recognise(names: Iterable[Any]) -> dict[str, tuple[str, float]]:
    """Return, for each of our columns that the engine reads, the name it is given under and the factor to our unit.

    Raises:
        ColumnError: a measure without a unit, in a unit we cannot convert, given twice, or no finding at all.
    """
    found: dict[str, tuple[str, float]] = {}
    for name in names:
        ours = rename(name) if isinstance(name, str) else None
        if ours is None:
            continue
        if ours[0] in found:
            raise ColumnError(
                f"{ours[0]} is given twice: as {found[ours[0]][0]!r} and as {name!r}.",
                "Keep one of them.",
                column=name,
            )
        found[ours[0]] = (name, ours[1])
    if not set(FINDINGS) & set(found):
        raise ColumnError(
            "there is no column with a finding of a scan.",
            f"Name at least one of {', '.join(FINDINGS)}; `gravida columns` lists them all.".replace("at least ", ""),
        )
    return {ours: given for ours, given in found.items() if ours in entered_measures()}


def typed(frame: pl.DataFrame, given: dict[str, tuple[str, float]]) -> pl.DataFrame:
    """Return a Polars frame of only our columns, each of its declared type; dates as day numbers.

    It is cut in the same pieces as ``frame``.

    Raises:
        InputError: a value cannot be read; it is named with its row, column and value.
    """
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:  # columns do not wait for each other
        typed = threads.map(lambda of: _typed(frame[of[1][0]], columns()[of[0]], of[1][1]), given.items())
        read = {INTERNAL + ours: series for ours, series in zip(given, typed, strict=True)}
    if METHOD in frame.columns and INTERNAL + "ga_days" in read:
        read[INTERNAL + "ga_days"] = _only(read[INTERNAL + "ga_days"], frame[METHOD].cast(pl.String) == RECORDED)
    person, pregnancy = read.pop(INTERNAL + "person_id", None), read.get(INTERNAL + "pregnancy_id")
    if person is not None and pregnancy is not None:  # the id of a pregnancy is unique for its person only
        both = person.cast(pl.String).fill_null("") + BETWEEN_IDS + pregnancy.cast(pl.String)
        read[INTERNAL + "pregnancy_id"] = both
    for name in ("pregnancy_id", "fetus_id", "exam_id"):
        text = read.get(INTERNAL + name)
        if text is not None and text.dtype == pl.String:
            read[INTERNAL + name] = _hashed(text, 0)
            if name == "pregnancy_id":  # two hashes have to agree, so that no two pregnancies ever become one
                read[INTERNAL + PREGNANCY_CHECK] = _hashed(text, 1)
    if not read:
        return pl.DataFrame({INTERNAL + "nothing": [None] * frame.height})
    return pieces.cut(pl.DataFrame(read), pieces.of(frame))


def readable_keys(frame: pl.DataFrame, typed: pl.DataFrame, given: dict[str, tuple[str, float]]) -> pl.DataFrame:
    """Return the keys as a person wrote them, dates as dates: for a sentence that names a scan."""
    names = {ours: given[ours][0] for ours in ("person_id", "pregnancy_id", "fetus_id", "exam_id") if ours in given}
    read = {name: _text(frame[name]).cast(pl.String) for name in names.values()}
    if "exam_date" in given:
        read[given["exam_date"][0]] = (
            (typed[INTERNAL + "exam_date"] - FIRST_OF_1970).cast(pl.Int32).cast(pl.Date).cast(pl.String)
        )
    return pl.DataFrame(read)


METHOD, RECORDED = "ga_method", "recorded"
"""A frame that holds an answer already: only an age that was recorded then is a recorded age now."""

BETWEEN_IDS = "\x1f"

PREGNANCY_CHECK = "pregnancy_check"
"""Internal column with a second hash of the pregnancy, where texts are hashed to be compared faster."""


def _only(values: pl.Series, where: pl.Series) -> pl.Series:
    return pl.select(pl.when(where).then(values)).to_series()


def _hashed(text: pl.Series, seed: int) -> pl.Series:
    return pl.select(pl.when(text.is_not_null()).then(text.hash(seed))).to_series()


def _typed(series: pl.Series, column: Column, factor: float) -> pl.Series:
    kind = column.kind
    if series.dtype == pl.Null:
        return pl.Series([None] * len(series), dtype=_polars(kind))
    if kind in ("decimal", "integer") and series.dtype.is_numeric():
        numbers = series.cast(pl.Float64)
        if factor != 1.0:
            numbers = (numbers * factor).round(9)
        if series.dtype.is_integer() and factor == 1.0:
            return numbers
        if numbers.is_nan().any():
            numbers = numbers.fill_nan(None)
        whole = numbers.is_infinite() if kind == "decimal" else (numbers != numbers.floor()) | numbers.is_infinite()
        if not whole.any():
            return numbers
    elif kind == "boolean" and series.dtype == pl.Boolean:
        return series
    elif kind in ("date", "datetime") and series.dtype == pl.Date:
        return series.to_physical() + FIRST_OF_1970
    elif kind in ("date", "datetime") and isinstance(series.dtype, pl.Datetime):
        return series.dt.date().to_physical() + FIRST_OF_1970
    elif kind == "string":
        return _text(series)
    elif kind == "code" and series.dtype == pl.String and _holds_only(series, column.codes):
        return series
    return _read_one_by_one(series, column, factor)


def _holds_only(series: pl.Series, codes: Sequence[str]) -> bool:
    """To count each of a few codes is quicker than to look every text up in a list."""
    known = len(series) - series.null_count()
    return known == sum((series == code).sum() for code in codes)


def _text(series: pl.Series) -> pl.Series:
    """Identifiers as they are where they are whole numbers, else as text; what says nothing is no name."""
    if series.dtype.is_integer():
        return series
    if series.dtype.is_float():  # an identifier that passed through a spreadsheet: 17.0 is 17
        whole = series.fill_nan(None)
        if (whole.drop_nulls() == whole.drop_nulls().floor()).all():
            return whole.cast(pl.Int64)
    text = series.cast(pl.String).str.strip_chars()
    says_nothing = text.is_in(_nothing_in_any_case())
    return pl.select(pl.when(~says_nothing).then(text)).to_series() if says_nothing.any() else text


@cache
def _nothing_in_any_case() -> list[str]:
    """What says nothing, in every mix of capitals: to look for a thousand texts is quicker than to write anew all."""
    return ["".join(letters) for text in NOTHING for letters in product(*({c.lower(), c.upper()} for c in text))]


def _polars(kind: str) -> Any:
    return {
        "decimal": pl.Float64,
        "integer": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Int32,
        "datetime": pl.Int32,
    }.get(kind, pl.String)


def _read_one_by_one(series: pl.Series, column: Column, factor: float) -> pl.Series:
    """Read each different value once, as a cell of a file would be read."""
    if series.dtype == pl.Categorical or isinstance(series.dtype, pl.Enum):
        series = series.cast(pl.String)
    different = series.unique().to_list() if series.dtype != pl.Object else list(dict.fromkeys(series.to_list()))
    outcome: dict[Any, Any] = {}
    for value in different:
        try:
            outcome[value] = read_value(column, value, factor)
        except InputError as error:
            row = series.to_list().index(value) + 1
            raise InputError(error.what, error.mend, column=column.name, row=row, value=value) from None
    if series.dtype == pl.Object:
        return pl.Series([outcome[value] for value in series.to_list()], dtype=_polars(column.kind), strict=False)
    if column.kind == "code" and all(outcome[value] == value for value in different):
        return series
    read = pl.Series([outcome[value] for value in different], dtype=_polars(column.kind), strict=False)
    return series.replace_strict(pl.Series(different, dtype=series.dtype), read, return_dtype=_polars(column.kind))


def internal(frame: Frame, given: Collection[str]) -> Frame:
    """Complete a frame of internal columns: what is not given is unknown."""
    added: dict[str, nw.Expr] = {}
    for name in sorted(entered_measures() - set(given)):
        added[INTERNAL + name] = nw.lit(None, dtype=_DTYPES[columns()[name].kind])
    if EXAM_ON not in {name.removeprefix(INTERNAL) for name in frame.collect_schema().names()}:
        exam_on = (inner("exam_date") - FIRST_OF_1970).cast(nw.Int32).cast(nw.Date)
        added[INTERNAL + EXAM_ON] = exam_on if "exam_date" in given else nw.lit(None, dtype=nw.Date)
    added[INTERNAL + "undated"] = inner("exam_date").is_null() if "exam_date" in given else nw.lit(False)
    return extended(frame, added)


def native(frame: Frame, given: dict[str, tuple[str, float]]) -> Frame:
    """Add our internal columns to a lazy frame of another engine, by expressions only.

    Raises:
        ColumnError: a column has a type that this engine would have to read cell by cell.
        InputError: a code or a yes-no text is not one of those declared.
    """
    schema = frame.collect_schema()
    added = {
        INTERNAL + ours: _expression(schema[name], name, columns()[ours], factor)
        for ours, (name, factor) in given.items()
    }
    if "exam_date" in given:
        added[INTERNAL + EXAM_ON] = nw.col(given["exam_date"][0]).cast(nw.Date)
    if ANSWERED in schema and METHOD in schema and "ga_days" in given:
        recorded = nw.col(METHOD) == RECORDED
        added[INTERNAL + "ga_days"] = nw.when(recorded).then(added[INTERNAL + "ga_days"])
    if "person_id" in given and "pregnancy_id" in given:
        person, pregnancy = added[INTERNAL + "person_id"], added[INTERNAL + "pregnancy_id"]
        added[INTERNAL + "pregnancy_id"] = nw.concat_str(person.fill_null(""), nw.lit(BETWEEN_IDS), pregnancy)
    frame = extended(frame, added)
    _refuse_unknown_codes(frame, given)
    return frame


def _expression(dtype: Any, name: str, column: Column, factor: float) -> nw.Expr:
    source = nw.col(name)
    kind = column.kind
    if dtype == nw.Unknown:  # a column of nothing but gaps
        return nw.lit(None, dtype=_DTYPES[kind])
    if kind in ("decimal", "integer") and dtype.is_numeric():
        number = source.cast(nw.Float64)
        number = nw.when(~number.is_nan()).then(number)
        return number if factor == 1.0 else (number * factor).round(9)
    if kind == "boolean" and dtype == nw.Boolean:
        return source
    if kind in ("date", "datetime") and dtype in (nw.Date, nw.Datetime):
        day_of_year = source.dt.ordinal_day().cast(nw.Int64)
        found: nw.Expr = day_number_from_parts(source.dt.year().cast(nw.Int64), day_of_year)
        return found
    if kind == "string":
        text = source.cast(nw.String).str.strip_chars()
        return nw.when(~text.str.to_lowercase().is_in(list(NOTHING))).then(text)
    if kind == "code" and dtype in (nw.String, nw.Categorical, nw.Enum):
        text = source.cast(nw.String).str.strip_chars().str.to_lowercase()
        text = text.str.replace_all("-", "_", literal=True).str.replace_all(" ", "_", literal=True)
        for other, ours in SYNONYMS.get(column.name, {}).items():
            text = nw.when(text == other).then(nw.lit(ours)).otherwise(text)
        return nw.when(~text.is_in([*NOTHING, "_"])).then(text)
    raise ColumnError(
        f"column {name!r} holds {dtype}, where {column.name} is a {kind}.",
        f"Cast it to {_CAST_TO[kind]} before; on this engine texts are not read cell by cell.",
        column=name,
    )


_CAST_TO = {
    "decimal": "a number",
    "integer": "a whole number",
    "boolean": "a Boolean",
    "date": "a date",
    "datetime": "a date",
    "code": "text",
}


def _unreadable(column: Column) -> nw.Expr | None:
    """True where a value that this engine holds is none that the column can have."""
    value = inner(column.name)
    if column.kind == "code" and column.codes:
        return ~value.is_in(list(column.codes))
    if column.kind == "integer":  # what is not finite is no whole number either
        return ~value.is_finite() | (value != value.floor())
    return ~value.is_finite() if column.kind == "decimal" else None


def _refuse_unknown_codes(frame: Frame, given: dict[str, tuple[str, float]]) -> None:
    wrong = [(columns()[name], test) for name in given if (test := _unreadable(columns()[name])) is not None]
    if not wrong:
        return
    counts = frame.select(
        **{column.name: test.fill_null(False).cast(nw.Int64).sum() for column, test in wrong}
    ).collect()
    for column, test in wrong:
        if counts[column.name][0]:
            value = frame.filter(test).select(INTERNAL + column.name).head(1).collect()[INTERNAL + column.name][0]
            mend = (
                f"Write {', '.join(column.codes)} or leave it empty."
                if column.codes
                else "Write whole numbers, or leave it empty."
                if column.kind == "integer"
                else "Leave it empty if it was not measured."
            )
            raise InputError(
                f"{column.name} {value!r} cannot be read, in {counts[column.name][0]} rows.",
                mend,
                column=column.name,
                value=value,
            )
