"""What a caller gives, read once: a number, a list, an array or a column; anything else is refused by its name.

A single bad number is an error that names the argument and the value. In a list or an array a bad element becomes NaN,
the rest is worked out, and ``reason`` says why.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from gravida.arrays import array_namespace, is_array, is_column
from gravida.errors import InputError


def read_number(name: str, value: Any) -> float:
    """Return one number; NaN for one that is missing.

    >>> read_number("hc_mm", 250)
    250.0

    Raises:
        InputError: it is a text, a date, yes or no, or no number at all.
    """
    if isinstance(value, bool):
        raise InputError(f"{name} is {value}, which is yes or no.", "Give a number.", column=name, value=value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        zone = getattr(value, "tzinfo", None)
        kind = "a date with a time zone" if zone is not None else "a date"
        raise InputError(
            f"{name} = {value} is {kind}, not a number of days.",
            "Count the days between two dates first: (scan - last_period).days.",
            column=name,
            value=value,
        )
    if isinstance(value, str):
        raise InputError(f"{name} = {value!r} is a text.", "Give a number without its unit.", column=name, value=value)
    if hasattr(value, "__float__") and not hasattr(value, "__len__"):
        return float(value)
    raise InputError(
        f"{name} is a {type(value).__name__}, which cannot be read as numbers.",
        "Give a number, a list, an array or a narwhals column; for a frame use gravida.tables.with_growth, and for a "
        "series its to_numpy().",
        column=name,
        value=value,
    )


def read_element(value: Any) -> float:
    """Return one element of a list as a number, NaN for what is none."""
    try:
        return read_number("element", value) if value is not None else math.nan
    except InputError:
        return math.nan


def is_list(value: Any) -> bool:
    """Whether a value is a list of elements that are read one by one: also an array of Python objects or of texts."""
    return isinstance(value, list | tuple | range) or getattr(getattr(value, "dtype", None), "kind", "") in tuple("OSU")


def is_many(value: Any) -> bool:
    """Whether a value holds more than one number."""
    return is_array(value) or is_list(value) or is_column(value)


def as_floats(name: str, value: Any) -> Any:
    """Return an array of floats for an array of whole numbers; a masked place becomes NaN.

    Raises:
        InputError: the array holds what is no number.
    """
    if hasattr(value, "mask") and hasattr(value, "filled"):
        value = value.astype(float).filled(math.nan)
    if getattr(getattr(value, "dtype", None), "kind", "f") in "MmVbc":
        raise InputError(
            f"{name} is an array of {value.dtype}, not of numbers.", "Give numbers.", column=name, value=value
        )
    xp = array_namespace(value)
    if hasattr(xp, "is_floating_point"):
        return value if xp.is_floating_point(value) else value.to(xp.float64)
    return value if xp.isdtype(value.dtype, "real floating") else xp.astype(value, xp.float64)


def elementwise(answer: Callable[[float, float], Any], first: Any, second: Any, names: tuple[str, str]) -> list[Any]:
    """Answer element by element; a single number goes with every element of the other.

    Raises:
        InputError: the two have different lengths.
    """
    ones = [_elements(value) for value in (first, second)]
    lengths = {len(elements) for elements in ones if elements is not None}
    if len(lengths) > 1:
        counts = " and ".join(f"{name} has {len(found or [])}" for name, found in zip(names, ones, strict=True))
        raise InputError(f"{counts}: the lengths differ.", "Give one of each for every fetus.", column=names[0])
    count = lengths.pop()
    filled = [
        elements if elements is not None else [read_number(name, value)] * count
        for elements, name, value in zip(ones, names, (first, second), strict=True)
    ]
    return [answer(one, other) for one, other in zip(*filled, strict=True)]


def _elements(value: Any) -> list[float] | None:
    if is_list(value) or is_array(value):
        every: Iterable[Any] = value.ravel().tolist() if hasattr(value, "ravel") else value
        return [read_element(element) for element in every]
    return None


def refuse_shapes(names: tuple[str, str], first: Any, second: Any) -> None:
    """Refuse two arrays whose shapes do not go together.

    Raises:
        InputError: they do not.
    """
    shapes = [tuple(value.shape) for value in (first, second) if is_array(value)]
    if len(shapes) < 2:
        return
    for one, other in zip(reversed(shapes[0]), reversed(shapes[1]), strict=False):
        if one != other and 1 not in (one, other):
            raise InputError(
                f"{names[0]} has shape {shapes[0]} and {names[1]} {shapes[1]}: they do not go together.",
                "Give arrays of one length, or one number for all.",
                column=names[0],
            )


def refuse_buffer(name: str, values: Any, out: Any) -> None:
    """Refuse what an answer as long as the values cannot be written into.

    Raises:
        InputError: it is no writable NumPy array of floats of their shape.
    """
    kind = getattr(getattr(out, "dtype", None), "kind", "")
    shape = getattr(out, "shape", None)
    if type(out).__module__ == "numpy" and kind == "f" and shape == values.shape and out.flags.writeable:
        return
    what = f"an array of {out.dtype}, shape {shape}" if kind else f"a {type(out).__name__}"
    raise InputError(
        f"out is {what}; the answers for {name} have shape {values.shape}.",
        "Give a NumPy array of floats of that shape that may be written to, or leave it out.",
        column=name,
    )
