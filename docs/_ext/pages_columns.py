"""What the manual says of columns and answers: what is read, what is added, the codes and their order, the signs."""

from __future__ import annotations

from collections.abc import Iterable

from pages_markdown import code, codes, plain, table

from gravida.columns import Column, columns
from gravida.engine import viability
from gravida.engine.answer import order
from gravida.engine.blood.samples import COLUMNS
from gravida.engine.heart_rate import studies
from gravida.engine.preparation import entered_measures
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Category
from gravida.engine.selection import select
from gravida.engine.self_check import golden_vectors

CATEGORIES: dict[Category, str] = {
    Category.QUESTIONED: "A value looks impossible, or two contradict each other. Mend it first.",
    Category.NOT_APPLICABLE: "The route, the site, the number or the age is outside what the guideline speaks about. "
    "`_why` says which.",
    Category.URGENT_CONFIRMATION: "A heartbeat was seen on an earlier scan of the same sac and is not seen now. It "
    "caps every row; a second observer is asked for.",
    Category.CARDIAC_ACTIVITY: "A heartbeat was seen on this scan. The rows for a loss are excluded.",
    Category.CLINICIAN_DECIDES: "The second scan that the guideline asks for has been done. It prints no rule for what "
    "follows; people decide.",
    Category.DIAGNOSTIC: "The guideline lists these measurements among its criteria for a loss.",
    Category.SECOND_OPINION: "A second opinion, a second scan, or both, before any diagnosis.",
    Category.SUSPICIOUS: "A reason for concern, not enough for a diagnosis.",
    Category.RESCAN: "It cannot be told yet. Look again.",
    Category.UNKNOWN: "A row cannot be evaluated for want of a measure. `_missing` says which.",
    Category.NO_CRITERION: "Every row was evaluated and none is met. That is not the same as normal.",
}

ADDED_FOR_A_GUIDELINE: dict[str, str] = {
    "category": "The answer, as one of the codes below.",
    "rules": "Ids of the rows that are met.",
    "missing": "Columns for want of which a row could not be evaluated. Those of the earlier scan begin with `prev_`.",
    "assumes": "What the answer assumes, in words, where the route or the certainty of the last period was not said.",
    "follow_up_min_days": "Look again after this many days, as the guideline prints it.",
    "follow_up_max_days": "Look again before this many days have passed; empty where no end is printed.",
    "why": "What decided, where it was not a row: the limit, the question, the missing date.",
    "compared_with": "Date of the earlier scan that a row was met with.",
}

ADDED_ONCE: dict[str, str] = {
    "ga_days": "The age that is shown, in whole days. In a frame that has this column it is completed where it stands.",
    "ga_method": "Where that age is from, such as `transfer`, `lmp` or `crl_robinson1975`.",
    "ga_low_days": "Lowest age, where it was read from a size.",
    "ga_high_days": "Highest age, where it was read from a size.",
    "crl_z": "Crown-rump length against the INTERGROWTH-21st table, in standard deviations; only at an age that does "
    "not come from the length.",
    "crl_centile": "The same as a centile, 0 to 100.",
    "heart_rate_age_from": "Where the age came from under which the heart rate was looked up.",
    "findings": "Ids of what single studies saw in findings like these.",
    "red_flags": "Ids of the signs that need help now.",
    "questions": "What has to be checked first.",
    "rules_off": "Ids of the rules that were switched off.",
}

ADDED_BY_BLOOD_TESTS: dict[str, str] = {
    "hcg_hours": "Hours since the sample before it in the same pregnancy. A first sample has none of these columns.",
    "hcg_ratio": "This value divided by the one before.",
    "hcg_ratio_48h": "The same for 48 hours, as if it had gone on evenly.",
    "hcg_doubling_hours": "Hours in which it doubled, where it rose.",
    "hcg_half_life_hours": "Hours in which it halved, where it fell.",
    "hcg_smallest_ratio_48h": "The smallest rise of Barnhart 2016 for the level it started from.",
    "hcg_below_barnhart2016": "Whether it rose less than that. Empty outside 24 to 96 hours.",
    "hcg_below_barnhart2004": "The same by Barnhart 2004.",
    "hcg_below_cautious": "The same by the most cautious limit proposed.",
    "hcg_nice_band": "The band of NICE, for a pregnancy of unknown location: `rise_over_63_percent`, `between`, "
    "`fall_over_50_percent`; `not_interpretable` outside 48 to 52 hours, `not_applicable` where a place is known, "
    "`unknown` where none was said.",
    "hcg_questions": "What has to be checked first. A sample that asks is compared with nothing.",
    "progesterone_two_step": "For clinics, for a pregnancy of unknown location: `low_risk_step_1` or `go_to_step_2`; "
    "`not_applicable` or `unknown` where it is not for this row or something was not said.",
    "progesterone_questions": "What has to be checked first, such as a value that looks like the other unit.",
}

ADDED_WITHOUT_TEXT: dict[str, str] = {
    "category": "The answer, as a category type where the frame has one.",
    "rules_mask": "One bit for each row that is met.",
    "unknown_mask": "One bit for each row that could not be evaluated.",
}


def columns_read() -> str:
    """Return the columns that the engine reads."""
    return _columns(column for name, column in columns().items() if name in _read())


def columns_kept() -> str:
    """Return the columns that are declared and pass through."""
    return _columns(column for name, column in columns().items() if name not in _read())


def _read() -> set[str]:
    return {*entered_measures(), *COLUMNS}


def _columns(chosen: Iterable[Column]) -> str:
    return table(("Column", "What it is"), ((code(column.name), _about(column)) for column in chosen))


def _about(column: Column) -> str:
    meaning = plain(column.meaning)
    if column.name == "heart_activity":
        return f"{meaning}."
    allowed = _allowed(column)
    return f"{meaning}. {allowed}" if allowed else f"{meaning}."


def _allowed(column: Column) -> str:
    unit = {"d": "days", "wk": "weeks", "/min": "beats a minute", "[IU]/L": "IU/L", "1": "", "a": "years"}.get(
        column.unit, column.unit
    )
    if column.kind in ("integer", "decimal"):
        limits = "" if column.low is None or column.high is None else f"{column.low:g} to {column.high:g}"
        return plain(f"{limits} {unit}".strip().capitalize()) + "." if limits or unit else ""
    if column.codes:
        return f"One of {codes(column.codes)}."
    return {"boolean": "Yes or no.", "date": "A date.", "datetime": "A date and time."}.get(column.kind, "")


def columns_added() -> str:
    """Return the columns that an assessment adds."""
    guideline, once = _added_names(text=True)
    rows = [(code(f"<key>_{name}"), _known(ADDED_FOR_A_GUIDELINE, name)) for name in guideline]
    for name in once:
        study = studies().get(name.removeprefix("heart_rate_"))
        about = f"Band of {plain(study.title)} in which the heart rate falls." if study else _known(ADDED_ONCE, name)
        rows.append((code(name), about))
    return table(("Column", "What it says"), rows)


def columns_of_blood() -> str:
    """Return the columns that blood tests add."""
    from gravida.tables.blood import EVERY

    return table(("Column", "What it says"), ((code(name), _known(ADDED_BY_BLOOD_TESTS, name)) for name in EVERY))


def columns_without_text() -> str:
    """Return the columns that an assessment adds with ``text=False``."""
    guideline, once = _added_names(text=False)
    assert not once
    return table(
        ("Column", "What it says"),
        ((code(f"<key>_{name}"), _known(ADDED_WITHOUT_TEXT, name)) for name in guideline),
    )


def _added_names(*, text: bool) -> tuple[list[str], list[str]]:
    """Return the names added for a guideline, less its key, and those added once."""
    from gravida.tables.outputs import added
    from gravida.tables.plan import Places

    selection = select()
    of_guideline: dict[str, None] = {}
    once: list[str] = []
    for name in added(selection, Places(selection), columns(), text):
        key = next((found.key for found in selection.guidelines if name.startswith(f"{found.key}_")), None)
        if key is None:
            once.append(name)
        else:
            of_guideline[name.removeprefix(f"{key}_")] = None
    return list(of_guideline), once


def _known(words: dict[str, str], name: str) -> str:
    if name not in words:
        raise LookupError(f"docs/_ext/pages_columns.py has no words for the added column {name!r}")
    return words[name]


def categories() -> str:
    """Return every category code."""
    return table(("Code", "What it means"), ((code(found.value), CATEGORIES[found]) for found in Category))


def order_of_answers() -> str:
    """Return what outranks what, as the guideline with the most steps has it."""
    steps = max((order(guideline) for guideline in viability.guidelines().values()), key=len)
    lines = [f"1. {code(step.category.value)}: {plain(step.when.says())}." for step in steps]
    return "\n".join([*lines, f"1. {code(Category.NO_CRITERION.value)}: none of these."])


def signs() -> str:
    """Return the signs that need help now."""
    rows = ((f"{plain(flag.says)} ({code(flag.id)})", codes(sorted(flag.when.needs))) for flag in RED_FLAGS)
    return table(("Sign", "Column"), rows)


def golden() -> str:
    """Say how many golden vectors there are."""
    vectors = golden_vectors()
    answers = sum(len(scan["expect"]) for scan in vectors["scans"])
    return (
        f"There are {len(vectors['ages'])} ages of dating formulas, and {len(vectors['scans'])} scans with "
        f"{answers} answers of guidelines."
    )
