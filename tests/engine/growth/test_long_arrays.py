"""Long arrays go through blocks, tables of days and compiled loops: the same answers as one number at a time."""

from __future__ import annotations

import math
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest

from gravida.engine import growth
from gravida.engine.growth import blocks, kernel
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.program import Program, assemble
from gravida.engine.growth.reason import BELIEVABLE_Z, Reason
from gravida.engine.growth.shared_factors import SharedFactors, share_factors
from gravida.engine.growth.size_standard import Standard
from gravida.engine.growth.steps import Steps
from gravida.errors import InputError

STANDARDS = list(growth.standards().values())
EACH = pytest.mark.parametrize("standard", STANDARDS, ids=lambda found: found.key)
IN_BLOCKS, COMPILED = blocks.WORTH_IT + 5, kernel.WORTH_COMPILING + 5
OF_EVERY_FAMILY = [
    "intergrowth21_ac",  # normal
    "intergrowth21_bpd",  # normal, with a curve of logarithms
    "intergrowth21_efw",  # LMS
    "intergrowth21_cisterna_magna",  # logarithms
    "intergrowth21_umbilical_pi",  # exponential-normal
    "intergrowth21_weight_gain",  # logarithms of a shifted value, which may be below 0
    "intergrowth21_preterm_weight_male",
    "nichd_hc_asian",  # a table by day
    "who_efw",  # too long to compile
    "intergrowth21_newborn_weight_male",  # too long to compile
]


def column(standard: Standard, size: int, *, whole: bool) -> tuple[Any, Any]:
    """Values and ages with everything that may be wrong with them."""
    random = np.random.default_rng(7)
    ages = random.uniform(standard.lowest - 10, standard.highest + 10, size)
    ages = np.floor(ages) if whole else ages
    values = standard.value_at(np.clip(ages, standard.lowest, standard.highest), z=random.normal(0, 1.5, size))
    values[::97] = np.nan
    values[::1001] = standard.above - 5.0
    values[::1003] *= 10
    values[::2005] = np.inf
    values[::2007] = standard.above
    ages[::2003] = np.nan
    ages[::2009] = -np.inf
    return values, ages


def one_by_one(standard: Standard, values: Any, ages: Any) -> list[float]:
    found = []
    for value, age in zip(values.tolist(), ages.tolist(), strict=True):
        try:
            found.append(float(standard.zscore(value, age)))
        except InputError:
            found.append(math.nan)
    return found


def assert_same(found: Any, wanted: Any) -> None:
    assert np.isnan(found).tolist() == np.isnan(wanted).tolist()
    assert np.isfinite(wanted).any()
    np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


def some_of(size: int) -> Any:
    wrong = [np.arange(0, size, step)[:15] for step in (1001, 1003, 2003, 2005, 2007, 2009)]
    return np.unique(np.r_[0:60, size - 20 : size, *wrong])


@EACH
@pytest.mark.parametrize("whole", [True, False])
def test_blocks_answer_as_one_number_does(standard: Standard, whole: bool) -> None:
    values, ages = column(standard, IN_BLOCKS, whole=whole)
    some = some_of(IN_BLOCKS)
    if standard.value_at(standard.lowest, z=1.0) != standard.value_at(standard.lowest, z=1.0):
        assert np.isnan(standard.zscore(values, ages)).all()  # a curve of averages has no z
        return
    assert_same(standard.zscore(values, ages)[some], one_by_one(standard, values[some], ages[some]))


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("key", OF_EVERY_FAMILY)
def test_a_compiled_loop_answers_as_one_number_does(key: str, whole: bool) -> None:
    standard = growth.standard(key)
    values, ages = column(standard, COMPILED, whole=whole)
    some = some_of(COMPILED)
    found = standard.zscore(values, ages)
    assert_same(found[some], one_by_one(standard, values[some], ages[some]))
    half = COMPILED // 2  # too short to be compiled
    assert_same(found, np.r_[standard.zscore(values[:half], ages[:half]), standard.zscore(values[half:], ages[half:])])


def test_which_standards_are_compiled() -> None:
    pytest.importorskip("numba")
    compiled = {
        standard.key: kernel.loop([standard], *blocks.as_steps([standard])) is not None
        for key in OF_EVERY_FAMILY
        for standard in [growth.standard(key)]
    }
    assert [key for key, is_there in compiled.items() if not is_there] == OF_EVERY_FAMILY[-2:]


@EACH
def test_whole_days_looked_up_are_as_the_direct_way(standard: Standard) -> None:
    size = 5_000
    random = np.random.default_rng(11)
    ages = random.integers(int(standard.lowest), int(standard.highest) + 1, size).astype(float)
    values = standard.value_at(ages, z=random.normal(0, 1.5, size))
    looked_up = standard.zscore(values, ages)
    ages[0] += 0.25 if ages[0] < standard.highest else -0.25  # one age that is no whole day: nothing is looked up
    np.testing.assert_allclose(looked_up[1:], standard.zscore(values, ages)[1:], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("size", [blocks.WORTH_IT - 1, IN_BLOCKS, blocks.WORTH_THREADS + 1])
def test_into_a_buffer(size: int) -> None:
    standard = growth.standard("intergrowth21_hc")
    values, ages = column(standard, size, whole=False)
    found, buffer = standard.zscore(values, ages), np.empty(size)
    assert standard.zscore(values, ages, out=buffer) is buffer
    assert np.array_equal(buffer, found, equal_nan=True)
    assert standard.zscore(values, 190, out=buffer) is buffer
    assert np.array_equal(buffer, standard.zscore(values, 190), equal_nan=True)
    several = growth.zscores({standard.key: values}, ages, out={standard.key: buffer})
    assert several[standard.key] is buffer
    assert np.array_equal(buffer, found, equal_nan=True)


@pytest.mark.parametrize("size", [10, IN_BLOCKS])
def test_a_buffer_that_does_not_fit_is_refused(size: int) -> None:
    standard = growth.standard("intergrowth21_hc")
    values, ages = np.full(size, 250.0), np.full(size, 190.0)
    fixed = np.empty(size)
    fixed.flags.writeable = False
    for out in (np.empty(size - 1), np.empty(size, int), [0.0] * size, np.empty((size, 1)), fixed):
        with pytest.raises(InputError, match="out is"):
            standard.zscore(values, ages, out=out)
        with pytest.raises(InputError, match="out is"):
            growth.zscores({standard.key: values}, ages, out={standard.key: out})
    with pytest.raises(InputError, match="single numbers"):
        standard.zscore(250.0, 190, out=np.empty(1))
    with pytest.raises(InputError, match="no buffer for intergrowth21_hc"):
        growth.zscores({standard.key: values}, ages, out={})


@pytest.mark.parametrize("size", [20_000, COMPILED])
def test_several_measures_in_one_pass_are_each_as_alone(size: int) -> None:
    random = np.random.default_rng(8)
    ages = random.uniform(90, 290, size)
    keys = [f"intergrowth21_{name}" for name in ("ac", "hc", "bpd", "fl", "efw")]
    values = {key: random.uniform(10, 400, size) for key in keys}
    found = growth.zscores(values, ages)
    for key in keys:
        alone = growth.standard(key).zscore(values[key], ages)
        np.testing.assert_allclose(found[key], alone, rtol=1e-12, atol=1e-12)


def groups() -> dict[str, list[Standard]]:
    """Standards of one range of ages, whose curves share their factors."""
    found: dict[str, list[Standard]] = {}
    for standard in STANDARDS:
        if standard.columns == "expression":
            found.setdefault(f"{standard.argument} {standard.lowest:g}-{standard.highest:g}", []).append(standard)
    return {name: group for name, group in found.items() if len(group) > 1}


@pytest.mark.parametrize("group", groups().values(), ids=groups())
@pytest.mark.parametrize("size", [blocks.WORTH_IT, IN_BLOCKS, 2 * blocks.SHARED_BLOCK + 2_055])
def test_curves_of_one_range_are_each_as_alone(group: list[Standard], size: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(kernel, "_numba", lambda: None)
    ages = column(group[0], size, whole=False)[1]
    values = {standard.key: column(standard, size, whole=False)[0] for standard in group}
    found = growth.zscores(values, ages)
    for standard in group:
        alone = standard.zscore(values[standard.key], ages)
        assert np.isnan(found[standard.key]).tolist() == np.isnan(alone).tolist()
        np.testing.assert_allclose(found[standard.key], alone, rtol=1e-12, atol=1e-12)


def test_which_curves_are_products_of_matrices() -> None:
    def ways(*keys: str) -> list[type]:
        some = tuple(growth.standard(f"intergrowth21_{key}") for key in keys)
        return [type(group.direct) for group in blocks._groups(some)]

    assert ways("ac", "hc", "bpd", "fl") == [SharedFactors]
    assert ways("ac", "hc") == [SharedFactors]
    assert ways("ac") == [Program], "one alone goes term by term"
    assert ways("ac", "efw") == [Program, Program], "two ranges of ages"
    both = tuple(growth.standard(f"who_{key}") for key in ("ac", "hc"))
    assert [type(group.direct) for group in blocks._groups(both)] == [Program], "a value may lie on a curve"


def test_a_factor_without_end_is_not_shared() -> None:
    """1/x is infinite at 0, and nothing times it is no number: it would spoil the sums that do not have it."""
    steps = Steps()
    x = steps.given("x")
    inverse, square = 1.0 / x, x * x
    outcomes = [1.0 + 2.0 * inverse, 1.0 + 3.0 * x, 2.0 + 3.0 * square, 3.0 + 2.0 * x + 0.5 * square]
    assert share_factors(steps, outcomes, np.linspace(0, 9, 10)) is None
    program = share_factors(steps, outcomes, np.linspace(1, 9, 10))
    assert program is not None
    numbers, found = np.array([2.0, 4.0, 8.0]), [np.empty(3) for _ in outcomes]
    program.run([numbers, *found, *program.working_memory(3)])
    assert [one.tolist() for one in found] == [[2, 1.5, 1.25], [7, 13, 25], [14, 50, 194], [9, 19, 51]]


def test_what_no_size_can_come_near_is_told_by_z_alone() -> None:
    far = {standard.key for standard in STANDARDS if blocks._far_from_none(standard)}
    assert {"intergrowth21_hc", "intergrowth21_fl"} <= far
    assert "intergrowth21_efw" not in far, "LMS: a value without end has a finite z"
    for key in far:
        standard = growth.standard(key)
        days = np.linspace(standard.lowest, standard.highest, 10_001)
        z = standard.distribution.z(standard.above / standard.value_per, *standard.parameters(days))
        assert (z < -BELIEVABLE_Z).all()


@EACH
def test_centiles_and_reasons_of_many_are_those_of_few(standard: Standard) -> None:
    values, ages = column(standard, IN_BLOCKS, whole=False)
    few = range(0, IN_BLOCKS, blocks.WORTH_IT - 1)
    pieces = [(values[at : at + blocks.WORTH_IT - 1], ages[at : at + blocks.WORTH_IT - 1]) for at in few]
    wanted = np.concatenate([standard.centile(*piece) for piece in pieces])
    np.testing.assert_allclose(standard.centile(values, ages), wanted, rtol=1e-12, atol=1e-12)
    why = standard.reason(values, ages)
    assert why.dtype == np.int8
    assert why.tolist() == np.concatenate([standard.reason(*piece) for piece in pieces]).tolist()
    assert {Reason.VALUE_IMPOSSIBLE, Reason.ABOVE_RANGE} <= set(why.tolist())


@pytest.mark.parametrize("size", [IN_BLOCKS, COMPILED])
@pytest.mark.parametrize("kind", ["float32", "int16", ">f8", "strided", "read only"])
def test_arrays_of_other_numbers(kind: str, size: int) -> None:
    standard = growth.standard("intergrowth21_hc")
    random = np.random.default_rng(9)
    values, ages = np.floor(random.uniform(240, 260, size)), np.floor(random.uniform(185, 195, size))
    wanted = standard.zscore(values, ages)
    if kind == "strided":
        given = np.repeat(values, 2)[::2]
    elif kind == "read only":
        given = values.copy()
        given.flags.writeable = False
    else:
        given = values.astype(kind)
    np.testing.assert_allclose(standard.zscore(given, ages.astype("float32")), wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("key", ["intergrowth21_efw", "intergrowth21_efw_hadlock"])
@pytest.mark.parametrize("size", [IN_BLOCKS, COMPILED])
def test_lms_near_its_zero_is_right_to_1e_13_in_long_arrays(key: str, size: int) -> None:
    """Ages close in on the one where L is 0; the answer is compared with arithmetic of fifty digits."""
    standard = growth.standard(key)
    family: Any = standard.distribution
    low, high = standard.lowest, standard.highest
    days = np.arange(low, high)
    signs = np.sign([family.lambda_.at(Basis(day / standard.per)) for day in days])
    low = float(days[np.flatnonzero(signs[1:] != signs[:-1])[0]])
    high, sign = low + 1, math.copysign(1, family.lambda_.at(Basis(low / standard.per)))
    for _ in range(80):
        middle = (low + high) / 2
        if math.copysign(1, family.lambda_.at(Basis(middle / standard.per))) == sign:
            low = middle
        else:
            high = middle
    random = np.random.default_rng(3)
    ages = low + 10 ** random.uniform(-14, -1, size) * random.choice([-1, 1], size)
    ages[:2] = low, high
    values = standard.value_at(ages, z=random.uniform(-4, 4, size))
    found = standard.zscore(values, ages)
    with mpmath.workdps(50):
        for place in range(60):
            parameters = (curve.at(Basis(ages[place] / standard.per)) for curve in (family.lambda_, family.mu))
            lambda_, mu = (mpmath.mpf(float(one)) for one in parameters)
            sigma = mpmath.mpf(float(family.sigma.at(Basis(ages[place] / standard.per))))
            ratio = mpmath.log(mpmath.mpf(values[place])) / mu
            exact = mpmath.log(ratio) / sigma if lambda_ == 0 else (ratio**lambda_ - 1) / (lambda_ * sigma)
            rounding = 2e-15 / float(sigma)  # of ln(y), M and the age, which no form of the equation takes back
            assert abs(found[place] - float(exact)) <= 1e-13 * max(1.0, abs(float(exact))) + rounding


def test_steps_become_calls_that_write_over_what_nobody_needs() -> None:
    steps = Steps()
    x, y = steps.given("x"), steps.given("y")
    xp = x.__array_namespace__()
    chosen = xp.where((x > 1.0) & ~(y == 2.0), (x * x + y) / (x * x), -xp.abs(y))
    program = assemble(steps, [chosen])
    assert len(program.kinds) < sum(step.name != "given" for step in steps)
    given, out = [np.asarray([0.5, 2.0, 3.0]), np.asarray([4.0, 2.0, -1.0])], np.empty(3)
    with np.errstate(all="ignore"):
        program.run([*given, out, *program.working_memory(3)])
    assert out.tolist() == [-4.0, -2.0, 8 / 9]


def test_compiled_functions_are_right_to_the_last_place() -> None:
    numba = pytest.importorskip("numba")
    from gravida.engine.growth.compiled_functions import compiled

    random = np.random.default_rng(4)
    near = random.uniform(-1, 1, 20_000)
    cases = {
        "log": np.r_[
            np.exp(random.uniform(-600, 600, 20_000)), 1 + near / 2, 1 + near / 1e7, 0.0, -1.0, np.inf, np.nan
        ],
        "exp": np.r_[random.uniform(-700, 700, 20_000), near, 0.0, np.nan],
        "expm1": np.r_[random.uniform(-700, 700, 20_000), near, near / 1e7, 1e-30, -1e9, np.nan],
    }
    for name, x in cases.items():
        function, found = compiled(numba)[name], np.empty_like(x)

        @numba.njit
        def each(x: Any, found: Any, function: Any = function) -> None:
            for place in range(len(x)):
                found[place] = function(x[place])

        each(x, found)
        with np.errstate(all="ignore"):
            wanted = getattr(np, name)(x)
        wanted[wanted == -np.inf] = np.nan  # ln 0
        assert np.isnan(found).tolist() == np.isnan(wanted).tolist()
        finite = np.isfinite(wanted)
        assert found[~finite & ~np.isnan(wanted)].tolist() == wanted[~finite & ~np.isnan(wanted)].tolist()
        assert np.max(np.abs(found[finite] - wanted[finite]) / np.spacing(np.abs(wanted[finite]))) <= 3


def test_a_constant_is_not_taken_for_the_step_of_its_number() -> None:
    """``a * b`` and ``a * 1.0`` are two things, also where ``b`` is step 1."""
    steps = Steps()
    a, b = steps.given("a"), steps.given("b")
    outcomes = [a * b, a * 1.0, b - 1.0, 1.0 - b, a - b]
    assert len({outcome.place for outcome in outcomes}) == len(outcomes)
    program, numbers = assemble(steps, outcomes), (np.array([3.0, 5.0]), np.array([7.0, 11.0]))
    found = [np.empty(2) for _ in outcomes]
    program.run([*numbers, *found, *program.working_memory(2)])
    first, second = numbers
    for one, expected in zip(found, (first * second, first, second - 1, 1 - second, first - second), strict=True):
        assert one.tolist() == expected.tolist()
    assert (a * 1.0).place == outcomes[1].place, "the same step is still noted once"
