"""``gravida assess``: the scans of a file, as a table to read or as a file to work with."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from gravida.cli import DONE, ROWS_KEPT_ASIDE
from gravida.cli.options import Guidelines, Ids, Json, Switch, ids
from gravida.cli.say import console, count, on_a_terminal, printable
from gravida.engine.rule import Category
from gravida.errors import FileError
from gravida.evidence.source import NOT_YET_REVIEWED

if TYPE_CHECKING:
    import polars as pl

    from gravida.engine.selection import Selection
    from gravida.tables.files import ReadScans

LONG_WORK_ROWS, BYTES_OF_A_ROW = 200_000, 30
"""From about here on the work takes so long that a bar is shown."""

FORMATS = (".csv", ".parquet", ".json")


def assess(
    file: Path,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    guidelines: Guidelines = None,
    disable: Ids = None,
    enable: Ids = None,
    explain: int | None = None,
    json: Json = False,
    categories_only: Switch = False,
    quiet: Switch = False,
) -> int:
    """Assess every scan of a CSV or Parquet file by several guidelines side by side.

    Rows that cannot be read go to a file `.rejects.csv` beside the output (or the input) with the reason and how to
    mend it; the others are answered, and the exit code is 3.

    Parameters
    ----------
    file
        One row per scan, with the columns that `gravida columns` lists. Other columns pass through as they came.
    output
        Write the answers to this file (.csv, .parquet or .json) instead of showing a table.
    guidelines
        Guidelines to ask, with commas between them; `gravida guidelines` lists them.
    disable
        Ids of rules to switch off. Every answer says so.
    enable
        Ids of rules to switch on that are off by default.
    explain
        Explain this row in words instead of showing a table. 1 is the first row after the header.
    json
        Print JSON instead of a table or of words.
    categories_only
        Only categories and bit masks of the rules, almost three times as fast.
    quiet
        No summary and no progress bar.
    """
    from gravida.engine.selection import select
    from gravida.tables.files import assess_scans, read_scans

    selection = select(guidelines, disable=ids(disable), enable=ids(enable))
    choice: dict[str, Any] = {"guidelines": guidelines, "disable": ids(disable), "enable": ids(enable)}
    if output is not None:
        _refuse_output(output, file)
    with _progress(file, quiet) as progress:
        progress("reading", 0)
        scans = read_scans(file)
        rejects = _write_rejects(scans, output or file)
        answer = None
        if explain is None or output is not None:
            progress("assessing", scans.frame.height)
            answer = assess_scans(
                scans, **choice, text=not categories_only, done=lambda rows: progress("assessing", -rows)
            )
        if output is not None and answer is not None:
            progress("writing", 0)
            _write(answer, output)
    if explain is not None:
        from gravida.cli.explain import of_row, show

        show(of_row(scans, explain, choice), json)
    elif output is None and answer is not None:
        _show(scans, answer, selection, json)
    if not quiet:
        told = _kept_aside(scans, rejects) if answer is None else _summary(scans, answer, selection, output, rejects)
        for line in told:
            print(printable(line), file=sys.stderr)
    return ROWS_KEPT_ASIDE if scans.rejects else DONE


def _show(scans: ReadScans, answer: pl.DataFrame, selection: Selection, as_json: bool) -> None:
    if as_json:
        print(answer.write_json())
        return
    from gravida.cli.table import print_lines, print_table, views

    if on_a_terminal():
        print_table(scans, answer, selection)
    else:
        print_lines(views(scans, answer, selection), selection)


@contextmanager
def _progress(file: Path, quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """Show a bar on the error stream when the work is long and somebody looks at it.

    The function that is given takes what is being done and the number of rows it is about, or minus those done.
    """
    if quiet or not sys.stderr.isatty() or not _is_long(file):
        yield lambda _what, _rows: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), TextColumn("{task.fields[of]}"), TimeElapsedColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, of="")

        def step(what: str, rows: int) -> None:
            if rows < 0:
                bar.advance(task, -rows)
            else:
                bar.reset(task, total=rows or None, description=what, of=count(rows, "row") if rows else "")

        yield step


def _is_long(file: Path) -> bool:
    try:
        return file.stat().st_size > BYTES_OF_A_ROW * LONG_WORK_ROWS
    except (OSError, ValueError):
        return False  # reading it will say why


def _refuse_output(output: Path, file: Path) -> None:
    """Refuse what cannot be written before the work begins.

    Raises:
        FileError: an ending that is not written, a folder that is not there, or the file that is being read.
    """
    if output.suffix.lower() not in FORMATS:
        raise FileError(f"{output.name!r} has an ending that is not written.", f"Choose {', '.join(FORMATS)}.")
    try:
        folder, no_parent = output.is_dir(), not output.parent.is_dir()
        the_same = output.exists() and file.exists() and output.samefile(file)
    except (OSError, ValueError) as error:
        raise FileError(f"{output.name[:60]!r} is no name for a file ({error}).", "Choose another.") from None
    if folder:
        raise FileError(f"{str(output)!r} is a folder.", "Give the name of a file in it.")
    if no_parent:
        raise FileError(f"there is no folder {str(output.parent)!r}.", "Make it first, or choose another.")
    if the_same:
        raise FileError(f"{output.name!r} is the file that is being read.", "Choose another name for the answers.")


def _write(answer: pl.DataFrame, output: Path) -> None:
    """Write beside the name first: whoever looks finds the old file or the whole new one.

    Raises:
        FileError: it cannot be written.
    """
    waiting = output.with_name(f".{output.name}.part")
    try:
        match output.suffix.lower():
            case ".csv":
                answer.write_csv(waiting)
            case ".parquet":
                answer.write_parquet(waiting)
            case _:
                answer.write_json(waiting)
        waiting.replace(output)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise FileError(f"{str(output)!r} cannot be written ({error.strerror}).", "Choose another place.") from None


def _write_rejects(scans: ReadScans, beside: Path) -> Path | None:
    """Write what was kept aside, or remove what an earlier run of this file had kept aside.

    Raises:
        FileError: it cannot be written.
    """
    import csv

    path = beside.with_name(f"{beside.stem}.rejects.csv")
    if path.exists() and path.samefile(scans.path):
        path = beside.with_name(f"{path.stem}.rejects.csv")
    header = ("row", "line", "column", "value", "reason", "mend")
    try:
        if not scans.rejects:
            if path.is_file() and path.read_bytes().splitlines()[:1] == [",".join(header).encode()]:
                path.unlink()
            return None
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header)
            for reject in scans.rejects:
                line = "" if reject.line is None else reject.line
                writer.writerow((reject.row, line, reject.column, reject.value, reject.reason, reject.mend))
    except OSError as error:
        raise FileError(
            f"{str(path)!r}, for the {count(scans.rejected_rows, 'row')} kept aside, cannot be written "
            f"({error.strerror}).",
            "Give another place with -o.",
        ) from None
    return path


def _summary(
    scans: ReadScans, answer: pl.DataFrame, selection: Selection, output: Path | None, rejects: Path | None
) -> Iterator[str]:
    """What was read and answered, in a few lines."""
    yield (
        f"{count(scans.total, 'row')}: {answer.height:,} answered ({_pregnancies(scans)}), "
        f"{scans.rejected_rows:,} kept aside."
    )
    for guideline in selection.guidelines:
        counts = answer[f"{guideline.key}_category"].value_counts(sort=True).rows()
        said = ", ".join(f"{number:,} {category}" for category, number in sorted(counts, key=lambda r: (-r[1], r[0])))
        yield f"  {guideline.key:<14}{said or 'no rows'}"
    if "red_flags" in answer.columns and (urgent := answer.filter(answer["red_flags"] != "").height):
        yield f"{count(urgent, 'row')} with signs that need help now (column red_flags)."
    first = answer[f"{selection.guidelines[0].key}_category"]
    if questioned := int((first == Category.QUESTIONED.value).sum()):
        yield f"{count(questioned, 'row')} questioned and not classified; the column questions says what to check."
    if asked := _asked_of_tests(answer):
        yield f"{count(asked, 'row')} with a question about a blood test, in hcg_questions or progesterone_questions."
    if selection.off:
        yield f"Rules switched off: {', '.join(selection.off)}."
    yield from _kept_aside(scans, rejects)
    for note in scans.notes:
        yield f"Note: {note}."
    if output is not None:
        yield f"Written: {output}."
    yield f"{NOT_YET_REVIEWED.capitalize()}. It reports what is published about findings like these; people decide."


def _asked_of_tests(answer: pl.DataFrame) -> int:
    asked = [name for name in ("hcg_questions", "progesterone_questions") if name in answer.columns]
    return sum(any(row) for row in answer.select(asked).iter_rows()) if asked else 0


def _kept_aside(scans: ReadScans, rejects: Path | None) -> Iterator[str]:
    if rejects is not None:
        most = Counter(reject.column or "the row itself" for reject in scans.rejects).most_common(3)
        where = ", ".join(f"{column} {number:,}" for column, number in most)
        yield f"Kept aside, with reasons and how to mend them: {rejects} ({where})."


def _pregnancies(scans: ReadScans) -> str:
    if "pregnancy_id" not in scans.frame.columns:
        return "no pregnancy_id"
    return count(scans.pregnancies, "pregnancy", "pregnancies")
