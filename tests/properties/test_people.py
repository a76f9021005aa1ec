"""Properties of chances and blood tests: intervals hold their value, order is as in the papers, units agree."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import isclose, log2

from hypothesis import given
from hypothesis import strategies as st

from gravida.engine import blood, care, chances
from gravida.engine.blood.rise import below_smallest_rise
from gravida.engine.chances.by_heart_rate import series_of_1999, slow_then_normal
from gravida.engine.chances.interval import wilson
from gravida.errors import GravidaError

levels = st.floats(1, 200_000).map(lambda value: round(value, 1))
hours = st.floats(1, 600).map(lambda value: round(value, 2))
shares = st.floats(0.1, 99.9)
ratios = st.floats(0.01, 100)


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_share_and_narrows_with_size(n: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, n))
    found, larger = wilson(lost, n), wilson(10 * lost, 10 * n)
    assert 0 <= found.low <= 100 * lost / n <= found.high <= 100
    assert larger.high - larger.low <= found.high - found.low


weeks = st.lists(st.tuples(st.integers(20, 3000), st.integers(0, 20)), min_size=1, max_size=20)


@given(weeks)
def test_a_life_table_rises_and_its_interval_holds_it(rows: list[tuple[int, int]]) -> None:
    table = chances.life_table([{"week": number, "at_risk": n, "losses": d} for number, (n, d) in enumerate(rows)])
    by_week = [table.cumulative(number) for number in range(len(rows))]
    left = [table.remaining(number).percent for number in range(len(rows))]
    for risk in by_week:
        assert 0 <= risk.interval.low <= risk.percent <= risk.interval.high <= 100
    values = [risk.percent for risk in by_week]
    assert values == sorted(values)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(left))
    assert isclose(left[0], values[-1], abs_tol=1e-9)


def test_the_risk_that_is_left_falls_week_by_week() -> None:
    left = [chances.by_week(week).shown[0].as_dict()["value"] for week in range(6, 20)]
    assert left == sorted(left, reverse=True)


def test_faster_hearts_lost_less_in_each_study() -> None:
    """Monotone where the papers are: 2005 in three groups, 1999 in two, 1994 in three, and after a second look."""

    def share(lost: int | None, n: int) -> float:
        assert lost is not None
        return lost / n

    for rates, day in (((80, 95, 120), 43), ((100, 115, 130), 46)):
        found = []
        for rate in rates:
            shown = chances.by_heart_rate(rate, day).shown
            found += [share(number.lost, number.n) for number in shown if number.id.startswith("doubilet2005")]
        assert found == sorted(found, reverse=True)
        assert len(found) == 3
    slow, other = series_of_1999(slow=True), series_of_1999(slow=False)
    assert share(slow.lost, slow.n) > share(other.lost, other.n)
    after = [slow_then_normal(band) for band in ("slow", "borderline", "normal")]
    assert [share(number.lost, number.n) for number in after] == sorted(
        (share(number.lost, number.n) for number in after), reverse=True
    )


def test_more_losses_before_and_older_go_on_less() -> None:
    by_age = [chances.predicted_cell(age, 2).value for age in (20, 25, 30, 35, 40)]
    by_number = [chances.predicted_cell(30, number).value for number in (2, 3, 5)]
    assert by_age == sorted(by_age, key=lambda value: -(value or 0))
    assert by_number == sorted(by_number, key=lambda value: -(value or 0))


@given(st.sampled_from(["1_loss", "2_losses", "3_losses", "preterm_birth", "stillbirth"]), shares, shares)
def test_a_derived_risk_rises_with_its_baseline_and_holds_its_interval(name: str, one: float, other: float) -> None:
    from gravida.engine.chances.by_history import odds_ratio

    low, high = sorted((one, other))
    first = chances.at_baseline(odds_ratio(name), low, "a test")
    second = chances.at_baseline(odds_ratio(name), high, "a test")
    assert first.interval.low <= first.value <= first.interval.high
    assert first.value <= second.value + 1e-9
    assert first.value >= low - 1e-9, "an odds ratio over 1 never makes a risk smaller"
    assert first.mark.value == "D"
    assert "Derived" in first.in_words


@given(shares, ratios)
def test_odds_and_bayes_are_one_and_the_same_and_have_an_inverse(percent: float, ratio: float) -> None:
    there = chances.post_test_percent(percent, ratio)
    assert isclose(there, chances.risk_percent(ratio, percent))
    assert isclose(chances.post_test_percent(there, 1 / ratio), percent, rel_tol=1e-6)


@given(levels, levels, hours)
def test_hcg_arithmetic_agrees_with_itself(first: float, second: float, apart: float) -> None:
    found = blood.compare(first, second, apart)
    assert isclose(found.ratio, second / first)
    assert isclose(found.ratio_48h ** (apart / 48), found.ratio, rel_tol=1e-6)
    if second > first:
        assert found.doubling_time_hours is not None
        assert isclose(found.doubling_time_hours * log2(found.ratio), apart, rel_tol=1e-9)
        assert found.half_life_hours is None
    if second < first:
        assert found.half_life_hours is not None
        assert found.half_life_hours > 0
    assert all(bound is None for bound in found.below.values()) is not (24 <= apart <= 96)
    assert bool(found.warnings) is not (44 <= apart <= 52)
    assert any("ectopic" in text for text in found.open)


@given(levels, levels)
def test_either_unit_of_hcg_gives_the_same(first: float, second: float) -> None:
    plain = blood.compare(first, second, 48, location="unknown").as_dict()
    assert plain == blood.compare(f"{first} mIU/mL", f"{second} IU/L", 48, location="unknown").as_dict()


@given(levels, levels, levels, st.sampled_from(["barnhart2016", "barnhart2004", "cautious"]))
def test_a_larger_rise_is_never_slower(first: float, one: float, other: float, which: str) -> None:
    low, high = sorted((one, other))
    assert below_smallest_rise(first, low, 48, which) >= below_smallest_rise(first, high, 48, which)


@given(levels, levels, hours, st.sampled_from([None, "unknown", "intrauterine", "ectopic"]))
def test_nice_answers_only_where_it_may(first: float, second: float, apart: float, location: str | None) -> None:
    band = blood.nice_band(first, second, apart, location).band.value
    answered = band in ("rise_over_63_percent", "fall_over_50_percent", "between")
    assert answered is (location == "unknown" and 48 <= apart <= 52)


@given(st.floats(0, 600))
def test_progesterone_goes_there_and_back(level: float) -> None:
    assert isclose(blood.ng_ml_from_nmol_l(blood.nmol_l_from_ng_ml(level)), level, abs_tol=1e-8)
    one, other = blood.read_progesterone(ng_ml=level), blood.read_progesterone(nmol_l=blood.nmol_l_from_ng_ml(level))
    assert isclose(one.nmol_l, other.nmol_l)


numbers = st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.floats(), st.integers(-(10**6), 10**6))


@given(numbers, numbers, numbers)
def test_bad_input_is_one_sentence(one: object, two: object, three: object) -> None:
    for ask in (
        lambda: blood.compare(one, two, three),
        lambda: chances.by_week(one),  # type: ignore[arg-type]
        lambda: chances.by_age(one),  # type: ignore[arg-type]
        lambda: chances.by_heart_rate(one, two),  # type: ignore[arg-type]
        lambda: chances.recurrent_loss(one, two),  # type: ignore[arg-type]
        lambda: care.investigations(one, two),  # type: ignore[arg-type]
        lambda: care.rh("loss", one),  # type: ignore[arg-type]
    ):
        said = refusal(ask)
        assert len(said.splitlines()) <= 1
        assert said.endswith((".", "?")) or not said


def refusal(ask: Callable[[], object]) -> str:
    """Return the sentence of a refusal, or nothing. Anything but a refusal of ours comes through."""
    try:
        ask()
    except GravidaError as error:
        return str(error)
    return ""


first_losses = st.one_of(st.none(), st.integers(0, 6))


@given(first_losses, first_losses)
def test_an_unknown_never_decides(first: int | None, second: int | None) -> None:
    """Whatever is answered with something unknown stays so when it becomes known."""
    for found in care.investigations(first, second, consecutive=True):
        if found.recommended is None:
            assert found.missing
            continue
        for one in range(7) if first is None else (first,):
            for other in range(7) if second is None else (second,):
                known = {item.body: item.recommended for item in care.investigations(one, other, consecutive=True)}
                assert known[found.body] is found.recommended
