"""hCG over the days on a log scale, with the band of one paper: as far as it prints it, from the value it starts at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor, log10

from django.utils.safestring import SafeString

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, ChartTable, full_day, no_table
from gravida.app.charts.labels import Box, Label, place_labels
from gravida.engine.blood.rise import Minimum, barnhart2004_ratio, smallest_rise
from gravida.engine.explain import note

LEFT, RIGHT, TOP, BOTTOM = 62.0, 410.0, 26.0, 290.0
RADIUS = 5.5
DAYS = (1, 2)
"""Days for which the paper prints its slowest, middle and fastest rise."""

FEWEST_DAYS = 3
SECONDS_A_DAY = 86_400
TITLE = "hCG, by day"


@dataclass(frozen=True, slots=True)
class HcgPoint:
    """One value of the record in IU/L, when it was taken, and how the report writes it."""

    iu_l: float
    taken: datetime
    written: str


def hcg_chart(points: Sequence[HcgPoint], *, band_from: HcgPoint | None) -> Chart:
    """Draw values in order; ``band_from`` is the value that the band starts at, None for no band."""
    drawn = sorted(points, key=lambda point: point.taken)
    described = [f"{point.written} on {full_day(point.taken.date())} at {point.taken:%H:%M}." for point in drawn]
    low, high = (barnhart2004_ratio(DAYS[-1], which) for which in ("slowest", "fastest"))
    band = (
        f"Shaded: between the slowest and the fastest rise in {DAYS[-1]} days that one paper prints, {low:g} to "
        f"{high:g} times, from the value of {full_day(band_from.taken.date())}. Solid line: the middle. "
        "All in it were pregnancies that continued, after pain or bleeding. It is printed for no longer."
        if band_from is not None
        else "No band is drawn."
    )
    caption = f"Each line upwards is ten times the one below. Points: this record. {band}"
    return Chart(
        svg=_draw(drawn, band_from, f"{' '.join(described)} {band}") if drawn else SafeString(""),
        title=TITLE,
        description=" ".join(described),
        table=ChartTable(
            "The same as a table",
            ("Day", "Time", "hCG"),
            tuple((full_day(at.taken.date()), f"{at.taken:%H:%M}", at.written) for at in drawn),
        ),
        points=no_table(),
        caption=caption if drawn else "",
        left_out=(),
        sources=(note(smallest_rise(drawn[0].iu_l, Minimum.BARNHART_2004).source),) if drawn and band_from else (),
    )


def _draw(drawn: Sequence[HcgPoint], band_from: HcgPoint | None, description: str) -> SafeString:
    start = drawn[0].taken
    reach = [_days(start, point.taken) for point in drawn]
    if band_from is not None:
        reach.append(_days(start, band_from.taken) + DAYS[-1])
    last = max(FEWEST_DAYS, ceil(max(reach)) + 1)  # one day more, so that the last label has room
    values = [point.iu_l for point in drawn]
    if band_from is not None:
        values.append(band_from.iu_l * barnhart2004_ratio(DAYS[-1], "fastest"))
    lowest, highest = floor(log10(min(values))), ceil(log10(max(values)) + 1e-9)
    highest = max(highest, lowest + 1)

    def x(days: float) -> float:
        return LEFT + (RIGHT - LEFT) * days / last

    def y(iu_l: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (log10(iu_l) - lowest) / (highest - lowest)

    parts: list[str] = []
    for power in range(lowest, highest + 1):
        parts.append(svg.line("M", LEFT, y(10.0**power), "H", RIGHT, class_="grid"))
        parts.append(svg.words(LEFT - 8, y(10.0**power) + 4.5, f"{10.0**power:,g}", anchor="end"))
    every = max(1, ceil(last / 8))
    for day in range(0, last + 1, every):
        parts.append(svg.line("M", x(day), TOP, "V", BOTTOM, class_="grid"))
        parts.append(svg.words(x(day), BOTTOM + 20, str(day), anchor="middle"))
    if band_from is not None:
        first = _days(start, band_from.taken)
        edges = {
            which: [
                (x(first), y(band_from.iu_l)),
                *((x(first + day), y(band_from.iu_l * barnhart2004_ratio(day, which))) for day in DAYS),
            ]
            for which in ("slowest", "median", "fastest")
        }
        parts.append(svg.shape("polygon", [*edges["slowest"], *reversed(edges["fastest"])], "band"))
        parts += [svg.shape("polyline", edges[which], "band-edge") for which in ("slowest", "fastest")]
        parts.append(svg.shape("polyline", edges["median"], "mid"))
    parts.append(svg.line("M", LEFT, BOTTOM, "H", RIGHT, class_="axis"))
    places = [(x(_days(start, point.taken)), y(point.iu_l)) for point in drawn]
    if len(places) > 1:
        parts.append(svg.shape("polyline", places, "hers-line"))
    parts += [svg.element("circle", class_="point", cx=px, cy=py, r=RADIUS) for px, py in places]
    taken = [Box(px - RADIUS - 2, py - RADIUS - 2, px + RADIUS + 2, py + RADIUS + 2) for px, py in places]
    labels = [Label(px, py, (f"{point.iu_l:,g}",)) for point, (px, py) in zip(drawn, places, strict=True)]
    parts.append(place_labels(labels, taken, Box(LEFT, TOP, RIGHT, BOTTOM)))
    parts.append(svg.words(LEFT, BOTTOM + 42, "days since the first of these tests"))
    parts.append(svg.words(4, 14, "hCG, IU/L"))
    return svg.drawing(*parts, key="hcg-chart", width=424, height=BOTTOM + 52, title=TITLE, description=description)


def _days(start: datetime, moment: datetime) -> float:
    return (moment - start).total_seconds() / SECONDS_A_DAY
