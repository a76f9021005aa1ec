"""The normal distribution function against forty digits and against the error function of the C library."""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gravida.engine import normal

SCORES = st.floats(-40, 40)
ROUNDED_BY_BOTH = 2.0**-52
"""Two neighbouring floats below 1: our answer is right to 2e-16, and ``erfc`` is rounded as well."""


@settings(deadline=None)
@given(st.floats(-8, 8))
@example(0.0208)
@example(-1.0604)
def test_right_to_2e_16(z: float) -> None:
    mpmath = pytest.importorskip("mpmath")
    with mpmath.workdps(40):
        assert abs(mpmath.mpf(normal.cdf(z)) - mpmath.ncdf(mpmath.mpf(z))) <= 2e-16


@given(SCORES)
@example(-7.07106781186547)
@example(-7.0710678)
@example(7.0710679)
@example(0.0208)
def test_agrees_with_erfc(z: float) -> None:
    assert abs(normal.cdf(z) - math.erfc(-z / math.sqrt(2)) / 2) <= ROUNDED_BY_BOTH


@given(st.floats(-37, -7))
@example(-7.0711)
def test_tail_keeps_its_digits(z: float) -> None:
    """Absolute accuracy says nothing about a tail that is itself 1e-12: eight digits must be right there."""
    assert normal.cdf(z) == pytest.approx(math.erfc(-z / math.sqrt(2)) / 2, rel=1e-8, abs=0)


@given(SCORES)
def test_two_sides_make_one(z: float) -> None:
    assert abs(normal.cdf(z) + normal.cdf(-z) - 1) <= ROUNDED_BY_BOTH


@given(SCORES, st.floats(1e-3, 1))
def test_never_falls(z: float, step: float) -> None:
    assert normal.cdf(z) <= normal.cdf(z + step)


@given(st.floats(0.001, 0.999))
def test_undoes_the_quantile(share: float) -> None:
    assert normal.cdf(NormalDist().inv_cdf(share)) == pytest.approx(share, rel=1e-12)


def test_ends() -> None:
    assert (normal.cdf(-math.inf), normal.cdf(0.0), normal.cdf(math.inf)) == (0.0, 0.5, 1.0)
    assert (normal.cdf(-1e300), normal.cdf(1e300)) == (0.0, 1.0)


def test_unknown_stays_unknown() -> None:
    assert normal.cdf(None) is None
    assert math.isnan(normal.cdf(math.nan))
