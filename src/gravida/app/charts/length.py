"""The length of a record beside a printed table: at each length, the ages between which most are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from django.utils.safestring import SafeString

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, ChartTable, full_day, listed, plain, short_age, short_day, spoken_age
from gravida.app.charts.labels import LETTER, LINE, Box, Label, place_labels
from gravida.engine.explain import note
from gravida.engine.questions import CRL_SPREAD_MM, MEASUREMENT_ERROR
from gravida.evidence.printed_ages import VERBURG2008_AGES, PrintedAge, verburg2008_ages

LEFT, RIGHT, TOP, BOTTOM = 46.0, 412.0, 30.0, 298.0
USUAL_WEEKS = (6, 10)
EARLIEST_WEEK, LATEST_WEEK = 4, 14
USUAL_MM, MOST_MM = 40, 70
RADIUS = 6.5
TITLE = "Length by weeks"
MOST_ARE_HERE = "most are here"
LEADER = 32.0
"""How far the line reaches from these words into the band they speak of."""


@dataclass(frozen=True, slots=True)
class LengthPoint:
    """One length of the record and the age on that day, which must not come from this length itself.

    ``dates_by`` says what the age is counted from: "the last period", "the day of transfer".
    """

    age_days: float
    crl_mm: float
    day: date | None
    dates_by: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the drawing shows: from ``first`` to ``last`` week, from 0 to ``most_mm``."""

    first: int
    last: int
    most_mm: int

    def x(self, age_days: float) -> float:
        """Return where an age stands."""
        return LEFT + (RIGHT - LEFT) * (age_days / 7 - self.first) / (self.last - self.first)

    def y(self, mm: float) -> float:
        """Return where a length stands."""
        return BOTTOM - (BOTTOM - TOP) * mm / self.most_mm


def length_chart(points: Sequence[LengthPoint]) -> Chart:
    """Draw the points that lie within the printed lengths, over the table as it is printed."""
    rows = verburg2008_ages()
    drawn = sorted((point for point in points if _why_not(point, rows) is None), key=lambda point: point.age_days)
    left_out = tuple(why for point in points if (why := _why_not(point, rows)) is not None)
    frame = _frame(drawn)
    description = _description(drawn, rows, frame)
    bases = list(dict.fromkeys(point.dates_by for point in drawn))
    return Chart(
        svg=_draw(drawn, rows, frame, description) if drawn else SafeString(""),
        title=TITLE,
        description=description if drawn else "",
        table=ChartTable(
            "The same as a table",
            ("Length", "5th", "Middle", "95th"),
            tuple(
                (f"{plain(row.crl_mm)} mm", short_age(row.p05_days), short_age(row.p50_days), short_age(row.p95_days))
                for row in rows
            ),
        ),
        points=ChartTable(
            "This record",
            ("Day", "Length", "By dates"),
            tuple((full_day(at.day), f"{plain(at.crl_mm)} mm", short_age(int(at.age_days))) for at in drawn),
        ),
        caption=(
            "Shaded: 5th to 95th centile of age for each length, "
            f"from {plain(rows[0].crl_mm)} to {plain(rows[-1].crl_mm)} mm. Solid line: the middle. "
            f"Points: this record, by {listed(bases)}. Small bars: how far two people measuring can differ "
            f"({CRL_SPREAD_MM} mm either way)."
            if drawn
            else ""
        ),
        left_out=left_out,
        sources=(note(VERBURG2008_AGES), note(MEASUREMENT_ERROR)),
    )


def where(point: LengthPoint) -> str:
    """Say where a point lies in the drawing: ``above``, ``in`` or ``below`` the band."""
    low, high = _ages_at(point.crl_mm, verburg2008_ages())
    return "above" if point.age_days < low else "below" if point.age_days > high else "in"


def _ages_at(mm: float, rows: Sequence[PrintedAge]) -> tuple[float, float]:
    """Between two printed lengths the edges of the band are straight lines, as drawn."""
    for lower, upper in pairwise(rows):
        if lower.crl_mm <= mm <= upper.crl_mm:
            share = (mm - lower.crl_mm) / (upper.crl_mm - lower.crl_mm)
            return (
                lower.p05_days + share * (upper.p05_days - lower.p05_days),
                lower.p95_days + share * (upper.p95_days - lower.p95_days),
            )
    raise ValueError(f"{mm} mm is outside the printed lengths, {rows[0].crl_mm} to {rows[-1].crl_mm} mm")


def _why_not(point: LengthPoint, rows: Sequence[PrintedAge]) -> str | None:
    shortest, longest = rows[0].crl_mm, rows[-1].crl_mm
    length = f"The length of {plain(point.crl_mm)} mm ({full_day(point.day)})"
    if not shortest <= point.crl_mm <= longest:
        return f"{length} is not drawn: the printed table runs from {plain(shortest)} to {plain(longest)} mm."
    if not EARLIEST_WEEK * 7 <= point.age_days <= LATEST_WEEK * 7:
        by_dates = spoken_age(int(point.age_days))
        return f"{length} is not drawn: by {point.dates_by} it is {by_dates}, too far from the table to show."
    return None


def _frame(drawn: Sequence[LengthPoint]) -> Frame:
    first = min([USUAL_WEEKS[0], *(int(point.age_days // 7) for point in drawn)])
    last = max([USUAL_WEEKS[1], *(ceil(point.age_days / 7) for point in drawn)])
    tallest = max((point.crl_mm + CRL_SPREAD_MM for point in drawn), default=0)
    return Frame(first, last, USUAL_MM if last == USUAL_WEEKS[1] and tallest <= USUAL_MM else MOST_MM)


def _description(drawn: Sequence[LengthPoint], rows: Sequence[PrintedAge], frame: Frame) -> str:
    shown = [row for row in rows if row.crl_mm <= frame.most_mm]
    band = " to ".join(
        f"{plain(row.crl_mm)} millimetres between {spoken_age(row.p05_days)} and {spoken_age(row.p95_days)}"
        for row in (shown[0], shown[-1])
    )
    told = " ".join(
        f"{plain(at.crl_mm)} millimetres ({full_day(at.day)}) at {spoken_age(int(at.age_days))}: {where(at)} the band."
        for at in drawn
    )
    return (
        f"A band rises from {band}. {told} Each point has a bar of {CRL_SPREAD_MM} millimetres up and down; "
        "the points are joined by dots."
    )


def _draw(drawn: Sequence[LengthPoint], rows: Sequence[PrintedAge], frame: Frame, description: str) -> SafeString:
    x, y = frame.x, frame.y
    early = [(x(row.p05_days), y(row.crl_mm)) for row in rows]
    late = [(x(row.p95_days), y(row.crl_mm)) for row in rows]
    middle = [(x(row.p50_days), y(row.crl_mm)) for row in rows]
    parts = [
        svg.element(
            "clipPath",
            svg.element("rect", x=LEFT, y=TOP, width=RIGHT - LEFT, height=BOTTOM - TOP),
            id="length-chart-window",
        )
    ]
    for week in range(frame.first, frame.last + 1):
        parts.append(svg.line("M", x(week * 7), TOP, "V", BOTTOM, class_="grid"))
        parts.append(svg.words(x(week * 7), BOTTOM + 20, str(week), anchor="middle"))
    for mm in range(0, frame.most_mm + 1, 10):
        parts.append(svg.line("M", LEFT, y(mm), "H", RIGHT, class_="grid"))
        parts.append(svg.words(LEFT - 8, y(mm) + 4.5, str(mm), anchor="end"))
    parts.append(
        svg.element(
            "g",
            svg.shape("polygon", [*early, *reversed(late)], "band"),
            svg.shape("polyline", early, "band-edge"),
            svg.shape("polyline", late, "band-edge"),
            svg.shape("polyline", middle, "mid"),
            clip_path="url(#length-chart-window)",
        )
    )
    parts.append(svg.line("M", LEFT, BOTTOM, "H", RIGHT, class_="axis"))
    places = [(x(point.age_days), y(point.crl_mm)) for point in drawn]
    if len(places) > 1:
        parts.append(svg.shape("polyline", places, "hers-line"))
    taken = []
    for point, (px, _) in zip(drawn, places, strict=True):
        low, high = y(point.crl_mm - CRL_SPREAD_MM), y(point.crl_mm + CRL_SPREAD_MM)
        bar = ("M", px, low, "V", high, "M", px - 4, low, "h", 8, "M", px - 4, high, "h", 8)
        parts.append(svg.line(*bar, class_="spread"))
        taken.append(Box(px - RADIUS - 2, high, px + RADIUS + 2, low))
    parts += [svg.element("circle", class_="point", cx=px, cy=py, r=RADIUS) for px, py in places]
    most_mm = frame.most_mm * 0.715
    most_x, most_y = x(_ages_at(most_mm, rows)[0]) - 14, y(most_mm)
    parts.append(svg.words(most_x, most_y + 4, MOST_ARE_HERE, anchor="end", class_="t-mid"))
    parts.append(svg.line("M", most_x + 4, most_y, "h", LEADER, class_="axis"))
    taken.append(Box(most_x - LETTER * len(MOST_ARE_HERE), most_y - LINE / 2, most_x + 4 + LEADER, most_y + LINE / 2))
    labels = [Label(px, py, _label(point)) for point, (px, py) in zip(drawn, places, strict=True)]
    parts.append(place_labels(labels, taken, Box(LEFT, TOP, RIGHT, BOTTOM)))
    parts.append(svg.words(LEFT, 340, "weeks, by the dates"))
    parts.append(svg.words(14, 14, "length, mm"))
    return svg.drawing(*parts, key="length-chart", width=424, height=346, title=TITLE, description=description)


def _label(point: LengthPoint) -> tuple[str, ...]:
    length = f"{plain(point.crl_mm)} mm"
    return (length,) if point.day is None else (short_day(point.day), length)
