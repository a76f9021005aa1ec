"""A centile chart of a standard as SVG, with points on it: text made from numbers, no drawing library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from gravida.engine.growth.printout import decimals
from gravida.engine.growth.size_standard import Standard
from gravida.errors import InputError

WIDTH, HEIGHT = 720, 480
LEFT, RIGHT, TOP, BOTTOM = 64, 56, 48, 56
CENTILES = (3.0, 10.0, 50.0, 90.0, 97.0)
_STEPS = 80
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def chart(standard: Standard, points: Iterable[tuple[float, float]] = ()) -> str:
    """Return the chart as SVG. A point is an age (or what the standard asks for) and a value.

    Raises:
        InputError: a point lies outside the range of the standard, or is no size.
    """
    marks = list(points)
    for at, value in marks:
        if value <= standard.above or not standard.fits(at):
            raise InputError(
                f"the point {standard.argument} = {at:g}, {standard.column} = {value:g} is outside {standard.title}.",
                f"Its range is {standard.lowest:g} to {standard.highest:g}.",
            )
    span = standard.highest - standard.lowest
    ages = [standard.lowest + span * number / _STEPS for number in range(_STEPS + 1)]
    curves = {centile: [standard.value_at(age, centile=centile) for age in ages] for centile in CENTILES}
    curves = {centile: values for centile, values in curves.items() if any(value == value for value in values)}
    heights = [value for values in curves.values() for value in values if value == value]
    heights += [value for _, value in marks]
    step = _nice((max(heights) - min(heights)) / 6)
    low: float = step * (min(heights) // step)
    high: float = step * -(-max(heights) // step)

    def x(age: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (age - standard.lowest) / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)

    parts = [*_frame(standard, low, high, step, x, y)]
    for centile, values in curves.items():
        known = [(age, value) for age, value in zip(ages, values, strict=True) if value == value]
        line = " ".join(f"{x(age):.1f},{y(value):.1f}" for age, value in known)
        width = 2.2 if centile == 50 else 1.2
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="{width}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 6}" y="{y(known[-1][1]) + 4:.1f}">{centile:g}</text>')
    for at, value in marks:
        centile = standard.centile(value, at)
        said = f"{value:g} {standard.unit}" + ("" if centile != centile else f", centile {centile:.0f}")
        parts.append(
            f'<circle cx="{x(at):.1f}" cy="{y(value):.1f}" r="4" fill="#b3261e"><title>{said}</title></circle>'
        )
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        f'font-size="12">\n<title>{escape(standard.title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _frame(
    standard: Standard, low: float, high: float, step: float, x: Callable[[float], float], y: Callable[[float], float]
) -> list[str]:
    parts = [f'<text x="{LEFT}" y="26" font-size="16">{escape(standard.title)}</text>']
    in_weeks = standard.argument.endswith("_days")
    unit = 7.0 if in_weeks else 1.0
    across = max(1.0, _nice((standard.highest - standard.lowest) / unit / 8))
    tick = across * -(-standard.lowest / unit // across)
    while tick * unit <= standard.highest:
        at = x(tick * unit)
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#e3e3e3"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick:g}</text>')
        tick += across
    for number in range(round((high - low) / step) + 1):
        value = low + number * step
        at = y(value)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#e3e3e3"/>')
        shown = f"{value:.{min(decimals(standard), 2)}f}" if step < 1 else f"{value:g}"
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{shown}</text>')
    below = "weeks" if in_weeks else standard.argument
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{below}</text>')
    unit_text = "" if standard.unit == "1" else f", {standard.unit}"
    parts.append(f'<text x="16" y="{TOP - 8}">{escape(standard.measure)}{escape(unit_text)}</text>')
    return parts


def _nice(step: float) -> float:
    power = 10.0 ** (len(f"{int(step)}") - 1) if step >= 1 else 1.0
    while power > step:
        power /= 10
    return next(power * factor for factor in _NICE if power * factor >= step * 0.999)
