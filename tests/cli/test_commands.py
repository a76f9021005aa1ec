"""The commands beside ``assess`` and ``evidence``, and what holds for all of them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from tests.cli.door import Terminal, command, scan

from gravida import __version__
from gravida.columns import columns
from gravida.engine import self_check
from gravida.engine.viability import guidelines

VIGNETTES = Path(__file__).parents[1] / "spec" / "vignettes.json"
COMMANDS = (
    "assess", "explain", "evidence", "guidelines", "columns", "cases", "doctor", "serve", "demo", "backup", "restore",
    "export", "import", "compare",
)  # fmt: skip


# --- the real command ----------------------------------------------------------------------------------------------


def test_the_real_command_from_a_file_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "scans.csv").write_text(
        "pregnancy_id,exam_date,scan_route,gs_seen,embryo_seen,heart_activity,crl_mm\n"
        "a,2026-01-05,transvaginal,true,true,absent,5\n"
        "b,05.01.2026,transvaginal,true,true,absent,8\n",
        encoding="utf-8",
    )
    said = command("assess", "scans.csv", "-o", "out.parquet", folder=tmp_path)
    assert said.code == 3
    assert said.out == ""
    assert "2 rows: 1 answered (1 pregnancy), 1 kept aside." in said.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "out.rejects.csv", "scans.csv"]
    assert command("assess", "nowhere.csv", folder=tmp_path).code == 2


def test_the_real_cases(tmp_path: Path) -> None:
    said = command("cases", folder=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert said.code == 0
    assert said.err == ""
    assert "14 published teaching cases, by 5 guidelines." in said.out
    assert "One of them in words: VC06" in said.out
    assert "Row SRU13-S1: a transvaginal scan, an embryo seen" in said.out
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_left_quietly(tmp_path: Path) -> None:
    script = f"{sys.executable} -m gravida evidence | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 141
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("tokens", [["--version"], ["evidence"], ["guidelines"], ["columns"], ["explain", "crl_mm=5"]])
def test_no_table_library_where_there_is_no_table(tokens: list[str]) -> None:
    script = (
        f"import sys; from gravida.cli import main; assert main({tokens!r}) == 0; "
        "found = {'polars', 'numpy', 'narwhals', 'pandas'} & set(sys.modules); assert not found, found"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- explain -------------------------------------------------------------------------------------------------------


def test_explain_what_is_typed(terminal: Terminal) -> None:
    said = terminal("explain", "crl_mm=5", "heart_activity=absent", "scan_route=transvaginal", "ga_lmp_days=7w6d")
    assert said.code == 0
    assert "Row SRU13-S1" in said.out
    assert "gestational age by the last period: 55 days" in said.out
    found = json.loads(terminal("explain", "crl_cm=0,5", "heart_activity=absent", "--json").out)
    assert found["scan"] == {"crl_mm": 5.0, "heart_activity": "absent"}


def test_explain_help_comes_first(terminal: Terminal) -> None:
    said = terminal("explain", "bleeding=heavy", "crl_mm=8")
    assert said.out.startswith("Get help now")


def test_explain_a_row_of_a_file(terminal: Terminal) -> None:
    terminal.write("scans.csv", [scan("a", "2026-01-05", heart_activity="present"), scan("a", "2026-01-16")])
    said = terminal("explain", "scans.csv", "2", "--guidelines", "sru2013", "--disable", "SRU13-D1")
    assert "A heartbeat was seen on an earlier scan" in said.out
    assert "NICE" not in said.out
    assert "SRU13-D1" in said.out.split("Rules that were switched off")[1]


@pytest.mark.parametrize(
    ("tokens", "sentence"),
    [
        ([], "what is to be explained is not clear."),
        (["scans.csv"], "what is to be explained is not clear."),
        (["scans.csv", "two"], "what is to be explained is not clear."),
        (["crl=5"], "column 'crl' has no unit. Name it crl_mm"),
        (["crl_mmm=5"], "There is no column called 'crl_mmm'."),
        (["crl_mm=5", "crl_mm=6"], "crl_mm is given twice."),
        (["crl_mm=5", "crl_cm=6"], "crl_mm is given twice"),
        (["crl_mm=long"], "crl_mm 'long' is not a number."),
        (["exam_date=1/2/26"], "Write it as year-month-day"),
        (["crl_mm=5", "--guidelines", "sru2014"], "There is no guideline called 'sru2014'."),
    ],
)
def test_explain_refuses_in_one_sentence(terminal: Terminal, tokens: list[str], sentence: str) -> None:
    said = terminal("explain", *tokens)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


# --- cases ---------------------------------------------------------------------------------------------------------


def test_the_teaching_cases_are_the_published_ones() -> None:
    cases = {case["id"]: case for case in json.loads(VIGNETTES.read_text(encoding="utf-8"))}
    with (files("gravida.cli") / "examples" / "teaching_cases.csv").open(encoding="utf-8") as stream:
        rows = {row["case"]: row for row in csv.DictReader(stream)}
    assert list(rows) == list(cases)
    heart = {True: "present", False: "absent", None: ""}
    route = {"TVUS": "transvaginal", "TAUS": "transabdominal", None: ""}
    for name, row in rows.items():
        inputs = cases[name]["inputs"]
        for column in ("crl_mm", "msd_mm", "yolk_sac_mm", "heart_rate_bpm", "hcg_iu_l"):
            assert (float(row[column]) if row[column] else None) == inputs[column], (name, column)
        assert row["heart_activity"] == heart[inputs["heartbeat"]]
        assert row["scan_route"] == route[inputs["scan_route"]]
        ages = {row["ga_lmp_days"], row["ga_ovulation_days"], row["ga_days"]} - {""}
        assert ages == ({str(inputs["gestational_age_days"])} if inputs["gestational_age_days"] else set())
        assert bool(row["ga_lmp_days"]) == (inputs["gestational_age_source"] == "LMP")
        assert (row["published_answer"], row["source_url"]) == (
            cases[name]["published_answer"],
            cases[name]["source_url"],
        )
        for column in set(row) & {"bleeding", "exam_date", "pregnancy_id"}:
            raise AssertionError(f"{column} was not published in a form that can be read")


# --- lists ---------------------------------------------------------------------------------------------------------


def test_columns(terminal: Terminal) -> None:
    said = terminal("columns")
    assert "heart_activity        present | absent | unclear" in said.out
    assert "crl_mm                number, 0.5 to 120" in said.out
    assert "hcg_time              time, such as 2026-11-23T09:30" in said.out
    assert "edd_date" not in said.out
    assert "edd_date" in terminal("columns", "--every").out
    found = json.loads(terminal("columns", "--json").out)
    assert [row["name"] for row in found] == list(columns())
    assert {row["name"]: row["read_by_assess"] for row in found}["crl_mm"]


def test_guidelines(terminal: Terminal) -> None:
    said = terminal("guidelines")
    for key, found in guidelines().items():
        assert key in said.out
        assert found.edition in said.out
    rows = json.loads(terminal("guidelines", "--json").out)
    assert [row["key"] for row in rows if row["default"]] == [
        "sru2013",
        "sru2024",
        "nice2023",
        "acog200",
        "preisler2015",
    ]


# --- doctor --------------------------------------------------------------------------------------------------------


def test_doctor(terminal: Terminal) -> None:
    said = terminal("doctor")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "All golden vectors come out as published."
    assert re.search(r"golden vectors, row reader: 57 ages and \d+ scans: as published", said.out)
    assert re.search(r"golden vectors, column reader: \d+ scans: as published", said.out)
    assert f"gravida {__version__}, Python 3" in said.out


def test_doctor_finds_a_wrong_answer(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = json.loads(json.dumps(self_check.golden_vectors()))
    vectors["ages"][0]["days"] += 1
    vectors["scans"][0]["expect"] = dict.fromkeys(vectors["scans"][0]["expect"], "no_such_answer")
    monkeypatch.setattr(self_check, "golden_vectors", lambda: vectors)
    said = terminal("doctor")
    assert said.code == 1
    assert "robinson1975 gives" in said.out
    assert "published is no_such_answer" in said.out
    assert "Do not use this installation" in said.out.splitlines()[-1]


# --- all of them ---------------------------------------------------------------------------------------------------


def test_version(terminal: Terminal) -> None:
    assert terminal("--version").out == f"gravida {__version__}\n"


@pytest.mark.parametrize(
    "tokens", [[], *([name] for name in COMMANDS)], ids=lambda tokens: " ".join(tokens) or "gravida"
)
def test_help(terminal: Terminal, tokens: list[str]) -> None:
    said = terminal(*tokens, "--help")
    assert said.code == 0
    assert said.err == ""
    assert f"Usage: gravida {' '.join(tokens)}".strip() in said.out
    for word in ("!", "at least", "simply", "just "):
        assert word not in said.out


def test_no_command_shows_the_help(terminal: Terminal) -> None:
    said = terminal()
    assert said.code == 0
    for name in COMMANDS:
        assert name in said.out


def test_what_nobody_foresaw_is_one_sentence(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("crl_mm of Anna")

    monkeypatch.setattr("gravida.engine.viability.guidelines", broken)
    said = terminal("guidelines")
    assert said.code == 1
    assert said.err.startswith("gravida: something is wrong in Gravida itself (RuntimeError), so there is no answer.")
    assert "Anna" not in said.err, "nobody's data in what may be passed on"
    assert len(said.err.splitlines()) == 1
    with pytest.raises(RuntimeError):
        terminal("guidelines", "--debug")


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (MemoryError, 2), (RecursionError, 1)])
def test_how_it_ends_otherwise(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int
) -> None:
    def broken() -> None:
        raise error

    monkeypatch.setattr("gravida.engine.viability.guidelines", broken)
    assert terminal("guidelines").code == code
