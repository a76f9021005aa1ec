"""What is given wrongly is refused by its name, with the likely mistake; in lists and arrays it becomes NaN."""

from __future__ import annotations

import math
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from gravida.engine import dating, growth
from gravida.engine.dating.comparison import compare
from gravida.engine.growth.classification import DEFINITIONS, restriction_by_size, size_class
from gravida.engine.growth.reason import WORDS, Reason
from gravida.errors import InputError, UnknownName

HC = growth.standard("intergrowth21_hc")
CRL = growth.standard("intergrowth21_crl")


@pytest.mark.parametrize(
    ("value", "ga_days", "says"),
    [
        (450.0, 77, r"crl_mm = 450 lies far .* Give 45 if it was in tenths of a millimetre"),
        (4.5, 77, r"crl_mm = 4.5 lies far .* Give 45 if it was in centimetres"),
        (45.0, 11, r"ga_days = 11 .* looks like weeks. 11 weeks are 77 days"),
        (45.0, 12, r"ga_days = 12 .* looks like weeks. 12 weeks are 84 days"),
        (-45.0, 77, r"crl_mm = -45 is no crown-rump length"),
        (0.0, 77, r"crl_mm = 0 is no"),
        (math.inf, 77, r"crl_mm = inf is no"),
        (45.0, -77, r"ga_days = -77 is no age"),
        (45.0, math.inf, r"ga_days = inf is no age"),
        ("45", 77, r"crl_mm = '45' is a text"),
        (45.0, "77", r"ga_days = '77' is a text"),
        (True, 77, r"crl_mm is True"),
        (45.0, date(2026, 3, 1), r"ga_days = 2026-03-01 is a date, not"),
        (45.0, datetime(2026, 3, 1, tzinfo=UTC), r"ga_days = 2026-03-01 .* is a date with a time zone"),
        (pl.Series([45.0]), 77, r"crl_mm is a Series"),
        (pd.Series([45.0]), 77, r"crl_mm is a Series"),
        ([45.0, 46.0], [77, 77, 77], r"crl_mm has 2 and ga_days has 3: the lengths differ"),
        (np.ones(2), np.ones(3), r"crl_mm has shape \(2,\) and ga_days \(3,\)"),
        (np.asarray(["2026-03-01"], dtype="datetime64[D]"), 77, r"crl_mm is an array of datetime64"),
    ],
)
def test_refused_by_name(value: Any, ga_days: Any, says: str) -> None:
    with pytest.raises(InputError, match=says):
        CRL.zscore(value, ga_days)
    with pytest.raises(InputError, match=says):
        CRL.centile(value, ga_days)


def test_out_of_range_is_nan_with_a_reason_and_no_error() -> None:
    for ga_days, reason in ((97, Reason.BELOW_RANGE), (281, Reason.ABOVE_RANGE)):
        assert math.isnan(HC.zscore(250.0, ga_days))
        assert math.isnan(HC.value_at(ga_days, centile=50))
        assert HC.reason(250.0, ga_days) is reason
        assert "98 to 280" in str(HC.out_of_range(250.0, ga_days))
    assert HC.reason(250.0, 190) is Reason.ANSWERED
    assert HC.out_of_range(250.0, 190) is None


def test_in_a_list_a_bad_element_is_nan_and_the_rest_is_answered() -> None:
    values = [250.0, "x", None, -1.0, 25.0, 2500.0, math.inf, True]
    found = HC.zscore(values, 190)
    assert [one == one for one in found] == [True] + [False] * 7
    assert HC.reason(values, 190) == [
        Reason.ANSWERED,
        Reason.VALUE_MISSING,
        Reason.VALUE_MISSING,
        Reason.VALUE_IMPOSSIBLE,
        Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT,
        Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT,
        Reason.VALUE_IMPOSSIBLE,
        Reason.VALUE_MISSING,
    ]
    assert HC.reason(250.0, [190, 27, -3, None, 300]) == [
        Reason.ANSWERED,
        Reason.AGE_LOOKS_LIKE_WEEKS,
        Reason.AGE_IMPOSSIBLE,
        Reason.AGE_MISSING,
        Reason.ABOVE_RANGE,
    ]


def test_arrays_of_objects_and_masked_arrays() -> None:
    assert HC.zscore(np.asarray([250.0, None, "x"], dtype=object), 190)[0] == HC.zscore(250.0, 190)
    masked = np.ma.masked_array([250.0, 260.0], mask=[False, True])
    assert np.isnan(HC.zscore(masked, 190)).tolist() == [False, True]


def test_missing_stays_missing() -> None:
    assert HC.zscore(None, 190) is None
    assert HC.centile(250.0, None) is None
    assert math.isnan(HC.zscore(math.nan, 190))
    assert HC.reason(None, 190) is Reason.VALUE_MISSING
    assert HC.reason(250.0, None) is Reason.AGE_MISSING


def test_value_at_wants_one_of_two() -> None:
    for wrong in ({}, {"centile": 3, "z": 1.0}):
        with pytest.raises(InputError, match="one of the two"):
            HC.value_at(190, **wrong)
    with pytest.raises(InputError, match="outside 0 to 100"):
        HC.value_at(190, centile=101)
    assert np.isnan(HC.value_at(190, centile=np.asarray([0.0, 101.0, math.nan]))).all()


def test_a_sex_is_asked_for_where_the_standard_has_one() -> None:
    with pytest.raises(InputError, match="female or"):
        growth.standard("intergrowth21_newborn_weight")
    with pytest.raises(InputError, match="neither female nor male"):
        growth.standard("intergrowth21_newborn_weight", "x")
    for text in ("F", "girl", "female"):
        assert growth.standard("intergrowth21_newborn_weight", text).sex == "female"
    with pytest.raises(UnknownName, match="intergrowth21_hc"):
        growth.standard("intergrowth21_head")


def test_travels_between_processes() -> None:
    for found in (*growth.standards().values(), *growth.weight_formulas().values()):
        assert pickle.loads(pickle.dumps(found)) is found
    for formula in dating.biometry_methods().values():
        assert pickle.loads(pickle.dumps(formula)) is formula


def test_a_length_ten_times_too_large_is_questioned_when_dating() -> None:
    assert "Give 45 if it was in tenths of a millimetre." in str(dating.method("robinson1975").out_of_range(450.0))
    assert "tenths" not in str(dating.method("robinson1975").out_of_range(90.0))


def test_every_reason_has_words() -> None:
    assert set(WORDS) == set(Reason)


def test_a_standard_says_what_it_is() -> None:
    for key, found in growth.standards().items():
        assert found.key == key
        assert not found.source.from_memory_only
        assert found.population
        assert found.distribution.says()
        assert found.lowest < found.highest
        assert found.columns in ("expression", "table", "arrays")
        assert (found.sex is not None) == key.endswith(("_male", "_female"))
        assert (found.valid_ga_days is None) == (not found.argument.endswith("_days"))


def test_classification_edges() -> None:
    assert [size_class(centile) for centile in (None, math.nan, 0.0, 9.999, 10, 90, 90.001)] == [
        None,
        None,
        "sga",
        "sga",
        "aga",
        "aga",
        "lga",
    ]
    for key, definition in DEFINITIONS.items():
        limit = definition.below_centile
        assert restriction_by_size(key, efw_centile=limit - 0.01, ac_centile=None)
        assert restriction_by_size(key, efw_centile=limit, ac_centile=limit) is False
        assert restriction_by_size(key, efw_centile=None, ac_centile=math.nan) is None
    with pytest.raises(UnknownName):
        restriction_by_size("delphi", efw_centile=1, ac_centile=1)


AGES: list[tuple[str, Any]] = [
    ("crl_mm", lambda x: dating.method("robinson1975").age_days(x)),
    ("hc_mm", lambda x: dating.biometry_method("papageorghiou2016_hc").age_days(hc_mm=x)),
    ("hc_mm", lambda x: growth.weight_formula("stirnemann2017").weight_g(ac_mm=260.0, hc_mm=x)),
]


@pytest.mark.parametrize(("name", "ask"), AGES)
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("45", "'45' is a text"),
        (True, "is True, which is yes or no"),
        (date(2026, 3, 1), "is a date, not a number"),
        (datetime(2026, 3, 1, tzinfo=UTC), "is a date with a time zone"),
        (timedelta(days=45), "is a span of time"),
        (45 + 1j, "is a complex"),
        ({"crl": 45}, "is a dict"),
        (np.asarray(["2026-03-01"], dtype="datetime64[D]"), "is an array of datetime64"),
    ],
)
def test_formulas_refuse_what_is_no_number_by_name(name: str, ask: Any, value: Any, says: str) -> None:
    with pytest.raises(InputError, match=f"{name}.*{says}"):
        ask(value)


@pytest.mark.parametrize(("name", "ask"), AGES)
def test_formulas_answer_lists_and_blank_their_bad_elements(name: str, ask: Any) -> None:
    good = 60.0 if name == "crl_mm" else 200.0
    found = ask([good, "x", None, -1.0, math.inf, True])
    assert found[0] == ask(good)
    assert all(math.isnan(one) for one in found[1:])
    assert ask(None) is None


def test_formulas_of_several_measures_refuse_mixed_lengths() -> None:
    two = dating.biometry_method("papageorghiou2016_hc_fl").age_days
    weight = growth.weight_formula("hadlock1985_ac_fl").weight_g
    with pytest.raises(InputError, match="hc_mm has 2 and fl_mm has 3: the lengths differ"):
        two(hc_mm=[250.0, 260.0], fl_mm=[55.0, 55.0, 55.0])
    with pytest.raises(InputError, match=r"hc_mm has shape \(2,\) and fl_mm \(3,\)"):
        two(hc_mm=np.full(2, 250.0), fl_mm=np.full(3, 55.0))
    with pytest.raises(InputError, match=r"ac_mm has shape \(2,\) and fl_mm \(3,\)"):
        weight(ac_mm=np.full(2, 260.0), fl_mm=np.full(3, 55.0))
    assert two(hc_mm=[250.0, 250.0], fl_mm=55.0) == [two(hc_mm=250.0, fl_mm=55.0)] * 2


def test_limits_of_a_list_are_a_list() -> None:
    formula = dating.method("robinson1975")
    low, high = formula.limits_days([45.0, 450.0])
    assert (low[0], high[0]) == formula.limits_days(45.0)
    assert math.isnan(low[1])
    assert math.isnan(high[1])


def test_a_comparison_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="Nothing was measured"):
        compare()
