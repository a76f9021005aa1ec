"""Text files of rows and columns, as they came: CSV with commas, semicolons or tabs.

Every cell is text. A row with the wrong number of fields is kept apart, because none of its cells can be trusted to
stand under its own name. What would lose rows without a word (a quote that is never closed) refuses the file.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import polars as pl

from gravida.errors import ColumnError, FileError
from gravida.values import rename

DELIMITERS = (",", ";", "\t")
IN_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs"}

SAVE_AS_CSV = "Save it as CSV (UTF-8) and give that file."

_KNOWN_BY_THEIR_FIRST_BYTES = (
    (b"PAR1", "a Parquet file", "Give it the ending .parquet."),
    (b"PK\x03\x04", "a spreadsheet or a zip archive", SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0", "an old Excel file", SAVE_AS_CSV),
    (b"\x1f\x8b", "compressed (gzip)", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)", "Unpack it first."),
    (b"BZh", "compressed (bzip2)", "Unpack it first."),
    (b"\xfd7zXZ", "compressed (xz)", "Unpack it first."),
    (b"7z\xbc\xaf", "compressed (7z)", "Unpack it first."),
    (b"%PDF", "a PDF", "Give the table it was printed from, as CSV."),
    (b"SQLite format 3", "an SQLite database", "Export the table as CSV."),
    (b"ARROW1", "an Arrow file", "Save it as Parquet or CSV."),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_UTF_8 = "the file is not UTF-8; it was read as Western European text (Windows-1252)"

FEWEST_COLUMNS_OF_A_ROW = 4
"""In a narrower file a line of a remark may have as many separators as a row."""

MOST_COLUMNS = 2000

_ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class RaggedRow:
    """A row whose number of fields is not that of the header. ``row`` 1 is the first data row."""

    row: int
    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextFile:
    """The cells of a file as text (null where empty), with the number and line of each row, and what is to be said."""

    cells: pl.DataFrame
    rows: pl.Series
    lines: pl.Series
    ragged: tuple[RaggedRow, ...]
    notes: tuple[str, ...]


def read_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises:
        FileError: there is no such file, it is a folder, or it may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"there is no file {str(path)!r}.", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise FileError(f"{str(path)!r} is a folder.", "Give one CSV or Parquet file.") from None
    except PermissionError:
        raise FileError(f"{str(path)!r} may not be read.", "Ask for the right to read it.") from None
    except (OSError, ValueError) as error:
        raise FileError(f"{str(path)!r} cannot be opened ({error}).", "Check the name and the folder.") from None


def refuse_other_kinds(data: bytes, path: Path) -> None:
    """Refuse what is plainly not text.

    Raises:
        FileError: says what it is instead, as far as its first bytes tell.
    """
    for first, kind, mend in _KNOWN_BY_THEIR_FIRST_BYTES:
        if data.startswith(first):
            raise FileError(f"{path.name!r} is {kind}, not CSV.", mend)


def read_text_file(path: Path) -> TextFile:
    """Read a CSV file.

    Raises:
        FileError: it cannot be opened, is no text, is empty, or rows would be lost in it.
        ColumnError: two columns have the same name.
    """
    data = read_bytes(path)
    refuse_other_kinds(data, path)
    text, note = _decoded(data, path)
    if not text.strip():
        raise _empty(path)
    delimiter = _delimiter(text)
    if '"' in text:
        return _read_exactly(text, delimiter, path, note)
    return _read_quickly(text, delimiter, path, note)


def _empty(path: Path) -> FileError:
    return FileError(f"{path.name!r} is empty.", "Give a file with a header and one row per scan.")


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """Return the text and what is to be said of its encoding."""
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    for encoding in marked[:1] or ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.removesuffix("\x1a"), NOT_UTF_8 if encoding == "cp1252" else ""
    raise FileError(f"{path.name!r} is not text that can be read.", SAVE_AS_CSV)


def _delimiter(text: str) -> str:
    """The delimiter under which the header has the most columns of ours, then the most columns at all."""
    first = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]

    def found(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter), [])
        return sum(_is_ours(name.strip()) for name in names), len(names)

    return max(DELIMITERS, key=found)


def _is_ours(name: str) -> bool:
    try:
        return rename(name) is not None
    except ColumnError:
        return True


def _header(names: list[str], path: Path) -> list[str]:
    """Names without the spaces around them; a column without a name gets its number.

    Raises:
        ColumnError: two columns have the same name.
    """
    if len(names) > MOST_COLUMNS:
        raise FileError(f"{path.name!r} has {len(names)} columns.", f"Give one with {MOST_COLUMNS} or fewer.")
    found = [name.strip() or f"column_{place}" for place, name in enumerate(names, start=1)]
    name, times = Counter(found).most_common(1)[0]
    if times > 1:
        raise ColumnError(
            f"column {name!r} stands {times} times in the header.", "Rename or remove all but one.", column=name
        )
    return found


def _read_quickly(text: str, delimiter: str, path: Path, note: str) -> TextFile:
    """Read a file without a single quote: a line is a row, and a delimiter is always one."""
    lines = pl.Series(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    numbers = pl.int_range(1, len(lines) + 1, dtype=pl.UInt32, eager=True)
    written = lines.str.contains(r"\S") | lines.str.contains(delimiter, literal=True)
    lines, numbers = lines.filter(written), numbers.filter(written)
    header = _header(lines[0].split(delimiter), path)
    lines, numbers = lines[1:], numbers[1:]
    rows = pl.int_range(1, len(lines) + 1, dtype=pl.UInt32, eager=True)
    whole = lines.str.count_matches(delimiter, literal=True) == len(header) - 1
    ragged = tuple(
        RaggedRow(row, line, tuple(fields.split(delimiter)))
        for row, line, fields in zip(rows.filter(~whole), numbers.filter(~whole), lines.filter(~whole), strict=True)
    )
    good = lines.filter(whole)
    cells = pl.DataFrame(schema=dict.fromkeys(header, pl.String))
    if len(good):
        cells = pl.read_csv(
            "\n".join(good.to_list()).encode(),
            separator=delimiter,
            has_header=False,
            new_columns=header,
            quote_char=None,
            infer_schema=False,
            n_rows=len(good),
        )
    _refuse_all_ragged(ragged, len(rows), len(header), path, delimiter)
    return TextFile(cells, rows.filter(whole), numbers.filter(whole), ragged, (note,) if note else ())


def _read_exactly(text: str, delimiter: str, path: Path, note: str) -> TextFile:
    """Read a file with quotes cell by cell, as the CSV standard has it."""
    records = _records(text, delimiter, path)
    first = next(records, None)
    if first is None:
        raise _empty(path)
    header = _header(first[1], path)
    pieces: list[pl.DataFrame] = []
    waiting: list[list[str]] = []
    rows: list[int] = []
    lines: list[int] = []
    ragged: list[RaggedRow] = []
    row = 0
    for row, (line, fields) in enumerate(records, start=1):
        if len(fields) != len(header):
            ragged.append(RaggedRow(row, line, tuple(fields)))
            continue
        waiting.append(fields)
        rows.append(row)
        lines.append(line)
        if len(waiting) == _ROWS_AT_ONCE:
            pieces.append(_cells(waiting, header))
            waiting = []
    cells = pl.concat([*pieces, _cells(waiting, header)])
    _refuse_all_ragged(ragged, row, len(header), path, delimiter)
    return TextFile(
        cells,
        pl.Series(rows, dtype=pl.UInt32),
        pl.Series(lines, dtype=pl.UInt32),
        tuple(ragged),
        (note,) if note else (),
    )


def _cells(rows: list[list[str]], header: list[str]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    frame = pl.DataFrame({name: pl.Series(cells, dtype=pl.String) for name, cells in zip(header, columns, strict=True)})
    return frame.select(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in header)


def _records(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line it begins on.

    Raises:
        FileError: a quote is not closed, or only after whole rows.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = 0
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileError(
                f"{path.name!r}: a quote on line {line} is not closed, or closed in the wrong place.",
                "Mend that line; from there on it cannot be told which row is which.",
            ) from None
        if not fields or (len(fields) == 1 and not fields[0].strip()):
            continue
        width = width or len(fields)
        if reader.line_num > line and width >= FEWEST_COLUMNS_OF_A_ROW and _holds_rows(fields, delimiter, width):
            raise FileError(
                f"{path.name!r}: a quote opened on line {line} is closed only on line {reader.line_num}, with whole "
                "rows in between.",
                "Close it where the cell ends, or remove it.",
            )
        yield line, fields


def _holds_rows(fields: list[str], delimiter: str, width: int) -> bool:
    return any(part.count(delimiter) == width - 1 for cell in fields for part in cell.splitlines()[1:])


def _refuse_all_ragged(
    ragged: list[RaggedRow] | tuple[RaggedRow, ...], rows: int, columns: int, path: Path, delimiter: str
) -> None:
    """Refuse a file in which no row fits the header: then the header is wrong, not the rows."""
    if ragged and len(ragged) == rows:
        widths = sorted({len(found.fields) for found in ragged})
        fields = (
            f"{widths[0]} field{'s' * (widths[0] != 1)}" if len(widths) == 1 else f"{widths[0]} to {widths[-1]} fields"
        )
        raise FileError(
            f"{path.name!r}: the header names {columns} column{'s' * (columns > 1)} and every row has {fields} "
            f"(read with {IN_WORDS[delimiter]} between them).",
            "Give every column a name, and put quotes around cells that hold a separator.",
        )
