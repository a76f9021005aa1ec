"""One entry of the evidence book: what a thing says, what follows, and where it is from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from gravida.columns import columns
from gravida.engine.assessment import SourceNote
from gravida.engine.conditions import Condition
from gravida.engine.explain import note
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.engine.preparation import AFTER_QUESTIONS, BEFORE_QUESTIONS
from gravida.engine.selection import Selection
from gravida.evidence.source import Source

Kind = Literal[
    "rule",
    "formula",
    "table",
    "weight formula",
    "growth standard",
    "heart-rate band",
    "study finding",
    "question",
    "sign",
    "limit",
    "chance",
    "model",
    "blood rule",
    "care",
]

SWITCHED_OFF = "switched off by its id"


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """The guideline, study or formula an entry is part of."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the engine knows, and where it is from.

    ``says`` is when it holds (or what it computes), ``concludes`` what follows, ``printed`` what the source calls it.
    ``on`` says whether it takes part, ``off_because`` why it does not; ``can_switch`` whether ``--disable`` knows it.
    ``doubts`` are those written down about the work as a whole.
    """

    id: str
    kind: Kind
    belongs_to: BelongsTo
    edition: str
    says: str
    concludes: str
    printed: str
    note: str
    columns: tuple[str, ...]
    source: SourceNote
    doubts: str
    on: bool
    off_because: str
    can_switch: bool

    def as_dict(self) -> dict[str, object]:
        """Plain values, ready for JSON."""
        return asdict(self)


def entry(
    entry_id: str,
    kind: Kind,
    source: Source,
    *,
    belongs_to: BelongsTo,
    says: str,
    edition: str = "",
    concludes: str = "",
    printed: str = "",
    note_: str = "",
    needs: Iterable[str] = (),
    off_because: str = "",
    can_switch: bool = False,
) -> Entry:
    """Return an entry; what is known of its source comes from the bibliography."""
    return Entry(
        id=entry_id,
        kind=kind,
        belongs_to=belongs_to,
        edition=edition or str(source.work.year),
        says=says,
        concludes=concludes,
        printed=printed,
        note=note_,
        columns=tuple(needs),
        source=note(source),
        doubts=source.work.note,
        on=not off_because,
        off_because=off_because,
        can_switch=can_switch,
    )


def off(entry_id: str, selection: Selection, by_default: str = "") -> str:
    """Say why a thing takes no part; nothing where it does."""
    if selection.is_off(entry_id):
        return SWITCHED_OFF
    return "" if entry_id in selection.on else by_default


def columns_of(condition: Condition) -> list[str]:
    """The columns a person fills in for a condition, also where the condition reads what follows from them."""
    derived = {found.name: found for stage in (*BEFORE_QUESTIONS, *AFTER_QUESTIONS) for found in stage}
    known, waiting, found = columns(), list(condition.needs), set()
    while waiting:
        name = asks_for(waiting.pop())
        if name.removeprefix(PREVIOUS) in known:
            found.add(name)
        elif name in derived:
            waiting += derived[name].needs
    return sorted(found)
