"""The Perinatal Grief Scale of 33 items: the arithmetic of the authors' scoring sheet, for a form somebody else holds.

The items are not here: no open licence was found, and the authors are to be asked first. A score is never shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gravida.engine import given
from gravida.engine.care.mental_health import FIRST_WORDS, NOT_ALONE
from gravida.errors import InputError
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

SOURCE = cite("pgs", where="scoring instructions of the authors", seen_in=1)
ITEMS = 33
NOT_REVERSED = (11, 33)
"""All others are turned round (6 less the answer), so that more means more grief."""

SUBSCALES: dict[str, tuple[int, ...]] = {
    "active_grief": (1, 3, 5, 6, 7, 10, 12, 13, 14, 19, 27),
    "difficulty_coping": (2, 4, 8, 11, 21, 24, 25, 26, 28, 30, 33),
    "despair": (9, 15, 16, 17, 18, 20, 22, 23, 29, 31, 32),
}
SELF_HARM_ITEM, DISAGREES_FROM = 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class GriefScore:
    """Total and three parts, with the words that go before them."""

    total: int
    subscales: dict[str, int]
    words_first: tuple[str, ...]
    source: Source = SOURCE

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON: words first."""
        return {
            "words_first": list(self.words_first),
            "total": self.total,
            "subscales": dict(self.subscales),
            "source": self.source.as_dict(),
        }


def grief_score(responses: Sequence[int]) -> GriefScore:
    """Add up 33 answers of 1 (strongly agree) to 5 (strongly disagree), in the order of the form.

    Raises:
        InputError: an answer is missing or out of range.
    """
    if len(responses) != ITEMS:
        raise InputError(f"the scale has {ITEMS} answers, not {len(responses)}.", "Answer each item once.")
    read = [
        given.whole(f"answer {place}", answer, 1, 5, "Write 1 for strongly agree to 5 for strongly disagree.")
        for place, answer in enumerate(responses, 1)
    ]
    points = {place: answer if place in NOT_REVERSED else 6 - answer for place, answer in enumerate(read, 1)}
    harm = read[SELF_HARM_ITEM - 1] < DISAGREES_FROM
    return GriefScore(
        total=sum(points.values()),
        subscales={name: sum(points[place] for place in places) for name, places in SUBSCALES.items()},
        words_first=(FIRST_WORDS, NOT_ALONE) if harm else (NOT_ALONE,),
    )
