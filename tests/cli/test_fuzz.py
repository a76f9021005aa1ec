"""Whatever bytes a file holds: never a traceback, exit code 0, 2 or 3, and every row answered or kept aside."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gravida.cli import main
from gravida.errors import ColumnError, GravidaError
from gravida.tables.files import read_scans
from gravida.tables.text_file import TextFile, read_text_file

NAMES = (
    "pregnancy_id", "fetus_id", "exam_id", "exam_date", "scan_route", "heart_activity", "heart_rate_bpm", "crl_mm",
    "crl_cm", "msd_mm", "ga_days", "lmp_date", "embryo_seen", "gs_seen", "bleeding", "n_sacs", "ward", "ga_method",
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        [
            "", "a", "b", "2026-01-05", "2026-01-16", "0001-01-01", "9999-12-31", "transvaginal", "present", "absent",
            "8", "7,5", "1e400", "-3", "1e-320", "99999999999999999999", "true", "0", "heavy", "6w4d", "NaN", "inf",
        ]
    ),
    st.text(max_size=8),
)  # fmt: skip
LOOSE = st.text(alphabet='ab01.,;\t"\n\r\\ \x0b\x1a\u2028ü', max_size=60)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Nearly right files: known columns, odd cells, a wrong number of fields here and there, loose ends."""
    delimiter = draw(st.sampled_from(",;\t"))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=7, unique=draw(st.booleans())))
    rows = draw(st.lists(st.lists(CELLS, min_size=max(0, len(names) - 1), max_size=len(names) + 1), max_size=6))
    text = draw(st.sampled_from(["\n", "\r\n"])).join(delimiter.join(row) for row in [names, *rows])
    text += draw(st.one_of(st.just(""), LOOSE))
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), "surrogatepass")


def assess(path: Path) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["assess", str(path), "--guidelines", "sru2013,nice2023"])
    return code, err.getvalue()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(files(), st.binary(max_size=200), LOOSE.map(str.encode)))
@example(b"crl_mm\n\x00")
@example(b'crl_mm,x\n5,"')
@example(b"crl_mm\r5\r")
@example(b'"crl_mm"')
@example("crl_mm\n5\u2028".encode())
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    code, said = assess(path)
    assert code in (0, 2, 3), said
    assert "Traceback" not in said
    if code == 2:
        assert len(said.splitlines()) == 1
        return
    scans = read_scans(path)
    assert scans.total == int(scans.answered.sum()) + scans.rejected_rows
    assert (code == 3) == bool(scans.rejects)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda middle: b"PAR1" + middle + b"PAR1")))
def test_any_bytes_as_parquet(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    code, said = assess(path)
    assert code == 2, said
    assert len(said.splitlines()) == 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.text(alphabet="ab 1.ü-", max_size=4), min_size=1, max_size=4), min_size=1, max_size=6
    )
)  # fmt: skip
def test_quotes_make_no_difference(tmp_path: Path, rows: list[list[str]]) -> None:
    """The quick reader of files without quotes and the exact one read the same."""
    plain, quoted = tmp_path / "plain.csv", tmp_path / "quoted.csv"
    names = ["crl_mm", "b", "c"]
    every = [names, *rows]
    plain.write_text("".join(",".join(row) + "\n" for row in every), encoding="utf-8")
    quoted.write_text(
        ",".join(f'"{name}"' for name in names) + "\n" + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8"
    )
    found: list[TextFile | str] = []
    for path in (plain, quoted):
        try:
            found.append(read_text_file(path))
        except GravidaError as error:
            found.append(str(error).replace("quoted", "plain"))
    one, other = found
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert one.cells.equals(other.cells)
    assert one.rows.to_list() == other.rows.to_list()
    assert one.lines.to_list() == other.lines.to_list()
    assert one.ragged == other.ragged


@pytest.mark.parametrize(
    "kind", [pl.String, pl.Float64, pl.Int32, pl.Boolean, pl.Date, pl.Datetime, pl.Null, pl.Categorical]
)
def test_every_type_of_a_parquet_column(tmp_path: Path, kind: type[pl.DataType]) -> None:
    path = tmp_path / "a.parquet"
    for name in NAMES:
        pl.DataFrame(
            {name: pl.Series([None], dtype=kind), "msd_cm" if name != "msd_mm" else "crl_mm": [1.0]}
        ).write_parquet(path)
        try:
            total = read_scans(path).total
        except ColumnError:
            continue
        assert total == 1
