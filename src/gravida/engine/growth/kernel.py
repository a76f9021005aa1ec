"""The extra ``fast``: one loop from a value and an age to z, written out from the steps of a definition and compiled.

It is chosen by itself where numba is installed and the arrays are long enough to pay for compiling (a second or two,
once for each set of standards). The loop has no branches, so that the processor works out several rows at once; what is
no size or out of range is blanked at the end of each row, and what lies far out is looked at again by
:mod:`gravida.engine.growth.blocks`, with every guard.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from gravida.engine.growth.compiled_functions import compiled
from gravida.engine.growth.reason import BELIEVABLE_Z
from gravida.engine.growth.steps import Steps, Symbol

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard

WORTH_COMPILING = 200_000
MOST_STEPS = 120
"""What is longer takes many seconds to compile and stays with NumPy."""

_SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
    "logical_and": "&",
    "logical_or": "|",
}


@cache
def _numba() -> Any:
    """Return numba, or None where the extra is not installed."""
    try:
        import numba
    except ImportError:
        return None
    return numba


def fit(*arrays: Any) -> bool:
    """Whether numba is here, and arrays are what the compiled loop takes and long enough for it to pay."""
    plain = all(array.dtype == float and array.flags.c_contiguous for array in arrays)
    return plain and len(arrays[0]) >= WORTH_COMPILING and _numba() is not None


def loop(standards: Sequence[Standard], steps: Steps, outcomes: Sequence[Symbol]) -> Callable[..., bool] | None:
    """Return the compiled loop over ages, values and places for z; None where it would be too long.

    The loop returns whether a z lies so far out that it has to be looked at again.
    """
    if len(steps) > MOST_STEPS:
        return None
    tables = list({one for step in steps for one in step.arguments if isinstance(one, tuple)})
    return _compiled(_text(standards, steps, outcomes, tables), tuple(tables))


@cache
def _compiled(text: str, tables: tuple[tuple[float, ...], ...]) -> Callable[..., bool]:
    import numpy as np

    names: dict[str, Any] = {f"table{number}": np.asarray(table) for number, table in enumerate(tables)}
    names |= {"sqrt": math.sqrt, "floor": math.floor, "nan": math.nan, "inf": math.inf}
    names |= compiled(_numba())
    exec(text, names)  # the text is made below, from our own numbers only
    # A sum may be added to a product without rounding between, and 1/x may stand for a division by x: nothing else.
    translate = _numba().njit(nogil=True, error_model="numpy", fastmath={"contract", "arcp"})
    made: Callable[..., bool] = translate(names["loop"])
    return made


def _text(
    standards: Sequence[Standard], steps: Steps, outcomes: Sequence[Symbol], tables: Sequence[tuple[float, ...]]
) -> str:
    first, places = standards[0], range(len(standards))
    names = [*(f"v{n}" for n in places), *(f"o{n}" for n in places)]
    given = iter([f"a if fits else {first.lowest!r}", *(f"v{n}[i]" for n in places)])
    lines = [
        f"def loop(ages, {', '.join(names)}):",
        " far = False",
        " for i in range(len(ages)):",
        "  a = ages[i]",
        f"  fits = (a >= {first.lowest!r}) & (a <= {first.highest!r})",
    ]
    for place, (name, arguments) in enumerate(steps):
        words = [
            f"table{tables.index(one)}" if isinstance(one, tuple) else f"s{one}" if type(one) is int else repr(one)
            for one in arguments
        ]
        lines.append(f"  s{place} = {next(given) if name == 'given' else _said(name, words)}")
    for n, (standard, outcome) in enumerate(zip(standards, outcomes, strict=True)):
        lines += [
            f"  z = s{outcome.place} if fits & (v{n}[i] > {standard.above!r}) & (v{n}[i] < inf) else nan",
            f"  o{n}[i] = z",
            f"  far |= abs(z) > {BELIEVABLE_Z!r}",
        ]
    return "\n".join([*lines, " return far"])


def _said(name: str, words: Sequence[str]) -> str:
    if name in _SIGNS:
        return f"{words[0]} {_SIGNS[name]} {words[1]}"
    if name == "where":
        return f"{words[1]} if {words[0]} else {words[2]}"
    if name == "take":
        return f"{words[0]}[{words[1]}]"
    single = {"negative": "-{}", "logical_not": "not {}", "whole": "int({})", "absolute": "abs({})"}
    return single.get(name, name + "({})").format(words[0])
