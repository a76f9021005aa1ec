"""hCG on a log scale, with the band of one paper and no further than it prints."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from gravida.app.charts import HcgPoint, hcg_chart
from gravida.engine.blood import barnhart2004_ratio

START = datetime.fromisoformat("2026-03-01T09:00")


def point(days: float, iu_l: float) -> HcgPoint:
    return HcgPoint(iu_l, START + timedelta(days=days), f"{iu_l:g} IU/L")


def heights(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'class="point" cx="[\d.]+" cy="([\d.]+)"', svg)]


def polygon(svg: str) -> list[tuple[float, float]]:
    found = re.search(r'class="band" points="([^"]+)"', svg)
    assert found is not None
    return [(float(x), float(y)) for x, y in (place.split(",") for place in found[1].split())]


def test_ten_times_as_much_is_the_same_step_everywhere() -> None:
    low, middle, high = heights(hcg_chart([point(0, 20), point(2, 200), point(4, 2000)], band_from=None).svg)
    assert low - middle == pytest.approx(middle - high, abs=0.2)
    assert low > middle > high


def test_the_band_ends_where_the_paper_ends() -> None:
    points = [point(0, 100), point(3, 500)]
    svg = hcg_chart(points, band_from=points[0]).svg
    places = polygon(svg)
    days = {round(x, 1) for x, _ in places}
    assert len(days) == 3, "the start, one day and two days"
    width = [float(x) for x in re.findall(r'class="point" cx="([\d.]+)"', svg)]
    assert max(days) < max(width), "nothing is drawn on the third day"


def test_a_point_on_the_slowest_rise_lies_on_the_edge_of_the_band() -> None:
    points = [point(0, 1000), point(2, 1000 * barnhart2004_ratio(2, "slowest"))]
    svg = hcg_chart(points, band_from=points[0]).svg
    assert heights(svg)[1] == pytest.approx(max(y for x, y in polygon(svg) if x == polygon(svg)[2][0]), abs=0.11)


def test_without_a_band_none_is_drawn_and_no_source_is_named() -> None:
    chart = hcg_chart([point(0, 1000)], band_from=None)
    assert 'class="band"' not in chart.svg
    assert chart.sources == ()
    assert "No band is drawn." in chart.caption


def test_the_same_values_stand_in_the_table_as_they_were_written() -> None:
    rows = hcg_chart([point(2, 1490), point(0, 1000)], band_from=None).table.rows
    assert rows == (("1 March 2026", "09:00", "1000 IU/L"), ("3 March 2026", "09:00", "1490 IU/L"))


def test_nothing_written_draws_nothing() -> None:
    assert hcg_chart([], band_from=None).svg == ""
