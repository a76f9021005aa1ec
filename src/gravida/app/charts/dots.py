"""One dot for each person of a study, or for every ten, hundred, ...: filled first, open after, all the same size."""

from __future__ import annotations

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, no_table

WIDTH = 412.0
MARGIN = 8.0
LARGE_STEP, SMALL_STEP = 13.2, 6.6
MOST_LARGE = 620
"""Above this many, dots of the small step keep the drawing within one screen."""

FEWEST_ROWS = 10
MOST_DOTS = 2_500
"""Above this many a dot is no longer seen as one."""

ROUND = (1, 2, 5)


def people_each(people: int) -> int:
    """Return how many people one dot stands for: 1, or the round number that leaves few enough dots."""
    each, power = 1, 1
    while people / each > MOST_DOTS:
        each, power = next(((one * power, power) for one in ROUND if one * power > each), (10 * power, 10 * power))
    return each


def _share(count: int, each: int) -> int:
    """Return the dots for a count. Whoever was there has one: no few become none."""
    return max(round(count / each), 1) if count else 0


def dots_chart(continued: int, ended: int) -> Chart:
    """Draw ``continued`` filled and ``ended`` open dots, column by column; of very many people one dot for several.

    Raises:
        ValueError: a count is negative, or there is nobody to draw.
    """
    if continued < 0 or ended < 0 or continued + ended == 0:
        raise ValueError(f"{continued} and {ended} cannot be drawn; expected two counts, not both zero")
    people = continued + ended
    each = people_each(people)
    filled_dots, open_dots = _share(continued, each), _share(ended, each)
    drawn = filled_dots + open_dots
    step = LARGE_STEP if drawn <= MOST_LARGE else SMALL_STEP
    columns = int((WIDTH - 2 * MARGIN) / step + 1e-9) + 1
    rows = max(FEWEST_ROWS, -(-drawn // columns))
    radius = step / 3
    dots = []
    for place in range(drawn):
        column, row = divmod(place, rows)
        filled = place < filled_dots
        dots.append(
            svg.element(
                "circle",
                class_="on" if filled else "off",
                cx=MARGIN + column * step,
                cy=MARGIN + row * step,
                r=radius if filled else radius - 0.5,
            )
        )
    stands = "one for each pregnancy" if each == 1 else f"one for about every {each} pregnancies"
    title = f"{drawn:,} dots, {stands}"
    description = (
        f"{filled_dots:,} are filled: these pregnancies continued past the time the study looked at. "
        f"{open_dots:,} are open: these ended before then."
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
        caption=f"One dot for {'each' if each == 1 else f'about every {each}'} of the {people:,} pregnancies.",
        left_out=(),
        sources=(),
    )
