"""What each guideline prints about the findings of an early scan: one module per edition, side by side, never averaged.

To add an edition, copy the nearest module: any module here that defines ``GUIDELINE`` is found by itself.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gravida.engine.rule import Guideline
from gravida.errors import UnknownName

DEFAULT = ("sru2013", "sru2024", "nice2023", "acog200", "preisler2015")
"""The guidelines that answer when none is chosen; the choice is printed with every answer."""


@cache
def guidelines() -> dict[str, Guideline]:
    """Every guideline edition by key: the default ones first, then the others by name."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    known = {module.GUIDELINE.key: module.GUIDELINE for module in modules if hasattr(module, "GUIDELINE")}
    return {key: known[key] for key in (*DEFAULT, *sorted(set(known) - set(DEFAULT)))}


def guideline(key: str) -> Guideline:
    """Return one guideline edition.

    Raises:
        UnknownName: there is no such edition; the message lists the nearest ones.
    """
    known = guidelines()
    if key not in known:
        raise UnknownName("guideline", key, list(known))
    return known[key]
