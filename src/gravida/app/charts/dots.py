"""One dot for each person of a study: filled first, open after, all the same size."""

from __future__ import annotations

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, no_table

WIDTH = 412.0
MARGIN = 8.0
LARGE_STEP, SMALL_STEP = 13.2, 6.6
MOST_LARGE = 620
"""Above this many, dots of the small step keep the drawing within one screen."""

FEWEST_ROWS = 10


def dots_chart(continued: int, ended: int) -> Chart:
    """Draw ``continued`` filled and ``ended`` open dots, column by column.

    Raises:
        ValueError: a count is negative, or there is nobody to draw.
    """
    if continued < 0 or ended < 0 or continued + ended == 0:
        raise ValueError(f"{continued} and {ended} cannot be drawn; expected two counts, not both zero")
    people = continued + ended
    step = LARGE_STEP if people <= MOST_LARGE else SMALL_STEP
    columns = int((WIDTH - 2 * MARGIN) / step + 1e-9) + 1
    rows = max(FEWEST_ROWS, -(-people // columns))
    radius = step / 3
    dots = []
    for place in range(people):
        column, row = divmod(place, rows)
        filled = place < continued
        dots.append(
            svg.element(
                "circle",
                class_="on" if filled else "off",
                cx=MARGIN + column * step,
                cy=MARGIN + row * step,
                r=radius if filled else radius - 0.5,
            )
        )
    title = f"{people} dots, one for each pregnancy"
    description = (
        f"{continued} are filled: these pregnancies continued past the time the study looked at. "
        f"{ended} are open: these ended before then."
    )
    return Chart(
        svg=svg.drawing(
            *dots,
            key="dots-chart",
            width=WIDTH,
            height=2 * MARGIN + (rows - 1) * step + (0.0 if step == LARGE_STEP else 0.4),
            title=title,
            description=description,
            class_="dots",
        ),
        title=title,
        description=description,
        table=no_table(),
        points=no_table(),
        caption=f"One dot for each of the {people} pregnancies.",
        left_out=(),
        sources=(),
    )
