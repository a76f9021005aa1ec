"""The wording of questionnaires, as their forms print it. Nothing is reworded: a score is only of these words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A questionnaire as it is printed. ``answers`` count from 0; ``gate`` is asked first, where there is one."""

    opening: str
    answers: tuple[str, ...]
    items: tuple[str, ...]
    notice: str
    gate: str = ""


@cache
def wordings() -> dict[str, Wording]:
    """Return every wording that stands here, by the key of its questionnaire."""
    text = (files("gravida.evidence") / "questionnaires.toml").read_text(encoding="utf-8")
    return {key: _wording(**row) for key, row in tomllib.loads(text).items()}


def _wording(*, opening: str, answers: list[str], items: list[str], notice: str, gate: str = "") -> Wording:
    return Wording(opening=opening, answers=tuple(answers), items=tuple(items), notice=notice, gate=gate)
