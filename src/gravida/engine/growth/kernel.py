"""The extra ``fast``: compiled loops behind the same function, written out from the same curves and compiled by numba.

They are chosen by themselves where numba is installed and the arrays are long enough to pay for compiling (about a
second, once for each set of standards). A block of whole days looks its parameters up in the table that the definition
filled; any other block works them out from the curves, in the order in which
:class:`gravida.engine.growth.curve.Curve` does it. LMS stays with NumPy, whose logarithms are the faster ones.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

from gravida.engine.growth.curve import Curve
from gravida.engine.growth.distributions import LogNormal, Normal

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard

WORTH_COMPILING = 200_000
BLOCK = 65_536


@cache
def _numba() -> Any:
    """Return numba, or None where the extra is not installed."""
    try:
        import numba
    except ImportError:
        return None
    return numba


def run(
    standards: Sequence[Standard],
    values: Sequence[Any],
    ga_days: Any,
    out: Sequence[Any],
    tables: Sequence[Any],
    all_whole: Callable[[Any], bool],
) -> bool:
    """Fill ``out`` where compiled loops can; return whether they did. ``all_whole`` tells a block of whole days."""
    if len(ga_days) < WORTH_COMPILING or _numba() is None or not all(map(_can, standards)):
        return False
    if any(array.dtype.char != "d" or not array.flags.c_contiguous for array in (ga_days, *values, *out)):
        return False
    direct, looked_up = _compiled(tuple(standards))

    def block(start: int) -> None:
        rows = slice(start, start + BLOCK)
        columns = [ga_days[rows], *(array[rows] for array in values), *(array[rows] for array in out)]
        if all_whole(columns[0]):
            looked_up(*columns, *tables)
        else:
            direct(*columns)

    with ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None) as pool:
        list(pool.map(block, range(0, len(ga_days), BLOCK)))
    return True


def _can(standard: Standard) -> bool:
    family = standard.distribution
    return isinstance(family, Normal | LogNormal) and family.columns == "expression"


@cache
def _compiled(standards: tuple[Standard, ...]) -> tuple[Callable[..., None], Callable[..., None]]:
    compiled = []
    for looked_up in (False, True):
        found: dict[str, Any] = {"log": math.log, "exp": math.exp, "sqrt": math.sqrt, "nan": math.nan}
        exec(_source(standards, looked_up), found)  # the text is made below, from our own numbers only
        compiled.append(_numba().njit(nogil=True, error_model="numpy")(found["loop"]))
    return compiled[0], compiled[1]


def _source(standards: Sequence[Standard], looked_up: bool) -> str:
    """Write the loop without a branch, so that the compiler may do several rows at once."""
    places = range(len(standards))
    names = [*(f"v{n}" for n in places), *(f"o{n}" for n in places), *(f"t{n}" for n in places if looked_up)]
    lines = [f"def loop(ages, {', '.join(names)}):", " for i in range(len(ages)):", "  a = ages[i]"]
    for n, standard in enumerate(standards):
        lines += [
            f"  y = v{n}[i]",
            f"  ok = (a >= {standard.lowest!r}) & (a <= {standard.highest!r}) & (y > {standard.above!r}) & (y < 1e300)",
            *(_looked_up(standard, n) if looked_up else _worked_out(standard)),
            f"  y = y / {standard.value_per!r}" if standard.value_per != 1 else "  y = y",
            *_z(standard.distribution),
            f"  o{n}[i] = z if ok else nan",
        ]
    return "\n".join(lines)


def _curves(standard: Standard) -> list[Curve]:
    family = standard.distribution
    assert isinstance(family, Normal | LogNormal)
    return [curve for curve in (family.mean, family.sd) if isinstance(curve, Curve)]


def _looked_up(standard: Standard, n: int) -> list[str]:
    return [f"  k = int(a - {standard.lowest!r}) if ok else 0", *(f"  p{place} = t{n}[{place}, k]" for place in (0, 1))]


def _worked_out(standard: Standard) -> list[str]:
    lines = [f"  x = a / {standard.per!r}"]
    for place, one in enumerate(_curves(standard)):
        lines.append(f"  w = x / {one.per!r}" if one.per != 1 else "  w = x")
        total = " + ".join(_term(*term) for term in one.terms)
        lines.append(f"  p{place} = exp({total})" if one.exponential else f"  p{place} = {total}")
    return lines


def _term(coefficient: float, power: float, log_power: int) -> str:
    factor = ""
    if power:
        whole = "*".join(["w"] * int(abs(power)))
        root = "sqrt(w)" if abs(power) % 1 else ""
        product = "*".join(filter(None, [whole, root]))
        factor = f"*({product})" if power > 0 else f"*(1/({product}))"
    return f"({coefficient!r}{factor}{'*log(w)' * log_power})"


def _z(family: Any) -> list[str]:
    if isinstance(family, LogNormal):
        return [f"  z = (log(y + {family.shift!r}) - p0) / p1"]
    return ["  z = (y - p0) / p1"]
