"""Why a value has no z: one code for each reason, the same for a number, an array and a column."""

from __future__ import annotations

from enum import IntEnum

BELIEVABLE_Z = 6.0
"""A size is questioned only beyond this many SD, and only where another unit would bring it close to the median."""


class Reason(IntEnum):
    """0 means answered. Arrays hold the number, columns the name in small letters."""

    ANSWERED = 0
    VALUE_MISSING = 1
    AGE_MISSING = 2
    AGE_IMPOSSIBLE = 3
    AGE_LOOKS_LIKE_WEEKS = 4
    BELOW_RANGE = 5
    ABOVE_RANGE = 6
    VALUE_IMPOSSIBLE = 7
    VALUE_LOOKS_LIKE_ANOTHER_UNIT = 8
    NO_ANSWER = 9
    SEX_MISSING = 10

    @property
    def code(self) -> str:
        """The name as a column shows it."""
        return self.name.lower()


WORDS: dict[Reason, str] = {
    Reason.ANSWERED: "answered",
    Reason.VALUE_MISSING: "the value is missing",
    Reason.AGE_MISSING: "the age is missing",
    Reason.AGE_IMPOSSIBLE: "an age is a number of days, 0 or more and finite",
    Reason.AGE_LOOKS_LIKE_WEEKS: "the age looks like weeks; it is asked for in days",
    Reason.BELOW_RANGE: "younger (or smaller) than the standard begins",
    Reason.ABOVE_RANGE: "older (or larger) than the standard ends",
    Reason.VALUE_IMPOSSIBLE: "no such size: it must be above 0 and finite",
    Reason.VALUE_LOOKS_LIKE_ANOTHER_UNIT: "far from every size at this age, and close to them in another unit",
    Reason.NO_ANSWER: "the published curves say nothing here: beyond the outermost of them, or no spread was published",
    Reason.SEX_MISSING: "the standard is by sex, and none was said",
}
