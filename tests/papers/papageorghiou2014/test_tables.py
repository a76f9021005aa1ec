"""INTERGROWTH-21st crown-rump length, both ways: printed tables cell by cell, and another implementation."""

from __future__ import annotations

import csv
import math
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import NormalDist

import pytest

from gravida.engine.dating import papageorghiou2014 as age
from gravida.engine.growth import papageorghiou2014 as size

HERE = Path(__file__).parent
EXACT = 1e-12
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(name: str) -> pytest.MarkDecorator:
    found = rows(name)
    return pytest.mark.parametrize("row", found, ids=["-".join(list(row.values())[:2]) for row in found])


def cells(row: Row) -> Row:
    """Return the printed cells of a row, without the first column, which is the argument."""
    return dict(list(row.items())[1:])


def z_of(column: str) -> float:
    """Return the exact z of a column: P03_... is the 3rd centile, SD2neg_... is -2 SD."""
    name = column.partition("_")[0]
    if name.startswith("P"):
        return NormalDist().inv_cdf(int(name[1:]) / 100)
    return float(name[2]) * (-1 if name.endswith("neg") else 1)


def half_up(value: float, step: str) -> Decimal:
    return Decimal(value).quantize(Decimal(step), ROUND_HALF_UP)


def days(text: str) -> int:
    weeks, rest = text.removesuffix("d").split("w")
    return 7 * int(weeks) + int(rest)


def age_at(crl_mm: float, z: float) -> float:
    return float(age.FORMULA.age_days(crl_mm) + z * age.sd_days(crl_mm))


def size_at(ga_days: float, z: float) -> float:
    return float(size.mean(ga_days) + z * size.sd(ga_days))


@pytest.mark.parametrize(
    ("name", "count"),
    [("printed_gafcrl_centiles", 405), ("printed_crlfga_centiles", 336), ("printed_crlfga_zscores", 336)],
)
def test_every_printed_cell_is_here(name: str, count: int) -> None:
    assert sum(len([cell for cell in cells(row).values() if cell]) for row in rows(f"{name}.csv")) == count


@table("printed_gafcrl_centiles.csv")
def test_printed_age_for_length(row: Row) -> None:
    crl_mm = float(row["crl_mm"])
    expected = {column: Decimal(cell) for column, cell in cells(row).items()}
    assert {column: half_up(age_at(crl_mm, z_of(column)), "1") for column in expected} == expected


@table("printed_crlfga_centiles.csv")
def test_printed_length_for_age(row: Row) -> None:
    ga_days = float(row["gest_days"])
    expected = {column: Decimal(cell) for column, cell in cells(row).items()}
    assert {column: half_up(size_at(ga_days, z_of(column)), "0.1") for column in expected} == expected


@table("printed_crlfga_zscores.csv")
def test_printed_length_at_z(row: Row) -> None:
    ga_days = float(row["gest_days"])
    expected = {column: Decimal(cell) for column, cell in cells(row).items()}
    assert {column: half_up(size_at(ga_days, z_of(column)), "0.1") for column in expected} == expected


@table("age_lines.csv")
def test_age_line(row: Row) -> None:
    crl_mm = float(row["crl_mm"])
    expected = {column: days(cell) for column, cell in cells(row).items()}
    assert {column: half_up(age_at(crl_mm, z_of(column)), "1") for column in expected} == expected


@table("size_lines.csv")
def test_size_line(row: Row) -> None:
    ga_days = days(row["age"])
    expected = {column: Decimal(cell) for column, cell in cells(row).items()}
    assert {column: half_up(size_at(ga_days, z_of(column)), "0.1") for column in expected} == expected


@table("gigs_estimate_ga_from_crl.csv")
def test_gigs_age(row: Row) -> None:
    found = age.FORMULA.age_days(float(row["crl_mm"]))
    if row["gest_days"]:
        assert found == pytest.approx(float(row["gest_days"]), rel=EXACT)
    else:
        assert math.isnan(found)


@table("gigs_gafcrl_centile_to_value.csv")
def test_gigs_age_centile(row: Row) -> None:
    z = NormalDist().inv_cdf(float(row["centile_fraction"]))
    assert age_at(float(row["crl_mm"]), z) == pytest.approx(float(row["gest_days"]), rel=EXACT)


@table("gigs_gafcrl_value_to_zscore.csv")
def test_gigs_age_z(row: Row) -> None:
    crl_mm = float(row["crl_mm"])
    z = (float(row["gest_days"]) - age.FORMULA.age_days(crl_mm)) / age.sd_days(crl_mm)
    if row["zscore"]:
        assert z == pytest.approx(float(row["zscore"]), rel=EXACT, abs=EXACT)
    else:
        assert math.isnan(z)


@table("gigs_crlfga_centile_to_value.csv")
def test_gigs_size_centile(row: Row) -> None:
    ga_days, crl_mm, fraction = (float(row[name]) for name in ("gest_days", "crl_mm", "centile_fraction"))
    assert size_at(ga_days, NormalDist().inv_cdf(fraction)) == pytest.approx(crl_mm, rel=EXACT)
    assert size.centile(crl_mm, ga_days) == pytest.approx(100 * fraction, rel=EXACT)


@table("gigs_crlfga_value_to_zscore.csv")
def test_gigs_size_z(row: Row) -> None:
    crl_mm, ga_days = float(row["crl_mm"]), float(row["gest_days"])
    z, centile = size.zscore(crl_mm, ga_days), size.centile(crl_mm, ga_days)
    if row["zscore"]:
        assert z == pytest.approx(float(row["zscore"]), rel=EXACT, abs=EXACT)
        assert centile == pytest.approx(100 * float(row["centile_fraction"]), rel=EXACT)
    else:
        assert math.isnan(z)
        assert math.isnan(centile)
