"""Dating formulas against the numbers that were printed: one row of a table, one test."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from gravida.days import weeks_and_days
from gravida.engine import dating
from gravida.engine.dating import robinson1975

HERE = Path(__file__).parent
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(name: str) -> pytest.MarkDecorator:
    found = rows(HERE / name)
    return pytest.mark.parametrize("row", found, ids=["-".join(list(row.values())[:2]) for row in found])


def days(age: str) -> int:
    weeks, rest = age.removesuffix("d").split("w")
    return 7 * int(weeks) + int(rest)


def half_a_digit(printed: str) -> float:
    decimals = len(printed.partition(".")[2])
    return 0.5 * 10.0**-decimals + 1e-9


def worked(measure: str) -> list[tuple[str, Row]]:
    paths = sorted(HERE.glob("*/worked_values.csv"))
    return [(path.parent.name, row) for path in paths for row in rows(path) if measure in row]


CRL = worked("crl_mm")
MSD = worked("msd_mm")
GIVEN = [(key, row) for key, row in CRL if row["answer"] == "given"]
REFUSED = [(key, row) for key, row in CRL if row["answer"] == "refused"]


def test_every_cell_is_here() -> None:
    assert (len(GIVEN), len(REFUSED), len(MSD)) == (55, 8, 10)


@pytest.mark.parametrize(("key", "row"), GIVEN, ids=[f"{key}-{row['crl_mm']}mm" for key, row in GIVEN])
def test_worked_value(key: str, row: Row) -> None:
    formula, crl_mm = dating.method(key), float(row["crl_mm"])
    age = formula.age_days(crl_mm)
    assert abs(age - float(row["age_days"])) <= half_a_digit(row["age_days"])
    assert formula.out_of_range(crl_mm) is None
    if row["age"]:
        assert weeks_and_days(age) == row["age"]


@pytest.mark.parametrize(("key", "row"), REFUSED, ids=[f"{key}-{row['crl_mm']}mm" for key, row in REFUSED])
def test_out_of_range_cell_is_refused(key: str, row: Row) -> None:
    formula, crl_mm = dating.method(key), float(row["crl_mm"])
    assert math.isnan(formula.age_days(crl_mm))
    assert f"{crl_mm} mm" in str(formula.out_of_range(crl_mm))
    if row["age_days"]:  # the bare equation does give this number: it is the limit that holds it back
        assert abs(formula.equation(crl_mm) - float(row["age_days"])) <= half_a_digit(row["age_days"])


@pytest.mark.parametrize(("key", "row"), MSD, ids=[f"{key}-{row['msd_mm']}mm" for key, row in MSD])
def test_sac_value(key: str, row: Row) -> None:
    age = dating.method(key).age_days(float(row["msd_mm"]))
    if key == "msd_plus_30":  # whole numbers, no rounding
        assert age == float(row["age_days"])
    else:
        assert abs(age - float(row["age_days"])) <= half_a_digit(row["age_days"])


@pytest.mark.parametrize("crl_mm", range(1, 26))
def test_goldstein_rule_is_what_it_says(crl_mm: int) -> None:
    assert dating.method("goldstein1991").age_days(crl_mm) == 42 + crl_mm


@table("robinson1975/published_comparison.csv")
def test_robinson_published_comparison(row: Row) -> None:
    whole = math.floor(robinson1975.FORMULA.age_days(float(row["crl_mm"])) + 0.5)
    below = 1 if row["exception"] else 0
    assert whole - below == int(row["printed_days"])


@table("robinson1975/uk_window.csv")
def test_uk_window_needs_the_factor(row: Row) -> None:
    formula = robinson1975.formula(factor=float(row["factor"]))
    assert weeks_and_days(formula.age_days(float(row["crl_mm"]))) == row["age"]


@table("robinson1975/raw_means.csv")
def test_robinson_own_means_lie_within_its_error(row: Row) -> None:
    low, high = robinson1975.FORMULA.limits_days(float(row["crl_mm"]))
    assert low <= days(row["age"]) <= high


def test_robinson_own_means_fit_better_without_the_factor() -> None:
    means = rows(HERE / "robinson1975" / "raw_means.csv")

    def misfit(factor: float) -> float:
        formula = robinson1975.formula(factor)
        return sum(abs(float(formula.age_days(float(row["crl_mm"]))) - days(row["age"])) for row in means)

    assert misfit(1.0) < misfit(robinson1975.FACTOR)


@table("verburg2008/table.csv")
def test_verburg_median(row: Row) -> None:
    assert weeks_and_days(dating.method("verburg2008").age_days(float(row["crl_mm"]))) == row["P50"]
