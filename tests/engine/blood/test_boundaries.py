"""Both sides of every limit of hCG, and what each refusal says."""

from __future__ import annotations

import pytest

from gravida.engine import blood
from gravida.engine.blood import compare, compare_samples, nice_band
from gravida.errors import InputError, UnknownName


@pytest.mark.parametrize(
    ("start", "ratio"),
    [(1, 1.49), (1499.9, 1.49), (1500, 1.40), (1500.1, 1.40), (3000, 1.40), (3000.1, 1.33), (90_000, 1.33)],
)
def test_starting_levels(start: float, ratio: float) -> None:
    assert blood.smallest_rise(start).ratio_48h == ratio
    assert blood.smallest_rise(start, "barnhart2004").ratio_48h == 1.53
    assert blood.smallest_rise(start, "cautious").ratio_48h == 1.35


@pytest.mark.parametrize(
    ("first", "second", "below"),
    [
        (1000, 1489.9, True),
        (1000, 1490, False),
        (1000, 1490.1, False),
        (1500, 2099.9, True),
        (1500, 2100, False),
        (3000, 4199.9, True),
        (3000, 4200, False),
        (10_000, 13_299.9, True),
        (10_000, 13_300, False),
    ],
)
def test_smallest_rise(first: float, second: float, below: bool) -> None:
    found = compare(first, second, 48)
    assert found.below["barnhart2016"] is below
    assert any("slower than 99 in 100 of pregnancies that continued" in text for text in found.says) or not below


@pytest.mark.parametrize(
    ("second", "band"),
    [
        (1629.9, "between"),
        (1630, "between"),
        (1630.1, "rise_over_63_percent"),
        (500.1, "between"),
        (500, "between"),
        (499.9, "fall_over_50_percent"),
        (1000, "between"),
    ],
)
def test_nice_limits_are_strict(second: float, band: str) -> None:
    assert nice_band(1000, second, 48, "unknown").band.value == band


@pytest.mark.parametrize(
    ("hours", "interpretable"), [(47.9, False), (48, True), (50, True), (52, True), (52.1, False), (72, False)]
)
def test_nice_hours(hours: float, interpretable: bool) -> None:
    found = nice_band(1000, 1700, hours, "unknown")
    assert (found.band.value == "rise_over_63_percent") is interpretable
    assert (found.band.value == "not_interpretable") is not interpretable


def test_nice_reads_the_raw_ratio_and_never_the_one_for_48_hours() -> None:
    found = compare(1000, 1640, 52, location="unknown")
    assert found.ratio_48h < 1.63 < found.ratio
    assert found.nice.band.value == "rise_over_63_percent"


def test_nice_is_for_an_unknown_place_only() -> None:
    assert nice_band(1000, 1700, 48, None).band.value == "unknown"
    for place in ("intrauterine", "ectopic", "scar"):
        assert nice_band(1000, 1700, 48, place).band.value == "not_applicable"


@pytest.mark.parametrize(
    ("hours", "fits", "warned"),
    [
        (23.9, False, True),
        (24, True, True),
        (43.9, True, True),
        (44, True, False),
        (48, True, False),
        (52, True, False),
        (52.1, True, True),
        (96, True, True),
        (96.1, False, True),
    ],
)
def test_hours_of_the_smallest_rises(hours: float, fits: bool, warned: bool) -> None:
    found = compare(1000, 1200, hours)
    assert (found.below["barnhart2016"] is not None) is fits
    assert bool(found.warnings) is warned
    if not fits:
        with pytest.raises(InputError, match="24 to 96 hours"):
            blood.below_smallest_rise(1000, 1200, hours)


@pytest.mark.parametrize(
    ("days", "fall", "met"),
    [(4, 84.9, False), (4, 85, True), (2, 85, True), (4.1, 85, False), (7, 94.9, False), (7, 95, True)],
)
def test_cameron(days: float, fall: float, met: bool) -> None:
    assert blood.cameron2016_met(days, fall) is met


def test_both_papers_on_falls_stand_side_by_side() -> None:
    found = compare(1000, 700, 48)
    assert [(decline.title, decline.place) for decline in found.declines] == [
        ("Butts 2013", "less"),
        ("Barnhart 2004", "within"),
    ]
    assert compare(1000, 700, 72).declines == ()
    assert [decline.days for decline in compare(1000, 100, 168).declines] == [7, 7]


@pytest.mark.parametrize(
    ("level", "given", "asks"),
    [("ng_ml", 100.0, False), ("ng_ml", 100.1, True), ("nmol_l", 2.0, True), ("nmol_l", 2.1, False)],
)
def test_units_that_look_wrong_are_asked_about(level: str, given: float, asks: bool) -> None:
    assert bool(blood.read_progesterone(**{level: given}).questions) is asks  # type: ignore[arg-type]


def test_values_that_differ_like_units_are_asked_about() -> None:
    assert compare(1.2, 1300, 48).questions
    assert not compare(1000, 99_000, 96).questions


@pytest.mark.parametrize(("level", "code"), [(1.9, "low_risk_step_1"), (2.0, "low_risk_step_1"), (2.1, "go_to_step_2")])
def test_two_steps(level: float, code: str) -> None:
    assert blood.two_step_first(level, hcg_iu_l=100, on_progesterone=False) == code
    assert blood.two_step_first(level, hcg_iu_l=25, on_progesterone=False) == "not_applicable"
    assert blood.two_step_first(level, on_progesterone=True) == "not_applicable"
    assert blood.two_step_first(level) == "unknown"


@pytest.mark.parametrize("place", [None, "unknown", "ectopic"])
def test_ectopic_is_named_while_nothing_was_seen_in_the_womb(place: str | None) -> None:
    for second in (300, 900, 1300, 2000):
        found = compare(1000, second, 48, location=place)
        assert "ectopic" in found.open[0]
        assert "ectopic" in found.as_text()
    assert not any("ectopic" in text for text in compare(1000, 1300, 48, location="intrauterine").open)


SENTENCES = [
    ({"hcg_0_iu_l": 0, "hcg_1_iu_l": 5, "hours": 48}, "hcg_0_iu_l is 0"),
    ({"hcg_0_iu_l": 5, "hcg_1_iu_l": 0, "hours": 48}, "hcg_1_iu_l is 0"),
    ({"hcg_0_iu_l": -5, "hcg_1_iu_l": 5, "hours": 48}, "negative"),
    ({"hcg_0_iu_l": 5, "hcg_1_iu_l": 5, "hours": -48}, "earlier sample first"),
    ({"hcg_0_iu_l": 5, "hcg_1_iu_l": 5, "hours": 0}, "earlier sample first"),
    ({"hcg_0_iu_l": "5 ng/mL", "hcg_1_iu_l": 5, "hours": 48}, "IU/L or mIU/mL"),
    ({"hcg_0_iu_l": "<5", "hcg_1_iu_l": 5, "hours": 48}, "not a number"),
    ({"hcg_0_iu_l": 2_000_000, "hcg_1_iu_l": 5, "hours": 48}, "Check the unit"),
]


@pytest.mark.parametrize(("given", "says"), SENTENCES)
def test_a_bad_value_gets_one_sentence(given: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        compare(**given)  # type: ignore[arg-type]
    assert len(str(refused.value).splitlines()) == 1


FIRST = {"hcg_iu_l": 100, "hcg_time": "2026-03-01T09:00", "hcg_kind": "beta", "hcg_laboratory": "North"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hcg_time": "2026-02-27T09:00"}, "Put the earlier one first"),
        ({"hcg_time": "2026-03-01T09:00"}, "Put the earlier one first"),
        ({"hcg_time": "2026-03-03"}, "no time of day"),
        ({"hcg_time": "next Tuesday at nine"}, "is not a time"),
        ({"hcg_kind": "total"}, "two kinds of hCG test"),
        ({"hcg_laboratory": "South"}, "two laboratories"),
        ({"hcg_time": "2026-03-03T09:00+01:00"}, "time zone"),
        ({"hcg_iu_l": None}, "needs hcg_iu_l"),
    ],
)
def test_two_samples_that_cannot_be_compared(change: dict[str, object], says: str) -> None:
    second = {**FIRST, "hcg_iu_l": 160, "hcg_time": "2026-03-03T09:00"}
    assert compare_samples(FIRST, second).hours == 48
    with pytest.raises(InputError, match=says):
        compare_samples(FIRST, {**second, **change})


def test_a_smallest_rise_is_named() -> None:
    with pytest.raises(UnknownName, match="Choose one of"):
        blood.smallest_rise(100, "the usual")
