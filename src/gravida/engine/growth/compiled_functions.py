"""ln, exp and exp - 1 as plain arithmetic, so that a compiled loop works out several rows at once.

The functions of the C library are called row by row, which takes longer than all the rest of a standard. These are the
series of the definitions: ln m = 2 artanh((m - 1)/(m + 1)) for m between the root of 1/2 and the root of 2, and e^r for
r within half of ln 2; the powers of two are set apart in the bits of the number. They are right to about one unit in
the last place. ln of 0 and of what lies below is unknown; subnormal numbers are not asked for.
"""

from __future__ import annotations

import math
from typing import Any

_LN_2 = (float.fromhex("0x1.62e42feep-1"), 1.9082149292705877e-10)
"""Two floats whose sum has twenty more bits than one; whole multiples of the first are exact."""

_LARGEST_EXPONENT = 708.0
_ARTANH = tuple(2 / (2 * n + 1) for n in range(1, 11))
_EXPONENTIAL = tuple(1 / math.factorial(n) for n in range(2, 14))


def _horner(x: str, coefficients: tuple[float, ...]) -> str:
    text = repr(coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        text = f"({coefficient!r} + {x}*{text})"
    return text


TEXT = f"""
def log(x):
    bits = float64(x).view(int64)
    power = (bits - {0x3FE6A09E667F3BCD}) >> 52
    over = int64(bits - (power << 52)).view(float64) - 1.0
    s = over / (over + 2.0)
    q = s*s
    found = power*{_LN_2[0]!r} - ((s*(over - q*{_horner("q", _ARTANH)}) - power*{_LN_2[1]!r}) - over)
    found = found if x > 0.0 else nan
    return found if x < inf else x

def apart(x):
    x = -{_LARGEST_EXPONENT!r} if x < -{_LARGEST_EXPONENT!r} else x
    x = {_LARGEST_EXPONENT!r} if x > {_LARGEST_EXPONENT!r} else x
    power = floor(x*{1 / math.log(2)!r} + 0.5)
    rest = x - power*{_LN_2[0]!r} - power*{_LN_2[1]!r}
    scale = int64((int64(power) + 1023) << 52).view(float64)
    return scale, rest + rest*rest*{_horner("rest", _EXPONENTIAL)}

def exp(x):
    scale, part = apart(x)
    return scale + scale*part

def expm1(x):
    scale, part = apart(x)
    return scale*part + (scale - 1.0)
"""
"""What is compiled; 0x3FE6A09E667F3BCD are the bits of the root of 1/2."""


def compiled(numba: Any) -> dict[str, Any]:
    """Return the functions by name, to be called from compiled loops."""
    import numpy as np

    found: dict[str, Any] = {"floor": math.floor, "nan": math.nan, "inf": math.inf, "float64": np.float64}
    found["int64"] = np.int64
    exec(TEXT, found)  # the text is the one above
    for name in ("apart", "log", "exp", "expm1"):
        found[name] = numba.njit(error_model="numpy", fastmath={"contract"})(found[name])
    return {name: found[name] for name in ("log", "exp", "expm1")}
