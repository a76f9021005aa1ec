"""Dots for the people of a study: filled first, open after, all the same size.

One dot for each person, as long as a dot is still seen as one. Where there are more people, or where only a share is
printed, 100 or 1,000 dots stand for them, and the drawing says how many people each of them stands for.
"""

from __future__ import annotations

from gravida.app.charts import svg
from gravida.app.charts.chart import Chart, no_table

WIDTH = 412.0
MARGIN = 8.0
LARGE_STEP, SMALL_STEP = 13.2, 6.6
MOST_LARGE = 620
"""Above this many, dots of the small step keep the drawing within one screen."""

FEWEST_ROWS = 10

MOST_PEOPLE = 2_500
"""Above this many people a dot for each is no longer seen as one."""

FEWER_DOTS, MORE_DOTS = 100, 1_000


def dots_chart(continued: int, ended: int) -> Chart:
    """Draw ``continued`` filled and ``ended`` open dots, one for each person, column by column.

    Raises:
        ValueError: a count is negative, or there is nobody to draw.
    """
    people = continued + ended
    return _drawn(
        continued,
        ended,
        title=f"{people:,} dots, one for each pregnancy",
        description=f"{continued} are filled: these pregnancies continued past the time the study looked at. "
        f"{ended} are open: these ended before then.",
        caption=f"One dot for each of the {people} pregnancies.",
    )


def share_chart(ended_in_100: float, people: int, places: int) -> Chart:
    """Draw a share of many people as 100 or 1,000 dots that stand for them. ``places``: the decimals it is told with.

    Raises:
        ValueError: the share is none, or there is nobody.
    """
    dots, ended = stand_for(ended_in_100, people, places)
    continued = dots - ended
    each = round(people / dots)
    drawn = (
        f"{dots:,} dots stand for the {people:,} people of the study, each for about "
        f"{'one' if each == 1 else f'{each:,}'} of them. {continued:,} are filled: so many of {dots:,} continued. "
        f"{ended:,} {'is' if ended == 1 else 'are'} open: so many ended."
    )
    return _drawn(
        continued,
        ended,
        title=f"{dots:,} dots that stand for {people:,} people",
        description=drawn,
        caption=f"{drawn} {_rounded(ended_in_100, dots, ended)}",
    )


def stand_for(ended_in_100: float, people: int, places: int) -> tuple[int, int]:
    """Return how many dots stand for a share, and how many of them are open.

    1,000 only where the share is told with decimals and there were as many people: more dots than people would say
    more than the study knows. Some is never drawn as none, and not all never as all.

    >>> stand_for(0.548, 3_686_496, 2), stand_for(0.02, 50_000, 2), stand_for(7.5, 451, 1)
    ((1000, 5), (1000, 1), (100, 8))

    Raises:
        ValueError: the share is none, or there is nobody.
    """
    if not 0 <= ended_in_100 <= 100 or people < 1:
        raise ValueError(f"{ended_in_100} in 100 of {people} cannot be drawn; expected 0 to 100, and somebody")
    dots = MORE_DOTS if places and people >= MORE_DOTS else FEWER_DOTS
    ended = int(dots * ended_in_100 / 100 + 0.5)
    return dots, max(ended, ended_in_100 > 0) if ended < dots else dots - (ended_in_100 < 100)


def _rounded(ended_in_100: float, dots: int, ended: int) -> str:
    """Say where a dot cannot show the share: it stands for less than itself, or for a part."""
    of_all = dots * ended_in_100 / 100
    if 0 < of_all < 0.5:
        return f"Fewer than one of {dots:,} ended; one is drawn open so that it is seen."
    if dots - 0.5 < of_all < dots:
        return f"Fewer than one of {dots:,} continued; one is drawn filled so that it is seen."
    return "" if abs(of_all - ended) < 0.05 else "Dots are whole, so they are rounded; the sentence above is not."


def _drawn(continued: int, ended: int, *, title: str, description: str, caption: str) -> Chart:
    if continued < 0 or ended < 0 or continued + ended == 0:
        raise ValueError(f"{continued} and {ended} cannot be drawn; expected two counts, not both zero")
    number = continued + ended
    step = LARGE_STEP if number <= MOST_LARGE else SMALL_STEP
    columns = int((WIDTH - 2 * MARGIN) / step + 1e-9) + 1
    rows = max(FEWEST_ROWS, -(-number // columns))
    radius = step / 3
    dots = []
    for place in range(number):
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
        caption=caption.strip(),
        left_out=(),
        sources=(),
    )
