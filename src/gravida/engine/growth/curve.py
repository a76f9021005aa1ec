"""Curves as papers print them: sums of terms such as ``0.00282143 w^3 ln w``, kept as data in the order of the paper.

Kept so, one definition is evaluated on floats, arrays and columns, is written out on a page, and is compiled by the
extra ``fast``. Powers are products, never ``pow``; measures that share an age share its powers and its logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from gravida.arrays import namespace


class Term(NamedTuple):
    """``coefficient * x^power * ln(x)^log_power``; powers are whole, or a half of either sign."""

    coefficient: float
    power: float = 0
    log_power: int = 0


class Basis:
    """Powers and logarithms of one argument, each worked out once."""

    __slots__ = ("_factors", "_scaled", "x", "xp")

    def __init__(self, x: Any) -> None:
        self.x = x
        self.xp = namespace(x)
        self._factors: dict[tuple[float, int], Any] = {(1, 0): x}
        self._scaled: dict[float, Basis] = {}

    def per(self, divisor: float) -> Basis:
        """Return the basis of x divided by a number, for a curve that is printed in ``w/10``."""
        if divisor not in self._scaled:
            self._scaled[divisor] = self if divisor == 1 else Basis(self.x / divisor)
        return self._scaled[divisor]

    def factor(self, power: float, log_power: int) -> Any:
        """Return ``x^power ln(x)^log_power``, from products, one root, one division and one logarithm."""
        key = power, log_power
        if key not in self._factors:
            if log_power > 1 or (log_power and power):
                found = self.factor(power, log_power - 1) * self.factor(0, 1)
            elif log_power:
                found = self.xp.log(self.x)
            elif power == 0.5:
                found = self.xp.sqrt(self.x)
            elif power < 0:
                found = 1 / self.factor(-power, 0)
            else:
                found = self.factor(power - 1, 0) * self.x
            self._factors[key] = found
        return self._factors[key]


@dataclass(frozen=True, slots=True)
class Curve:
    """A sum of terms of x divided by ``per``, or e to the power of that sum."""

    terms: tuple[Term, ...]
    exponential: bool = False
    per: float = 1.0

    def at(self, basis: Basis) -> Any:
        """Return the value of the curve; a number where the curve is constant."""
        basis = basis.per(self.per)
        total: Any = 0.0
        for coefficient, power, log_power in self.terms:
            term = coefficient * basis.factor(power, log_power) if power or log_power else coefficient
            total = total + term if isinstance(total, float) else _add(total, term)
        return namespace(total).exp(total) if self.exponential else total

    def says(self, x: str) -> str:
        """Write the curve the way papers do.

        >>> Curve((Term(5.133374), Term(0.1058353119, 2), Term(-0.0231295, 2, 1))).says("w")
        '5.133374 + 0.1058353119 w^2 - 0.0231295 w^2 ln w'
        """
        text = ""
        x = x if self.per == 1 else f"({x}/{self.per:g})"
        for term in self.terms:
            sign = " - " if term.coefficient < 0 else " + "
            text += (sign if text else sign.strip(" +")) + _digits(abs(term.coefficient)) + _factor(term, x)
        return f"exp({text})" if self.exponential else text


def _add(total: Any, term: Any) -> Any:
    total += term
    return total


def _digits(number: float) -> str:
    return f"{number:.12f}".rstrip("0").rstrip(".") if number >= 1e-12 else f"{number:g}"


def _factor(term: Term, x: str) -> str:
    power = "" if not term.power else f" {x}" if term.power == 1 else f" {x}^{term.power:g}"
    log = "" if not term.log_power else f" ln {x}" if term.log_power == 1 else f" (ln {x})^{term.log_power}"
    return power + log


def _term(coefficient: float, power: float, log_power: float = 0) -> Term:
    return Term(coefficient, power, int(log_power))


def curve(*terms: float | tuple[float, ...]) -> Curve:
    """Build a curve: ``curve(5.13, (0.106, 2), (-0.0231, 2, 1))`` is 5.13 + 0.106 x^2 - 0.0231 x^2 ln x.

    >>> curve(1.0, (2.0, 1), (3.0, 2)).at(Basis(10.0))
    321.0
    """
    return Curve(tuple(_term(*term) if isinstance(term, tuple) else Term(term) for term in terms))


def curve_in_tens(*terms: float | tuple[float, ...]) -> Curve:
    """Build a curve that the paper prints in x/10."""
    return Curve(curve(*terms).terms, per=10.0)


def exp_curve(*terms: float | tuple[float, ...]) -> Curve:
    """Build a curve of which the paper prints the logarithm."""
    return Curve(curve(*terms).terms, exponential=True)
