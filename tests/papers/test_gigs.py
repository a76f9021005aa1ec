"""Agreement with another implementation, the R package gigs, wherever both hold the same equation."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from gravida.engine import growth
from gravida.engine.growth.size_standard import Standard

HERE = Path(__file__).parent / "gigs"
AGREE = 1e-12
"""Relative where a number is above 1, absolute below. The issue asks for 1e-8."""
Row = dict[str, str]

KEYS = {
    "ig_fet": {
        "hcfga": "hc",
        "bpdfga": "bpd",
        "acfga": "ac",
        "flfga": "fl",
        "ofdfga": "ofd",
        "efwfga": "efw",
        "hefwfga": "efw_hadlock",
        "sfhfga": "fundal_height",
        "tcdfga": "tcd",
        "gaftcd": "age_from_tcd",
        "gwgfga": "weight_gain",
        "pifga": "umbilical_pi",
        "rifga": "umbilical_ri",
        "sdrfga": "umbilical_sd_ratio",
        "poffga": "parieto_occipital_fissure",
        "sffga": "sylvian_fissure",
        "avfga": "anterior_horn",
        "pvfga": "posterior_horn",
        "cmfga": "cisterna_magna",
    },
    "ig_nbs": {
        "wfga": "newborn_weight",
        "lfga": "newborn_length",
        "hcfga": "newborn_head",
        "wlrfga": "newborn_weight_length_ratio",
    },
    "ig_png": {
        "wfa": "preterm_weight",
        "lfa": "preterm_length",
        "hcfa": "preterm_head",
        "wfl": "preterm_weight_for_length",
    },
}
NO_SIZE = {("sffga", "105", "-0.4"), ("sffga", "112", "-0.1"), ("pvfga", "245", "-0"), ("pvfga", "252", "-0.2")}
"""z = -3 lies below 0 mm there. gigs gives a z for such a width; here a width is above 0."""


def files(ending: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [
        pytest.param(folder, name, id=f"{folder}-{name}")
        for folder, names in KEYS.items()
        for name in names
        if (HERE / folder / f"{name}_{ending}.csv").exists()
    ]


def rows(folder: str, name: str, ending: str) -> Iterator[tuple[Standard, float, Row, list[str]]]:
    with (HERE / folder / f"{name}_{ending}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            cells = list(row.values())
            sex = cells.pop(0) if "sex" in row else None
            at = float(cells[0]) * (7 if "pma_weeks" in row else 1)
            yield growth.standard(f"intergrowth21_{KEYS[folder][name]}", sex), at, row, cells


def close(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= AGREE * max(1.0, abs(wanted))


def test_every_standard_of_the_package_is_compared() -> None:
    assert len(files("value_to_zscore")) == len(files("centile_to_value")) == 27


@pytest.mark.parametrize(("folder", "name"), files("value_to_zscore"))
def test_z_and_centile(folder: str, name: str) -> None:
    for standard, at, row, (_, value, z, share) in rows(folder, name, "value_to_zscore"):
        if (name, row.get("gest_days"), value) in NO_SIZE:
            assert np.isnan(standard.zscore(np.asarray([float(value)]), at)).all()
            continue
        found = standard.zscore(float(value), at), standard.centile(float(value), at)
        if z:
            assert close(found[0], float(z)), row
            assert close(found[1] / 100, float(share)), row
        else:
            assert [math.isnan(answer) for answer in found] == [True, True], row


@pytest.mark.parametrize(("folder", "name"), files("centile_to_value"))
def test_value(folder: str, name: str) -> None:
    for standard, at, row, (_, share, value) in rows(folder, name, "centile_to_value"):
        found = standard.value_at(at, centile=100 * float(share))
        assert found == pytest.approx(float(value), rel=AGREE), row
