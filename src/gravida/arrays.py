"""One formula for a float, an array and a column: the few functions operators do not give.

A formula asks :func:`namespace` for ``exp, expm1, log, log1p, sqrt, abs, where`` and otherwise uses operators.
Floats get :mod:`math`, arrays their own array-API namespace, narwhals expressions a small class. No engine raises on
``log(0)`` or ``sqrt(-1)``, so a validity guard stands *before* the arithmetic of every formula.
"""

from __future__ import annotations

import math
import sys
from typing import Any, Protocol


class Namespace(Protocol):
    """What a formula may use beside operators."""

    def exp(self, x: Any, /) -> Any: ...
    def expm1(self, x: Any, /) -> Any: ...
    def log(self, x: Any, /) -> Any: ...
    def log1p(self, x: Any, /) -> Any: ...
    def sqrt(self, x: Any, /) -> Any: ...
    def abs(self, x: Any, /) -> Any: ...
    def where(self, condition: Any, then: Any, otherwise: Any, /) -> Any: ...


_LARGEST_EXPONENT = 709.0


class _Scalars:
    """Plain Python numbers."""

    log = staticmethod(math.log)
    log1p = staticmethod(math.log1p)
    sqrt = staticmethod(math.sqrt)
    abs = staticmethod(abs)

    @staticmethod
    def exp(x: float) -> float:
        """As arrays have it: what is too large for a float is infinite, not an error."""
        return math.exp(x) if x < _LARGEST_EXPONENT else x * math.inf

    @staticmethod
    def expm1(x: float) -> float:
        return math.expm1(x) if x < _LARGEST_EXPONENT else x * math.inf

    @staticmethod
    def where(condition: Any, then: Any, otherwise: Any) -> Any:
        return then if condition else otherwise


class _Columns:
    """narwhals expressions: pandas, Polars, PyArrow, DuckDB, Spark."""

    @staticmethod
    def exp(x: Any) -> Any:
        return x.exp()

    @staticmethod
    def expm1(x: Any) -> Any:
        """Kahan: the rounding of exp(x) is undone by its own logarithm, so no digit is lost near 0."""
        e = x.exp()
        tiny = e == 1
        return _Columns.where(tiny, x, (e - 1) * x / _Columns.where(tiny, 2.0 + 0 * x, e).log())

    @staticmethod
    def log(x: Any) -> Any:
        return x.log()

    @staticmethod
    def log1p(x: Any) -> Any:
        """Kahan, the same way round."""
        y = 1 + x
        tiny = y == 1
        return _Columns.where(tiny, x, y.log() * x / (_Columns.where(tiny, 2.0 + 0 * x, y) - 1))

    @staticmethod
    def sqrt(x: Any) -> Any:
        return x.sqrt()

    @staticmethod
    def abs(x: Any) -> Any:
        return x.abs()

    @staticmethod
    def where(condition: Any, then: Any, otherwise: Any) -> Any:
        import narwhals as nw

        return nw.when(condition).then(then).otherwise(otherwise)


_SCALARS = _Scalars()
_COLUMNS = _Columns()


def namespace(*values: Any) -> Namespace:
    """Return the functions that fit the arguments: columns before arrays before plain numbers."""
    if any(is_column(value) for value in values):
        return _COLUMNS
    for value in values:
        if is_array(value):
            found: Namespace = array_namespace(value)
            return found
    return _SCALARS


def is_column(value: Any) -> bool:
    """Whether a value is a narwhals expression. A program that uses only floats never imports narwhals.

    >>> is_column(45.0)
    False
    """
    narwhals = sys.modules.get("narwhals")
    return narwhals is not None and isinstance(value, narwhals.Expr)


def is_array(value: Any) -> bool:
    """Whether a value is an array of a library that follows the array standard, or a tensor of torch.

    >>> is_array([45.0])
    False
    """
    return hasattr(value, "__array_namespace__") or _is_tensor(value)


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def array_namespace(value: Any) -> Any:
    """Return the module whose functions fit an array. Torch names them as the standard does, but has no attribute."""
    return sys.modules["torch"] if _is_tensor(value) else value.__array_namespace__()


def look_up(table: tuple[float, ...], place: Any) -> Any:
    """Return the entries of a table at whole, non-negative places: a number for a number, an array for an array."""
    if not is_array(place):
        return table[int(place)]
    xp = array_namespace(place)
    whole = place.long() if _is_tensor(place) else xp.astype(place, xp.int64)
    entries = xp.asarray(table, dtype=xp.float64, device=place.device)
    return entries[whole] if _is_tensor(place) else xp.take(entries, whole)
