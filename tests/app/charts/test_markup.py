"""What holds for every drawing: whole XML, named, described, no style, no script, no number that is none."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.app.charts.places import tree

from gravida.app.charts import Chart, HeartPoint, LengthPoint, dots_chart, heart_rate_chart, interval_bar, length_chart
from gravida.app.charts import svg as markup

DAY = date(2027, 3, 10)
CHARTS = {
    "length": length_chart([LengthPoint(61, 8.2, DAY, "<b>dates</b> & more"), LengthPoint(85, 50, None, "dates")]),
    "heart": heart_rate_chart([HeartPoint(88, 5, DAY), HeartPoint(30, 4, None)]),
    "dots": dots_chart(1848, 186),
    "interval": interval_bar(0, 0.5, 100),
}


@pytest.fixture(params=CHARTS, name="chart")
def each_chart(request: pytest.FixtureRequest) -> Chart:
    return CHARTS[request.param]


def test_it_is_named_and_described(chart: Chart) -> None:
    root = tree(chart)
    by_id = {found.get("id"): found for found in root.iter() if found.get("id")}
    title, description = (by_id[name] for name in root.attrib["aria-labelledby"].split())
    assert root.get("role") == "img"
    assert title.text == chart.title != ""
    assert description.text == chart.description != ""
    assert chart.caption


def test_it_carries_no_style_no_script_and_no_address(chart: Chart) -> None:
    for found in tree(chart).iter():
        assert found.tag.rpartition("}")[2] in {
            "svg", "title", "desc", "g", "path", "rect", "circle", "polygon", "polyline", "text", "clipPath",
        }  # fmt: skip
        assert not {
            name for name in found.attrib if name.startswith("on") or name in {"style", "href", "fill", "stroke"}
        }
    assert "://" not in chart.svg


def test_every_number_is_one(chart: Chart) -> None:
    assert not re.search(r"\b(nan|inf|none)\b", chart.svg, re.IGNORECASE)
    for found in tree(chart).iter():
        for name in {"x", "y", "cx", "cy", "r", "width", "height"} & found.attrib.keys():
            assert re.fullmatch(r"-?\d+(\.\d)?", found.attrib[name])
        for name in {"d", "points"} & found.attrib.keys():
            assert re.fullmatch(r"([MVHvh]|-?\d+(\.\d)?|[ ,])+", found.attrib[name])


def test_the_same_figures_give_the_same_text() -> None:
    points = [HeartPoint(88, 5, DAY)]
    assert heart_rate_chart(points) == heart_rate_chart(points)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e6])
def test_what_is_no_place_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="is no place in a drawing"):
        markup.number(value)


@pytest.mark.parametrize(("value", "written"), [(-0.04, "0"), (1.25, "1.2"), (3.0, "3"), (-2.5, "-2.5")])
def test_how_a_number_is_written(value: float, written: str) -> None:
    assert markup.number(value) == written


def test_words_are_escaped() -> None:
    assert markup.words(1, 2, '<script>"&') == '<text x="1" y="2">&lt;script&gt;&quot;&amp;</text>'
    assert "<b>" not in str(CHARTS["length"].svg)
