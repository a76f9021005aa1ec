"""Heart rates beside the limit of one study, drawn by the length of the embryo: the study took the age from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from django.utils.safestring import SafeString

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, ChartTable, full_day, plain
from gravida.engine.explain import note
from gravida.engine.heart_rate.lengths import BORDER_MM, LONGEST_MM, SOURCE, STUDY, LengthGroup, length_groups
from gravida.engine.heart_rate.ranges import RateRange
from gravida.engine.questions import CRL_SPREAD_MM, MEASUREMENT_ERROR

LEFT, RIGHT = 14.0, 410.0
USUAL_BPM = (70, 150)
BARE_HEIGHT, POINT_HEIGHT = 44.0, 62.0
RADIUS = 6.5
LABEL_WIDTH = 30.0
TITLE = "Heart rate, by length"
SHADES = ("b1", "b3")

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class HeartPoint:
    """One heart rate of the record, and the length of the embryo on the same scan, where it was measured."""

    bpm: float
    crl_mm: float | None
    day: date | None


def heart_rate_chart(points: Sequence[HeartPoint]) -> Chart:
    """Draw each rate in the group of its length. What has no length, or one the study says nothing of, is not drawn."""
    groups = length_groups()
    left_out = tuple(why for point in points if (why := _why_not(point)) is not None)
    placed = [(group, [point for point in points if _is_in(point, group)]) for group in groups]
    drawn = [point for point in points if _why_not(point) is None]
    description = " ".join([*map(_group_in_words, groups), *map(_told, drawn)])
    return Chart(
        svg=_draw(placed, description) if drawn else SafeString(""),
        title=TITLE,
        description=description if drawn else "",
        table=ChartTable(
            "The same as a table",
            ("Length", "Under the limit", "From the limit on"),
            tuple((_together(_length_in_words(group)), *map(_range_in_words, group.ranges)) for group in groups),
        ),
        points=ChartTable(
            "This record",
            ("Day", "Length", "Beats a minute"),
            tuple((full_day(at.day), f"{at.crl_mm:g} mm", plain(at.bpm)) for at in drawn),
        ),
        caption=_caption(drawn) if drawn else "",
        left_out=left_out,
        sources=(note(STUDY.source), note(SOURCE), note(MEASUREMENT_ERROR)),
    )


def _caption(drawn: Sequence[HeartPoint]) -> str:
    """Say what is drawn, and where a length is so near the border that a second look may put it on the other side."""
    said = f"{STUDY.title}, one study by itself: its lower limit for each length, up to {plain(LONGEST_MM)} mm."
    if any(at.crl_mm is not None and abs(at.crl_mm - BORDER_MM) <= CRL_SPREAD_MM for at in drawn):
        said += (
            f" Two people measuring can differ by {CRL_SPREAD_MM} mm either way, "
            f"so a length this near {plain(BORDER_MM)} mm could stand in the other group."
        )
    return said


def _is_in(point: HeartPoint, group: LengthGroup) -> bool:
    return point.crl_mm is not None and group.holds(point.crl_mm)


def _why_not(point: HeartPoint) -> str | None:
    rate = f"The heart rate of {plain(point.bpm)} ({full_day(point.day)}) is not drawn"
    if point.crl_mm is None:
        return (
            f"{rate}: no length is written down for that scan, and this study sorted by length. "
            "Which group it belongs to is not known."
        )
    if not any(group.holds(point.crl_mm) for group in length_groups()):
        return (
            f"{rate}: the length was {plain(point.crl_mm)} mm, "
            f"and this study has a limit up to {plain(LONGEST_MM)} mm only."
        )
    return None


def _range_in_words(part: RateRange) -> str:
    return f"under {part.high}" if part.low is None else f"{part.low} or more"


def _length_in_words(group: LengthGroup) -> str:
    if group.under_mm is not None:
        return f"under {group.under_mm:g} mm"
    return f"{group.low_mm:g} to {group.high_mm:g} mm"


def _together(text: str) -> str:
    """Keep a unit on the line of its number."""
    return text.replace(" mm", "\N{NO-BREAK SPACE}mm")


def _group_in_words(group: LengthGroup) -> str:
    return f"For a length {_length_in_words(group)} the lower limit of the study is {group.ranges[0].high}."


def _told(point: HeartPoint) -> str:
    group = next(group for group in length_groups() if _is_in(point, group))
    part = next(part for part in group.ranges if part.high is None or point.bpm < part.high)
    return (
        f"This record: {plain(point.bpm)} at {point.crl_mm:g} mm ({full_day(point.day)}), "
        f"in the part {_range_in_words(part)}."
    )


def _draw(placed: Sequence[tuple[LengthGroup, list[HeartPoint]]], description: str) -> SafeString:
    rates = [at.bpm for _, found in placed for at in found]
    lowest = min(USUAL_BPM[0], floor(min(rates) / 10) * 10)
    highest = max(USUAL_BPM[1], ceil(max(rates) / 10) * 10)

    def x(bpm: float) -> float:
        return LEFT + (RIGHT - LEFT) * (bpm - lowest) / (highest - lowest)

    parts: list[str] = []
    top = 24.0
    for group, found in placed:
        heading = f"Length {_length_in_words(group)}"
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
    group: LengthGroup, x: Scale, lowest: int, highest: int, top: float, height: float, *, beside_points: bool
) -> list[str]:
    parts = []
    for shade, part in zip(SHADES, group.ranges, strict=True):
        left, right = x(part.low or lowest), x(part.high or highest)
        parts.append(svg.element("rect", class_=shade, x=left, y=top, width=right - left, height=height))
        middle = (left + right) / 2
        parts.append(svg.words(middle, top + (16 if beside_points else 27), _range_in_words(part), anchor="middle"))
    return parts


def _points(found: Sequence[HeartPoint], x: Scale, top: float) -> list[str]:
    parts, last_label = [], float("-inf")
    for point in sorted(found, key=lambda at: at.bpm):
        parts.append(svg.element("circle", class_="point", cx=x(point.bpm), cy=top + 32, r=RADIUS))
        if x(point.bpm) - last_label >= LABEL_WIDTH:
            parts.append(svg.words(x(point.bpm), top + 55, plain(point.bpm), anchor="middle", class_="t-ink"))
            last_label = x(point.bpm)
    return parts
