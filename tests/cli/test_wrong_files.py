"""Files that cannot be read: one sentence, exit code 2, nothing written. And unusual ones that can."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.cli.door import Terminal

from gravida.errors import ColumnError, DuplicateScanError, FileError, GravidaError
from gravida.tables.files import read_scans

PLAIN = "pregnancy_id,exam_date,heart_activity,crl_mm\na,2026-01-05,absent,5.5\nb,2026-01-06,present,8\n"


def spreadsheet() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return into.getvalue()


def parquet(**columns: object) -> bytes:
    into = io.BytesIO()
    pl.DataFrame(columns).write_parquet(into)
    return into.getvalue()


def many_rows_of_one_pregnancy() -> str:
    rows = (f"0,2026-{1 + n % 12:02d}-{1 + n % 28:02d},5" for n in range(205))
    return "pregnancy_id,exam_date,crl_mm\n" + "\n".join(rows)


WRONG: dict[str, tuple[str, str | bytes, str]] = {
    "empty": ("a.csv", "", "'a.csv' is empty."),
    "only blank lines": ("a.csv", "\n  \n\n", "'a.csv' is empty."),
    "only quotes": ("a.csv", '""\n', "'a.csv' is empty."),
    "a spreadsheet": ("a.csv", spreadsheet(), "is a spreadsheet or a zip archive, not CSV."),
    "an old spreadsheet": ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel file, not CSV."),
    "Parquet named CSV": ("a.csv", parquet(crl_mm=[5.0]), "is a Parquet file, not CSV."),
    "compressed": ("a.csv", b"\x1f\x8b\x08\x00", "is compressed (gzip), not CSV."),
    "CSV named Parquet": ("a.parquet", PLAIN, "'a.parquet' is not a Parquet file."),
    "Parquet cut short": ("a.parquet", parquet(crl_mm=[5.0])[:40], "is not a Parquet file."),
    "Parquet with a hole": ("a.parquet", b"PAR1" + b"\x00" * 40 + b"PAR1", "cannot be read as Parquet"),
    "no text": ("a.csv", bytes(range(256)) * 4, "is not text that can be read."),
    "UTF-16 with half a letter": ("a.csv", b"\xff\xfec\x00r", "is not text that can be read."),
    "a measure without its unit": ("a.csv", "crl,heart_activity\n5,absent\n", "'crl' has no unit. Name it crl_mm"),
    "an unknown unit": ("a.csv", "crl_inch\n0.2\n", "'crl_inch' is in a unit that cannot be converted"),
    "other letters": ("a.csv", "CRL_mm\n5\n", "column 'CRL_mm' is not known. Did you mean crl_mm?"),
    "misspelt": ("a.csv", "heart_activty,crl_mm\nabsent,5\n", "looks like heart_activity."),
    "no finding": ("a.csv", "pregnancy_id,ward\na,4\n", "there is no column with a finding of a scan."),
    "a name twice": ("a.csv", "crl_mm,crl_mm\n5,6\n", "column 'crl_mm' stands 2 times in the header."),
    "a measure twice": ("a.csv", "crl_mm,crl_cm\n5,0.5\n", "crl_mm is given twice"),
    "too many columns": ("a.csv", ",".join(f"c{n}" for n in range(3000)) + "\n", "has 3000 columns."),
    "a quote never closed": ("a.csv", PLAIN + 'c,2026-01-07,"absent,5\nd,2026-01-08,absent,5\n', "a quote on line 4"),
    "a quote in the wrong place": ("a.csv", PLAIN + 'c,"2026"-01-07,absent,5\n', "a quote on line 4"),
    "a quote around whole rows": (
        "a.csv",
        PLAIN + 'c,2026-01-07,absent,"5\nd,2026-01-08,present,8\ne,2026-01-08,absent,5"\n',
        "a quote opened on line 4 is closed only on line 6, with whole rows in between.",
    ),
    "too few fields everywhere": ("a.csv", "crl_mm,ward\n5\n6\n", "names 2 columns and every row has 1 field "),
    "one pregnancy on hundreds of rows": (
        "a.csv",
        many_rows_of_one_pregnancy(),
        "pregnancy_id '0' stands on 205 rows; one pregnancy has 200 scans or fewer.",
    ),
    "one id for two persons": (
        "a.csv",
        "person_id,pregnancy_id,exam_date,crl_mm\nx,1,2026-01-05,5\ny,1,2026-01-20,6\n",
        "pregnancy_id '1' stands for different persons (person_id 'x' and 'y')",
    ),
    "dates that are numbers": (
        "a.parquet",
        parquet(exam_date=[20260105], crl_mm=[5.0]),
        "column 'exam_date' holds Int64, where exam_date is a date.",
    ),
    "a measure that is yes or no": ("a.parquet", parquet(crl_mm=[True]), "column 'crl_mm' holds Boolean"),
    "lists in cells": ("a.parquet", parquet(crl_mm=[[5.0]]), "column 'crl_mm' holds List(Float64)"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "sentence"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_file_is_one_sentence(terminal: Terminal, name: str, content: str | bytes, sentence: str) -> None:
    terminal.text(name, content)
    said = terminal("assess", name, "-o", "out.csv")
    assert said.code == 2
    assert said.out == ""
    assert sentence in said.err
    assert said.err.startswith("gravida: ")
    assert len(said.err.splitlines()) == 1
    assert [path.name for path in terminal.folder.iterdir()] == [name], "nothing is written"


@pytest.mark.parametrize("command", ["assess", "explain"])
def test_no_such_file(terminal: Terminal, command: str) -> None:
    (terminal.folder / "folder").mkdir()
    more = ["1"] if command == "explain" else []
    assert terminal(command, "nowhere.csv", *more).err.startswith("gravida: there is no file 'nowhere.csv'.")
    assert terminal(command, "folder", *more).err.startswith("gravida: 'folder' is a folder.")
    assert terminal(command, "a\0b", *more).code == 2
    assert terminal(command, "n" * 5000, *more).code == 2


def test_a_file_that_may_not_be_read(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert "'a.csv' may not be read." in terminal("assess", "a.csv").err


ENCODED = {
    "UTF-8": PLAIN.encode(),
    "UTF-8 with a mark": PLAIN.encode("utf-8-sig"),
    "UTF-16": PLAIN.encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "UTF-32": PLAIN.encode("utf-32"),
    "lines of Windows": PLAIN.replace("\n", "\r\n").encode(),
    "lines of old Macs": PLAIN.replace("\n", "\r").encode(),
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "decimal comma": PLAIN.replace(",", ";").replace("5.5", "5,5").encode(),
    "everything in quotes": "".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in PLAIN.splitlines()
    ).encode(),
    "blank lines and spaces in the header": ("\n\n" + PLAIN.replace(",crl_mm", " , crl_mm") + "\n\n").encode(),
    "an end of file of DOS": PLAIN.encode() + b"\x1a",
    "in cm": PLAIN.replace("crl_mm", "crl_cm").replace("5.5", "0.55").replace(",8", ",0.8").encode(),
    "with units": PLAIN.replace("5.5", "5.5 mm").replace(",8", ",0.8 cm").encode(),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=list(ENCODED))
def test_files_that_say_the_same(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    found = read_scans(path)
    assert found.rejects == ()
    assert found.frame.rows(named=True) == [
        {"pregnancy_id": "a", "exam_date": date(2026, 1, 5), "heart_activity": "absent", "crl_mm": 5.5},
        {"pregnancy_id": "b", "exam_date": date(2026, 1, 6), "heart_activity": "present", "crl_mm": 8.0},
    ]
    assert found.rows.to_list() == [1, 2]


def test_western_european_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("crl_mm,ward\n5,Grün\n".encode("cp1252"))
    found = read_scans(path)
    assert found.original["ward"].to_list() == ["Grün"]
    assert any("not UTF-8" in note for note in found.notes)


def test_cells_over_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('pregnancy_id,crl_mm,remark,ward\na,5,"first\nsecond, ""quoted""\n",4\nb,x,,4\n', encoding="utf-8")
    found = read_scans(path)
    assert found.original["remark"][0] == 'first\nsecond, "quoted"\n'
    [reject] = found.rejects
    assert (reject.row, reject.line) == (2, 5)


def test_a_column_without_a_name(tmp_path: Path) -> None:
    """As pandas writes its index."""
    path = tmp_path / "a.csv"
    path.write_text(",crl_mm\n0,5\n1,6\n", encoding="utf-8")
    assert read_scans(path).original.columns == ["column_1", "crl_mm"]


def test_parquet_in_its_own_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "pregnancy_id": [17.0, 18.0, None, 20.0],
            "exam_date": [date(2026, 1, 5)] * 4,
            "heart_activity": pl.Series(["present", "absent", None, "absent"], dtype=pl.Categorical),
            "gs_seen": [True, None, False, True],
            "embryo_seen": [1, 0, None, 1],
            "crl_cm": [0.55, float("nan"), 0.7, float("inf")],
            "cycle_length_days": [28.0, 28.0, 28.0, 28.0],
            "ga_days": [45.0, 45.5, None, 45.0],
        }
    ).write_parquet(path)
    found = read_scans(path)
    assert found.frame["pregnancy_id"].to_list() == ["17", "18", None, "20"]
    assert found.frame["crl_mm"].to_list()[:3] == [5.5, None, 7.0]
    assert found.frame["embryo_seen"].to_list()[:3] == [True, False, None]
    assert [(reject.row, reject.column, reject.line) for reject in found.rejects] == [
        (2, "ga_days", None),
        (4, "crl_cm", None),
    ]


def test_parquet_cells_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "pregnancy_id": ["a", "a", "b"],
            "exam_date": pl.Series(["2026-01-05 23:30", "2026-01-16 23:30", "2026-01-16 23:30"])
            .str.to_datetime("%Y-%m-%d %H:%M")
            .dt.replace_time_zone("America/New_York"),
            "heart_activity": pl.Series(["gone", "absent", "absent"], dtype=pl.Categorical),
            "crl_mm": [8.0, 8.0, 8.0],
            "source_device": [[1], [2], [3]],
        }
    ).write_parquet(path)
    found = read_scans(path)
    assert [(reject.row, reject.column, reject.value) for reject in found.rejects] == [
        (1, "heart_activity", "gone"),
        (2, "pregnancy_id", "a"),
    ]
    assert found.frame["exam_date"].to_list() == [date(2026, 1, 16)], (
        "the day where the scan was, not that of Greenwich"
    )
    assert found.history(3)[0][0]["crl_mm"] == 8


@pytest.mark.parametrize("error", [FileError, ColumnError, DuplicateScanError])
def test_every_refusal_is_one_of_ours(error: type[GravidaError]) -> None:
    assert issubclass(error, GravidaError)
    assert issubclass(error, ValueError)
