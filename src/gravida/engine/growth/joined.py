"""Two publications that follow each other in age, asked as one: very preterm babies and those born later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.arrays import is_column, namespace
from gravida.engine.dating.validity import keep
from gravida.engine.growth.curve import Basis
from gravida.engine.growth.distributions import Columns, Distribution


@dataclass(frozen=True)
class Joined:
    """The first distribution for ages below ``change``, the second from there on. The basis is in days.

    Each divides the age by its own ``per``.
    """

    first: Distribution
    second: Distribution
    change: float
    first_per: float
    second_per: float

    @property
    def columns(self) -> Columns:
        return "arrays" if "arrays" in (self.first.columns, self.second.columns) else "expression"

    def parameters(self, basis: Basis) -> tuple[Any, ...]:
        early, late = basis.x < self.change, basis.x >= self.change
        if is_column(basis.x):
            ages = keep(basis.x, early), keep(basis.x, late)
        else:  # each side needs an age of its own range also where it is not the one that is asked
            where = namespace(basis.x).where
            ages = where(early, basis.x, self.change), where(late, basis.x, self.change)
        first = self.first.parameters(Basis(ages[0] / self.first_per))
        second = self.second.parameters(Basis(ages[1] / self.second_per))
        return (basis.x, *first, *second)

    def _either(self, what: str, x: Any, parameters: tuple[Any, ...]) -> Any:
        age, *rest = parameters
        count = len(self.first.parameters(Basis(self.change / self.first_per)))
        first = getattr(self.first, what)(x, *rest[:count])
        second = getattr(self.second, what)(x, *rest[count:])
        return namespace(first, second, age).where(age < self.change, first, second)

    def z(self, value: Any, *parameters: Any) -> Any:
        return self._either("z", value, parameters)

    def share(self, value: Any, *parameters: Any) -> Any:
        return self._either("share", value, parameters)

    def value(self, z: Any, *parameters: Any) -> Any:
        return self._either("value", z, parameters)

    def value_at_share(self, share: Any, *parameters: Any) -> Any:
        return self._either("value_at_share", share, parameters)

    def says(self) -> list[str]:
        return [
            f"below {self.change:g} days: {self.first.says()[0]}",
            *self.first.says()[1:],
            f"from {self.change:g} days: {self.second.says()[0]}",
            *self.second.says()[1:],
        ]
