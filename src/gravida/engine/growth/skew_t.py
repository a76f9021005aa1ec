"""The skew t distribution of type 3, the family of newborn size in INTERGROWTH-21st.

With q = (y - mu)/sigma and T the distribution function of Student's t with tau degrees of freedom, the share below y
is 2 T(nu q)/(1 + nu^2) where y < mu, and (1 + 2 nu^2 (T(q/nu) - 1/2))/(1 + nu^2) from there on. mu and sigma change
from day to day, nu and tau are one number for each measure and sex.

T is an incomplete beta function: a power times a continued fraction of fixed depth, worked out from its end. No engine
of columns has it, so these standards run on floats and arrays (``columns = "arrays"``). Both tails are worked out as
tails, so that z keeps its digits far out, where 1 - p would have lost them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gravida.arrays import namespace
from gravida.engine import normal
from gravida.engine.dating.validity import keep
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.daily import Daily
from gravida.engine.growth.distributions import Columns

_DEPTH = 30  # pairs of levels; enough for 1e-15 at 10 to 30 degrees of freedom
_NEWTON_STEPS = 6
_FARTHEST = 60.0


class StudentT:
    """Upper tail of Student's t and its inverse, for one number of degrees of freedom."""

    def __init__(self, degrees: float) -> None:
        self.degrees = degrees
        self.a, self.b = degrees / 2, 0.5
        self.beta = math.exp(math.lgamma(self.a) + math.lgamma(self.b) - math.lgamma(self.a + self.b))
        self.far_below = (self.a + 1) / (self.a + self.b + 2)  # where the fraction in x converges, not that in 1 - x
        self.far = _levels(self.a, self.b)
        self.near = _levels(self.b, self.a)

    def tail(self, t: Any) -> Any:
        """Return the share above t, for t of 0 or more."""
        xp = namespace(t)
        total = self.degrees + t * t
        x, y = self.degrees / total, t * t / total
        front = xp.exp(self.a * xp.log(x)) * t / xp.sqrt(total) / self.beta
        is_far = x < self.far_below
        far = front / (self.a * _fraction(xp.where(is_far, x, 0.0 * x), self.far))
        near = front / (self.b * _fraction(xp.where(is_far, 0.0 * y, y), self.near))
        return xp.where(is_far, far, 1 - near) / 2

    def at_tail(self, share: Any) -> Any:
        """Return the t above which a share of at most 1/2 lies; Newton on the logarithm of the tail."""
        xp = namespace(share)
        z = -normal.quantile(share)
        t = z + z * (z * z + 1) / (4 * self.degrees)
        for _ in range(_NEWTON_STEPS):
            t = xp.where(t > 0, t, 0.0 * t)
            tail = self.tail(t)
            density = xp.exp(-(self.degrees + 1) / 2 * xp.log1p(t * t / self.degrees))
            t = t + tail * xp.log(tail / share) * self.beta * math.sqrt(self.degrees) / density
        return t


def _levels(a: float, b: float) -> tuple[float, ...]:
    levels = []
    for m in range(_DEPTH):
        if m:
            levels.append(m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m)))
        levels.append(-(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1)))
    return tuple(levels)


def _fraction(x: Any, levels: tuple[float, ...]) -> Any:
    value = 1.0 + 0 * x
    for level in reversed(levels):
        value = 1 + level * x / value
    return value


@dataclass(frozen=True)
class SkewT:
    """Skew t of type 3: mu and sigma by day, tau constant; nu is constant too but for its last digit on one day."""

    mu: Daily
    sigma: Daily
    nu: Daily
    student: StudentT

    @property
    def columns(self) -> Columns:
        return "arrays"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return self.mu.at(basis), self.sigma.at(basis), self.nu.at(basis)

    def _tails(self, value: Any, mu: Any, sigma: Any, nu: Any) -> tuple[Any, Any]:
        """Return the condition that a value lies below mu, and the share beyond it on its own side."""
        q = (value - mu) / sigma
        xp = namespace(q)
        below = q < 0
        size = xp.where(below, -q * nu, q / nu)
        size = xp.where(size < _FARTHEST, size, _FARTHEST)
        weight = xp.where(below, 1.0 + 0 * q, nu * nu + 0 * q)
        return below, keep(2 * weight * self.student.tail(size) / (1 + nu * nu), q == q)

    def z(self, value: Any, *parameters: Any) -> Any:
        below, tail = self._tails(value, *parameters)
        z = normal.quantile(tail)
        return namespace(z).where(below, z, -z)

    def share(self, value: Any, *parameters: Any) -> Any:
        below, tail = self._tails(value, *parameters)
        return namespace(tail).where(below, tail, 1 - tail)

    def value(self, z: Any, *parameters: Any) -> Any:
        z = z + 0 * parameters[0]  # as long as the ages
        xp = namespace(z)
        lower, upper = normal.cdf(z), normal.cdf(-z)
        return self._at(lower, upper, *parameters, xp=xp)

    def value_at_share(self, share: Any, *parameters: Any) -> Any:
        share = share + 0 * parameters[0]
        inside = (share > 0) & (share < 1)
        xp = namespace(share)
        safe = xp.where(inside, share, 0.5)
        return keep(self._at(safe, 1 - safe, *parameters, xp=xp), inside)

    def _at(self, lower: Any, upper: Any, mu: Any, sigma: Any, nu: Any, *, xp: Any) -> Any:
        squared = nu * nu
        below = lower < 1 / (1 + squared)
        tail = xp.where(below, lower * (1 + squared) / 2, upper * (1 + squared) / (2 * squared))
        t = self.student.at_tail(xp.where(tail < 0.5, tail, 0.5))
        return mu + sigma * xp.where(below, -t / nu, t * nu)

    def says(self) -> list[str]:
        return [
            "share below y = 2 T(nu q) / (1 + nu^2) where y < mu, else (1 + 2 nu^2 (T(q / nu) - 1/2)) / (1 + nu^2)",
            "q = (y - mu) / sigma, T = Student's t with tau degrees of freedom",
            f"mu and sigma by day (a table), nu = {self.nu.entries[-1]:g}, tau = {self.student.degrees:g}",
        ]
