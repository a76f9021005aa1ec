"""Which rows are which scan: a key has to be clear before scans are compared."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from gravida.errors import DuplicateScanError
from gravida.tables.plan import INTERNAL, Frame

MOST_SCANS_OF_ONE_PREGNANCY = 200
"""More rows than this under one id are no pregnancy: an id such as "0" was filled in everywhere."""


def comparable(given: dict[str, tuple[str, float]]) -> bool:
    """True where scans can be compared: there are pregnancies and dates."""
    return "pregnancy_id" in given and "exam_date" in given


def unclear(typed: pl.DataFrame, given: dict[str, tuple[str, float]]) -> bool:
    """Say quickly whether some key may be unclear, on numbers; :func:`refuse_unclear_keys` then looks at the keys."""
    pregnancy = pl.col(INTERNAL + "pregnancy_id")
    keys = [pregnancy, *([pl.col(INTERNAL + "fetus_id")] if "fetus_id" in given else [])]
    if "exam_id" in given:
        exam = pl.col(INTERNAL + "exam_id")
        keys += [exam, pl.when(exam.is_null()).then(pl.col(INTERNAL + "exam_date"))]
    else:
        keys.append(pl.col(INTERNAL + "exam_date"))
    known = typed.lazy().filter(pregnancy.is_not_null())
    in_order = pregnancy.sort()
    rows, different, crowded = (
        known.select(
            rows=pl.len(),
            different=pl.struct(keys).hash().n_unique(),
            crowded=(in_order == in_order.shift(MOST_SCANS_OF_ONE_PREGNANCY)).any(),
        )
        .collect()
        .row(0)
    )
    return bool(rows != different or crowded)


def refuse_unclear_keys(frame: Frame, given: dict[str, tuple[str, float]]) -> None:
    """Refuse a frame in which two rows claim to be the same scan, or one id stands on hundreds of rows.

    Raises:
        DuplicateScanError: names the pregnancy, the embryo and the exam or its date.
    """

    def text(name: str) -> nw.Expr:
        found = nw.col(given[name][0]).cast(nw.String)
        return nw.when(found != "").then(found)

    exam = text("exam_date")
    if "exam_id" in given:
        exam = nw.coalesce(text("exam_id"), exam)
    label = text("fetus_id").fill_null("") if "fetus_id" in given else nw.lit("")
    keys = frame.select(pregnancy=text("pregnancy_id"), label=label, exam=exam.fill_null(""))
    keys = keys.filter(~nw.col("pregnancy").is_null())
    crowded = (
        keys.group_by("pregnancy").agg(nw.len().alias("rows")).filter(nw.col("rows") > MOST_SCANS_OF_ONE_PREGNANCY)
    )
    _refuse_crowded(crowded)
    _refuse_twice(keys.group_by("pregnancy", "label", "exam").agg(nw.len().alias("rows")).filter(nw.col("rows") > 1))


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
