"""Which rows are which scan: a key has to be clear before scans are compared."""

from __future__ import annotations

import narwhals as nw
import numpy as np
import polars as pl

from gravida.errors import DuplicateScanError
from gravida.tables.places import Array, Siblings
from gravida.tables.plan import INTERNAL, Frame
from gravida.values import NOTHING

MOST_SCANS_OF_ONE_PREGNANCY = 200
"""More rows than this under one id are no pregnancy: an id such as "0" was filled in everywhere."""


PREGNANCY = frozenset({"person_id", "pregnancy_id"})
"""Columns that say which pregnancy a row is of."""

KEYS = PREGNANCY | {"fetus_id", "exam_id", "exam_date"}
"""Columns that say which scan a row is."""


def comparable(given: dict[str, tuple[str, float]]) -> bool:
    """True where scans can be compared: it is said which pregnancy they are of."""
    return "pregnancy_id" in given


def unclear(typed: pl.DataFrame, given: dict[str, tuple[str, float]], of_one: Siblings) -> bool:
    """Say quickly, on numbers, whether some key may be unclear; :func:`refuse_unclear_keys` then looks at the keys."""
    if of_one.crowded:
        return True
    exams = [name for name in ("exam_id", "exam_date") if name in given]
    if not exams:
        return False
    keys = [name for name in ("exam_id", "exam_date", "fetus_id") if name in given]
    alike = np.flatnonzero(np.logical_or.reduce([_alike(typed[INTERNAL + name], of_one) for name in exams]))
    one, other = (
        typed.lazy().select(pl.col(INTERNAL + name).gather(places) for name in keys).collect()
        for places in (of_one.one[alike], of_one.other[alike])
    )
    same = {name: one[INTERNAL + name].eq_missing(other[INTERNAL + name]) for name in keys}
    named = {name: one[INTERNAL + name].is_not_null() for name in exams}
    twice, is_named = same[exams[-1]], named[exams[-1]]
    if len(exams) == 2:  # a date tells scans apart only where they carry no exam_id
        twice, is_named = same["exam_id"] & (named["exam_id"] | twice), named["exam_id"] | is_named
    if "fetus_id" in given:
        twice &= same["fetus_id"]
    return bool((twice & is_named).any())


def _alike(column: pl.Series, of_one: Siblings) -> Array:
    """Where the known number of one row is that of the other: seldom, so that the rest looks at few."""
    numbers = column.fill_null(0).to_numpy()
    found: Array = numbers[of_one.one] == numbers[of_one.other]
    if column.null_count():
        found &= column.is_not_null().to_numpy()[of_one.one]
    return found


def refuse_unclear_keys(frame: Frame, given: dict[str, tuple[str, float]], *, needs_exam: bool) -> None:
    """Refuse a frame in which two rows claim to be the same scan, or one id stands on hundreds of rows.

    ``needs_exam``: a lazy frame has no other key, so that two scans without exam and date cannot be told apart.

    Raises:
        DuplicateScanError: names the pregnancy, the embryo and the exam or its date.
    """

    schema = frame.collect_schema()

    def text(name: str) -> nw.Expr:
        if name not in given:
            return nw.lit("")
        column = nw.col(given[name][0])
        if name == "exam_date" and schema[given[name][0]] == nw.Datetime:
            column = column.cast(nw.Date)  # days are what counts
        found = column.cast(nw.String).str.strip_chars()
        said = ~found.str.to_lowercase().is_in(list(NOTHING))
        return nw.when(said).then(found).otherwise(nw.lit(""))

    keys = frame.select(
        person=text("person_id"),
        pregnancy=text("pregnancy_id"),
        label=text("fetus_id"),
        exam=text("exam_id"),
        date=text("exam_date"),
    )
    keys = keys.filter(nw.col("pregnancy") != "")
    counted = keys.group_by("person", "pregnancy").agg(nw.len().alias("rows"))
    _refuse_crowded(counted.filter(nw.col("rows") > MOST_SCANS_OF_ONE_PREGNANCY))
    keys = keys.with_columns(exam=nw.when(nw.col("exam") != "").then(nw.col("exam")).otherwise(nw.col("date")))
    if not needs_exam:
        keys = keys.filter(nw.col("exam") != "")
    _refuse_twice(
        keys.group_by("person", "pregnancy", "label", "exam").agg(nw.len().alias("rows")).filter(nw.col("rows") > 1)
    )


def _refuse_crowded(found: Frame) -> None:
    rows = found.head(1).collect().rows(named=True)
    if rows:
        name, count = rows[0]["pregnancy"], rows[0]["rows"]
        raise DuplicateScanError(
            f"pregnancy_id {name!r} stands on {count} rows; one pregnancy has {MOST_SCANS_OF_ONE_PREGNANCY} "
            f"scans or fewer.",
            "Leave pregnancy_id empty where it is not known.",
            column="pregnancy_id",
            value=name,
        )


def _refuse_twice(found: Frame) -> None:
    rows = found.sort("pregnancy", "label", "exam").head(3).collect().rows(named=True)
    if rows:
        first = rows[0]
        label = f", fetus_id {first['label']!r}" if first["label"] else ""
        exam = f"exam {first['exam']!r}" if first["exam"] else "no date"
        more = " (and others)" if len(rows) > 1 else ""
        raise DuplicateScanError(
            f"{first['rows']} rows are the same scan: pregnancy_id {first['pregnancy']!r}{label}, {exam}{more}.",
            "Remove the repeats, or tell them apart by exam_id (two exams) or fetus_id (two embryos).",
            column="pregnancy_id",
            value=first["pregnancy"],
        )
