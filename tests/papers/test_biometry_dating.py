"""Dating by head, abdomen, thigh bone and cerebellum: printed tables, worked values, another implementation."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from gravida.engine import dating
from gravida.engine.dating import papageorghiou2016, redating, rodriguez_sibaja2021
from gravida.engine.dating.comparison import compare
from gravida.errors import InputError, UnknownName

HERE = Path(__file__).parent
FORMULAS = dating.biometry_methods()
AT_20_WEEKS = {"bpd_mm": 48.0, "hc_mm": 177.0, "ac_mm": 150.0, "fl_mm": 32.0, "tcd_mm": 20.0}


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", rows("gigs/ig_fet/estimate_ga_from_hc.csv"), ids=lambda row: row["headcirc_mm"])
def test_age_from_the_head(row: dict[str, str]) -> None:
    found, wanted = papageorghiou2016.from_head(float(row["headcirc_mm"])), float(row["gest_days"])
    assert found == pytest.approx(wanted, rel=1e-12)
    age = dating.biometry_method("papageorghiou2016_hc").age_days(hc_mm=float(row["headcirc_mm"]))
    assert age == found if 98 <= found <= 181 else math.isnan(age)


def test_age_from_head_and_femur() -> None:
    for row in rows("gigs/ig_fet/estimate_ga_from_hc_fl.csv"):
        found = papageorghiou2016.from_head_and_femur(float(row["headcirc_mm"]), float(row["femurlen_mm"]))
        assert found == pytest.approx(float(row["gest_days"]), rel=1e-12)


@pytest.mark.parametrize("row", rows("rodriguez_sibaja2021/gaftcd_centiles.csv"), ids=lambda row: row["tcd_mm"])
def test_age_from_the_cerebellum(row: dict[str, str]) -> None:
    tcd_mm = float(row["tcd_mm"])
    mean, sd = rodriguez_sibaja2021.equation(tcd_mm), rodriguez_sibaja2021.sd_days(tcd_mm)
    for name, cell in list(row.items())[1:]:
        z = NormalDist().inv_cdf(int(name[1:3]) / 100)
        assert abs(mean + z * sd - float(cell)) <= 0.005 + 1e-9
    assert dating.biometry_method("rodriguez_sibaja2021_tcd").age_days(tcd_mm=tcd_mm) == mean


@pytest.mark.parametrize("key", FORMULAS)
def test_every_formula_says_about_twenty_weeks(key: str) -> None:
    """No worked values of Hadlock were readable: the fifteen equations and three others must agree with each other."""
    formula = FORMULAS[key]
    sizes = {name: AT_20_WEEKS[name] for name in formula.measures}
    age = formula.age_days(**sizes)
    assert 136 <= age <= 146
    found = formula.age_days(**{name: np.asarray([value, math.nan, -1.0]) for name, value in sizes.items()})
    assert found[0] == pytest.approx(age, rel=1e-13)
    assert np.isnan(found[1:]).all()
    assert formula.out_of_range(**sizes) is None
    assert formula.age_days(**dict.fromkeys(formula.measures)) is None


@pytest.mark.parametrize("key", [key for key in FORMULAS if key.startswith("hadlock1984")])
def test_hadlock_grows_with_every_measure(key: str) -> None:
    formula = FORMULAS[key]
    sizes = {name: AT_20_WEEKS[name] for name in formula.measures}
    for name in sizes:
        assert formula.age_days(**{**sizes, name: sizes[name] + 1}) > formula.age_days(**sizes)


def test_fifteen_equations_of_hadlock() -> None:
    assert len([key for key in FORMULAS if key.startswith("hadlock1984")]) == 15
    four = dating.biometry_method("hadlock1984_bpd_hc_ac_fl")
    sizes = {name: AT_20_WEEKS[name] for name in four.measures}
    assert four.age_days(**sizes) == pytest.approx(7 * (10.85 + 0.060 * 17.7 * 3.2 + 0.67 * 4.8 + 0.168 * 15.0))


def test_outside_its_range_a_formula_says_nothing() -> None:
    hadlock = dating.biometry_method("hadlock1984_bpd")
    assert math.isnan(hadlock.age_days(bpd_mm=15.0))
    assert "14w0d to 42w0d" in str(hadlock.out_of_range(bpd_mm=15.0))
    assert "12 to 55 mm" in str(dating.biometry_method("rodriguez_sibaja2021_tcd").out_of_range(tcd_mm=11.9))
    with pytest.raises(InputError, match="hc_mm"):
        hadlock.age_days(hc_mm=200.0)
    with pytest.raises(UnknownName):
        dating.biometry_method("hadlock")


EDGES = [(62, 5), (63, 7), (97, 7), (98, 7), (111, 7), (112, 10), (153, 10), (154, 14), (195, 14), (196, 21)]


@pytest.mark.parametrize(("ga_days", "limit"), EDGES)
@pytest.mark.parametrize("side", [-1, 1])
def test_acog_both_sides_of_every_edge(ga_days: int, limit: int, side: int) -> None:
    assert redating.acog_limit_days(ga_days) == limit
    assert not redating.acog_redates(ga_days, ga_days + side * limit)
    assert redating.acog_redates(ga_days, ga_days + side * (limit + 1))
    assert redating.acog_age_days(ga_days, ga_days + side * limit) == ga_days
    assert redating.acog_age_days(ga_days, ga_days + side * (limit + 1)) == ga_days + side * (limit + 1)
    assert redating.acog_age_days(ga_days, ga_days + side * (limit + 1), assisted=True) == ga_days


def test_acog_over_an_array() -> None:
    ages = np.asarray([float(days) for days, _ in EDGES])
    assert redating.acog_limit_days(ages).tolist() == [limit for _, limit in EDGES]
    assert redating.acog_limit_days(62.9) == 5
    assert redating.acog_redates(None, 60) is None


def test_uk_window_both_sides() -> None:
    assert [redating.uk_measure(crl) for crl in (44.99, 45, 84, 84.01, None)] == [
        None,
        "crl_mm",
        "crl_mm",
        "hc_mm",
        None,
    ]


def test_comparison_shows_all_and_their_spread() -> None:
    found = compare(crl_mm=45.0)
    assert [answer.key for answer in found.answers] == list(dating.methods("crl_mm"))
    ages = [answer.age_days for answer in found.answers if answer.why_not is None]
    assert (found.lowest_days, found.highest_days) == (min(ages), max(ages))
    assert {answer.key for answer in found.answers if answer.why_not} == {"goldstein1991"}
    assert len(compare(**AT_20_WEEKS).answers) == 18
    assert math.isnan(compare(crl_mm=200.0).spread_days)
    with pytest.raises(InputError, match="nt_mm dates no pregnancy"):
        compare(nt_mm=2.0)
    with pytest.raises(InputError, match="crl_mm = '45' is a text"):
        compare(crl_mm="45")  # type: ignore[arg-type]
