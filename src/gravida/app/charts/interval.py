"""An interval as its own bar, on a line from 0 to 100."""

from __future__ import annotations

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, no_table
from gravida.engine.chances.words import decimals

START, END = 8.0, 404.0
LINE_Y = 30.0


def place(out_of_100: float) -> float:
    """Return where a value stands on the line."""
    return START + (END - START) * out_of_100 / 100


def interval_bar(low: float, middle: float, high: float) -> Chart:
    """Draw from ``low`` to ``high`` out of 100 with a mark in the middle.

    Raises:
        ValueError: they are not in order between 0 and 100.
    """
    if not 0 <= low <= middle <= high <= 100:
        raise ValueError(f"{low}, {middle}, {high} is no interval; expected 0 <= low <= middle <= high <= 100")
    parts = [
        svg.element("rect", class_="span", x=place(low), y=14, width=place(high) - place(low), height=16, rx=2),
        svg.line("M", START, LINE_Y, "H", END, class_="line"),
        svg.line("M", place(middle), 10, "v", 20, class_="mean"),
    ]
    for value in (0, 25, 50, 75, 100):
        parts.append(svg.line("M", place(value), LINE_Y, "v", 5, class_="line"))
        parts.append(svg.words(place(value), 52, str(value), anchor="middle"))
    places = decimals(low, high)
    span = f"{low:.{places}f} to {high:.{places}f}"
    title = f"Out of 100: {span}"
    description = f"A bar from {span} on a line from 0 to 100, with a mark at {middle:.{places}f}."
    return Chart(
        svg=svg.drawing(
            *parts, key="interval-bar", width=412, height=60, title=title, description=description, class_="range"
        ),
        title=title,
        description=description,
        table=no_table(),
        points=no_table(),
        caption=f"Out of 100, with room for chance in a study of this size: {span}.",
        left_out=(),
        sources=(),
    )
