"""A row that cannot be read must never make the answer of another row graver, nor hide an earlier heartbeat from it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.door import scan

from gravida.engine.explain import explain
from gravida.tables.files import ReadScans, assess_scans, read_scans

FIRST, LATER = "2026-01-05", "2026-01-16"


def read(folder: Path, rows: list[dict[str, object]] | str) -> ReadScans:
    path = folder / "scans.csv"
    if isinstance(rows, str):
        path.write_text(rows, encoding="utf-8")
    else:
        names = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(rows)
    return read_scans(path)


def answers(scans: ReadScans, guideline: str = "sru2013") -> dict[int, str]:
    """Category of each row that is answered."""
    found = assess_scans(scans, guideline)
    return dict(zip(scans.rows.filter(scans.answered), found[f"{guideline}_category"], strict=True))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"heart_activity": "prsent"},
        {"heart_activity": "", "heart_rate_bpm": "12o"},
        {"exam_date": "5.1.26"},
        {"location": "somewhere"},
        {"n_sacs": "two"},
        {"n_fetuses": "2 or 3"},
        {"outcome": "moler"},
    ],
    ids=lambda spoilt: next(iter(spoilt)),
)
def test_what_holds_for_later_scans_holds_the_pregnancy_back(tmp_path: Path, spoilt: dict[str, str]) -> None:
    rows = [scan("a", FIRST, **{"heart_activity": "present", **spoilt}), scan("a", LATER), scan("b", LATER)]
    scans = read(tmp_path, rows)
    assert answers(scans) == {3: "diagnostic"}
    [spoilt_row, held] = scans.rejects
    assert (spoilt_row.row, held.row, held.column, held.value) == (1, 2, "pregnancy_id", "a")
    assert held.reason.startswith("row 1 of this pregnancy may hold an earlier heartbeat")
    assert held.mend == "Mend row 1 first."


def test_what_else_it_says_still_counts(tmp_path: Path) -> None:
    """The row has an unreadable length, and a heartbeat that can be read."""
    rows = [scan("a", FIRST, heart_activity="present", crl_mm="8mmm"), scan("a", LATER), scan("b", LATER)]
    scans = read(tmp_path, rows)
    assert answers(scans) == {2: "urgent_confirmation", 3: "diagnostic"}
    assert [reject.row for reject in scans.rejects] == [1]


@pytest.mark.parametrize(
    "ragged",
    [
        "a,2026-01-05,present,8,5,transvaginal,true,true",
        "a,2026-01-05,present",
        "x,a,2026-01-05,present,8,transvaginal,true,true",
        "lost,and,found,a",
    ],
)
def test_a_row_with_the_wrong_number_of_fields(tmp_path: Path, ragged: str) -> None:
    header = "pregnancy_id,exam_date,heart_activity,crl_mm,scan_route,gs_seen,embryo_seen\n"
    rest = "a,2026-01-16,absent,8,transvaginal,true,true\nb,2026-01-16,absent,8,transvaginal,true,true\n"
    scans = read(tmp_path, f"{header}{ragged}\n{rest}")
    assert answers(scans) == {3: "diagnostic"}
    assert "fields, the header names 7 columns." in scans.rejects[0].reason
    assert scans.rejects[1].reason == (
        "row 1 of this pregnancy may hold an earlier heartbeat or a reason not to answer, and it cannot be read."
    )


def test_the_same_scan_twice(tmp_path: Path) -> None:
    rows = [scan("a", FIRST), scan("a", FIRST, heart_activity="present"), scan("a", LATER), scan("b", LATER)]
    scans = read(tmp_path, rows)
    assert answers(scans) == {4: "diagnostic"}
    assert [reject.row for reject in scans.rejects] == [1, 2, 3]
    assert scans.rejects[0].reason == "rows 1 and 2 say that they are the same scan of pregnancy_id 'a'."
    assert scans.rejects[2].mend == "Mend rows 1 and 2 first."


def test_two_exams_or_two_embryos_are_told_apart(tmp_path: Path) -> None:
    rows = [scan("a", FIRST, exam_id="1"), scan("a", FIRST, exam_id="2"), scan("b", FIRST), scan("b", LATER)]
    assert read(tmp_path, rows).rejects == ()
    rows = [scan("a", FIRST, fetus_id="A"), scan("a", FIRST, fetus_id="B")]
    assert set(answers(read(tmp_path, rows)).values()) == {"not_applicable"}


def test_a_twin_that_cannot_be_read_is_still_a_twin(tmp_path: Path) -> None:
    rows = [scan("a", FIRST, fetus_id="A", crl_mm="?8"), scan("a", FIRST, fetus_id="B")]
    assert answers(read(tmp_path, rows)) == {2: "not_applicable"}
    for row in rows:
        del row["exam_date"]
    assert answers(read(tmp_path, rows)) == {2: "not_applicable"}


def test_scans_of_a_pregnancy_without_dates(tmp_path: Path) -> None:
    rows = [scan("a", FIRST, heart_activity="present"), scan("a", LATER), scan("b", LATER)]
    for row in rows:
        del row["exam_date"]
    scans = read(tmp_path, rows)
    assert answers(scans) == {1: "cardiac_activity", 2: "urgent_confirmation", 3: "diagnostic"}
    assert scans.notes == ("no exam_date column: no scan is compared with an earlier one",)
    rows[0]["heart_activity"] = "prsent"
    assert answers(read(tmp_path, rows)) == {3: "diagnostic"}


@pytest.mark.parametrize("nothing", ["", "NA", "n/a", "-", "?", "null", " "])
def test_a_pregnancy_that_is_not_said_is_no_pregnancy(tmp_path: Path, nothing: str) -> None:
    """Two women without an id are not one woman: the second false answer of the obvious code."""
    empty = {"embryo_seen": "false", "crl_mm": "", "yolk_sac_seen": "false", "n_sacs": "1", "location": "intrauterine"}
    rows = [scan(nothing, FIRST, **empty), scan(nothing, "2026-01-25", **empty)]
    assert "diagnostic" not in answers(read(tmp_path, rows)).values()


def test_spaces_around_an_id_do_not_hide_a_heartbeat(tmp_path: Path) -> None:
    rows = [scan("a", FIRST, heart_activity="present"), scan(" a ", LATER)]
    assert answers(read(tmp_path, rows))[2] == "urgent_confirmation"


def test_a_row_is_explained_with_the_whole_history(tmp_path: Path) -> None:
    rows = [
        scan("a", FIRST, heart_activity="present", crl_mm="8mmm"),
        scan("b", FIRST),
        scan("a", LATER, hcg_iu_l="900"),
    ]
    history, place = read(tmp_path, rows).history(3)
    assert [row["heart_activity"] for row in history] == ["present", "absent"]
    assert place == 1
    assert history[1]["hcg_iu_l"] == 900, "what no rule reads is written down all the same"


CELLS: dict[str, list[str]] = {
    "scan_route": ["transvaginal", "transvaginal", "transabdominal", "", "rectal"],
    "gs_seen": ["true", "true", "", "perhaps"],
    "embryo_seen": ["true", "false", "", "perhaps"],
    "yolk_sac_seen": ["true", "false", "", "perhaps"],
    "heart_activity": ["present", "absent", "absent", "unclear", "", "gone"],
    "crl_mm": ["", "3", "8", "eight"],
    "msd_mm": ["", "9", "26", "1,234"],
    "same_sac": ["true", "true", "", "false", "perhaps"],
    "n_sacs": ["1", "1", "", "one"],
    "location": ["intrauterine", "intrauterine", "", "somewhere"],
}
UNREADABLE = {"rectal", "perhaps", "gone", "eight", "1,234", "one", "somewhere", "then"}


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for pregnancy in draw(st.lists(st.sampled_from("abc"), min_size=2, max_size=6)):
        row: dict[str, Any] = {name: draw(st.sampled_from(cells)) for name, cells in CELLS.items()}
        day = date(2026, 1, 5) + timedelta(days=draw(st.integers(0, 30)))
        row["exam_date"] = draw(st.sampled_from([day.isoformat()] * 6 + ["then"]))
        rows.append({"pregnancy_id": pregnancy, **row})
    return rows


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=histories())
def test_no_answer_forgets_a_heartbeat(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    scans = read(tmp_path, rows)
    spoilt = {number for number, row in enumerate(rows, start=1) if UNREADABLE & set(row.values())}
    assert spoilt <= {reject.row for reject in scans.rejects}
    for number, category in answers(scans).items():
        here = rows[number - 1]
        others = [row for row in rows if row["pregnancy_id"] == here["pregnancy_id"] and row is not here]
        assert number not in spoilt
        told = explain(*scans.history(number), guidelines="sru2013").guidelines[0]
        assert told.category == category, "a row is explained as it is answered"
        assert not any(row["heart_activity"] == "gone" or row["exam_date"] == "then" for row in others)
        before = [row for row in others if row["exam_date"] < here["exam_date"]]
        one_sac = all(row["same_sac"] != "false" for row in [*others, here])
        if one_sac and any(row["heart_activity"] == "present" for row in before):
            assert category != "diagnostic"
