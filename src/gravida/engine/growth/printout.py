"""The table of a standard as papers print it: centiles down the ages, made from its own equations."""

from __future__ import annotations

from gravida.days import weeks_and_days
from gravida.engine.growth.size_standard import Standard

CENTILES: tuple[float, ...] = (3.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.0)


def arguments(standard: Standard, step: float | None = None) -> list[float]:
    """Return the ages (or lengths) of a table: whole weeks, or about forty steps where the argument is a length."""
    if step is None:
        is_age = standard.argument.endswith("_days")
        step = 7.0 if is_age else max(1.0, round((standard.highest - standard.lowest) / 40))
    count = int((standard.highest - standard.lowest) / step + 1e-9)
    found = [standard.lowest + number * step for number in range(count + 1)]
    return found if found[-1] == standard.highest else [*found, standard.highest]


def rows(standard: Standard, step: float | None = None) -> list[list[str]]:
    """Return the header and one row an age; a centile that the standard does not have is empty.

    >>> from gravida.engine import growth
    >>> rows(growth.standard("intergrowth21_hc"))[1][:5]
    ['98', '14w0d', '87.4', '88.7', '90.7']
    """
    is_age = standard.argument.endswith("_days")
    header = [standard.argument, *(["age"] if is_age else []), *(f"P{centile:g}" for centile in CENTILES)]
    found = [header]
    for at in arguments(standard, step):
        cells = [standard.value_at(at, centile=centile) for centile in CENTILES]
        shown = ["" if cell != cell else f"{cell:.{decimals(standard)}f}" for cell in cells]
        found.append([f"{at:g}", *([weeks_and_days(at)] if is_age else []), *shown])
    return found


def decimals(standard: Standard) -> int:
    """How many decimals a value is shown with."""
    return {"g": 0, "mm": 1, "cm": 1, "d": 1, "/min": 0, "%": 1}.get(standard.unit, 2)
