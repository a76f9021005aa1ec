"""Limits stand before the arithmetic: what lies outside is unknown, never a clamped number.

Outside means NaN for floats and arrays and null for columns. NaN and infinity lie outside every limit. Some
engines hold NaN to be the largest number of all, so both sides are always compared, also where a source
prints only one limit or none.
"""

from __future__ import annotations

import math
from typing import Any

from gravida.arrays import is_column, namespace


def fits(value: Any, lowest: float | None, highest: float | None) -> Any:
    """Whether a size or an age lies between two limits, both included; without limits: above 0 and finite.

    >>> fits(84.0, 2, 84), fits(84.1, 2, 84), fits(0.0, None, 84), fits(math.inf, None, None)
    (True, False, False, False)
    """
    above = value > 0 if lowest is None else value >= lowest
    below = value < math.inf if highest is None else value <= highest
    return above & below


def keep(value: Any, condition: Any) -> Any:
    """Return the value where the condition holds, and unknown elsewhere: NaN, or null in a column.

    >>> keep(45.0, True), keep(45.0, False)
    (45.0, nan)
    """
    if is_column(value) or is_column(condition):
        import narwhals as nw

        return nw.when(condition).then(value)
    return namespace(value, condition).where(condition, value, math.nan)
