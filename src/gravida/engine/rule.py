"""A rule of a guideline and a guideline of rules.

What is printed, when it applies, what it concludes, where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gravida.engine.conditions import Condition
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.evidence.source import Source


class Category(StrEnum):
    """What a guideline answers. Stable codes, for researchers and clinics; her page carries none of them."""

    QUESTIONED = "questioned"
    NOT_APPLICABLE = "not_applicable"
    URGENT_CONFIRMATION = "urgent_confirmation"
    CARDIAC_ACTIVITY = "cardiac_activity"
    CLINICIAN_DECIDES = "clinician_decides"
    DIAGNOSTIC = "diagnostic"
    SECOND_OPINION = "second_opinion"
    SUSPICIOUS = "suspicious"
    RESCAN = "rescan"
    UNKNOWN = "unknown"
    NO_CRITERION = "no_criterion"


TIERS = (
    Category.DIAGNOSTIC,
    Category.CLINICIAN_DECIDES,
    Category.SECOND_OPINION,
    Category.SUSPICIOUS,
    Category.RESCAN,
)
"""What a rule can conclude, gravest first: when rules of several tiers are met, the first tier answers."""

ANSWERED_UNDER_ASSUMPTION = frozenset({Category.SUSPICIOUS, Category.RESCAN})
"""Tiers that are answered "if the scan was transvaginal, ..." when the route was not said. Never a diagnosis."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When a guideline would look again, in whole days after this scan. No upper limit: ``max_days`` is None."""

    min_days: int
    max_days: int | None
    words: str


@dataclass(frozen=True)
class Rule:
    """One row of a guideline.

    ``printed`` is what the guideline calls such findings; ``off_because`` says why the rule does not take part
    unless it is asked for by name (a rule resting on memory alone is off without being told).
    """

    id: str
    when: Condition
    concludes: Category
    printed: str
    source: Source
    follow_up: FollowUp | None = None
    note: str = ""
    off_because: str = ""

    def __post_init__(self) -> None:
        if self.concludes not in TIERS:
            raise TypeError(f"{self.id}: a rule concludes one of {', '.join(TIERS)}")
        if self.source.from_memory_only and not self.off_because:
            object.__setattr__(self, "off_because", "it rests on memory alone; the text has not been read")

    @property
    def compares_scans(self) -> bool:
        """True when the rule needs an earlier scan of the same sac."""
        return any(name.startswith(PREVIOUS) or name in ("same_sac", "days_since_prev") for name in self.when.needs)

    @property
    def under_assumption(self) -> bool:
        """True when the rule is answered with its assumption stated, where the route or the dates are not said."""
        return self.concludes in ANSWERED_UNDER_ASSUMPTION

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns a person fills in for this rule."""
        return tuple(sorted({asks_for(name) for name in self.when.needs}))


@dataclass(frozen=True)
class Guideline:
    """One edition of one guideline. Editions live side by side; a new one is a new module.

    ``latest_age_days`` is the last day the edition speaks about (None where it prints none);
    ``transvaginal_only`` says that it has nothing to say about an abdominal scan.
    """

    key: str
    title: str
    edition: str
    source: Source
    rules: tuple[Rule, ...]
    transvaginal_only: bool = True
    latest_age_days: int | None = None
    warning: str = ""
    bits: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        ids = [rule.id for rule in self.rules]
        if len(set(ids)) != len(ids):
            raise TypeError(f"{self.key}: every rule needs an id of its own")
        object.__setattr__(self, "bits", {rule_id: 1 << place for place, rule_id in enumerate(ids)})

    def rule(self, rule_id: str) -> Rule:
        """Return one rule by its id."""
        return next(rule for rule in self.rules if rule.id == rule_id)
