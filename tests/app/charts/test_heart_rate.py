"""The heart-rate chart: one study, its limits from the conditions that are evaluated, each rate by its length."""

from __future__ import annotations

from datetime import date

import pytest
from tests.app.charts.places import circles, of_class, texts

from gravida.app.charts import HeartPoint, heart_rate_chart
from gravida.engine import dating
from gravida.engine.heart_rate.lengths import STUDY, length_groups, under_limit

DAY = date(2027, 3, 10)


def at(bpm: float, crl_mm: float | None) -> HeartPoint:
    return HeartPoint(bpm, crl_mm, DAY)


def place(bpm: float) -> float:
    return 14 + (bpm - 70) * 396 / 80


def test_the_limits_are_those_of_one_study() -> None:
    assert STUDY.key == "doubilet1995"
    found = [[(part.band.id, part.low, part.high) for part in group.ranges] for group in length_groups()]
    assert found == [
        [("HR-1", None, 100), ("HR-1-over", 100, None)],
        [("HR-2", None, 120), ("HR-2-over", 120, None)],
    ]


@pytest.mark.parametrize(
    ("crl_mm", "bpm", "under"),
    [
        (1.2, 99, True),
        (4.9, 99.5, True),
        (4.9, 100, False),
        (5, 100, True),
        (5, 119.9, True),
        (5, 120, False),
        (9, 119, True),
        (9, 120, False),
        (9.1, 90, None),
        (30, 90, None),
    ],
)
def test_the_limit_for_a_length(crl_mm: float, bpm: float, under: bool | None) -> None:
    assert under_limit(bpm, crl_mm) is under


def test_the_lengths_agree_with_the_weeks_of_the_study() -> None:
    """In decimal weeks, one place, by the formula of that time: up to 6.2, and 6.3 to 7.0."""
    weeks = {mm: dating.method("hadlock1992").age_days(mm) / 7 for mm in (4.9, 5.4, 9.0, 10.0)}
    assert round(weeks[4.9], 1) <= 6.2
    assert round(weeks[5.4], 1) >= 6.3
    assert round(weeks[9.0], 1) <= 7.0 < round(weeks[10.0], 1)


def test_bands_and_points_stand_where_they_belong() -> None:
    chart = heart_rate_chart([at(88, 5), at(112, 4)])
    for name, limits in {"b1": [(70, 100), (70, 120)], "b3": [(100, 150), (120, 150)]}.items():
        found = [(float(rect.attrib["x"]), float(rect.attrib["width"])) for rect in of_class(chart, name)]
        expected = [(place(low), place(high) - place(low)) for low, high in limits]
        for got, wanted in zip(found, expected, strict=True):
            assert got == pytest.approx(wanted, abs=0.06)
    shorter, longer = sorted(circles(chart), key=lambda point: point.y)
    assert shorter.x == pytest.approx(place(112), abs=0.06)
    assert longer.x == pytest.approx(place(88), abs=0.06)


def test_without_a_length_nothing_is_drawn_and_it_is_said() -> None:
    chart = heart_rate_chart([at(88, None)])
    assert (chart.svg, chart.description, chart.caption) == ("", "", "")
    [why] = chart.left_out
    assert why == (
        "The heart rate of 88 (10 March 2027) is not drawn: no length is written down for that scan, and this study "
        "sorted by length. Which group it belongs to is not known."
    )


def test_a_length_the_study_has_no_limit_for_is_not_drawn() -> None:
    chart = heart_rate_chart([at(88, 9.4), at(104, 9)])
    assert len(circles(chart)) == 1
    [why] = chart.left_out
    assert "the length was 9.4 mm, and this study has a limit up to 9 mm only" in why


@pytest.mark.parametrize(("crl_mm", "near"), [(2.6, False), (2.7, True), (5, True), (7.3, True), (7.4, False)])
def test_a_length_near_the_border_may_belong_to_either_group(crl_mm: float, near: bool) -> None:
    assert ("could stand in the other group" in heart_rate_chart([at(88, crl_mm)]).caption) == near


def test_the_other_end_is_a_number_and_never_a_verdict() -> None:
    chart = heart_rate_chart([at(88, 5), at(130, 6), at(95, 3)])
    said = " ".join([*texts(chart), chart.title, chart.caption, chart.description, *map(str, chart.table.rows)])
    assert "120 or more" in said
    assert "normal" not in said.lower()
    assert "week" not in said
    assert "88 at 5 mm (10 March 2027), in the part under 120" in chart.description
    assert "130 at 6 mm (10 March 2027), in the part 120 or more" in chart.description
    assert "95 at 3 mm (10 March 2027), in the part under 100" in chart.description
    assert chart.table.rows == (
        ("under 5\N{NO-BREAK SPACE}mm", "under 100", "100 or more"),
        ("5 to 9\N{NO-BREAK SPACE}mm", "under 120", "120 or more"),
    )


@pytest.mark.parametrize(("bpm", "lowest", "highest"), [(70, "70", "150"), (69, "60", "140"), (151, "70", "150")])
def test_the_axis_reaches_the_record(bpm: int, lowest: str, highest: str) -> None:
    numbers = [text for text in texts(heart_rate_chart([at(bpm, 6)])) if text.isdigit() and text != str(bpm)]
    assert lowest in numbers or str(bpm) == lowest
    assert highest in numbers
    [point] = circles(heart_rate_chart([at(bpm, 6)]))
    assert 14 <= point.x <= 410


def test_the_sources_say_how_each_part_was_read() -> None:
    limit, lengths, measuring = heart_rate_chart([at(88, 5)]).sources
    assert (limit.key, limit.read) == ("doubilet1995", "abstract")
    assert (lengths.key, lengths.read, lengths.seen_in) == ("doubilet1995", "secondary", 1)
    assert measuring.key == "mulago2018"


def test_without_a_rate_there_is_no_picture() -> None:
    chart = heart_rate_chart([])
    assert (chart.svg, chart.caption, chart.left_out) == ("", "", ())
