"""Waiting, medicines and an operation side by side, with what studies counted. None is recommended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gravida.app.care.says import INTERVALS, Group, fact_notes, groups, number_notes
from gravida.app.words.notes import MarginNote
from gravida.engine.care.options import Option, options
from gravida.engine.chances.estimate import Shown

KINDS = ("incomplete", "missed", "empty_sac")
"""Kinds of an early loss for which waiting was counted apart."""


@dataclass(frozen=True)
class Way:
    """One way, as a row and with what else was counted."""

    title: str
    what: tuple[str, ...]
    enough: list[Group]
    also: list[Group]
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class Ways:
    """The ways at one stage, with their sources."""

    stage: str
    ways: list[Way]
    notes: list[MarginNote]

    @property
    def title(self) -> str:
        """What a heading says, where both stages stand on one page."""
        return "In the first three months" if self.stage == "early" else "From 14 weeks on"


def ways(stage: str) -> Ways:
    """Return the ways at a stage: for an early loss waiting has its numbers for each kind."""
    found = [options(stage, kind) for kind in KINDS] if stage == "early" else [options(stage)]
    rows = [_way([every[place] for every in found]) for place in range(len(found[0]))]
    every_option = [option for one in found for option in one]
    facts = [said for option in every_option for said in option.what_happens]
    numbers: list[Shown] = [number for option in every_option for number in (*option.enough, *option.complications)]
    return Ways(stage, rows, [INTERVALS, *number_notes(numbers), *fact_notes(facts, "What it is")])


def _way(same: Sequence[Option]) -> Way:
    """Return one way from what is said of it for each kind, each thing once."""
    first = same[0]
    enough = {number.id: number for option in same for number in option.enough}
    return Way(
        title=first.title,
        what=tuple(said.says for said in first.what_happens),
        enough=groups(enough.values()),
        also=groups(first.complications),
        not_known=tuple(dict.fromkeys(gap for option in same for gap in option.not_known)),
    )
