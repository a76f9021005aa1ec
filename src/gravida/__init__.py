"""Gravida: what is known about an early pregnancy, as code with its sources.

    import gravida
    gravida.assess(frame)        every scan of a frame by every guideline, side by side
    gravida.explain(scan)        one scan in words
    gravida.dating.methods()     every published formula for the age
    gravida.chances              numbers about people like these, one table at a time
    gravida.blood                hCG and progesterone: arithmetic, and what is printed about it
    gravida.care                 after a loss: what is offered, and what guidelines say
    gravida.growth.standards()   every published standard of size

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gravida.engine import blood as blood
    from gravida.engine import care as care
    from gravida.engine import chances as chances
    from gravida.engine.book import evidence_book as evidence_book
    from gravida.tables.assess import assess as assess
    from gravida.tables.blood import add_blood_columns as add_blood_columns
    from gravida.tables.explain import explain as explain

__version__ = "0.1.0"

_HOMES = {
    "dating": "gravida.engine.dating",
    "chances": "gravida.engine.chances",
    "blood": "gravida.engine.blood",
    "care": "gravida.engine.care",
    "add_blood_columns": "gravida.tables.blood",
    "growth": "gravida.engine.growth",
    "tables": "gravida.tables",
    "assess": "gravida.tables.assess",
    "explain": "gravida.tables.explain",
    "evidence_book": "gravida.engine.book",
}

__all__ = ["add_blood_columns", "assess", "blood", "care", "chances", "evidence_book", "explain"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        home = import_module(_HOMES[name])
        return home if _HOMES[name].endswith(f".{name}") and not hasattr(home, name) else getattr(home, name)
    raise AttributeError(f"module 'gravida' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
