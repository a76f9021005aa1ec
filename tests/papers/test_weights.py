"""Formulas for weight before birth against another implementation and against what was worked out elsewhere."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from gravida.engine import growth
from gravida.errors import InputError, UnknownName

GIGS = Path(__file__).parent / "gigs" / "ig_fet" / "estimate_fetal_weight.csv"
FORMULAS = growth.weight_formulas()
SIZES = {"bpd_mm": 80.0, "hc_mm": 290.0, "ac_mm": 260.0, "fl_mm": 58.0}


def rows() -> list[dict[str, str]]:
    with GIGS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_intergrowth_weight_agrees_with_the_package() -> None:
    formula = growth.weight_formula("stirnemann2017")
    for row in rows():
        found = formula.weight_g(ac_mm=float(row["abdocirc_mm"]), hc_mm=float(row["headcirc_mm"]))
        assert found == pytest.approx(float(row["efw_g"]), rel=1e-12)


def test_worked_value_of_the_evidence_review() -> None:
    assert round(growth.weight_formula("stirnemann2017").weight_g(ac_mm=260.0, hc_mm=290.0)) == 1499


@pytest.mark.parametrize("key", FORMULAS)
def test_same_for_numbers_lists_and_arrays(key: str) -> None:
    formula = FORMULAS[key]
    sizes = {name: SIZES[name] for name in formula.measures}
    one = formula.weight_g(**sizes)
    assert 500 < one < 5000
    assert formula.weight_g(**{name: [value, math.nan] for name, value in sizes.items()})[0] == one
    found = formula.weight_g(**{name: np.asarray([value, -1.0, math.nan]) for name, value in sizes.items()})
    assert found[0] == pytest.approx(one, rel=1e-14)
    assert np.isnan(found[1:]).all()
    assert formula.weight_g(**dict.fromkeys(formula.measures)) is None


@pytest.mark.parametrize("key", FORMULAS)
def test_larger_abdomen_weighs_more(key: str) -> None:
    sizes = {name: SIZES[name] for name in FORMULAS[key].measures}
    larger = {**sizes, "ac_mm": sizes["ac_mm"] + 10}
    assert FORMULAS[key].weight_g(**larger) > FORMULAS[key].weight_g(**sizes)


def test_centimetres_are_questioned_by_name() -> None:
    with pytest.raises(InputError, match=r"ac_mm = 26 .* centimetres"):
        growth.weight_formula("stirnemann2017").weight_g(ac_mm=26.0, hc_mm=290.0)


def test_a_missing_measure_is_named() -> None:
    with pytest.raises(InputError, match="ac_mm, fl_mm"):
        growth.weight_formula("hadlock1985_ac_fl").weight_g(ac_mm=260.0)
    with pytest.raises(InputError, match="lengths differ"):
        growth.weight_formula("hadlock1985_ac_fl").weight_g(ac_mm=[260.0], fl_mm=[50.0, 51.0])


def test_unknown_formula() -> None:
    with pytest.raises(UnknownName, match="hadlock1985_hc_ac_fl"):
        growth.weight_formula("hadlock1985_hc_ac")
