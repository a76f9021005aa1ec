"""Which rows of a file cannot be answered because of another row of their pregnancy.

A scan is read with the earlier scans of its pregnancy. Where one of those may hide a heartbeat, or twins, because it
cannot be read, or where two rows claim to be the same scan, the answer would rest on a history with a hole in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from gravida.errors import DuplicateScanError
from gravida.tables.keys import MOST_SCANS_OF_ONE_PREGNANCY
from gravida.tables.text_file import RaggedRow
from gravida.values import NOTHING, rename


@dataclass(frozen=True, slots=True)
class Reject:
    """One cell or row that is kept aside. ``row`` 1 is the first data row; ``line`` is that of a text file."""

    row: int
    line: int | None
    column: str
    value: str
    reason: str
    mend: str


@dataclass
class Rows:
    """The rows of a file, before it is known which of them can be answered."""

    cells: pl.DataFrame
    rows: pl.Series
    lines: pl.Series | None
    ragged: tuple[RaggedRow, ...] = ()
    notes: list[str] = field(default_factory=list)

    def line(self, place: int) -> int | None:
        return None if self.lines is None else int(self.lines[place])


def identifiers(cells: pl.Series) -> pl.Series:
    """Identifiers without the spaces around them; a number that passed through a spreadsheet, 17.0, is 17."""
    if cells.dtype.is_float():
        cells = cells.fill_nan(None)
        known = cells.drop_nulls()
        if (known == known.floor()).all():
            cells = cells.cast(pl.Int64)
    text = cells.cast(pl.String).str.strip_chars()
    said = ~text.str.to_lowercase().is_in(sorted(NOTHING))
    return pl.select(pl.when(said).then(text)).to_series().alias(cells.name)


def refuse_shared(source: Rows, pregnancy: pl.Series) -> None:
    """Refuse one id on hundreds of rows, and one id for the pregnancies of different persons.

    Raises:
        DuplicateScanError: names the id.
    """
    counts = pregnancy.drop_nulls().value_counts(sort=True, name="rows")
    if counts.height and counts["rows"][0] > MOST_SCANS_OF_ONE_PREGNANCY:
        name, rows = counts.row(0)
        raise DuplicateScanError(
            f"pregnancy_id {name!r} stands on {rows} rows; one pregnancy has {MOST_SCANS_OF_ONE_PREGNANCY} scans "
            "or fewer.",
            "Leave pregnancy_id empty where it is not known.",
            column="pregnancy_id",
            value=name,
        )
    if "person_id" not in source.cells.columns:
        return
    persons = pl.DataFrame({"pregnancy": pregnancy, "person": identifiers(source.cells["person_id"].cast(pl.String))})
    shared = persons.drop_nulls().unique(maintain_order=True).filter(pl.col("pregnancy").is_duplicated())
    if shared.height:
        name = shared["pregnancy"][0]
        first, second = shared.filter(pl.col("pregnancy") == name)["person"][:2]
        raise DuplicateScanError(
            f"pregnancy_id {name!r} stands for different persons (person_id {first!r} and {second!r}), and their "
            "scans would be compared.",
            "Write pregnancy ids that no two persons share, for example person_id and pregnancy_id in one.",
            column="pregnancy_id",
            value=name,
        )


def held_back(source: Rows, frame: pl.DataFrame, blocked: dict[str, list[int]]) -> dict[int, Reject]:
    """Return, by place, the rows that are held back because another row of their pregnancy has to be mended first.

    ``blocked`` are the places of rows that may hide what holds for others, by the column that cannot be read.
    """
    pregnancy = frame["pregnancy_id"]
    why: dict[str, tuple[str, str]] = {}
    for name in blocked:
        for place in blocked[name]:
            if pregnancy[place] is not None:
                why.setdefault(pregnancy[place], _first_mend(int(source.rows[place]), f"its {name} cannot be read"))
    known = set(pregnancy.drop_nulls()) if source.ragged else set()
    for ragged in source.ragged:
        for name in _may_be_of(ragged, source.cells, known):
            why.setdefault(name, _first_mend(ragged.row, "it cannot be read"))
    found = {}
    for rows, places in _same_scans(source, frame):
        name = pregnancy[places[0]]
        reason = f"rows {_listed(rows)} say that they are the same scan of pregnancy_id {name!r}."
        mend = "Remove the repeats, or tell them apart by exam_id (two exams) or fetus_id (two embryos)."
        for place in places:
            found[place] = _reject(source, place, "pregnancy_id", pregnancy[place], reason, mend)
        why.setdefault(
            name,
            (
                f"another scan of this pregnancy stands there twice (rows {_listed(rows)}): its history is not clear.",
                f"Mend rows {_listed(rows)} first.",
            ),
        )
    for place in pregnancy.is_in(list(why)).arg_true():
        reason, mend = why[pregnancy[place]]
        found.setdefault(place, _reject(source, place, "pregnancy_id", pregnancy[place], reason, mend))
    return found


def _reject(source: Rows, place: int, column: str, value: str, reason: str, mend: str) -> Reject:
    return Reject(int(source.rows[place]), source.line(place), column, value, reason, mend)


def _listed(rows: list[int]) -> str:
    shown = [str(row) for row in rows[:5]]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(rows) <= 5 else f"{', '.join(shown)} and others"


def _first_mend(row: int, what: str) -> tuple[str, str]:
    return (
        f"row {row} of this pregnancy may hold an earlier heartbeat or a reason not to answer, and {what}.",
        f"Mend row {row} first.",
    )


def _may_be_of(ragged: RaggedRow, cells: pl.DataFrame, known: set[str]) -> set[str]:
    """Pregnancies a ragged row may belong to: its id stands in its place, or is shifted by the fields too many."""
    width, fields = cells.width, [cell.strip() for cell in ragged.fields]
    place = next(place for place, name in enumerate(cells.columns) if _stands_for(name) == "pregnancy_id")
    first, last = sorted((place, place + len(fields) - width))
    near = {cell for cell in fields[max(0, first) : last + 1] if cell in known}
    return near or known.intersection(fields)


def _stands_for(name: str) -> str | None:
    ours = rename(name)
    return None if ours is None else ours[0]


def _same_scans(source: Rows, frame: pl.DataFrame) -> list[tuple[list[int], list[int]]]:
    """Rows that claim to be the same scan of the same sac: their numbers and places."""
    if "exam_date" not in frame.columns:
        return []  # scans are read one by one
    exam = pl.lit("on ") + pl.col("exam_date").cast(pl.String)
    if "exam_id" in frame.columns:
        exam = pl.coalesce(pl.lit("exam ") + pl.col("exam_id"), exam)
    label = pl.col("fetus_id") if "fetus_id" in frame.columns else pl.lit(None, dtype=pl.String)
    keys = frame.lazy().select(
        pregnancy="pregnancy_id", label=label, exam=exam, place=pl.int_range(pl.len()), row=source.rows
    )
    same = ["pregnancy", "label", "exam"]
    twice = keys.filter(pl.col("pregnancy").is_not_null() & pl.struct(same).is_duplicated())
    groups = twice.group_by(same, maintain_order=True).agg("row", "place").collect()
    return list(zip(groups["row"].to_list(), groups["place"].to_list(), strict=True))
