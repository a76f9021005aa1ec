"""How sizes at one age are spread: four published families, each as z for a value and value for a z.

Every family splits its work in two. :meth:`parameters` depends on the age alone, so it can be worked out once for a
whole day; :meth:`z` and :meth:`value` take those parameters. Both run on floats, arrays and columns. What has no
answer (a logarithm of nothing, a root of a negative number) is guarded before the arithmetic and comes back as NaN.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from typing import Any, Literal, Protocol

from gravida.arrays import is_array, is_column, namespace
from gravida.engine import normal
from gravida.engine.dating.validity import keep
from gravida.engine.growth.curve import Basis, Curve
from gravida.engine.growth.daily import Daily

Columns = Literal["expression", "table", "arrays"]
"""How a standard runs on the columns of a frame: as an expression, as a join with a small table, or batch by batch."""

OverAge = Curve | Daily


class Distribution(Protocol):
    """What a standard asks of the family of its sizes."""

    @property
    def columns(self) -> Columns:
        """How it runs on the columns of a frame."""

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        """What depends on the age alone."""

    def z(self, value: Any, *parameters: Any) -> Any:
        """Return z for a value."""

    def share(self, value: Any, *parameters: Any) -> Any:
        """Return the share of the standard below a value, 0 to 1."""

    def value(self, z: Any, *parameters: Any) -> Any:
        """Return the value at a z."""

    def value_at_share(self, share: Any, *parameters: Any) -> Any:
        """Return the value below which a share of the standard lies."""

    def says(self) -> list[str]:
        """Return the equations, one a line."""


class ByZ(ABC):
    """A family whose shares and z follow from each other through the normal distribution."""

    @property
    def columns(self) -> Columns:
        tables = any(isinstance(getattr(self, field.name), Daily) for field in fields(self))  # type: ignore[arg-type]
        return "table" if tables else "expression"

    @abstractmethod
    def z(self, value: Any, *parameters: Any) -> Any:
        """Return z for a value."""

    @abstractmethod
    def value(self, z: Any, *parameters: Any) -> Any:
        """Return the value at a z."""

    def share(self, value: Any, *parameters: Any) -> Any:
        return normal.cdf(self.z(value, *parameters))

    def value_at_share(self, share: Any, *parameters: Any) -> Any:
        return self.value(normal.quantile(share), *parameters)


@dataclass(frozen=True)
class Normal(ByZ):
    """z = (y - mean) / sd."""

    mean: OverAge
    sd: OverAge
    x: str = "w"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return self.mean.at(basis), self.sd.at(basis)

    def z(self, value: Any, *parameters: Any) -> Any:
        mean, sd = parameters
        return (value - mean) / sd

    def value(self, z: Any, *parameters: Any) -> Any:
        mean, sd = parameters
        return mean + z * sd

    def says(self) -> list[str]:
        return ["z = (y - mean) / sd", f"mean = {self.mean.says(self.x)}", f"sd = {self.sd.says(self.x)}"]


@dataclass(frozen=True)
class LogNormal(ByZ):
    """z = (ln(y + shift) - mean) / sd, the mean and sd of the logarithm."""

    mean: OverAge
    sd: OverAge
    shift: float = 0.0
    x: str = "w"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return self.mean.at(basis), self.sd.at(basis)

    def z(self, value: Any, *parameters: Any) -> Any:
        mean, sd = parameters
        return (_log_of(value + self.shift) - mean) / sd

    def value(self, z: Any, *parameters: Any) -> Any:
        mean, sd = parameters
        log = mean + z * sd
        return namespace(log).exp(log) - self.shift

    def says(self) -> list[str]:
        shifted = f"y + {self.shift:g}" if self.shift else "y"
        return [
            f"z = (ln({shifted}) - mean) / sd",
            f"mean = {self.mean.says(self.x)}",
            f"sd = {self.sd.says(self.x)}",
        ]


@dataclass(frozen=True)
class LmsOfLog(ByZ):
    """LMS on Y = ln(y): z = ((Y/M)^L - 1) / (L S), written so that nothing is lost where L is near 0.

    With t = L ln(Y/M) this is ln(Y/M) (e^t - 1)/(t S). The branch is on t, never on L, and only at exactly 0.
    """

    lambda_: OverAge
    mu: OverAge
    sigma: OverAge
    x: str = "w"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return self.lambda_.at(basis), self.mu.at(basis), self.sigma.at(basis)

    def z(self, value: Any, *parameters: Any) -> Any:
        lambda_, mu, sigma = parameters
        ratio = _log_of(_log_of(value) / mu)
        return ratio * _expm1_over(lambda_ * ratio) / sigma

    def value(self, z: Any, *parameters: Any) -> Any:
        lambda_, mu, sigma = parameters
        reach = sigma * z
        ratio = reach * _log1p_over(lambda_ * reach)
        xp = namespace(ratio)
        return xp.exp(mu * xp.exp(ratio))

    def says(self) -> list[str]:
        return [
            "z = ((Y/M)^L - 1) / (L S), Y = ln(y)",
            f"L = {self.lambda_.says(self.x)}",
            f"M = {self.mu.says(self.x)}",
            f"S = {self.sigma.says(self.x)}",
        ]


@dataclass(frozen=True)
class ExponentialNormal(ByZ):
    """z = (e^(g (y - m)/s) - 1) / g, g the same at every age (Royston and Wright 1998)."""

    gamma: float
    m: OverAge
    s: OverAge
    x: str = "w"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return self.m.at(basis), self.s.at(basis)

    def z(self, value: Any, *parameters: Any) -> Any:
        m, s = parameters
        reach = (value - m) / s
        return namespace(reach).expm1(self.gamma * reach) / self.gamma

    def value(self, z: Any, *parameters: Any) -> Any:
        m, s = parameters
        return m + s * _log1p(self.gamma * z) / self.gamma

    def says(self) -> list[str]:
        return [
            f"z = (exp(g (y - m) / s) - 1) / g, g = {self.gamma:g}",
            f"m = {self.m.says(self.x)}",
            f"s = {self.s.says(self.x)}",
        ]


@dataclass(frozen=True)
class MedianOnly(ByZ):
    """A curve of averages without a published spread: the middle is known and nothing else."""

    median: OverAge
    x: str = "w"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        return (self.median.at(basis),)

    def z(self, value: Any, *parameters: Any) -> Any:
        return math.nan * (value + parameters[0])

    def value(self, z: Any, *parameters: Any) -> Any:
        z = z + 0 * parameters[0]
        return keep(parameters[0] + 0 * z, z == 0)

    def says(self) -> list[str]:
        return [f"median = {self.median.says(self.x)}"]


def _log_of(value: Any) -> Any:
    """Return the logarithm; unknown for what is not above 0, without a complaint of any library."""
    if is_column(value):
        return keep(value, value > 0).log()
    if is_array(value):
        return keep(namespace(value).log(value), value > 0)
    return math.log(value) if value > 0 else math.nan


def _log1p(u: Any) -> Any:
    xp = namespace(u)
    if is_column(u):
        return xp.log1p(keep(u, u > -1))
    return keep(xp.log1p(xp.where(u > -1, u, 0.0)), u > -1)


_LEAST = 1e-30
"""Added to a number before something is divided by it: no number is changed by it but 0 and what rounds to it."""


def _expm1_over(t: Any) -> Any:
    """Return (e^t - 1)/t, which is 1 at 0."""
    t = t + _LEAST
    return namespace(t).expm1(t) / t


def _log1p_over(u: Any) -> Any:
    """Return ln(1 + u)/u, which is 1 at 0; unknown where 1 + u is not above 0."""
    u = u + _LEAST
    return _log1p(u) / u
