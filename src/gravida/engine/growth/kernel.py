"""The extra ``fast``: a compiled loop behind the same function, built from the same curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gravida.engine.growth.size_standard import Standard


def run(standards: Sequence[Standard], values: Sequence[Any], ga_days: Any, out: Sequence[Any]) -> bool:
    """Fill ``out`` where a compiled loop can; return whether it did."""
    return False
