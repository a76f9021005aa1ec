"""Care after a loss: what is offered, what it is like, when to call, and what guidelines say. Never an instruction.

gravida.care.options("early", "missed")      waiting, medicines, an operation, side by side
gravida.care.rh("surgical", 70)              what each body prints of anti-D; they disagree
"""

from __future__ import annotations

from gravida.engine.care.fact import COUNTRIES, Fact
from gravida.engine.care.grief_scale import GriefScore, grief_score
from gravida.engine.care.investigations import Recommendation, investigations, smallest_set_of_tests
from gravida.engine.care.letters import letter_may_say
from gravida.engine.care.mental_health import (
    Questionnaire,
    asks_for_help,
    by_kind_of_loss,
    how_people_felt,
    questionnaire,
    score,
)
from gravida.engine.care.numbers import expectant_completion
from gravida.engine.care.options import Option, options
from gravida.engine.care.recovery import course, follow_up_test, milk, trying_again
from gravida.engine.care.rh import RhAdvice, RhAnswer, rh
from gravida.engine.care.signs import Signs, signs
from gravida.engine.red_flags import Sign

__all__ = [
    "COUNTRIES",
    "Fact",
    "GriefScore",
    "Option",
    "Questionnaire",
    "Recommendation",
    "RhAdvice",
    "RhAnswer",
    "Sign",
    "Signs",
    "asks_for_help",
    "by_kind_of_loss",
    "course",
    "expectant_completion",
    "follow_up_test",
    "grief_score",
    "how_people_felt",
    "investigations",
    "letter_may_say",
    "milk",
    "options",
    "questionnaire",
    "rh",
    "score",
    "signs",
    "smallest_set_of_tests",
    "trying_again",
]
