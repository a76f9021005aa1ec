"""Standards published as one curve for each of a few centiles (quantile regression), without a distribution.

Between two curves no rule was published. Here the share goes in a straight line with the value, from curve to curve.
Below the lowest and above the highest curve there is no answer: only that the value lies beyond.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gravida.arrays import namespace
from gravida.engine import normal
from gravida.engine.dating.validity import keep
from gravida.engine.growth.curve import Basis, Curve
from gravida.engine.growth.distributions import Columns


@dataclass(frozen=True)
class QuantileCurves:
    """Curves by share, lowest first."""

    shares: tuple[float, ...]
    curves: tuple[Curve, ...]
    x: str = "w"

    @property
    def columns(self) -> Columns:
        return "arrays"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return tuple(curve.at(basis) for curve in self.curves)

    def share(self, value: Any, *parameters: Any) -> Any:
        return _along(value, parameters, self.shares)

    def z(self, value: Any, *parameters: Any) -> Any:
        return normal.quantile(self.share(value, *parameters))

    def value_at_share(self, share: Any, *parameters: Any) -> Any:
        return _along(share, self.shares, parameters)

    def value(self, z: Any, *parameters: Any) -> Any:
        return self.value_at_share(normal.cdf(z), *parameters)

    def says(self) -> list[str]:
        return [
            f"{100 * share:g}th centile = {curve.says(self.x)}"
            for share, curve in zip(self.shares, self.curves, strict=True)
        ]


def _along(x: Any, knots: tuple[Any, ...], heights: tuple[Any, ...]) -> Any:
    """Return the height at x on the line through knots and heights; unknown beyond the first and the last knot.

    A value on a knot gets its height to within a rounding, whichever side it is read from.
    """
    x = x + 0 * knots[0] + 0 * heights[0]  # as long as the answer
    xp = namespace(x)
    inside = (x >= knots[0]) & (x <= knots[-1])
    found: Any = math.nan * x
    for left, right, low, high in reversed(
        tuple(zip(knots[:-1], knots[1:], heights[:-1], heights[1:], strict=True)),
    ):
        found = xp.where(x <= right, low + (high - low) * ((x - left) / (right - left)), found)
    return keep(found, inside)
