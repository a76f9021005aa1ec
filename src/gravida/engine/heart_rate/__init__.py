"""Heart rates of the embryo, band by band and study by study. Studies are never pooled; a slow rate never makes a loss.

To add a study, copy the nearest module: any module here that defines ``STUDY`` is found by itself.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gravida.engine.heart_rate.study import Study


@cache
def studies() -> dict[str, Study]:
    """Every study by key, in order of year."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    known = [module.STUDY for module in modules if hasattr(module, "STUDY")]
    return {study.key: study for study in sorted(known, key=lambda study: (study.source.work.year, study.key))}
