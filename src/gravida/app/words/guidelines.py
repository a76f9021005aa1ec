"""What her page says of each guideline, in place of the codes that researchers get. No verdict stands here.

What a guideline prints is quoted as its own words, and its harder words are explained. The sentences of the engine are
for the command line and for clinics; these are hers.
"""

from __future__ import annotations

import re

from gravida.app.words import columns
from gravida.engine.answer import WHY_NOT_APPLICABLE
from gravida.engine.assessment import GuidelineNote, RuleNote
from gravida.engine.findings import heartbeat
from gravida.engine.rule import Category, Rule
from gravida.engine.viability import guideline
from gravida.engine.wording import DOES_NOT_SAY, listed

TAGS: dict[Category, str] = {
    Category.DIAGNOSTIC: "Among its listed findings",
    Category.CLINICIAN_DECIDES: "People decide",
    Category.SECOND_OPINION: "Asks for a second look",
    Category.SUSPICIOUS: "Asks to look again",
    Category.RESCAN: "Asks to look again",
    Category.NO_CRITERION: "No row is met",
    Category.CARDIAC_ACTIVITY: "No row applies",
    Category.URGENT_CONFIRMATION: "Ask for a second person",
    Category.NOT_APPLICABLE: "Not for this",
    Category.UNKNOWN: "Not enough written",
    Category.QUESTIONED: "To check first",
}

SAYS: dict[Category, str] = {
    Category.DIAGNOSTIC: "This guideline lists findings like these among findings it calls {quote}. A second look is "
    "asked for before anything is done.",
    Category.CLINICIAN_DECIDES: "The second scan it asks for has been done. It prints no rule for what follows: the "
    "people who care for you decide with you, and there may be further scans.",
    Category.SECOND_OPINION: "It calls findings like these {quote}. It asks for a second opinion, or another scan, or "
    "both, before anyone makes a diagnosis.",
    Category.SUSPICIOUS: "It lists findings like these among findings it calls {quote}. They are a reason to look "
    "again, and not enough for a diagnosis.",
    Category.RESCAN: "It calls findings like these {quote}. It cannot be told yet, and it asks for another scan.",
    Category.NO_CRITERION: "None of its rows is met by what is written down. That is not an answer to what will be.",
    Category.CARDIAC_ACTIVITY: "A heartbeat was seen. With it, none of its rows for a loss applies.",
    Category.URGENT_CONFIRMATION: "A heartbeat was seen on an earlier scan and is not recorded now. None of its rows "
    "is applied to that. Ask for a second person to look, soon.",
    Category.NOT_APPLICABLE: "It does not apply here. {why}",
    Category.UNKNOWN: "It cannot be read from what is written down: {missing} {is_or_are} not there.",
    Category.QUESTIONED: "Something has to be checked first, so nothing is read from it.",
}

AFTER_AN_END: dict[Category, tuple[str, str]] = {
    Category.DIAGNOSTIC: (
        "Among its listed findings",
        "This guideline lists findings like these among findings it calls {quote}.",
    ),
    Category.CLINICIAN_DECIDES: (
        "People decide",
        "The second scan it asks for had been done. It prints no rule after it.",
    ),
    Category.SECOND_OPINION: ("Not enough alone", "It calls findings like these {quote}."),
    Category.SUSPICIOUS: ("Not enough alone", "It lists findings like these among findings it calls {quote}."),
    Category.RESCAN: ("Not enough alone", "It calls findings like these {quote}."),
    Category.NO_CRITERION: ("No row is met", "None of its rows is met by what is written down."),
    Category.URGENT_CONFIRMATION: (
        "No row is applied",
        "A heartbeat was seen on an earlier scan and is not recorded on this one. None of its rows is applied to that.",
    ),
}
"""Tag and sentence once a pregnancy is over: the same answer, with nothing in it that asks or looks forward."""

EXPLAINED: tuple[tuple[str, str], ...] = (
    ("failure|failed|loss|demise", "These are its words for a pregnancy that it does not expect to go on."),
    ("viab", "Its word “viability” means whether a pregnancy is expected to go on."),
    ("miscarriage", "“Miscarriage” is its word; yours stands on every other line of this record."),
)
"""Part of a printed term: what is said beside it, once for each guideline."""

WARNINGS = {
    "nice2023": "A newer edition of June 2026 is reported. We have not seen it at NICE itself; its limits are said "
    "to be the same.",
}
"""What is to be known of an edition, in her page's words; elsewhere those of the engine stand."""

GRAVE = frozenset(
    {
        Category.DIAGNOSTIC,
        Category.CLINICIAN_DECIDES,
        Category.SECOND_OPINION,
        Category.SUSPICIOUS,
        Category.RESCAN,
        Category.URGENT_CONFIRMATION,
    }
)
"""Answers beside which no chances are offered: a row of the guideline is met, or a second person has to look first."""


def printed_terms(note: GuidelineNote) -> list[str]:
    """Return what the guideline calls such findings: the words of its rows that gave the answer."""
    if note.category not in (Category.DIAGNOSTIC, Category.SECOND_OPINION, Category.SUSPICIOUS, Category.RESCAN):
        return []
    return list(dict.fromkeys(rule.printed for rule in note.rules if rule.met and _of(note, rule.id)))


def _of(note: GuidelineNote, rule_id: str) -> bool:
    return guideline(note.key).rule(rule_id).concludes.value == note.category


def says(note: GuidelineNote, missing: list[str], *, over: bool) -> str:
    """Return what her page says of one guideline; once the pregnancy is ``over``, nothing that looks forward."""
    category = Category(note.category)
    sentence = AFTER_AN_END[category][1] if over and category in AFTER_AN_END else SAYS[category]
    quote = listed([f"“{term}”" for term in printed_terms(note)])
    said = sentence.format(
        quote=quote,
        why=WHY_NOT_APPLICABLE.get(note.why, ""),
        missing=listed(missing) or "something",
        is_or_are="are" if len(missing) > 1 else "is",
    )
    assumed = f" This is answered {listed(note.assumptions)}." if note.assumptions else ""
    return f"{said.strip()}{assumed}"


def explained(note: GuidelineNote) -> list[str]:
    """Return what is to be said of the terms that were quoted."""
    terms = " ".join(printed_terms(note))
    return [words for part, words in EXPLAINED if re.search(part, terms)]


def also_checked(note: GuidelineNote) -> str:
    """Say how the rows came out that count with a heartbeat, too."""
    if note.category != Category.CARDIAC_ACTIVITY:
        return ""
    open_rows = {rule.id: rule for rule in note.rules}
    rows = [
        rule
        for rule in guideline(note.key).rules
        if not rule.off_because and not rule.compares_scans and heartbeat.name not in rule.when.needs
    ]
    not_met = [_limit(rule) for rule in rows if rule.id not in open_rows]
    not_checked = [
        f"{_limit(rule)} (not written: {_not_written(open_rows[rule.id])})" for rule in rows if rule.id in open_rows
    ]
    parts = [
        f"Checked and not met: {'; '.join(not_met)}." if not_met else "",
        f"Could not be checked: {'; '.join(not_checked)}." if not_checked else "",
    ]
    told = " ".join(part for part in parts if part)
    return f"Some of its rows count with a heartbeat, too. {told}" if told else ""


def _limit(rule: Rule) -> str:
    """Return the part of a row that holds its limit; what was seen stands beside it already."""
    printed = rule.when.says().replace(" less crown-rump length", " minus crown-rump length")
    return ", ".join(part for part in printed.split(", ") if any(sign.isdigit() for sign in part)) or printed


def _not_written(rule: RuleNote) -> str:
    return listed([columns.missing(name) for name in rule.inputs_missing])


def warning(note: GuidelineNote) -> str:
    """Return what is to be known of the edition."""
    return WARNINGS.get(note.key, note.warning)


def does_not_say(note: GuidelineNote, *, over: bool) -> str:
    """Return what the answer does not say: most of these sentences look forward, so none stands after an end."""
    return "" if over else DOES_NOT_SAY[Category(note.category)]


def tag(note: GuidelineNote, *, over: bool) -> str:
    """Return the few words that stand first."""
    category = Category(note.category)
    return AFTER_AN_END[category][0] if over and category in AFTER_AN_END else TAGS[category]
