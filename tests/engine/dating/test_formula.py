"""What every dating formula promises: its limits, its errors, its order, and what it refuses."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gravida.engine import dating
from gravida.engine.dating import Formula, mclennan2008, robinson1975
from gravida.errors import UnknownName

CRL_KEYS = list(dating.methods("crl_mm"))
MSD_KEYS = list(dating.methods("msd_mm"))
EVERY_KEY = [*CRL_KEYS, *MSD_KEYS]
UPPER_MM = {
    "robinson1975": 84.0,
    "hadlock1992": 84.0,
    "papageorghiou2014": 95.0,
    "sahota2009": 84.0,
    "verburg2008": 80.0,
    "mclennan2008": 70.0,
    "daya1993": 70.0,
    "goldstein1991": 25.0,
}
LOWER_MM = {"hadlock1992": 2.0, "papageorghiou2014": 15.0, "verburg2008": 5.0}
ANSWER_LIMITS = [  # the last length that is answered and the first that is refused because of its age
    (robinson1975.FORMULA, 5.0, 4.9, "before 6w0d"),
    (robinson1975.formula(factor=1.05), 83.0, 84.0, "after 14w1d"),
    (mclennan2008.FORMULA, 0.9, 0.8, "before 5w0d"),
    (replace(mclennan2008.FORMULA, highest=100.0), 90.0, 95.0, "after 14w0d"),
]


def answers(formula: Formula, measure: float) -> bool:
    """Return whether an age is given; both ways of saying no must agree."""
    age = formula.age_days(measure)
    reason = formula.out_of_range(measure)
    assert math.isnan(age) == (reason is not None)
    return reason is None


def test_registry() -> None:
    assert set(CRL_KEYS) == set(UPPER_MM)
    assert set(MSD_KEYS) == {"daya1991", "msd_plus_30"}
    assert list(dating.methods()) == EVERY_KEY
    assert all(dating.method(key).key == key for key in EVERY_KEY)
    assert len({formula.rule_id for formula in dating.methods().values()}) == len(EVERY_KEY)
    assert set(dating.PREFERRED) <= set(CRL_KEYS)


def test_registry_cannot_be_changed_from_outside() -> None:
    dating.methods().clear()
    assert list(dating.methods()) == EVERY_KEY


def test_unknown_formula_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="robinson1975"):
        dating.method("robinson")


@pytest.mark.parametrize("key", EVERY_KEY)
def test_says_where_it_comes_from(key: str) -> None:
    formula = dating.method(key)
    assert formula.source.work.key == key
    assert not formula.source.from_memory_only
    assert formula.population
    assert formula.note


@pytest.mark.parametrize("key", EVERY_KEY)
def test_travels_between_processes(key: str) -> None:
    formula = dating.method(key)
    assert pickle.loads(pickle.dumps(formula)).age_days(20.0) == formula.age_days(20.0)


def test_cannot_be_built_without_a_source() -> None:
    with pytest.raises(TypeError, match="source"):
        Formula(key="x")  # type: ignore[call-arg]


def test_length_formula_cannot_be_built_without_a_largest_length() -> None:
    with pytest.raises(TypeError, match="largest length"):
        replace(robinson1975.FORMULA, highest=None)


@pytest.mark.parametrize(("key", "limit"), UPPER_MM.items())
def test_upper_limit(key: str, limit: float) -> None:
    formula = dating.method(key)
    assert answers(formula, limit)
    assert not answers(formula, math.nextafter(limit, math.inf))
    assert f"above {limit:g} mm" in str(formula.out_of_range(limit + 0.1))


@pytest.mark.parametrize(("key", "limit"), LOWER_MM.items())
def test_lower_limit(key: str, limit: float) -> None:
    formula = dating.method(key)
    assert answers(formula, limit)
    assert not answers(formula, math.nextafter(limit, 0))
    assert f"below {limit:g} mm" in str(formula.out_of_range(limit - 0.1))


@pytest.mark.parametrize("key", sorted(set(EVERY_KEY) - set(LOWER_MM) - {"robinson1975", "mclennan2008"}))
def test_no_lower_limit_is_invented(key: str) -> None:
    assert answers(dating.method(key), 0.1)


@pytest.mark.parametrize("key", MSD_KEYS)
def test_no_upper_limit_is_invented_for_the_sac(key: str) -> None:
    assert answers(dating.method(key), 60.0)


@pytest.mark.parametrize(("formula", "inside", "outside", "words"), ANSWER_LIMITS)
def test_limit_of_the_answer(formula: Formula, inside: float, outside: float, words: str) -> None:
    assert answers(formula, inside)
    assert not answers(formula, outside)
    assert words in str(formula.out_of_range(outside))


def test_limit_of_the_answer_is_not_rounded() -> None:
    just_under = 4.96  # 41.99 days, which a calendar would round to 6w0d
    assert round(robinson1975.equation(just_under), 2) == 41.99
    assert not answers(robinson1975.FORMULA, just_under)


@pytest.mark.parametrize("key", EVERY_KEY)
@pytest.mark.parametrize("measure", [0.0, -0.0, -5.0, math.nan, math.inf, -math.inf])
def test_what_is_no_size_gets_no_age(key: str, measure: float) -> None:
    assert not answers(dating.method(key), measure)


@pytest.mark.parametrize("key", CRL_KEYS)
def test_huge_length_does_not_overflow(key: str) -> None:
    assert not answers(dating.method(key), 1e308)


@pytest.mark.parametrize("key", EVERY_KEY)
def test_missing_stays_missing(key: str) -> None:
    formula = dating.method(key)
    assert formula.age_days(None) is None
    assert formula.out_of_range(None) is None
    assert formula.limits_days(None) == (None, None)


@pytest.mark.parametrize("key", EVERY_KEY)
@given(data=st.data())
def test_larger_is_older(key: str, data: st.DataObject) -> None:
    formula = dating.method(key)
    size = st.floats(formula.lowest or 0.1, formula.highest or 60.0)
    smaller, larger = sorted((data.draw(size), data.draw(size)))
    assume(larger - smaller > 1e-6)
    young, old = formula.age_days(smaller), formula.age_days(larger)
    assert young < old or math.isnan(young) or math.isnan(old)
    assert not (math.isnan(old) and not math.isnan(young))  # ranges have no holes and do not end early


@pytest.mark.parametrize(
    ("key", "measure", "two_sd"),
    [
        ("robinson1975", 45.0, 4.7),
        ("hadlock1992", 45.0, 0.08 * 79.29),
        ("papageorghiou2014", 45.0, 2 * (2.39102 + 0.0193474 * 45)),
        ("msd_plus_30", 16.0, 7.0),
    ],
)
def test_published_error(key: str, measure: float, two_sd: float) -> None:
    formula = dating.method(key)
    age = formula.age_days(measure)
    low, high = formula.limits_days(measure)
    assert age - low == pytest.approx(two_sd, abs=1e-3)
    assert high - age == pytest.approx(two_sd, abs=1e-3)


@pytest.mark.parametrize(
    "key", sorted(set(EVERY_KEY) - {"robinson1975", "hadlock1992", "papageorghiou2014", "msd_plus_30"})
)
def test_no_error_is_invented(key: str) -> None:
    assert dating.method(key).limits_days(20.0) == (None, None)


@pytest.mark.parametrize("key", ["robinson1975", "hadlock1992", "papageorghiou2014"])
def test_error_is_unknown_where_the_age_is(key: str) -> None:
    low, high = dating.method(key).limits_days(96.0)
    assert math.isnan(low)
    assert math.isnan(high)


@given(st.floats(1.04, 1.2))
def test_factor_multiplies_the_length(factor: float) -> None:
    plain, scaled = robinson1975.formula(factor=1.0), robinson1975.formula(factor=factor)
    assert scaled.age_days(30.0) == pytest.approx(plain.age_days(30.0 * factor), rel=1e-14)
    assert f"x {factor:g}" in scaled.title


@given(st.floats(0.1, 95.0))
def test_spread_is_the_lowest_and_the_highest_answer(crl_mm: float) -> None:
    ages = [dating.method(key).age_days(crl_mm) for key in CRL_KEYS]
    known = [age for age in ages if not math.isnan(age)]
    assert dating.spread_days(crl_mm) == (min(known), max(known))


@pytest.mark.parametrize("crl_mm", [95.1, 0.0, -1.0, math.nan, math.inf])
def test_spread_of_nothing_is_unknown(crl_mm: float) -> None:
    low, high = dating.spread_days(crl_mm)
    assert math.isnan(low)
    assert math.isnan(high)


def test_spread_of_a_missing_length_is_missing() -> None:
    assert dating.spread_days(None) == (None, None)


def test_spread_of_one_formula_is_that_formula() -> None:
    age = dating.method("papageorghiou2014").age_days(90.0)
    assert dating.spread_days(90.0) == (age, age)


@pytest.mark.parametrize(("crl_mm", "apart"), [(3.0, 5.8), (5.0, 3.9)])
def test_regressions_differ_most_for_the_smallest(crl_mm: float, apart: float) -> None:
    """The review prints these two differences for the seven equations, with Robinson also below its range."""
    keys = set(CRL_KEYS) - {"goldstein1991", "papageorghiou2014"}
    ages = [dating.method(key).equation(crl_mm) for key in keys]
    assert round(max(ages) - min(ages), 1) == apart
