"""Scans from a file: what can be read is read, what cannot is kept aside with its reason.

A row that is kept aside is not answered, but what it does say still counts as history for the other scans of its
pregnancy. Where it may hide an earlier heartbeat, or where nobody can tell which scan is which, the other scans of that
pregnancy are held back with it: no answer is better than one that forgot something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import polars as pl

from gravida.columns import Column, columns
from gravida.days import FIRST_OF_1970
from gravida.engine.preparation import entered_measures
from gravida.engine.scope import RECORDED_BEFORE
from gravida.engine.selection import select
from gravida.engine.viability import guidelines as known_guidelines
from gravida.errors import ColumnError, FileError, InputError
from gravida.tables import blood
from gravida.tables.assess import assess
from gravida.tables.door import recognise
from gravida.tables.held_back import Reject, Rows, held_back, identifiers, refuse_shared
from gravida.tables.outputs import added
from gravida.tables.plan import Places
from gravida.tables.text_file import read_bytes, read_text_file
from gravida.values import read_value, rename

PARQUET = (".parquet", ".pq")
HOLDS_FOR_OTHERS = {
    "heart_activity",
    "heart_rate_bpm",
    "exam_date",
    *(name for recorded in RECORDED_BEFORE for name in recorded.when.needs),
}
"""Where one of these cannot be read, an earlier heartbeat, or what stops the rules, may be lost to the other scans of
the pregnancy."""

GIVEN = "_given"
"""Ending of a column of the file whose name an answer has too: what came is kept, such as ``ga_days_given``."""

ROWS_OF_A_PIECE = 250_000
_LONGEST_VALUE = 200

_TYPES: dict[str, Any] = {
    "decimal": pl.Float64,
    "integer": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Int64,
}


@dataclass(frozen=True)
class ReadScans:
    """What was read from a file.

    ``original`` has the columns as they came and ``frame`` ours as they are declared, both with the same rows;
    ``rows`` are their numbers in the file. Where ``answered`` is false a row is only history for others.
    """

    path: Path
    original: pl.DataFrame
    frame: pl.DataFrame
    rows: pl.Series
    answered: pl.Series
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]
    total: int

    @property
    def rejected_rows(self) -> int:
        """Number of rows that are kept aside."""
        return len({reject.row for reject in self.rejects})

    @property
    def pregnancies(self) -> int:
        """Number of pregnancies among the rows that are answered; a row that names none counts as one."""
        if "pregnancy_id" not in self.frame.columns:
            return int(self.answered.sum())
        ids = self.frame["pregnancy_id"].filter(self.answered)
        return ids.drop_nulls().n_unique() + ids.null_count()

    def history(self, row: int) -> tuple[list[dict[str, Any]], int]:
        """Return the scans of the pregnancy of one row, and the place of that row among them.

        Raises:
            InputError: there is no such row, or it was kept aside.
        """
        for reject in self.rejects:
            if reject.row == row:
                raise InputError(f"it cannot be explained: {reject.reason}", reject.mend, row=row)
        place = self.rows.index_of(row)
        if place is None:
            rows = "only row 1" if self.total == 1 else f"rows 1 to {self.total}"
            raise InputError(f"there is no row {row} in {self.path.name!r}.", f"It has {rows}.")
        scans = self._with_what_is_only_written_down()
        pregnancy = self.frame["pregnancy_id"][place] if "pregnancy_id" in self.frame.columns else None
        if pregnancy is None:
            return [scans.row(place, named=True)], 0
        same = (self.frame["pregnancy_id"] == pregnancy).arg_true().to_list()
        return [scans.row(other, named=True) for other in same], same.index(place)

    def _with_what_is_only_written_down(self) -> pl.DataFrame:
        """Add columns of the dictionary that no rule reads, as far as every cell can be read."""
        found = self.frame
        for name in self.original.columns:
            ours = rename(name)
            if ours is None or ours[0] in found.columns:
                continue
            try:
                typed, unreadable = _read(self.original[name], columns()[ours[0]], ours[1])
            except ColumnError:
                continue
            if not unreadable:
                found = found.with_columns(typed.alias(ours[0]))
        return found


def read_scans(path: Path | str) -> ReadScans:
    """Read scans from a CSV or Parquet file.

    Raises:
        FileError: it cannot be opened or is not what its name says.
        ColumnError: a measure without a unit, in a unit we cannot convert, misspelt, given twice, or no finding at all.
        DuplicateScanError: one pregnancy stands on hundreds of rows.
    """
    path = Path(path)
    source = _parquet(path) if path.suffix.lower() in PARQUET else _text(path)
    source.cells = _without_earlier_answer(source)
    given = blood.recognise(source.cells.columns) | recognise(source.cells.columns)
    _refuse_misspelt(source.cells.columns, given)
    frame, rejects, blocked = _typed(source, given)
    held: dict[int, Reject] = {}
    if "pregnancy_id" in frame.columns:
        refuse_shared(source, frame["pregnancy_id"])
        held = held_back(source, frame, blocked)
    if lacking := [name for name in ("pregnancy_id", "exam_date") if name not in frame.columns]:
        source.notes.append(f"no {' and no '.join(lacking)} column: no scan is compared with an earlier one")
    _ragged(source, rejects)
    return _parted(path, source, frame, rejects, held)


def _text(path: Path) -> Rows:
    found = read_text_file(path)
    return Rows(found.cells, found.rows, found.lines, found.ragged, list(found.notes))


def _parquet(path: Path) -> Rows:
    data = read_bytes(path)
    if not (data.startswith(b"PAR1") and data.endswith(b"PAR1")):
        raise FileError(f"{path.name!r} is not a Parquet file.", "Save it as Parquet, or give it its right ending.")
    try:
        cells = pl.read_parquet(data)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, RuntimeError) as error:
        what = next(iter(str(error).splitlines()), type(error).__name__)
        raise FileError(f"{path.name!r} cannot be read as Parquet ({what}).", "Write it anew.") from None
    return Rows(cells, pl.int_range(1, cells.height + 1, dtype=pl.UInt32, eager=True), None)


def _without_earlier_answer(source: Rows) -> pl.DataFrame:
    """Take an earlier answer out of a file, so that an age that was worked out here is not read as a recorded one."""
    cells = source.cells
    names = set(cells.columns)
    keys = [key for key in known_guidelines() if f"{key}_category" in names]
    if not keys:
        return cells
    source.notes.append("the file holds an earlier answer of Gravida, which is worked out anew")
    earlier = {name for name in names if any(name.startswith(f"{key}_") for key in keys)}
    everything = select(keys)
    ours = {*added(everything, Places(everything), (), text=True), *blood.EVERY}
    written = ours & names if "ga_method" in names else set()
    cells = cells.drop(earlier | written)
    return cells.rename({name + GIVEN: name for name in earlier | written if name + GIVEN in names})


def _refuse_misspelt(names: Iterable[str], given: dict[str, tuple[str, float]]) -> None:
    """A column that is nearly ours would be passed over without a word, and with it perhaps a heartbeat."""
    open_ = sorted(entered_measures() - set(given))
    for name in names:
        if rename(name) is None and (near := get_close_matches(name.lower().replace(" ", "_"), open_, 1, 0.87)):
            raise ColumnError(
                f"column {name!r} is not known and looks like {near[0]}.",
                f"Name it {near[0]} if that is what it is, or give it a name that cannot be mistaken.",
                column=name,
            )


def _typed(
    source: Rows, given: dict[str, tuple[str, float]]
) -> tuple[pl.DataFrame, dict[int, list[Reject]], dict[str, list[int]]]:
    """Return our columns as declared, the rejects by place of the row, and the places that hold others back."""
    frame: dict[str, pl.Series] = {}
    rejects: dict[int, list[Reject]] = {}
    blocked: dict[str, list[int]] = {}
    for ours, (name, factor) in given.items():
        cells = source.cells[name]
        if ours == blood.PROGESTERONE_LEVEL:  # a question about its unit has to know in which one it was written
            frame[name], unreadable = _read(cells, columns()[ours], 1.0)
        else:
            frame[ours], unreadable = _read(cells, columns()[ours], factor)
        if not unreadable:
            continue
        places = cells.is_in(pl.Series(list(unreadable), dtype=cells.dtype).implode()).arg_true().to_list()
        for place in places:
            error = unreadable[cells[place]]
            reject = Reject(
                int(source.rows[place]), source.line(place), name, str(cells[place]), error.what, error.mend
            )
            rejects.setdefault(place, []).append(reject)
        if ours in HOLDS_FOR_OTHERS:
            blocked[ours] = places
    return pl.DataFrame(frame), rejects, blocked


def _read(cells: pl.Series, column: Column, factor: float) -> tuple[pl.Series, dict[Any, InputError]]:
    """Read the cells of one column, each different one once. What cannot be read is null, and is returned with why.

    Raises:
        ColumnError: the column is of a type that cannot be what it is declared to be.
    """
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    dtype, kind = cells.dtype, column.kind
    if dtype == pl.Null:
        cells, dtype = cells.cast(pl.String), pl.String()
    if kind == "string" and (dtype == pl.String or dtype.is_numeric()):
        return identifiers(cells), {}
    if dtype.is_numeric() and kind in ("decimal", "integer"):
        return _numbers(cells, column, factor)
    if dtype in (pl.Date, pl.Datetime) and kind == "datetime":
        return cells, {}
    if dtype in (pl.Date, pl.Datetime) and kind == "date":
        return (cells if dtype == pl.Date else cells.dt.date()), {}
    if dtype == pl.Boolean and kind == "boolean":
        return cells, {}
    if dtype == pl.String or (dtype.is_numeric() and kind == "boolean"):
        return _one_by_one(cells, column, factor)
    raise ColumnError(
        f"column {cells.name!r} holds {dtype}, where {column.name} is a {kind}.",
        "Write it as text or in its own type.",
        column=cells.name,
    )


def _numbers(cells: pl.Series, column: Column, factor: float) -> tuple[pl.Series, dict[Any, InputError]]:
    numbers = cells.cast(pl.Float64)
    if factor != 1.0:
        numbers = (numbers * factor).round(9)
    numbers = numbers.fill_nan(None)
    wrong = numbers.is_infinite().fill_null(False)
    if column.kind == "integer":
        wrong = wrong | (numbers != numbers.floor()).fill_null(False)
    _, unreadable = _one_by_one(cells.filter(wrong), column, factor)
    return pl.select(pl.when(~wrong).then(numbers)).to_series(), unreadable


def _one_by_one(cells: pl.Series, column: Column, factor: float) -> tuple[pl.Series, dict[Any, InputError]]:
    different = cells.unique()
    read: list[Any] = []
    unreadable: dict[Any, InputError] = {}
    for value in different:
        try:
            read.append(read_value(column, value, factor))
        except InputError as error:
            read.append(None)
            unreadable[value] = error
    values = pl.Series(read, dtype=_TYPES.get(column.kind, pl.String), strict=False)
    if column.kind == "date":
        values = (values - FIRST_OF_1970).cast(pl.Int32).cast(pl.Date)
    if not len(different):
        return values, unreadable
    return cells.replace_strict(different, values, return_dtype=values.dtype), unreadable


def _ragged(source: Rows, rejects: dict[int, list[Reject]]) -> None:
    """Add the rows with the wrong number of fields; they have no place in the frame."""
    for number, ragged in enumerate(source.ragged, start=1):
        fields, width = len(ragged.fields), source.cells.width
        reject = Reject(
            ragged.row,
            ragged.line,
            "",
            " | ".join(ragged.fields)[:_LONGEST_VALUE],
            f"the row has {fields} field{'s' * (fields != 1)}, the header names {width} columns.",
            "Put quotes around cells that hold a separator, and write the separators of empty cells.",
        )
        rejects[-number] = [reject]


def _parted(
    path: Path, source: Rows, frame: pl.DataFrame, rejects: dict[int, list[Reject]], held: dict[int, Reject]
) -> ReadScans:
    """Part the rows: answered, only history, kept aside."""
    places = pl.int_range(frame.height, eager=True)
    stays = ~places.is_in(list(held))
    answered = ~places.is_in([place for place in rejects if place >= 0])
    stays = stays & (answered | frame["pregnancy_id"].is_not_null() if "pregnancy_id" in frame.columns else answered)
    all_rejects = [reject for found in rejects.values() for reject in found]
    all_rejects += [reject for place, reject in held.items() if place not in rejects]
    return ReadScans(
        path,
        source.cells.filter(stays),
        frame.filter(stays),
        source.rows.filter(stays),
        answered.filter(stays),
        tuple(sorted(all_rejects, key=lambda reject: reject.row)),
        tuple(source.notes),
        len(source.rows) + len(source.ragged),
    )


def assess_scans(
    scans: ReadScans,
    guidelines: Iterable[str] | str | None = None,
    *,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
    text: bool = True,
    done: Callable[[int], None] | None = None,
) -> pl.DataFrame:
    """Assess what was read from a file: the columns as they came, then those of :func:`gravida.assess`.

    Many rows are worked through in pieces of whole pregnancies. ``done`` is told how many rows each piece had.
    """
    frame = scans.frame if scans.frame.height else scans.frame.clear(1)  # no rows: the columns of an empty one
    pieces, order = _pieces(frame)
    selection = select(guidelines, disable=disable, enable=enable)
    names = list(added(selection, Places(selection), (), text=text))
    names += blood.added(blood.recognise(frame.columns)) if text else []
    answers = []
    for piece in pieces:
        answer: pl.DataFrame = assess(piece, guidelines, disable=disable, enable=enable, text=text)
        answers.append(answer.select(names))
        if done is not None:
            done(piece.height)
    whole = pl.concat(answers).head(scans.frame.height)
    if order is not None:
        whole = whole[order.arg_sort()]
    original = scans.original.rename({name: name + GIVEN for name in names if name in scans.original.columns})
    both = pl.concat([original, whole], how="horizontal")
    return both if scans.answered.all() else both.filter(scans.answered)


def _pieces(frame: pl.DataFrame) -> tuple[list[pl.DataFrame], pl.Series | None]:
    """Return the frame in pieces of whole pregnancies, and the places their rows had where those are not in order."""
    number = ceil(frame.height / ROWS_OF_A_PIECE)
    if number <= 1:
        return [frame], None
    if "pregnancy_id" not in frame.columns:
        return list(frame.iter_slices(ROWS_OF_A_PIECE)), None
    pregnancy = frame["pregnancy_id"]
    begins = pregnancy.ne_missing(pregnancy.shift()) | pregnancy.is_null()
    if begins.sum() == pregnancy.drop_nulls().n_unique() + pregnancy.null_count():
        return _cut(frame, begins), None
    places = pl.int_range(frame.height, eager=True, dtype=pl.UInt64)
    piece = pl.select(pl.when(pregnancy.is_not_null()).then(pregnancy.hash()).otherwise(places) % number).to_series()
    order = [found for wanted in range(number) if len(found := places.filter(piece == wanted))]
    return [frame[found] for found in order], pl.concat(order)


def _cut(frame: pl.DataFrame, begins: pl.Series) -> list[pl.DataFrame]:
    """Cut where a pregnancy begins."""
    borders = begins.arg_true()
    wanted = pl.Series(range(0, frame.height, ROWS_OF_A_PIECE), dtype=borders.dtype)
    nearest = borders.search_sorted(wanted, side="right") - 1
    first = borders.gather(nearest).unique().sort().to_list()
    return [frame.slice(start, end - start) for start, end in pairwise([*first, frame.height])]
