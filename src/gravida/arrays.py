"""One formula for a float, an array and a column: the five functions operators do not give.

A formula asks :func:`namespace` for ``exp, log, sqrt, abs, where`` and otherwise uses operators. Floats get
:mod:`math`, arrays their own array-API namespace, narwhals expressions a small class. No engine raises on
``log(0)`` or ``sqrt(-1)``, so a validity guard stands *before* the arithmetic of every formula.
"""

from __future__ import annotations

import math
import sys
from typing import Any, Protocol


class Namespace(Protocol):
    """What a formula may use beside operators."""

    def exp(self, x: Any, /) -> Any: ...
    def log(self, x: Any, /) -> Any: ...
    def sqrt(self, x: Any, /) -> Any: ...
    def abs(self, x: Any, /) -> Any: ...
    def where(self, condition: Any, then: Any, otherwise: Any, /) -> Any: ...


class _Scalars:
    """Plain Python numbers."""

    exp = staticmethod(math.exp)
    log = staticmethod(math.log)
    sqrt = staticmethod(math.sqrt)
    abs = staticmethod(abs)

    @staticmethod
    def where(condition: Any, then: Any, otherwise: Any) -> Any:
        return then if condition else otherwise


class _Columns:
    """narwhals expressions: pandas, Polars, PyArrow, DuckDB, Spark."""

    @staticmethod
    def exp(x: Any) -> Any:
        return x.exp()

    @staticmethod
    def log(x: Any) -> Any:
        return x.log()

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
    narwhals = sys.modules.get("narwhals")
    if narwhals is not None and any(isinstance(value, narwhals.Expr) for value in values):
        return _COLUMNS
    for value in values:
        if hasattr(value, "__array_namespace__"):
            found: Namespace = value.__array_namespace__()
            return found
    return _SCALARS
