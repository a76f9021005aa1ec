"""Dots and interval: one dot for each person, and the bar between the two figures."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.app.charts.places import Place, circles, of_class, texts

from gravida.app.charts import dots_chart, interval_bar
from gravida.app.charts.dots import MOST_DOTS, people_each
from gravida.engine.heart_rate import studies

COUNTS = [
    (band.count.of - band.count.lost, band.count.lost)
    for study in studies().values()
    for band in study.bands
    if band.count is not None
]


@pytest.mark.parametrize(("continued", "ended"), [*COUNTS, (0, 7), (7, 0), (1, 0)])
def test_one_dot_for_each(continued: int, ended: int) -> None:
    chart = dots_chart(continued, ended)
    filled, open_ = circles(chart, "on"), circles(chart, "off")
    assert (len(filled), len(open_)) == (continued, ended)
    assert len({*filled, *open_}) == continued + ended
    _, _, width, height = map(float, chart.svg.split('viewBox="')[1].split('"')[0].split())
    assert all(4 <= dot.x <= width - 4 and 4 <= dot.y <= height - 4 for dot in (*filled, *open_))
    assert f"{continued:,} are filled" in chart.description
    assert f"{ended:,} are open" in chart.description


def test_filled_dots_come_first_column_by_column() -> None:
    chart = dots_chart(122, 188)
    filled, open_ = circles(chart, "on"), circles(chart, "off")
    assert filled[0] == Place(8, 8)
    assert filled[10] == Place(21.2, 8)
    assert filled[-1] == Place(166.4, 21.2)
    assert open_[0] == Place(166.4, 34.4)
    assert open_[-1] == Place(404, 126.8)


def test_the_same_size_for_all_of_a_sort() -> None:
    chart = dots_chart(122, 188)
    assert {dot.attrib["r"] for dot in of_class(chart, "on")} == {"4.4"}
    assert {dot.attrib["r"] for dot in of_class(chart, "off")} == {"3.9"}


@pytest.mark.parametrize(
    ("people", "each"),
    [(1, 1), (2500, 1), (2501, 2), (5000, 2), (5001, 5), (12_500, 5), (12_501, 10), (25_001, 20), (421_201, 200)],
)
def test_of_many_people_a_dot_stands_for_a_round_number(people: int, each: int) -> None:
    assert people_each(people) == each
    assert people / each <= MOST_DOTS


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000))
@settings(max_examples=40, deadline=None)
def test_no_few_become_none_and_no_dot_is_too_much(continued: int, ended: int) -> None:
    assume(continued + ended)
    chart, each = dots_chart(continued, ended), people_each(continued + ended)
    for count, kind in ((continued, "on"), (ended, "off")):
        dots = len(circles(chart, kind))
        assert (dots == 0) == (count == 0)
        assert abs(dots * each - count) <= each if count else dots == 0


def test_a_study_of_thousands_says_what_a_dot_stands_for() -> None:
    chart = dots_chart(3523, 8)
    assert (len(circles(chart, "on")), len(circles(chart, "off"))) == (1762, 4)
    assert chart.title == "1,766 dots, one for about every 2 pregnancies"
    assert chart.caption == "One dot for about every 2 of the 3,531 pregnancies."


@pytest.mark.parametrize(("continued", "ended"), [(0, 0), (-1, 5), (5, -1)])
def test_nobody_is_not_drawn(continued: int, ended: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        dots_chart(continued, ended)


def test_the_bar_runs_from_low_to_high() -> None:
    chart = interval_bar(34.1, 39.4, 44.9)
    [span] = of_class(chart, "span")
    assert float(span.attrib["x"]) == pytest.approx(8 + 3.96 * 34.1, abs=0.06)
    assert float(span.attrib["width"]) == pytest.approx(3.96 * 10.8, abs=0.06)
    [middle] = of_class(chart, "mean")
    assert middle.attrib["d"] == "M164 10v20"
    assert texts(chart) == ["0", "25", "50", "75", "100"]
    assert "%" not in chart.svg + chart.caption


@pytest.mark.parametrize("figures", [(-0.1, 1, 2), (0, 1, 100.1), (5, 4, 6), (5, 7, 6)])
def test_what_is_no_interval_is_refused(figures: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="is no interval"):
        interval_bar(*figures)


@pytest.mark.parametrize("figures", [(0, 0, 0), (0, 50, 100), (100, 100, 100)])
def test_the_ends_of_the_line_are_allowed(figures: tuple[float, float, float]) -> None:
    assert of_class(interval_bar(*figures), "span")
