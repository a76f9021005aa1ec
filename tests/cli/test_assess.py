"""``gravida assess``: a file in, a table or a file out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.cli.door import Terminal, scan

import gravida

FIRST, LATER = "2026-01-05", "2026-01-16"
SCANS = [
    scan("a", FIRST, heart_activity="present", heart_rate_bpm="110", ward="4"),
    scan("a", LATER, ward="4"),
    scan("b", FIRST, crl_mm="5", ward="=1+1"),
    scan("c", FIRST, heart_activity="present", ward="7 \x1b[31mred"),
]


def test_it_works(terminal: Terminal) -> None:
    terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv")
    assert said.code == 0
    header, *rows = said.out.splitlines()
    assert header.split() == [
        "row", "scan", "sru2013", "sru2024", "nice2023", "acog200", "preisler2015", "signs", "findings",
    ]  # fmt: skip
    assert len(rows) == len(SCANS)
    assert rows[0].startswith("1    a 2026-01-05  cardiac_activity")
    assert rows[1].startswith("2    a 2026-01-16  urgent_confirmation")
    assert "embryo 8 mm, no heartbeat, transvaginal" in rows[1]
    assert "4 rows: 4 answered (3 pregnancies), 0 kept aside." in said.err
    assert "Not yet reviewed by a clinician" in said.err
    assert not list(terminal.folder.glob("*.rejects.csv"))


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_a_file_out_is_the_answer_of_python(terminal: Terminal, ending: str) -> None:
    path = terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv", "-o", f"out.{ending}")
    assert (said.code, said.out) == (0, "")
    assert f"Written: out.{ending}." in said.err
    out = terminal.folder / f"out.{ending}"
    found = {
        "csv": lambda: pl.read_csv(out, infer_schema=False, empty_string_is_null=False),
        "json": lambda: pl.DataFrame(json.loads(out.read_text(encoding="utf-8")), infer_schema_length=None),
        "parquet": lambda: pl.read_parquet(out),
    }[ending]()
    given = pl.read_csv(path, infer_schema=False)
    assert found.columns[: given.width] == given.columns
    expected = gravida.assess(given)
    for name in (name for name in expected.columns if name.endswith(("_category", "_rules"))):
        assert found[name].fill_null("").to_list() == expected[name].fill_null("").to_list(), name
    assert found["ward"].to_list() == [row["ward"] for row in SCANS], "cells of the user stay as they came"
    assert not list(terminal.folder.glob(".*")), "nothing is left half written"


def test_json_in_the_terminal(terminal: Terminal) -> None:
    terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv", "--json", "--guidelines", "nice2023,sru2013", "--quiet")
    assert said.err == ""
    rows = json.loads(said.out)
    assert [row["sru2013_category"] for row in rows] == [
        "cardiac_activity", "urgent_confirmation", "suspicious", "cardiac_activity",
    ]  # fmt: skip
    assert "sru2024_category" not in rows[0]


def test_the_table_of_a_terminal(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gravida.cli.assess.on_a_terminal", lambda: True)
    rows = [
        *SCANS,
        scan("d", FIRST, bleeding="heavy"),
        scan("e", FIRST, heart_rate_bpm="90"),
        scan("f", FIRST, scan_route="", crl_mm="5"),
    ]
    terminal.write("scans.csv", rows)
    said = terminal("assess", "scans.csv")
    assert said.code == 0
    assert said.out.splitlines()[0].strip() == "Get help now", "before everything else"
    assert "row 5 d 2026-01-05: heavy bleeding" in said.out
    together = " ".join(said.out.split())
    assert "please check: The heartbeat and the heart rate" in together
    assert "suspicious sru2013 (SRU13-S1), sru2024 (SRU24-C1)" in together
    assert "if the scan was transvaginal" in together
    assert "urgent_confirmation sru2013, sru2024, nice2023" in together, "a row that was outranked is not named"
    assert "\x1b" not in said.out, "what came from a file does nothing in a terminal"
    assert "1 row with signs that need help now" in said.err
    assert "1 row questioned" in said.err


def test_the_terminal_shows_a_hundred_rows(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gravida.cli.assess.on_a_terminal", lambda: True)
    terminal.write("scans.csv", [scan(f"p{n}", FIRST) for n in range(150)])
    assert "50 more rows not shown; -o FILE writes them all." in terminal("assess", "scans.csv").out


def test_rows_that_cannot_be_read_are_kept_aside(terminal: Terminal) -> None:
    terminal.write("scans.csv", [*SCANS, scan("d", "05/01/2026"), scan("e", FIRST, crl_mm="long", gs_seen="maybe")])
    said = terminal("assess", "scans.csv", "-o", "out.csv")
    assert said.code == 3
    assert "6 rows: 4 answered (3 pregnancies), 2 kept aside." in said.err
    assert "out.rejects.csv" in said.err
    assert len(terminal.table("out.csv")) == 4
    rejects = terminal.table("out.rejects.csv")
    assert list(rejects[0]) == ["row", "line", "column", "value", "reason", "mend"]
    assert [(row["row"], row["line"], row["column"], row["value"]) for row in rejects] == [
        ("5", "6", "exam_date", "05/01/2026"),
        ("6", "7", "gs_seen", "maybe"),
        ("6", "7", "crl_mm", "long"),
    ]
    assert "year-month-day" in rejects[0]["mend"]


def test_rejects_lie_beside_the_input_and_go_when_mended(terminal: Terminal) -> None:
    terminal.write("scans.csv", [scan("d", "05/01/2026")])
    assert terminal("assess", "scans.csv").code == 3
    assert len(terminal.table("scans.rejects.csv")) == 1
    terminal.write("scans.csv", [scan("d", FIRST)])
    assert terminal("assess", "scans.csv").code == 0
    assert not (terminal.folder / "scans.rejects.csv").exists()
    terminal.text("scans.rejects.csv", "something else of hers\n")
    assert terminal("assess", "scans.csv").code == 0
    assert (terminal.folder / "scans.rejects.csv").exists(), "only a file of ours is removed"


def test_rejects_never_replace_what_is_read(terminal: Terminal) -> None:
    path = terminal.write("a.rejects.csv", [scan("d", "05/01/2026")])
    before = path.read_bytes()
    assert terminal("assess", "a.rejects.csv", "-o", "a.csv").code == 3
    assert path.read_bytes() == before


def test_rules_switched_off_are_told_everywhere(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv", "-o", "out.csv", "--disable", "SRU13-S1", "--disable", "NICE-V1,SRU24-C1")
    assert "Rules switched off: SRU13-S1, NICE-V1, SRU24-C1." in said.err
    rows = terminal.table("out.csv")
    assert {row["rules_off"] for row in rows} == {"SRU13-S1;NICE-V1;SRU24-C1"}
    assert rows[2]["sru2013_category"] == "unknown"
    monkeypatch.setenv("GRAVIDA_DISABLE", "SRU13-S1")
    assert "Rules switched off: SRU13-S1." in terminal("assess", "scans.csv").err


def test_rules_that_are_off_can_be_switched_on(terminal: Terminal) -> None:
    rows = [scan("a", FIRST, heart_activity="present", heart_rate_bpm="90", ga_days="45")]
    terminal.write("scans.csv", rows)
    terminal("assess", "scans.csv", "-o", "out.csv", "--enable", "ACOG200-3")
    assert terminal.table("out.csv")[0]["acog200_rules"] == "ACOG200-3"


def test_categories_only(terminal: Terminal) -> None:
    terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv", "--categories-only", "-o", "out.parquet")
    assert said.code == 0
    found = pl.read_parquet(terminal.folder / "out.parquet")
    assert "sru2013_rules_mask" in found.columns
    assert "sru2013_rules" not in found.columns
    assert "urgent_confirmation" in terminal("assess", "scans.csv", "--categories-only").out


def test_explain_a_row_with_its_history(terminal: Terminal) -> None:
    terminal.write("scans.csv", SCANS)
    said = terminal("assess", "scans.csv", "--explain", "2")
    assert said.code == 0
    assert "A heartbeat was seen on an earlier scan and is not recorded now." in said.out
    found = json.loads(terminal("assess", "scans.csv", "--explain", "2", "--json").out)
    assert found["guidelines"][0]["category"] == "urgent_confirmation"
    assert len(found["other_scans"]) == 1
    assert terminal("assess", "scans.csv", "--explain", "9").err == (
        "gravida: there is no row 9 in 'scans.csv'. It has rows 1 to 4.\n"
    )


def test_explain_a_row_that_was_kept_aside(terminal: Terminal) -> None:
    terminal.write("scans.csv", [*SCANS, scan("d", "05/01/2026")])
    said = terminal("assess", "scans.csv", "--explain", "5")
    assert said.code == 2
    assert said.err.startswith("gravida: row 5: it cannot be explained: exam_date '05/01/2026'")


def test_a_given_age_is_kept_and_can_be_assessed_again(terminal: Terminal) -> None:
    terminal.write("scans.csv", [scan("a", FIRST, ga_days="6w4d"), scan("b", FIRST, ga_days="")])
    terminal("assess", "scans.csv", "-o", "out.csv")
    first = terminal.table("out.csv")
    assert [row["ga_days_given"] for row in first] == ["6w4d", ""]
    assert first[0]["ga_days"] == "46"
    assert (first[1]["ga_method"], first[1]["crl_z"]) == ("crl_robinson1975", "")
    said = terminal("assess", "out.csv", "-o", "again.csv")
    assert "the file holds an earlier answer of Gravida" in said.err
    assert terminal.table("again.csv") == first, "an age worked out here is not read as a recorded one"
    terminal("assess", "out.csv", "-o", "other.csv", "--guidelines", "nz2019")
    assert not any(name.startswith("sru2013") for name in terminal.table("other.csv")[0]), "no answer of an earlier run"


def test_columns_that_have_the_name_of_an_answer_are_kept(terminal: Terminal) -> None:
    terminal.write("scans.csv", [scan("a", FIRST, findings="free text", questions="why")])
    terminal("assess", "scans.csv", "-o", "out.csv")
    [row] = terminal.table("out.csv")
    assert (row["findings_given"], row["questions_given"], row["findings"]) == ("free text", "why", "")
    terminal("assess", "out.csv", "-o", "again.csv")
    assert terminal.table("again.csv") == [row]
    terminal("assess", "scans.csv", "-o", "few.csv", "--categories-only")
    terminal("assess", "few.csv", "-o", "again.csv")
    assert terminal.table("again.csv") == [row]


def test_a_header_without_rows(terminal: Terminal) -> None:
    terminal.text("scans.csv", "pregnancy_id,exam_date,crl_mm\n")
    said = terminal("assess", "scans.csv", "-o", "out.csv")
    assert said.code == 0
    assert said.err.startswith("0 rows")
    assert terminal.table("out.csv") == []
    assert "sru2013_category" in (terminal.folder / "out.csv").read_text()


def test_many_rows_in_pieces(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [scan(f"p{n}", day) for n in range(15) for day in (FIRST, LATER)]
    for name, order in (("sorted", rows), ("mixed", rows[::2] + rows[1::2])):
        terminal.write(f"{name}.csv", order)
        assert terminal("assess", f"{name}.csv", "-o", "whole.csv").code == 0
        with monkeypatch.context() as patched:
            patched.setattr("gravida.tables.files.ROWS_OF_A_PIECE", 12)
            assert terminal("assess", f"{name}.csv", "-o", "pieces.csv").code == 0
        assert terminal.table("pieces.csv") == terminal.table("whole.csv")


def wrong_calls() -> list[tuple[list[str], str]]:
    return [
        (["assess"], "parameter FILE requires an argument"),
        (["assess", "scans.csv", "-o", "out.xlsx"], "'out.xlsx' has an ending that is not written."),
        (["assess", "scans.csv", "-o", "nowhere/out.csv"], "there is no folder 'nowhere'."),
        (["assess", "scans.csv", "-o", "scans.csv"], "'scans.csv' is the file that is being read."),
        (["assess", "scans.csv", "-o", "folder.csv"], "'folder.csv' is a folder."),
        (["assess", "scans.csv", "--guidelines", "sru2014"], "There is no guideline called 'sru2014'."),
        (["assess", "scans.csv", "--disable", "SRU13-X"], "There is no rule called 'SRU13-X'."),
        (["assess", "scans.csv", "--explain", "x"], 'unable to convert "x" into int'),
        (["assess", "scans.csv", "--guideline", "x"], "Did you mean --guidelines?"),
        (["asses", "scans.csv"], 'Did you mean "assess"?'),
    ]


@pytest.mark.parametrize(
    ("tokens", "sentence"), wrong_calls(), ids=lambda x: " ".join(x) if isinstance(x, list) else ""
)
def test_a_wrong_call_is_one_sentence(terminal: Terminal, tokens: list[str], sentence: str) -> None:
    terminal.write("scans.csv", SCANS)
    (terminal.folder / "folder.csv").mkdir()
    before = sorted(path.name for path in terminal.folder.iterdir())
    said = terminal(*tokens)
    assert said.code == 2
    assert said.out == ""
    assert sentence in said.err
    assert said.err.startswith("gravida: ")
    assert len(said.err.splitlines()) == 1
    assert sorted(path.name for path in terminal.folder.iterdir()) == before, "nothing is written"


def test_where_nothing_may_be_written(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.write("scans.csv", [scan("d", "05/01/2026")])

    really = Path.open

    def refused(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "w" in mode:
            raise PermissionError(13, "Permission denied")
        return really(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", refused)
    said = terminal("assess", "scans.csv")
    assert said.code == 2
    assert "scans.rejects.csv', for the 1 row kept aside, cannot be written (Permission denied)." in said.err


BLOOD = (
    "pregnancy_id,exam_date,gs_seen,location,hcg_miu_ml,hcg_time,progesterone_ng_ml,on_progesterone\n"
    "P1,2026-03-01,,unknown,1000,2026-03-01T09:00,0.5,no\n"
    "P1,2026-03-03,,unknown,1631,2026-03-03T09:00,4,no\n"
    "P2,2026-03-01,,unknown,0,2026-03-01T09:00,,\n"
    "P2,2026-03-03,,unknown,900,2026-03-03,300,no\n"
    "P3,2026-03-03,,unknown,many,2026-03-03T10:00,,no\n"
    "P4,2026-03-03,,unknown,5,yesterday,,no\n"
)


def test_blood_tests_are_answered_beside_the_scans(terminal: Terminal) -> None:
    terminal.text("blood.csv", BLOOD)
    said = terminal("assess", "blood.csv", "-o", "out.csv", "--guidelines", "nice2023")
    assert said.code == 3
    assert "2 rows with a question about a blood test" in said.err
    rows = terminal.table("out.csv")
    assert [row["hcg_nice_band"] for row in rows] == ["", "rise_over_63_percent", "", ""]
    assert [row["progesterone_two_step"] for row in rows] == ["low_risk_step_1", "go_to_step_2", "", ""]
    assert rows[2]["hcg_questions"].startswith("hCG is 0 or less")
    assert rows[3]["hcg_questions"].startswith("hCG has no time of day")
    assert "was it in nmol/L" in rows[3]["progesterone_questions"]
    kept = {(row["column"], row["value"]): row["reason"] for row in terminal.table("out.rejects.csv")}
    assert kept == {
        ("hcg_miu_ml", "many"): "hcg_iu_l 'many' is not a number.",
        ("hcg_time", "yesterday"): "hcg_time 'yesterday' is not a time.",
    }
    again = terminal("assess", "out.csv", "-o", "twice.csv", "--guidelines", "nice2023")
    assert again.code == 0
    assert (terminal.folder / "twice.csv").read_text() == (terminal.folder / "out.csv").read_text()


def test_a_line_says_how_the_blood_changed(terminal: Terminal) -> None:
    terminal.text("blood.csv", BLOOD)
    said = terminal("assess", "blood.csv", "--guidelines", "nice2023")
    assert "hCG 1631 IU/L, 1.63 times that of 48 hours before" in said.out
    assert "PLEASE CHECK: hCG is 0 or less" in said.out
