"""Heart rates beside the groups of one study, drawn by the days of age the study sorted by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from django.utils.safestring import SafeString

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, ChartTable, full_day, listed, plain, short_age, spoken_age
from gravida.engine.explain import note
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.ranges import DayGroup, RateRange, day_groups

STUDY = "doubilet2005"
LEFT, RIGHT = 14.0, 410.0
USUAL_BPM = (70, 150)
BARE_HEIGHT, POINT_HEIGHT = 44.0, 62.0
RADIUS = 6.5
LABEL_WIDTH = 30.0
TITLE = "Heart rate, by age"

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class HeartPoint:
    """One heart rate of the record, and the age under which it is looked up."""

    bpm: float
    age_days: float
    day: date | None


def heart_rate_chart(points: Sequence[HeartPoint]) -> Chart:
    """Draw each rate in the group of its day. On the first day of a later group it stands in the one before, too:
    the study counts decimal weeks, and that day is on the line between them.
    """
    groups = day_groups(studies()[STUDY])
    left_out = tuple(why for point in points if (why := _why_not(point, groups)) is not None)
    placed = [(group, _in_group(group, groups, points)) for group in groups]
    drawn = [point for point in points if any(point in found for _, found in placed)]
    twice = [point for point in drawn if sum(point in found for _, found in placed) > 1]
    description = " ".join([*(_group_in_words(group) for group in groups), *(_told(at, groups) for at in drawn)])
    caption = (
        "The narrow part between is what the study calls borderline. The study sorted by age in decimal weeks, "
        "and took the age from the length."
    )
    if twice:
        caption += (
            f" {spoken_age(int(twice[0].age_days))} is on the line between the two groups, so the rate stands in both."
        )
    return Chart(
        svg=_draw(placed, description) if drawn else SafeString(""),
        title=TITLE,
        description=description if drawn else "",
        table=ChartTable(
            "The same as a table",
            ("Age", *(_study_word(part) for part in groups[0].ranges[:-1]), "above"),
            tuple((_days_in_words(group), *map(_range_in_words, group.ranges)) for group in groups),
        ),
        points=ChartTable(
            "This record",
            ("Day", "Beats a minute", "Age"),
            tuple((full_day(at.day), plain(at.bpm), short_age(int(at.age_days))) for at in drawn),
        ),
        caption=caption if drawn else "",
        left_out=left_out,
        sources=(note(min((band.source for band in studies()[STUDY].bands), key=lambda source: source.seen_in)),),
    )


def _in_group(group: DayGroup, groups: Sequence[DayGroup], points: Sequence[HeartPoint]) -> list[HeartPoint]:
    border = {later.first_day for later in groups if later.first_day == group.last_day + 1}
    return [at for at in points if group.first_day <= int(at.age_days) <= group.last_day or int(at.age_days) in border]


def _why_not(point: HeartPoint, groups: Sequence[DayGroup]) -> str | None:
    if any(group.first_day <= int(point.age_days) <= group.last_day for group in groups):
        return None
    first, last = spoken_age(groups[0].first_day), spoken_age(groups[-1].last_day)
    return (
        f"The heart rate of {plain(point.bpm)} ({full_day(point.day)}) is not drawn: "
        f"it was {spoken_age(int(point.age_days))}, and this study looked from {first} to {last}."
    )


def _study_word(part: RateRange) -> str:
    """The words of the study stay, save for its name for the last group, which would be a verdict."""
    return part.band.code


def _range_in_words(part: RateRange) -> str:
    if part.low is None:
        return f"under {part.high}"
    return f"{part.low} or more" if part.high is None else f"{part.low} to {part.high - 1}"


def _days_in_words(group: DayGroup) -> str:
    return f"{short_age(group.first_day)} to {short_age(group.last_day)}"


def _group_in_words(group: DayGroup) -> str:
    named = [f"{_range_in_words(part)} {_study_word(part)}" for part in group.ranges[:-1]]
    ages = f"{spoken_age(group.first_day)} to {spoken_age(group.last_day)}"
    return f"From {ages} the study calls {listed(named)}; then comes {_range_in_words(group.ranges[-1])}."


def _told(point: HeartPoint, groups: Sequence[DayGroup]) -> str:
    found = []
    for group in groups:
        if point in _in_group(group, groups, [point]):
            part = next(part for part in group.ranges if part.high is None or point.bpm < part.high)
            found.append(_range_in_words(part) if part is group.ranges[-1] else _study_word(part))
    return f"This record: {plain(point.bpm)} ({full_day(point.day)}), in the part {listed(found)}."


def _draw(placed: Sequence[tuple[DayGroup, list[HeartPoint]]], description: str) -> SafeString:
    rates = [at.bpm for _, found in placed for at in found]
    lowest = min(USUAL_BPM[0], floor(min(rates) / 10) * 10)
    highest = max(USUAL_BPM[1], ceil(max(rates) / 10) * 10)

    def x(bpm: float) -> float:
        return LEFT + (RIGHT - LEFT) * (bpm - lowest) / (highest - lowest)

    parts: list[str] = []
    top = 24.0
    for group, found in placed:
        heading = f"{spoken_age(group.first_day)} to {spoken_age(group.last_day)}"
        parts.append(svg.words(LEFT, top, heading + (": this record" if found else ""), class_="t-ink"))
        height = POINT_HEIGHT if found else BARE_HEIGHT
        parts += _bands(group, x, lowest, highest, top + 10, height, beside_points=bool(found))
        parts += _points(found, x, top + 10)
        top += 10 + height + 30
    axis = top - 18
    parts.append(svg.line("M", LEFT, axis, "H", RIGHT, class_="axis"))
    numbered = 20 if highest - lowest <= 100 else 40
    for bpm in range(lowest, highest + 1, 10):
        parts.append(svg.line("M", x(bpm), axis, "v", 5, class_="axis"))
        if (bpm - lowest) % numbered == 0:
            parts.append(svg.words(x(bpm), axis + 21, str(bpm), anchor="middle"))
    parts.append(svg.words(LEFT, axis + 42, "beats a minute"))
    return svg.drawing(
        *parts, key="heart-rate-chart", width=424, height=axis + 52, title=TITLE, description=description
    )


def _bands(
    group: DayGroup, x: Scale, lowest: int, highest: int, top: float, height: float, *, beside_points: bool
) -> list[str]:
    parts = []
    for shade, part in enumerate(group.ranges, start=1):
        left, right = x(part.low or lowest), x(part.high or highest)
        parts.append(svg.element("rect", class_=f"b{shade}", x=left, y=top, width=right - left, height=height))
        last = part is group.ranges[-1]
        if last or shade == 1:
            text = _range_in_words(part) if last else _study_word(part)
            parts.append(svg.words((left + right) / 2, top + (16 if beside_points else 27), text, anchor="middle"))
    return parts


def _points(found: Sequence[HeartPoint], x: Scale, top: float) -> list[str]:
    parts, last_label = [], float("-inf")
    for point in sorted(found, key=lambda at: at.bpm):
        parts.append(svg.element("circle", class_="point", cx=x(point.bpm), cy=top + 32, r=RADIUS))
        if x(point.bpm) - last_label >= LABEL_WIDTH:
            parts.append(svg.words(x(point.bpm), top + 55, plain(point.bpm), anchor="middle", class_="t-ink"))
            last_label = x(point.bpm)
    return parts
