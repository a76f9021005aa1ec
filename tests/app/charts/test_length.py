"""The length chart: each printed row and each point where arithmetic puts it, and nothing outside the printed range."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.app.charts.places import circles, corners, of_class, texts

from gravida.app.charts import LengthPoint, length_chart
from gravida.app.charts.length import where
from gravida.evidence.printed_ages import verburg2008_ages

PRINTED = Path(__file__).parents[2] / "papers" / "verburg2008" / "table.csv"
DAY = date(2027, 3, 10)


def point(age_days: float, crl_mm: float, day: date | None = DAY) -> LengthPoint:
    return LengthPoint(age_days, crl_mm, day, "the last period")


def days(printed: str) -> int:
    weeks, rest = printed.rstrip("d").split("w")
    return 7 * int(weeks) + int(rest)


def test_the_figures_in_the_package_are_those_of_the_paper() -> None:
    with PRINTED.open(encoding="utf-8", newline="") as stream:
        printed = [
            (float(row["crl_mm"]), days(row["P05"]), days(row["P50"]), days(row["P95"]))
            for row in csv.DictReader(stream)
        ]
    assert [(row.crl_mm, row.p05_days, row.p50_days, row.p95_days) for row in verburg2008_ages()] == printed
    assert len(printed) == 8


def test_every_printed_row_stands_where_it_belongs() -> None:
    chart = length_chart([point(61, 8.2)])
    early, late = corners(chart, "band-edge")
    [middle] = corners(chart, "mid")
    [band] = corners(chart, "band")
    for row, *places in zip(verburg2008_ages(), early, middle, late, strict=True):
        for age, place in zip((row.p05_days, row.p50_days, row.p95_days), places, strict=True):
            # 6 to 10 weeks over 46 to 412, 0 to 40 mm over 298 to 30
            assert place.x == pytest.approx(46 + (age - 42) * 366 / 28, abs=0.06)
            assert place.y == pytest.approx(298 - row.crl_mm * 268 / 40, abs=0.06)
    assert band == [*early, *reversed(late)]


def test_points_and_their_bars() -> None:
    chart = length_chart([point(61, 8.2), point(53, 5.4, date(2027, 3, 2))])
    # worked by hand, to one decimal: 7w4d and 8w5d; 5.4 and 8.2 mm
    assert circles(chart) == [(189.8, 261.8), (294.4, 243.1)]
    assert corners(chart, "hers-line") == [[(189.8, 261.8), (294.4, 243.1)]]
    first, second = (bar.attrib["d"] for bar in of_class(chart, "spread"))
    assert first.startswith("M189.8 277.6V246.1")  # 3.05 and 7.75 mm
    assert second.startswith("M294.4 258.8V227.3")  # 5.85 and 10.55 mm
    assert {"2 March", "5.4 mm", "10 March", "8.2 mm"} <= set(texts(chart))


def test_one_point_is_joined_to_nothing() -> None:
    assert of_class(length_chart([point(61, 8.2)]), "hers-line") == []


@pytest.mark.parametrize(
    ("age_days", "crl_mm", "expected"),
    [
        (41, 5.0, "in"),
        (40.9, 5.0, "above"),
        (48, 5.0, "in"),
        (48.1, 5.0, "below"),
        (46, 5.0, "in"),
        # between 5 and 10 mm the edges are straight: at 7.5 mm 45 and 52.5 days
        (45, 7.5, "in"),
        (44.9, 7.5, "above"),
        (52.5, 7.5, "in"),
        (52.6, 7.5, "below"),
        (80, 60.0, "in"),
        (79.9, 60.0, "above"),
        (94, 60.0, "in"),
        (94.1, 60.0, "below"),
    ],
)
def test_on_which_side_of_the_band(age_days: float, crl_mm: float, expected: str) -> None:
    assert where(point(age_days, crl_mm)) == expected
    assert f": {expected} the band." in length_chart([point(age_days, crl_mm)]).description


@pytest.mark.parametrize(("crl_mm", "drawn"), [(4.9, 0), (5.0, 1), (60.0, 1), (60.1, 0)])
def test_outside_the_printed_lengths_nothing_is_drawn(crl_mm: float, drawn: int) -> None:
    chart = length_chart([point(61, 20), point(62, crl_mm)])
    assert len(circles(chart)) == len(of_class(chart, "spread")) == 1 + drawn
    assert len(chart.left_out) == 1 - drawn
    assert len(chart.points.rows) == 1 + drawn
    if not drawn:
        assert "the printed table runs from 5 to 60 mm" in chart.left_out[0]


@pytest.mark.parametrize(("age_days", "drawn"), [(27, 0), (28, 1), (98, 1), (99, 0)])
def test_dates_far_from_the_table_are_said_and_not_drawn(age_days: int, drawn: int) -> None:
    chart = length_chart([point(age_days, 20)])
    assert bool(chart.svg) == bool(drawn)
    assert len(chart.left_out) == 1 - drawn


def test_without_a_point_there_is_no_picture_and_no_words_about_one() -> None:
    chart = length_chart([])
    assert (chart.svg, chart.caption, chart.description, chart.left_out) == ("", "", "", ())


@pytest.mark.parametrize(
    ("points", "first", "last", "most"),
    [
        ([point(42, 8)], "6", "10", "40"),
        ([point(41, 8)], "5", "10", "40"),
        ([point(70, 30)], "6", "10", "40"),
        ([point(71, 30)], "6", "11", "70"),
        ([point(69, 37.65)], "6", "10", "40"),
        ([point(69, 37.66)], "6", "10", "70"),
    ],
)
def test_the_frame_grows_with_the_record(points: list[LengthPoint], first: str, last: str, most: str) -> None:
    numbers = [text for text in texts(length_chart(points)) if text.isdigit()]
    weeks, millimetres = numbers[: numbers.index("0")], numbers[numbers.index("0") :]
    assert (weeks[0], weeks[-1], millimetres[-1]) == (first, last, most)


def test_what_is_said_beside_it() -> None:
    chart = length_chart([point(61, 8.2), LengthPoint(62, 9, None, "the day of transfer")])
    assert "5th to 95th centile of age for each length, from 5 to 60 mm" in chart.caption
    assert "2.35 mm either way" in chart.caption
    assert "by the last period and the day of transfer" in chart.caption
    assert "no date" in chart.description
    assert chart.table.rows[0] == ("5 mm", "5w 6d", "6w 2d", "6w 6d")
    assert chart.table.rows[-1] == ("60 mm", "11w 3d", "12w 3d", "13w 3d")
    assert chart.points.rows == (("10 March 2027", "8.2 mm", "8w 5d"), ("no date", "9 mm", "8w 6d"))
    assert [source.key for source in chart.sources] == ["verburg2008", "mulago2018"]


def label_boxes(points: list[LengthPoint]) -> list[tuple[float, float, float, float]]:
    boxes = []
    for label in of_class(length_chart(points), "t-ink"):
        width = 7.0 * len(label.text or "")
        left = float(label.attrib["x"]) - (width if label.get("text-anchor") == "end" else 0)
        boxes.append((left, float(label.attrib["y"]) - 12, left + width, float(label.attrib["y"]) + 18))
    return boxes


@pytest.mark.parametrize("apart", [1, 2, 4, 7])
def test_labels_do_not_cover_each_other(apart: int) -> None:
    boxes = label_boxes([point(44 + apart * at, 5 + at, date(2027, 3, 1 + at)) for at in range(5)])
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_scan_every_week_has_its_label() -> None:
    weekly = [point(45 + 7 * at, 6 + 5 * at, date(2027, 3, 1 + 7 * at)) for at in range(4)]
    assert len(label_boxes(weekly)) == 4
