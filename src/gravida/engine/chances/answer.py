"""What a question is answered with: numbers that may be shown, printed figures that may not, and what is not known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gravida.engine.chances.estimate import Counts, Estimate, PrintedFigure, Shown
from gravida.engine.chances.models import Model
from gravida.errors import NotForAPerson
from gravida.evidence.source import NOT_YET_REVIEWED, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question. ``shown`` is in the order of preference; ``not_known`` says what is missing.

    ``sources`` stand behind what is said in words alone; each number brings its own.
    """

    question: str
    shown: tuple[Shown, ...] = ()
    why: str = ""
    printed: tuple[PrintedFigure, ...] = ()
    not_known: tuple[str, ...] = ()
    help_now: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def as_dict(self, *, clinic: bool = False) -> dict[str, Any]:
        """Plain values. Printed figures without an interval only for a clinic or for research."""
        found: dict[str, Any] = {
            "question": self.question,
            "help_now": list(self.help_now),
            "why": self.why,
            "shown": [number.as_dict() for number in self.shown],
            "not_known": list(self.not_known),
            "sources": [source.as_dict() for source in self.sources],
            "reviewed": NOT_YET_REVIEWED,
        }
        return found | ({"printed": [number.as_dict() for number in self.printed]} if clinic else {})

    def as_json(self, *, clinic: bool = False, indent: int | None = None) -> str:
        """The same answer is always the same text."""
        return json.dumps(self.as_dict(clinic=clinic), ensure_ascii=False, indent=indent)

    def as_text(self, *, clinic: bool = False) -> str:
        """Plain text for a terminal or a print."""
        parts = list(self.help_now)
        parts += [self.question, *([self.why] if self.why else [])]
        parts += [f"{number.in_words}\nSource: {number.source.short()}." for number in self.shown]
        if clinic:
            parts += [
                f"For clinics and research, as printed: {number.text} ({number.people.who}; {number.people.outcome}). "
                f"Lacks {number.lacks}. {' '.join(number.caveats)}".strip()
                + f"\nSource: {number.source.short()}."
                for number in self.printed
            ]
        parts += [f"Not known: {gap}" for gap in self.not_known]
        parts += [f"Source: {source.short()}." for source in self.sources]
        return "\n\n".join([*parts, f"{NOT_YET_REVIEWED.capitalize()}."]) + "\n"


def for_a_person(found: object) -> str:
    """Return the words of a number for a person who asked, or refuse what must not be shown to one.

    Raises:
        NotForAPerson: it is a model, or a figure without its interval or its size.
    """
    if isinstance(found, Estimate | Counts):
        return found.in_words
    if isinstance(found, PrintedFigure):
        raise NotForAPerson(f"{found.id} lacks {found.lacks}.")
    if isinstance(found, Model):
        raise NotForAPerson(f"{found.title}: {found.refused_because}")
    raise NotForAPerson(f"{type(found).__name__} is no estimate.")
