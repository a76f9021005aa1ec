"""Every shipped table is its collected copy less what is withheld by name, and its numbers fit one another."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from gravida.engine.chances import by_week, cumulative, every_estimate
from gravida.engine.chances.interval import wilson
from gravida.engine.heart_rate import studies
from gravida.evidence.published import Mark, published_table, withheld

HERE = Path(__file__).parent
TABLES = sorted(path.stem for path in HERE.glob("*.csv"))
Row = dict[str, str]


def copied(name: str) -> list[Row]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(name: str) -> list[Row]:
    held = [entry for entry in withheld() if entry.table == name]
    columns = {entry.column for entry in held if entry.row == "*"}
    rows = {entry.row for entry in held if entry.column == "*"}
    cells = {(entry.row, entry.column): entry.shipped_as for entry in held}
    found = []
    for number, row in enumerate(copied(name), 1):
        if str(number) in rows:
            continue
        kept = {column: value for column, value in row.items() if column not in columns}
        found.append({column: cells.get((str(number), column), value) for column, value in kept.items()})
    return found


def plain_mark(mark: str) -> str:
    """The lowest of the marks a cell holds: a row is as sure as its least sure part."""
    seen = re.findall(r"V[12]", mark)
    return min(seen) if seen else mark.split()[0]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_its_copy_less_what_is_withheld(name: str) -> None:
    shipped, wanted = published_table(name), expected(name)
    assert len(shipped) == len(wanted)
    for row, copy in zip(shipped, wanted, strict=True):
        for column, value in copy.items():
            if column.startswith("evidence") and value:
                assert row[column] == plain_mark(value)
            else:
                assert row[column] == value, (name, column)


@pytest.mark.parametrize("name", TABLES)
def test_what_is_from_memory_is_withheld(name: str) -> None:
    held = {(entry.row, entry.column) for entry in withheld() if entry.table == name}
    columns = {column for row, column in held if row == "*"}
    for number, row in enumerate(copied(name), 1):
        for column, mark in row.items():
            if column.startswith("evidence") and plain_mark(f"{mark} ") == "M":
                measure = f"complete_by_{column.removeprefix('evidence_')}_pct"
                assert (str(number), "*") in held or (str(number), measure) in held or measure in columns
    for row in published_table(name):
        for cell in row.values():
            assert not re.search(r"\bM\b\)?$|from memory|\(M\)|; .* M\)", cell), cell


def test_no_row_without_a_mark_that_may_ship(tmp_path: Path) -> None:
    assert [mark.value for mark in Mark] == ["V2", "V1", "D"]
    with pytest.raises(ValueError, match="'M' is not a valid Mark"):
        Mark("M")
    names = {path.name for path in (files("gravida.evidence") / "tables").iterdir()}
    assert {f"{name}.csv" for name in TABLES} <= names
    assert "hcg_urine_cole_2010.csv" not in names


def test_every_withheld_thing_has_a_reason() -> None:
    assert all(entry.reason for entry in withheld())
    assert {entry.table for entry in withheld()} <= set(TABLES)


# --- Printed totals and intervals ------------------------------------------------------------------------------------


VSAFE = copied("weekly_loss_vsafe_2021")


@pytest.mark.parametrize(
    "row", [row for row in VSAFE if row["cumulative_from_wk6_pct"]], ids=lambda row: row["completed_week"]
)
def test_the_life_table_reproduces_what_is_printed(row: Row) -> None:
    found = cumulative(int(row["completed_week"]))
    assert abs(found.value - float(row["cumulative_from_wk6_pct"])) <= 0.01
    assert abs(found.interval.low - float(row["cum_ci95_low_pct"])) <= 0.1
    assert abs(found.interval.high - float(row["cum_ci95_high_pct"])) <= 0.1


@pytest.mark.parametrize("row", VSAFE, ids=lambda row: row["completed_week"])
def test_remaining_and_weekly_risk(row: Row) -> None:
    [found] = by_week(int(row["completed_week"])).shown
    assert abs(found.as_dict()["value"] - float(row["remaining_to_20wk_pct_derived"])) <= 0.0051
    assert round(100 * int(row["n_losses"]) / int(row["n_at_risk"]), 2) == float(row["week_risk_pct"])


def test_the_losses_of_the_weeks_are_those_of_the_paper() -> None:
    assert sum(int(row["n_losses"]) for row in VSAFE) == 165


COUNTED = [
    (name, row)
    for name, lost, of, share in (
        ("ehr_bands_benson_doubilet", "first_trimester_deaths", "n", "death_pct"),
        ("loss_after_heartbeat_other", "n_losses", "n", "loss_pct"),
        ("sac_findings", "n_losses", "n", "loss_pct"),
        ("management_trials", "n_events", "n", "pct"),
        ("management_expectant_luise_2002", "complete_final_n", "n", "complete_final_pct"),
    )
    for row in ({**row, "lost": row[lost], "of": row[of], "share": row[share]} for row in copied(name))
    if row["lost"] and row["of"] and row["share"]
]


@pytest.mark.parametrize(("name", "row"), COUNTED, ids=[f"{name}-{number}" for number, (name, _) in enumerate(COUNTED)])
def test_a_share_is_its_counts(name: str, row: Row) -> None:
    decimals = len(row["share"].partition(".")[2])
    share = 100 * int(row["lost"]) / int(row["of"])
    assert abs(share - float(row["share"])) <= 0.5 * 10.0**-decimals + 0.21 * (name == "sac_findings") + 0.06
    if row.get("wilson_low_pct_derived"):
        found = wilson(int(row["lost"]), int(row["of"]))
        assert abs(found.low - float(row["wilson_low_pct_derived"])) <= 0.051
        assert abs(found.high - float(row["wilson_high_pct_derived"])) <= 0.051


HEART = [row for row in copied("ehr_bands_benson_doubilet") if row["first_trimester_deaths"]]


@pytest.mark.parametrize("row", HEART, ids=lambda row: f"{row['year']}-{row['band'][:20]}")
def test_every_heart_rate_count_is_told(row: Row) -> None:
    told = {(found.lost, found.n) for found in every_estimate() if str(found.source.work.year) == row["year"]}
    assert (int(row["first_trimester_deaths"]), int(row["n"])) in told


def test_stefos_means_stand_in_the_engine() -> None:
    from gravida.engine.heart_rate.stefos1998 import MEANS

    assert "stefos1998" in studies()
    for row, (first, last, mean, sd) in zip(copied("ehr_stefos_1998"), MEANS, strict=True):
        assert (row["gestation_days"], float(row["mean_bpm"]), float(row["sd_bpm"])) == (f"{first}-{last}", mean, sd)


def test_luise_groups_add_up() -> None:
    rows = {row["type"].split()[0]: row for row in copied("management_expectant_luise_2002")}
    parts = [rows[kind] for kind in ("incomplete", "missed", "anembryonic")]
    assert sum(int(row["n"]) for row in parts) == int(rows["all"]["n"]) == 451
    assert sum(int(row["complete_final_n"]) for row in parts) == int(rows["all"]["complete_final_n"])


# --- Numbers that stand in a note or a heading of their row -----------------------------------------------------------


def test_counts_of_notes_are_those_of_their_rows() -> None:
    from gravida.engine.care.numbers import JACQUES_INDUCED, JACQUES_OPERATED
    from gravida.engine.care.options import ALLANSON_N, WINIKOFF_N
    from gravida.engine.chances.after_heartbeat import TONG_LOSSES, TONG_N
    from gravida.engine.chances.by_age import NYBO_N
    from gravida.engine.chances.later import SCOPE_LOSSES
    from gravida.engine.chances.magnus2019 import N as MAGNUS_N
    from gravida.engine.chances.recurrent_loss import IN_ALL_N, LUND_N
    from gravida.engine.chances.sac_and_yolk_sac import DETTI_N

    assert f"{TONG_LOSSES} of {TONG_N}" in copied("loss_after_heartbeat_tong_2008")[-1]["note"]
    assert f"{NYBO_N} outcomes" in copied("age_nybo_andersen_2000")[3]["note"]
    later = {row["source"]: row for row in copied("second_trimester_and_stillbirth")}
    assert f"{SCOPE_LOSSES} cases" in later["SCOPE (Morris 2013)"]["note"]
    assert f"D&E {JACQUES_OPERATED} vs" in later["Jacques 2020"]["population"]
    assert f"misoprostol {JACQUES_INDUCED}" in later["Jacques 2020"]["population"]
    assert f"n={LUND_N}" in copied("rpl_livebirth_lund_2012")[0]["group"]
    models = {row["model"]: row for row in copied("models_registry")}
    assert (str(IN_ALL_N), str(DETTI_N)) == (models["Brigham"]["n"], models["Detti"]["n"])
    assert str(MAGNUS_N) in {row["n_pregnancies"] for row in copied("weekly_loss_summaries")}
    regimens = {row["body"]: row["follow_up"] for row in copied("regimens")}
    assert f"n={ALLANSON_N}" in regimens["Allanson 2021 RCT"]
    assert f"n={WINIKOFF_N}" in regimens["Winikoff 2020 RCT"]


def test_texts_hold_only_digits_of_their_rows() -> None:
    from gravida.engine.care.options import options
    from gravida.engine.chances.sac_and_yolk_sac import every_printed

    growth = " ".join(row["finding"] for row in copied("sac_findings"))
    followed = " ".join(row["follow_up"] + row["situation"] for row in copied("regimens"))
    for text in [figure.text for figure in every_printed() if figure.source.work.key == "abdallah2011_growth"]:
        assert all(found in growth for found in re.findall(r"\d+\.\d+", text))
    for figure in options("second_trimester")[1].printed:
        assert all(found in followed for found in re.findall(r"\d+(?:\.\d+)?", figure.text)), figure.text
