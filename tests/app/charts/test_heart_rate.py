"""The heart-rate chart: limits from the conditions that are evaluated, each rate in the group of its day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.app.charts.places import circles, of_class, texts

from gravida import explain
from gravida.app.charts import HeartPoint, heart_rate_chart
from gravida.app.charts.heart_rate import STUDY
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.ranges import day_groups

DAY = date(2027, 3, 10)


def at(bpm: float, age_days: float) -> HeartPoint:
    return HeartPoint(bpm, age_days, DAY)


def place(bpm: float) -> float:
    return 14 + (bpm - 70) * 396 / 80


def test_the_limits_are_those_of_the_study() -> None:
    found = [
        (group.first_day, group.last_day, [(part.band.id, part.low, part.high) for part in group.ranges])
        for group in day_groups(studies()[STUDY])
    ]
    assert found == [
        (42, 43, [("HR-4", None, 90), ("HR-5", 90, 100), ("HR-6", 100, None)]),
        (44, 49, [("HR-4", None, 110), ("HR-5", 110, 120), ("HR-6", 120, None)]),
    ]


@pytest.mark.parametrize("age_days", [42, 43, 44, 49])
@pytest.mark.parametrize("bpm", [89, 90, 99, 100, 109, 110, 119, 120])
def test_a_range_holds_what_the_engine_answers(age_days: int, bpm: int) -> None:
    scan = {"ga_days": age_days, "heart_activity": "present", "heart_rate_bpm": bpm, "location": "intrauterine"}
    [answered] = [note.id for note in explain(scan).heart_rate if note.id in {"HR-4", "HR-5", "HR-6"}]
    [group] = [group for group in day_groups(studies()[STUDY]) if group.first_day <= age_days <= group.last_day]
    [part] = [part for part in group.ranges if (part.low or 0) <= bpm < (part.high or 1000)]
    assert part.band.id == answered


def test_bands_and_points_stand_where_they_belong() -> None:
    chart = heart_rate_chart([at(88, 46)])
    for name, limits in {
        "b1": [(70, 90), (70, 110)],
        "b2": [(90, 100), (110, 120)],
        "b3": [(100, 150), (120, 150)],
    }.items():
        found = [(float(rect.attrib["x"]), float(rect.attrib["width"])) for rect in of_class(chart, name)]
        expected = [(place(low), place(high) - place(low)) for low, high in limits]
        for got, wanted in zip(found, expected, strict=True):
            assert got == pytest.approx(wanted, abs=0.06)
    [point] = circles(chart)
    assert point.x == pytest.approx(place(88), abs=0.06)


@pytest.mark.parametrize(("age_days", "times"), [(41, 0), (42, 1), (43, 1), (44, 2), (45, 1), (49, 1), (50, 0)])
def test_on_the_line_between_two_groups_a_rate_stands_in_both(age_days: int, times: int) -> None:
    chart = heart_rate_chart([at(100, age_days), at(100, 46)])
    assert len(circles(chart)) == 1 + times
    assert len(chart.left_out) == (times == 0)
    assert ("on the line between the two groups" in chart.caption) == (times == 2)


def test_the_words_of_the_study_stay_and_its_verdict_does_not() -> None:
    chart = heart_rate_chart([at(88, 46), at(130, 47), at(95, 43)])
    said = " ".join([*texts(chart), chart.title, chart.caption, chart.description, *map(str, chart.table.rows)])
    assert "slow" in said
    assert "120 or more" in said
    assert "normal" not in said.lower()
    assert "88 (10 March 2027), in the part slow" in chart.description
    assert "130 (10 March 2027), in the part 120 or more" in chart.description
    assert "95 (10 March 2027), in the part borderline" in chart.description
    assert chart.table.rows[1] == ("6w 2d to 7w 0d", "under 110", "110 to 119", "120 or more")


@pytest.mark.parametrize(("bpm", "lowest", "highest"), [(70, "70", "150"), (69, "60", "140"), (151, "70", "150")])
def test_the_axis_reaches_the_record(bpm: int, lowest: str, highest: str) -> None:
    numbers = [text for text in texts(heart_rate_chart([at(bpm, 46)])) if text.isdigit() and text != str(bpm)]
    assert lowest in numbers or str(bpm) == lowest
    assert highest in numbers
    [point] = circles(heart_rate_chart([at(bpm, 46)]))
    assert 14 <= point.x <= 410


def test_the_source_is_named_once_and_counts_the_fewest_places() -> None:
    [source] = heart_rate_chart([at(88, 46)]).sources
    assert (source.key, source.seen_in) == (STUDY, 1)


def test_without_a_rate_there_is_no_picture() -> None:
    chart = heart_rate_chart([])
    assert (chart.svg, chart.caption, chart.left_out) == ("", "", ())
