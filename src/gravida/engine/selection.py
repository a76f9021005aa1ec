"""Which guidelines answer and which rules take part.

One choice, made once, used by every reader and told in every answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gravida.engine import dating
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band, Study
from gravida.engine.rule import Guideline, Rule
from gravida.engine.study_findings import STUDY_FINDINGS, StudyFinding
from gravida.engine.viability import DEFAULT, guideline, guidelines
from gravida.errors import UnknownName

SWITCHED_OFF_BY = "GRAVIDA_DISABLE"
"""Environment variable that switches rules off for a whole installation: ids, with commas between them."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The guidelines asked for, the rules switched ``off``, and those switched ``on`` although off by default.

    The same choice is the same object, so that what is worked out from it can be kept.
    """

    guidelines: tuple[Guideline, ...]
    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()

    def rules(self, of: Guideline) -> tuple[Rule, ...]:
        """Rules of a guideline that take part. A rule switched off stays: it can no longer be met, only unknown."""
        return tuple(rule for rule in of.rules if not rule.off_because or rule.id in self.on)

    def is_off(self, rule_id: str) -> bool:
        return rule_id in self.off

    @property
    def studies(self) -> tuple[tuple[Study, tuple[Band, ...]], ...]:
        """Heart-rate studies with the bands that take part."""
        return tuple((study, tuple(b for b in study.bands if b.id not in self.off)) for study in studies().values())

    @property
    def study_findings(self) -> tuple[StudyFinding, ...]:
        """Study findings that take part."""
        return tuple(finding for finding in STUDY_FINDINGS if finding.id not in self.off)


@cache
def switchable() -> frozenset[str]:
    """Every id that can be switched off."""
    return frozenset(
        [rule.id for found in guidelines().values() for rule in found.rules]
        + [band.id for study in studies().values() for band in study.bands]
        + [finding.id for finding in STUDY_FINDINGS]
        + [formula.rule_id for formula in dating.methods().values()]
        + ["DATE-IGS"]
    )


def select(
    keys: Iterable[str] | str | None = None,
    *,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
) -> Selection:
    """Choose guidelines and rules. ``keys`` and ids may be a list or one text with commas.

    Raises:
        UnknownName: there is no such guideline or rule.
    """
    chosen = _listed(keys) or DEFAULT
    off = (*_listed(disable), *_listed(os.environ.get(SWITCHED_OFF_BY, "")))
    on = _listed(enable)
    for rule_id in (*off, *on):
        if rule_id not in switchable():
            raise UnknownName("rule", rule_id, sorted(switchable()))
    return _selection(tuple(dict.fromkeys(chosen)), tuple(dict.fromkeys(off)), tuple(dict.fromkeys(on)))


@cache
def _selection(keys: tuple[str, ...], off: tuple[str, ...], on: tuple[str, ...]) -> Selection:
    return Selection(tuple(guideline(key) for key in keys), off, on)


def _listed(names: Iterable[str] | str | None) -> tuple[str, ...]:
    if names is None:
        return ()
    parts = names.split(",") if isinstance(names, str) else list(names)
    return tuple(part.strip() for part in parts if part.strip())
