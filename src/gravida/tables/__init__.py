"""Many rows: the rules over any DataFrame, file or cluster. Nothing clinical is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gravida.tables.growth import with_growth as with_growth

__all__ = ["with_growth"]


def __getattr__(name: str) -> Any:
    """Import on first use: most callers of this package never ask for growth."""
    if name == "with_growth":
        from gravida.tables.growth import with_growth

        return with_growth
    raise AttributeError(f"module 'gravida.tables' has no attribute {name!r}")
