"""The assessment of one scan: a typed, JSON-able contract. Pages, prints and exports are renderings of it.

Help-now signs come first. Everything said carries its source, how it was read, the edition, what was used, what was
missing and what was assumed. An object that lacks one of these cannot be built. The JSON Schema is
``docs/assessment.schema.json``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

Scalar = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a statement comes from and how far it was checked."""

    key: str
    citation: str
    year: int
    link: str | None
    where: str
    read: str
    seen_in: int
    review_by: str
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class HelpNow:
    """A sign that needs help now."""

    id: str
    says: str
    what_to_do: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that looks impossible or contradicts another."""

    id: str
    asks: str
    blocks: bool
    source: SourceNote


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was written down, as it was read."""

    column: str
    label: str
    value: Scalar
    words: str


@dataclass(frozen=True, slots=True)
class Age:
    """How old the pregnancy is, and by what. ``low_days`` and ``high_days`` where the source states an error."""

    days: int
    weeks_and_days: str
    method: str
    low_days: float | None
    high_days: float | None
    note: str
    source: SourceNote | None


@dataclass(frozen=True, slots=True)
class Size:
    """The crown-rump length against a published standard, at an age that does not come from it."""

    measure: str
    value: float
    z: float
    centile: float
    source: SourceNote


@dataclass(frozen=True, slots=True)
class RuleNote:
    """One rule: whether it is met, the sentence, what it used, lacked and assumed, and where it stands."""

    id: str
    edition: str
    met: bool | None
    says: str
    printed: str
    inputs_used: dict[str, Scalar]
    inputs_missing: list[str]
    assumptions: list[str]
    compared_with: str | None
    switched_off: bool
    note: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class LookAgain:
    """When the guideline would look again, in whole days after this scan."""

    min_days: int
    max_days: int | None
    words: str


@dataclass(frozen=True, slots=True)
class GuidelineNote:
    """What one guideline prints about findings like these. ``category`` is for researchers and clinics."""

    key: str
    title: str
    edition: str
    category: str
    why: str
    says: str
    does_not_say: str
    rules: list[RuleNote]
    inputs_missing: list[str]
    assumptions: list[str]
    look_again: LookAgain | None
    warning: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class CountNote:
    """How many of how many in that study, with the 95% interval (Wilson) in percent. Under 20 only the counts."""

    lost: int
    of: int
    outcome: str
    low_percent: float | None
    high_percent: float | None


@dataclass(frozen=True, slots=True)
class HeartRateNote:
    """The band of one study in which a heart rate falls."""

    id: str
    study: str
    band: str
    says: str
    population: str
    age_days: float | None
    age_from: str | None
    count: CountNote | None
    note: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class StudyNote:
    """What one study saw in findings like one of these."""

    id: str
    saw: str
    note: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class Assessment:
    """One scan and what is published about findings like it."""

    engine_version: str
    reviewed: str
    help_now: list[HelpNow]
    questions: list[Asked]
    written: list[Written]
    scan: dict[str, Scalar]
    other_scans: list[dict[str, Scalar]]
    age: Age | None
    size: Size | None
    close_to_a_limit: list[str]
    guidelines: list[GuidelineNote]
    heart_rate: list[HeartRateNote]
    studies: list[StudyNote]
    ask_your_clinic: list[str]
    rules_off: list[str]

    def as_dict(self) -> dict[str, object]:
        """Plain values, ready for JSON."""
        return asdict(self)

    def as_json(self, indent: int | None = None) -> str:
        """The same answer is always the same text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=indent)

    def as_text(self) -> str:
        """Plain text for a terminal or a print."""
        from gravida.engine.plain_text import plain_text

        return plain_text(self)
