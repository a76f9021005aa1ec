"""One row for each guideline: what it says in her page's words, used, missing, assumed, source, how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gravida.app.record.dates import in_words
from gravida.app.words import columns, guidelines
from gravida.app.words.notes import how_read
from gravida.engine.assessment import Assessment, GuidelineNote, RuleNote
from gravida.engine.rule import Category
from gravida.engine.viability import guideline
from gravida.evidence.source import NOT_YET_REVIEWED


@dataclass(frozen=True)
class Row:
    """What one guideline prints about findings like these."""

    title: str
    edition: str
    tag: str
    says: str
    does_not_say: str
    also_checked: str
    explained: tuple[str, ...]
    used: str
    missing: str
    citation: str
    link: str | None
    how_read: str
    reviewed: str
    warning: str
    rules: tuple[RuleNote, ...]


@dataclass(frozen=True)
class LookAgainRow:
    """When one guideline would look again, in days and as dates."""

    title: str
    days: str
    dates: str


def rows(found: Assessment, *, over: bool) -> list[Row]:
    """Return the guidelines in their order; ``over`` once the pregnancy is: nothing looks forward then."""
    return [_row(note, found, over=over) for note in found.guidelines]


def _row(note: GuidelineNote, found: Assessment, *, over: bool) -> Row:
    missing = [columns.missing(name) for name in note.inputs_missing]
    used = _used(note, found)
    return Row(
        title=note.title,
        edition=note.edition,
        tag=guidelines.tag(note, over=over),
        says=guidelines.says(note, missing, over=over),
        does_not_say=guidelines.does_not_say(note, over=over),
        also_checked=guidelines.also_checked(note),
        explained=tuple(guidelines.explained(note)),
        used=_sentence(used) or "Nothing.",
        missing=_sentence(missing) or "Nothing it asks for.",
        citation=note.source.citation.rstrip(".") + ".",
        link=note.source.link,
        how_read=how_read(note.source),
        reviewed="" if note.source.reviewed_by == NOT_YET_REVIEWED else note.source.reviewed_by,
        warning=guidelines.warning(note),
        rules=tuple(note.rules),
    )


def _used(note: GuidelineNote, found: Assessment) -> list[str]:
    if note.category in (Category.QUESTIONED, Category.NOT_APPLICABLE):
        return []
    asked = {name for rule in guideline(note.key).rules if not rule.off_because for name in rule.columns}
    if "msd_mm" in asked:
        asked |= {"gs_d1_mm", "gs_d2_mm", "gs_d3_mm"}
    told = [columns.used(line.column, line.value) for line in found.written if line.column in asked]
    if any(rule.met and rule.compared_with for rule in note.rules):
        told.append("the scan before")
    return [words for words in told if words]


def _sentence(parts: list[str]) -> str:
    joined = ", ".join(parts)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def look_again(found: Assessment, scan_day: date | None) -> list[LookAgainRow]:
    """Return when each guideline would look again, where it says so."""
    return [
        LookAgainRow(f"{note.title}, {note.edition}", _days(least, most), _dates(scan_day, least, most))
        for note in found.guidelines
        if note.look_again is not None
        for least, most in [(note.look_again.min_days, note.look_again.max_days)]
    ]


def _days(least: int, most: int | None) -> str:
    if most is None or most == least:
        return f"{least} days after this scan{'' if most == least else ', or later'}"
    return f"{least} to {most} days after this scan"


def _dates(scan_day: date | None, least: int, most: int | None) -> str:
    if scan_day is None:
        return ""
    first = in_words(scan_day + timedelta(days=least))
    if most is None:
        return f"{first}, or later"
    return first if most == least else f"{first} to {in_words(scan_day + timedelta(days=most))}"
