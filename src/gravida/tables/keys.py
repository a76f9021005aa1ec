"""Which rows are which scan: a key has to be clear before scans are compared."""

from __future__ import annotations

import narwhals as nw

from gravida.errors import DuplicateScanError
from gravida.tables.plan import Frame, inner

MOST_SCANS_OF_ONE_PREGNANCY = 200
"""More rows than this under one id are no pregnancy: an id such as "0" was filled in everywhere."""


def refuse_unclear_keys(frame: Frame, given: dict[str, tuple[str, float]]) -> bool:
    """Return True where scans can be compared: there are pregnancies and dates.

    Raises:
        DuplicateScanError: two rows have the same pregnancy, embryo and exam (or date), or one id stands on hundreds of rows.
    """
    if "pregnancy_id" not in given or "exam_date" not in given:
        return False
    exam = inner("exam_date").cast(nw.Int64).cast(nw.String)
    if "exam_id" in given:
        exam = nw.coalesce(inner("exam_id"), exam)
    label = inner("fetus_id").fill_null("") if "fetus_id" in given else nw.lit("")
    keys = frame.filter(~inner("pregnancy_id").is_null()).select(
        pregnancy=inner("pregnancy_id"), label=label, exam=exam.fill_null("")
    )
    crowded = keys.group_by("pregnancy").agg(nw.len().alias("rows")).filter(nw.col("rows") > MOST_SCANS_OF_ONE_PREGNANCY)
    _refuse_crowded(crowded)
    _refuse_twice(keys.group_by("pregnancy", "label", "exam").agg(nw.len().alias("rows")).filter(nw.col("rows") > 1))
    return True


def _refuse_crowded(found: Frame) -> None:
    rows = found.head(1).collect().rows(named=True)
    if rows:
        name, count = rows[0]["pregnancy"], rows[0]["rows"]
        raise DuplicateScanError(
            f"pregnancy_id {name!r} stands on {count} rows; one pregnancy has {MOST_SCANS_OF_ONE_PREGNANCY} scans or fewer.",
            "Leave pregnancy_id empty where it is not known.",
            column="pregnancy_id",
            value=name,
        )


def _refuse_twice(found: Frame) -> None:
    rows = found.sort("pregnancy", "label", "exam").head(3).collect().rows(named=True)
    if rows:
        first = rows[0]
        label = f", fetus_id {first['label']!r}" if first["label"] else ""
        exam = _exam(first["exam"])
        more = " (and others)" if len(rows) > 1 else ""
        raise DuplicateScanError(
            f"{first['rows']} rows are the same scan: pregnancy_id {first['pregnancy']!r}{label}, {exam}{more}.",
            "Remove the repeats, or tell them apart by exam_id (two exams) or fetus_id (two embryos).",
            column="pregnancy_id",
            value=first["pregnancy"],
        )


def _exam(key: str) -> str:
    from datetime import date

    if not key:
        return "no date"
    return f"date {date.fromordinal(int(key))}" if key.isdigit() and len(key) == 6 else f"exam {key!r}"
