"""What must hold for every standard, at every age and every z."""

from __future__ import annotations

import math

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gravida.engine import growth, normal
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.distributions import LmsOfLog, MedianOnly
from gravida.engine.growth.quantile_curves import QuantileCurves

STANDARDS = [found for found in growth.standards().values() if not isinstance(found.distribution, MedianOnly)]
EACH = pytest.mark.parametrize("standard", STANDARDS, ids=lambda found: found.key)
PLACE = st.floats(0, 1)


def age_at(standard, place: float) -> float:
    return float(standard.lowest + place * (standard.highest - standard.lowest))


@EACH
@settings(max_examples=25, deadline=None)
@given(place=PLACE, z=st.floats(-2.2, 2.2))
def test_the_value_at_a_z_has_that_z(standard, place: float, z: float) -> None:
    age = age_at(standard, place)
    value = standard.value_at(age, z=z)
    if math.isnan(value):  # below zero by the equation
        return
    assert standard.zscore(value, age) == pytest.approx(z, abs=1e-9)
    assert standard.centile(value, age) == pytest.approx(100 * normal.cdf(z), abs=1e-8)


@EACH
@settings(max_examples=25, deadline=None)
@given(place=PLACE, centile=st.floats(1.5, 98.5), step=st.floats(0.01, 0.5))
def test_larger_is_never_a_lower_centile(standard, place: float, centile: float, step: float) -> None:
    age = age_at(standard, place)
    value, larger = (standard.value_at(age, centile=one) for one in (centile, centile + step))
    if math.isnan(value):
        return
    assert larger > value
    assert standard.centile(larger, age) >= standard.centile(value, age)
    assert standard.centile(value, age) == pytest.approx(centile, abs=1e-8)


@EACH
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), parts=st.integers(1, 6))
def test_order_and_chunks_change_nothing(standard, seed: int, parts: int) -> None:
    random = np.random.default_rng(seed)
    ages = random.uniform(standard.lowest - 5, standard.highest + 5, 40)
    values = standard.value_at(np.clip(ages, standard.lowest, standard.highest), z=random.uniform(-2, 2, 40))
    found = standard.zscore(values, ages)
    order = random.permutation(40)
    assert np.array_equal(standard.zscore(values[order], ages[order]), found[order], equal_nan=True)
    chunks = [
        standard.zscore(*pair) for pair in zip(np.array_split(values, parts), np.array_split(ages, parts), strict=True)
    ]
    assert np.array_equal(np.concatenate(chunks), found, equal_nan=True)


@pytest.mark.parametrize(
    "standard", [s for s in STANDARDS if isinstance(s.distribution, LmsOfLog)], ids=lambda s: s.key
)
@settings(max_examples=200, deadline=None)
@given(nearness=st.floats(-16, 0), side=st.sampled_from([-1, 1]), z=st.floats(-5, 5))
def test_lms_near_its_zero_is_right_to_1e_13(standard, nearness: float, side: int, z: float) -> None:
    """The age where L crosses 0 is closed in on; the answer is compared with arithmetic of fifty digits."""
    family = standard.distribution

    def l_at(age: float) -> float:
        return float(family.lambda_.at(Basis(age / standard.per)))

    low, high = crossing(standard, l_at)
    age = min(max((low + high) / 2 + side * 10.0**nearness, standard.lowest), standard.highest)
    power, m, s = (float(one) for one in standard.parameters(age))
    value = standard.value_at(age, z=z)
    with mpmath.workdps(50):
        ratio = mpmath.log(mpmath.mpf(value)) / mpmath.mpf(m)
        exact = (
            (ratio ** mpmath.mpf(power) - 1) / (mpmath.mpf(power) * mpmath.mpf(s)) if power else mpmath.log(ratio) / s
        )
        found = standard.distribution.z(value, power, m, s)
        assert abs(found - exact) <= 1e-13 * max(1, abs(exact)) + 4e-16 / s


def crossing(standard, l_at) -> tuple[float, float]:
    ages = np.arange(standard.lowest, standard.highest + 1)
    signs = np.sign([l_at(age) for age in ages])
    [place] = np.flatnonzero(np.diff(signs))[:1]
    low, high = float(ages[place]), float(ages[place + 1])
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if l_at(low) * l_at(middle) > 0 else (low, middle)
    return low, high


@pytest.mark.parametrize(
    "standard", [s for s in STANDARDS if isinstance(s.distribution, QuantileCurves)], ids=lambda s: s.key
)
def test_quantile_curves_cross_nowhere(standard) -> None:
    ages = np.arange(standard.lowest, standard.highest + 0.01, 0.25)
    curves = np.stack(standard.distribution.parameters(Basis(ages / standard.per)))
    assert (np.diff(curves, axis=0) > 0).all()
    lowest, highest = curves[0], curves[-1]
    assert np.isnan(standard.zscore(lowest - 0.01, ages)).all()
    assert np.isnan(standard.zscore(highest + 0.01, ages)).all()
    assert (standard.reason(lowest - 0.01, ages) == 9).all()


@settings(max_examples=300, deadline=None)
@given(st.floats(1e-300, 1 - 1e-16))
def test_normal_quantile_undoes_the_distribution(share: float) -> None:
    with mpmath.workdps(40):
        z = normal.quantile(share)
        assert abs(mpmath.ncdf(mpmath.mpf(z)) / mpmath.mpf(share) - 1) <= 1e-13 * max(1.0, z * z)


@given(st.floats(-8, 8), st.sampled_from(["cm", "mm"]))
def test_a_unit_is_a_factor_and_nothing_else(z: float, unit: str) -> None:
    hc = growth.standard("intergrowth21_hc")
    value = hc.value_at(200.0, z=z)
    given_as = value / 10 if unit == "cm" else value
    assert hc.zscore(given_as * (10 if unit == "cm" else 1), 200.0) == pytest.approx(z, abs=1e-11)
