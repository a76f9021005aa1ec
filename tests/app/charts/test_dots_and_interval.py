"""Dots and interval: one dot for each person, and the bar between the two figures."""

from __future__ import annotations

import pytest
from tests.app.charts.places import Place, circles, of_class, texts

from gravida.app.charts import dots_chart, interval_bar, share_chart
from gravida.app.charts.dots import stand_for
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
    assert f"{continued} are filled" in chart.description
    assert f"{ended} are open" in chart.description


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


# --- Dots that stand for many --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ended", "people", "places", "drawn"),
    [
        (12.8, 421_201, 1, (872, 128)),
        (0.5, 14_278, 1, (995, 5)),
        (0.548, 3_686_496, 2, (995, 5)),
        (7.5, 451, 1, (92, 8)),
        (25, 226, 0, (75, 25)),
        (0.02, 50_000, 2, (999, 1)),
        (99.98, 50_000, 2, (1, 999)),
        (0.3, 400, 1, (99, 1)),
        (99.7, 400, 1, (1, 99)),
        (0, 5_000, 1, (1000, 0)),
        (100, 5_000, 1, (0, 1000)),
    ],
)
def test_dots_that_stand_for_a_share(ended: float, people: int, places: int, drawn: tuple[int, int]) -> None:
    chart = share_chart(ended, people, places)
    assert (len(circles(chart, "on")), len(circles(chart, "off"))) == drawn
    assert f"{sum(drawn):,} dots stand for the {people:,} people of the study, each for about" in chart.caption
    assert "%" not in chart.svg + chart.caption


@pytest.mark.parametrize("places", [0, 1, 2])
@pytest.mark.parametrize("people", [20, 999, 1000, 4_000_000])
def test_some_is_never_none_and_not_all_never_all(people: int, places: int) -> None:
    for ended in (1e-9, 0.001, 0.049, 0.4, 0.5, 12.34, 50, 99.5, 99.6, 99.951, 99.999, 100 - 1e-9):
        dots, open_ = stand_for(ended, people, places)
        assert 0 < open_ < dots
        assert abs(open_ - dots * ended / 100) <= 0.5 or open_ in (1, dots - 1)
        assert dots <= max(people, 100)
    assert stand_for(0, people, places)[1] == 0
    assert stand_for(100, people, places)[0] == stand_for(100, people, places)[1]


def test_what_a_dot_cannot_show_is_said() -> None:
    assert "so that it is seen" in share_chart(0.02, 50_000, 2).caption
    assert "one is drawn filled" in share_chart(99.98, 50_000, 2).caption
    assert "they are rounded" in share_chart(7.5, 451, 1).caption
    assert "rounded" not in share_chart(12.8, 421_201, 1).caption
    assert "each for about 421 of them" in share_chart(12.8, 421_201, 1).caption
    assert "each for about one of them" in share_chart(11.0, 1032, 1).caption


@pytest.mark.parametrize(("ended", "people"), [(-0.1, 50), (100.1, 50), (5, 0), (float("nan"), 50)])
def test_a_share_of_nobody_is_not_drawn(ended: float, people: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        share_chart(ended, people, 1)


def test_a_small_interval_is_not_told_as_from_nothing() -> None:
    chart = interval_bar(0.4, 0.5, 0.6)
    assert chart.title == "Out of 100: 0.4 to 0.6"
    assert "with a mark at 0.5" in chart.description
