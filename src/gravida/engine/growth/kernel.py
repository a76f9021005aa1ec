"""The extra ``fast``: a compiled loop behind the same function, written out from the same curves and compiled by numba.

It is chosen by itself where numba is installed and the arrays are long enough to pay for compiling (under two seconds,
once for each set of standards). A row at a whole day looks its parameters up in the table that the definition filled;
any other age is worked out from the curves, in the order in which :class:`gravida.engine.growth.curve.Curve` does it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

from gravida.engine.growth.curve import Curve
from gravida.engine.growth.distributions import LmsOfLog, LogNormal, Normal

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard

WORTH_COMPILING = 200_000


@cache
def _numba() -> Any:
    """Return numba, or None where the extra is not installed."""
    try:
        import numba
    except ImportError:
        return None
    return numba


def run(
    standards: Sequence[Standard], values: Sequence[Any], ga_days: Any, out: Sequence[Any], tables: Sequence[Any]
) -> bool:
    """Fill ``out`` where a compiled loop can; return whether it did."""
    if len(ga_days) < WORTH_COMPILING or _numba() is None or not all(map(_can, standards)):
        return False
    if any(array.dtype.char != "d" or not array.flags.c_contiguous for array in (ga_days, *values, *out)):
        return False
    loop = _compiled(tuple(standards))
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    edges = [len(ga_days) * part // count for part in range(count + 1)]

    def part(place: int) -> None:
        rows = slice(edges[place], edges[place + 1])
        loop(ga_days[rows], *(array[rows] for array in values), *(array[rows] for array in out), *tables)

    if count == 1:
        part(0)
    else:
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(part, range(count)))
    return True


def _can(standard: Standard) -> bool:
    family = standard.distribution
    if not isinstance(family, Normal | LogNormal | LmsOfLog):
        return False
    return family.columns == "expression"


@cache
def _compiled(standards: tuple[Standard, ...]) -> Callable[..., None]:
    import math

    found: dict[str, Any] = {"log": math.log, "exp": math.exp, "expm1": math.expm1, "sqrt": math.sqrt, "nan": math.nan}
    exec(_source(standards), found)
    compiled: Callable[..., None] = _numba().njit(nogil=True, error_model="numpy")(found["loop"])
    return compiled


def _source(standards: Sequence[Standard]) -> str:
    places = range(len(standards))
    names = [*(f"v{n}" for n in places), *(f"o{n}" for n in places), *(f"t{n}" for n in places)]
    lines = [f"def loop(ages, {', '.join(names)}):", " for i in range(len(ages)):", "  a = ages[i]"]
    for n, standard in enumerate(standards):
        lines += [
            f"  y = v{n}[i]",
            f"  if a >= {standard.lowest!r} and a <= {standard.highest!r} and y > {standard.above!r} and y < 1e300:",
            f"   day = a - {standard.lowest!r}",
            "   k = int(day)",
            *_parameters(standard, n),
            f"   y = y / {standard.value_per!r}" if standard.value_per != 1 else "   pass",
            *_z(standard.distribution),
            f"   o{n}[i] = z",
            "  else:",
            f"   o{n}[i] = nan",
        ]
    return "\n".join(lines)


def _curves(standard: Standard) -> list[Curve]:
    family = standard.distribution
    if isinstance(family, LmsOfLog):
        return [curve for curve in (family.lambda_, family.mu, family.sigma) if isinstance(curve, Curve)]
    assert isinstance(family, Normal | LogNormal)
    return [curve for curve in (family.mean, family.sd) if isinstance(curve, Curve)]


def _parameters(standard: Standard, n: int) -> list[str]:
    curves = _curves(standard)
    lines = ["   if day == k:", *(f"    p{place} = t{n}[{place}, k]" for place in range(len(curves))), "   else:"]
    lines.append(f"    x = a / {standard.per!r}")
    for place, one in enumerate(curves):
        lines.append(f"    w = x / {one.per!r}" if one.per != 1 else "    w = x")
        terms = [_term(*term) for term in one.terms]
        total = " + ".join(terms)
        lines.append(f"    p{place} = exp({total})" if one.exponential else f"    p{place} = {total}")
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
    if isinstance(family, Normal):
        return ["   z = (y - p0) / p1"]
    if isinstance(family, LogNormal):
        return [f"   y = y + {family.shift!r}", "   z = (log(y) - p0) / p1 if y > 0 else nan"]
    return [
        "   r = log(y) / p1 if y > 0 else nan",
        "   r = log(r) if r > 0 else nan",
        "   t = p0 * r",
        "   z = (r if t == 0 else r * (expm1(t) / t)) / p2",
    ]
