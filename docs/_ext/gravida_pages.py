"""What the manual takes from the code itself: columns, categories, guidelines, the evidence book.

A page holds a line such as ``<!-- gravida: categories -->``; when the manual is built, the Markdown of that name takes
its place. Every guideline edition gets a page of its own, written to ``docs/guidelines/<key>.md`` before the build.
Nothing is said here that the code says already; where it needs words the code has not, a missing word stops the build.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from gravida.columns import Column, columns
from gravida.days import weeks_and_days
from gravida.engine import book, growth, viability
from gravida.engine.answer import order
from gravida.engine.blood.samples import COLUMNS
from gravida.engine.conditions import AllOf, Condition
from gravida.engine.growth.chart import chart
from gravida.engine.growth.size_standard import Standard
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band
from gravida.engine.preparation import entered_measures
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.selection import select
from gravida.engine.self_check import golden_vectors
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence.bibliography import works
from gravida.evidence.published import withheld
from gravida.evidence.registry import formulas_left_out as formulas_not_held
from gravida.evidence.registry import printed_rows
from gravida.evidence.source import Source, Work

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SPEC = Path(__file__).parents[2] / "tests" / "spec"
CITATION = re.compile(r"\b(?:19|20)\d\d;\d+[:(]|\bdoi:")
MARK = re.compile(r"^<!-- gravida: (\w+)(?: (\w+))? -->$", re.MULTILINE)

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


# --- Markdown ------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Escape a sentence of the code, so that Markdown leaves it alone."""
    return re.sub(r"([\\`*_<>|\[\]{}#$])", r"\\\1", text)


def code(text: str) -> str:
    """Return text as code; a pipe would end a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def codes(names: Iterable[str]) -> str:
    """Return several names as code."""
    return ", ".join(map(code, names))


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def terms(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return a definition list: a term and one or more paragraphs."""
    found = [(term, [text for text in texts if text]) for term, texts in pairs]
    return "\n\n".join(term + "".join(f"\n: {_indented(text)}" for text in texts) for term, texts in found if texts)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def facts(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return a definition list with its terms beside what they define, where there is room."""
    return f":::{{container}} facts\n{terms(pairs)}\n:::"


def link(work: Work) -> str:
    """Return the citation of a work, with its address where there is one."""
    citation = plain(work.citation)
    return f"[{citation}]({work.link})" if work.link else citation


def places(seen_in: int) -> str:
    """Say in how many places a fact was seen."""
    return "seen nowhere yet" if seen_in == 0 else f"seen in {seen_in} place{'s' * (seen_in > 1)}"


def _where(where: str, read: str, seen_in: int) -> str:
    return f"{plain(where)}; read as {read}, {places(seen_in)}"


def _where_of(source: Source) -> str:
    return _where(source.where, source.read.value, source.seen_in)


# --- Columns and categories ----------------------------------------------------------------------------------------


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
        raise LookupError(f"docs/_ext/gravida_pages.py has no words for the added column {name!r}")
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


# --- Guidelines ----------------------------------------------------------------------------------------------------


def guideline_list() -> str:
    """Return the editions, with a link to the page of each."""
    rows = (
        (
            f"[{plain(found.title)}, {plain(found.edition)}]({found.key}.md)",
            code(found.key),
            "yes" if found.key in viability.DEFAULT else "",
        )
        for found in viability.guidelines().values()
    )
    return table(("Edition", "Key", "Answers by default"), rows)


def guideline_page(guideline: Guideline) -> str:
    """Return the page of one edition: what it is, every row, and the cases it is tested with."""
    parts = [
        f"(guideline-{guideline.key})=\n# {plain(guideline.title)}, {plain(guideline.edition)}",
        _docstring(guideline),
        f":::{{warning}}\n{plain(guideline.warning)}\n:::" if guideline.warning else "",
        facts(_facts(guideline)),
        "## The rows",
        *(_rule(rule, guideline) for rule in guideline.rules),
        spec(guideline.key, "## Cases"),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _docstring(guideline: Guideline) -> str:
    for found in iter_modules(viability.__path__):
        module = importlib.import_module(f"{viability.__name__}.{found.name}")
        if getattr(module, "GUIDELINE", None) is guideline:
            paragraphs = (module.__doc__ or "").strip().split("\n\n")
            return "\n\n".join(text for text in paragraphs if not CITATION.search(text))
    return ""


def _facts(guideline: Guideline) -> Iterator[tuple[str, list[str]]]:
    yield "Key", [code(guideline.key) + (", answers by default" if guideline.key in viability.DEFAULT else "")]
    speaks = ["transvaginal scans" if guideline.transvaginal_only else "transvaginal and abdominal scans"]
    if guideline.latest_age_days is not None:
        speaks.append(f"up to {guideline.latest_age_days} days ({weeks_and_days(guideline.latest_age_days)})")
    yield "Speaks about", [", ".join(speaks)]
    yield from _source_facts(guideline.source)


def _source_facts(source: Source) -> Iterator[tuple[str, list[str]]]:
    work = source.work
    yield "Source", [f"{link(work)}. {_sentence(_where_of(source))}"]
    yield "Doubts", [plain(work.note)]
    yield "Read again by", [work.review_by.isoformat()]
    yield "Reviewed", [plain(work.reviewed_by)]


def _rule(rule: Rule, guideline: Guideline) -> str:
    return "\n\n".join([f"(rule-{rule.id.lower()})=\n### {rule.id}", facts(_rule_facts(rule, guideline))])


def _rule_facts(rule: Rule, guideline: Guideline) -> Iterator[tuple[str, list[str]]]:
    if rule.off_because:
        yield (
            "Off by default",
            [f"{plain(rule.off_because.capitalize())}. Switch it on with {code(f'enable={rule.id!r}')}."],
        )
    yield "When", [_all_of(rule.when)]
    yield "Called", [f"{plain(rule.printed)}; here {code(rule.concludes.value)}"]
    if rule.follow_up is not None:
        yield "Look again", [plain(rule.follow_up.words)]
    yield "Asks for", [codes(rule.columns)]
    yield "Limits", [_edges(rule.when)]
    other = f"{link(rule.source.work)}. " if rule.source.work.key != guideline.source.work.key else ""
    yield "Where", [f"{other}{_where_of(rule.source)}"]
    yield "Note", [plain(rule.note)]


def _all_of(condition: Condition) -> str:
    """Write one part of a condition to a line."""
    if not isinstance(condition, AllOf):
        return plain(condition.says())
    return "\n".join(f"- {plain(part.says())}" for part in condition.parts)


def _edges(condition: Condition) -> str:
    edges: dict[str, list[str]] = {}
    for measure, value in condition.edges():
        edges.setdefault(measure, []).append(f"{value:g}")
    return "; ".join(f"{code(name)} {', '.join(dict.fromkeys(values))}" for name, values in edges.items())


# --- Spec tables: the same files that the tests read ----------------------------------------------------------------

EXPECTED = {
    "expect_category": "Answer",
    "expect_rule": "Rows met",
    "expect_follow_up": "Look again (days)",
    "expect_why": "Why",
    "expect_assumes": "Assumes",
    "expect_missing": "Missing",
    "expect_compared_with": "Compared with",
    "expect_findings": "Findings",
    "note": "Note",
    "case": "Case",
    "day": "Day",
}


def spec(name: str, heading: str = "") -> str:
    """Return the spec table of a guideline as the tests read it, its sections one level lower."""
    path = SPEC / f"{name}.md"
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith("## ")), len(lines))
    intro = (
        f"{heading}\n\nEvery row is a scan and what has to come out. The tests run these very tables, each row by both "
        "readers; [how to read them](index.md#the-cases) stands on the page of all guidelines."
        if heading
        else ""
    )
    return "\n".join([intro, "", *_spec_lines(lines[first:])]).strip()


def _spec_lines(lines: list[str]) -> Iterator[str]:
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield from _spec_table(rows)
            rows = []
        yield f"#{line}" if line.startswith("## ") else line


def _spec_table(rows: list[str]) -> Iterator[str]:
    header, *body = ([cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows)
    body = [cells for cells in body if set("".join(cells)) - set("-: ")]
    kept = [place for place, name in enumerate(header) if any(cells[place] for cells in body)]
    names = (EXPECTED.get(header[place]) or code(header[place].removeprefix("expect_")) for place in kept)
    yield table(tuple(names), (tuple(_cell(header[place], cells[place]) for place in kept) for cells in body))


def _cell(name: str, text: str) -> str:
    return code(text) if name.startswith("expect_") and text in set(Category) else plain(text)


# --- Studies beside the guidelines ----------------------------------------------------------------------------------


def heart_rate_studies() -> str:
    """Return each study of heart rates with its bands."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {plain(study.title)}",
                f"Who they were: {plain(study.population)}.",
                terms((f"{code(band.id)}, {code(band.code)}", _band(band)) for band in study.bands),
                f"Source: {link(study.source.work)} ({_where_of(study.source)}).",
            ]
        )
        for study in studies().values()
    )


def _band(band: Band) -> Iterator[str]:
    yield plain(band.when.says())
    if band.count is not None:
        count = f"{band.count.lost} of {band.count.of} {plain(band.count.outcome)}"
        low, high = band.count.interval_percent
        enough = band.count.of >= FEWEST_FOR_AN_INTERVAL
        yield f"{count} (95% interval {low:.0f} to {high:.0f}%)." if enough else f"{count}."
    yield plain(band.note)


# --- The evidence book ----------------------------------------------------------------------------------------------


def entries(kind: str) -> str:
    """Return every entry of the evidence book of one kind (or of the kinds that begin so)."""
    chosen = [entry for entry in book.entries(select()) if entry.kind.startswith(kind)]
    if not chosen:
        raise LookupError(f"the evidence book has no entry of the kind {kind!r}")
    groups: dict[str, list[book.Entry]] = {}
    for entry in chosen:
        groups.setdefault(f"{entry.belongs_to.title}, {entry.edition}", []).append(entry)
    alone = kind not in ("rule", "heart")
    return "\n\n".join(
        "\n\n".join(
            [*([] if alone else [f"### {plain(title)}"]), terms((_term(entry), _entry(entry)) for entry in group)]
        )
        for title, group in groups.items()
    )


def _term(entry: book.Entry) -> str:
    name = f"[{entry.id}](#rule-{entry.id.lower()})" if entry.kind == "rule" else code(entry.id)
    if entry.kind in ("formula", "table", "study finding"):
        name = f"{name}, {plain(entry.belongs_to.title)}"
    return name if entry.on else f"{name}, off"


def _entry(entry: book.Entry) -> Iterator[str]:
    yield plain(_sentence(entry.says))
    if entry.kind == "rule":
        yield f"Called: {plain(entry.printed)}; here {code(entry.concludes)}. {plain(entry.note)}".strip()
    elif entry.kind == "question":
        blocks = entry.concludes == Category.QUESTIONED.value
        yield f"{plain(entry.printed)} {'Nothing is read until it is mended.' if blocks else 'The rest is answered.'}"
    elif entry.kind == "limit":
        yield f"{plain(_sentence(entry.printed))} Answer: {code(entry.concludes)}."
    elif entry.kind in ("chance", "care", "blood rule", "model"):
        yield f"{plain(_sentence(entry.concludes))} {plain(entry.note)}".strip()
    elif entry.kind == "sign":
        yield plain(_sentence(entry.concludes))
    else:
        yield f"{plain(_sentence(_few(entry)))} {plain(entry.note)}".strip()
    if entry.off_because:
        yield f"Off: {plain(entry.off_because)}."
    source = entry.source
    yield f"[{code(source.key)}](#work-{_slug(source.key)}): {_where(source.where, source.read, source.seen_in)}."


def _few(entry: book.Entry) -> str:
    """Leave out the interval where fewer were counted than an interval is shown for."""
    of = re.search(r" of (\d+) ", entry.concludes)
    few = entry.kind == "heart-rate band" and of is not None and int(of[1]) < FEWEST_FOR_AN_INTERVAL
    return re.sub(r" \(95% interval .*\)$", "", entry.concludes) if few else entry.concludes


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".") if text else ""


def _slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower())


def counts() -> str:
    """Return how many entries there are of each kind, and how many of them are on."""
    found: dict[str, list[bool]] = {}
    for entry in book.entries(select()):
        found.setdefault(entry.kind, []).append(entry.on)
    rows = [(kind, str(len(on)), str(len(on) - sum(on)) if not all(on) else "") for kind, on in found.items()]
    return table(("Kind", "Entries", "Off by default"), rows)


def bibliography() -> str:
    """Return every work: citation, how it was read, every doubt, what rests on it."""
    resting: dict[str, list[str]] = {}
    for entry in book.entries(select()):
        resting.setdefault(entry.source.key, []).append(entry.id)
    return "\n\n".join(_work(work, resting.get(work.key, [])) for work in works().values())


def _work(work: Work, resting: list[str]) -> str:
    read = f"Read as {work.read.value}. Read again by {work.review_by.isoformat()}. {_sentence(work.reviewed_by)}"
    texts = [f"{link(work)}.", plain(read), plain(work.note), _rest(resting)]
    return f"(work-{_slug(work.key)})=\n\n{terms([(code(work.key), texts)])}"


def _rest(ids: list[str]) -> str:
    if not ids:
        return "Nothing in the engine rests on it alone."
    return f"Rests on it: {codes(ids[:6])}" + (f" and {len(ids) - 6} more." if len(ids) > 6 else ".")


def left_out() -> str:
    """Return every printed row that is not in the engine, with the reason."""
    return terms(
        (
            f"{code(row.id)}, {plain(row.guideline)}",
            [
                *_printed(row.id),
                f"Left out: {plain(row.reason)}",
                f"Belongs to: {plain(row.where)}." if row.where else "",
            ],
        )
        for row in book.left_out()
    )


def withheld_rows() -> str:
    """Return what was collected for chances, blood tests and care and does not ship, by table and reason."""
    places: dict[tuple[str, str], list[str]] = {}
    for held in withheld():
        row = "" if held.row == "*" else f"row {held.row}"
        column = "" if held.column == "*" else code(held.column)
        places.setdefault((held.table, held.reason), []).append(f"{row} {column}".strip())
    rows = ((code(name), plain(reason), "; ".join(found)) for (name, reason), found in places.items())
    return table(("Table", "Why", "Where"), rows)


def _printed(row_id: str) -> list[str]:
    row = printed_rows()[row_id]
    condition = code(row.condition) if row.condition.strip("-") else ""
    return [condition, plain(_sentence(row.conclusion))]


# --- Growth standards ------------------------------------------------------------------------------------------------


def weight_formulas() -> str:
    """Return every formula for weight before birth."""
    rows = (
        (code(found.key), plain(found.says), f"[{code(found.source.work.key)}](#work-{_slug(found.source.work.key)})")
        for found in growth.weight_formulas().values()
    )
    return table(("Formula", "What it is", "Source"), rows)


def growth_list() -> str:
    """Return the standards, with a link to the page of each."""
    rows = (
        (
            f"[{plain(found.title)}](growth/{key}.md)",
            code(found.column),
            _range(found),
            found.columns,
        )
        for key, found in growth.standards().items()
    )
    return table(("Standard", "Column", "Range", "On columns"), rows)


def formulas_left_out() -> str:
    """Return every formula and standard that was looked for and is not held, with the reason."""
    return table(("What", "Why it is not held"), ((plain(row.what), plain(row.reason)) for row in formulas_not_held()))


def _range(standard: Standard) -> str:
    if standard.valid_ga_days is None:
        return f"{standard.lowest:g} to {standard.highest:g}, {code(standard.argument)}"
    first, last = (weeks_and_days(days) for days in standard.valid_ga_days)
    return f"{first} to {last}"


def growth_page(standard: Standard) -> str:
    """Return the page of one standard: what it is, its chart, its equations, its check against the printed table."""
    equations = "\n".join(standard.distribution.says())
    parts = [
        f"(growth-{_slug(standard.key)})=\n# {plain(standard.title)}",
        f"```{{image}} {standard.key}.svg\n:alt: Centiles of {plain(standard.measure)} by {standard.argument}.\n```",
        facts(_growth_facts(standard)),
        f"```text\n{equations}\n```",
        "## Check against the printed table",
        _check(standard),
    ]
    return "\n\n".join(parts) + "\n"


def _growth_facts(standard: Standard) -> Iterator[tuple[str, list[str]]]:
    yield "Key", [code(standard.key)]
    yield "Measure", [f"{plain(standard.measure)}, {code(standard.column)}"]
    yield "Range", [_range(standard)]
    yield "On columns", [standard.columns]
    yield "Who they were", [plain(standard.population)]
    yield "Note", [plain(standard.note)]
    yield from _source_facts(standard.source)


@cache
def _printed_tables() -> Any:
    """The module of the tests that holds the printed tables: what they compare is what the page counts."""
    name = "tests.papers.printed"
    found = importlib.util.spec_from_file_location(name, SPEC.parent / "papers" / "printed.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules.setdefault(name, module)
    found.loader.exec_module(module)
    return module


@cache
def _cells() -> dict[str, list[tuple[str, str, Any, float]]]:
    """Return every printed cell by the key of its standard: table, row id, column, printed value."""
    cells: dict[str, list[tuple[str, str, Any, float]]] = {}
    for one in _printed_tables().TABLES:
        for row in one.rows:
            known = cells.setdefault(one.standard(row).key, [])
            known += [(one.path, one.name(row), column, printed) for column, printed in one.cells(row).items()]
    return cells


def _check(standard: Standard) -> str:
    cells = _cells().get(standard.key, [])
    if not cells:
        return "No printed table was seen, so there is nothing to check it against but the worked values in its source."
    listed = _printed_tables().exceptions()
    off = [listed[name, column] for _, name, column, _ in cells if (name, column) in listed]
    tables = ", ".join(code(path) for path in dict.fromkeys(path for path, *_ in cells))
    said = (
        f"{len(cells):,} printed cells are compared ({tables}, one row one test); {len(cells) - len(off):,} follow to "
        "their last digit."
    )
    if not off:
        return said
    rows = (
        (
            plain(row["row"].partition("-")[2]),
            plain(row["column"]),
            row["printed"],
            row["by_the_equation"],
            plain(row["reason"]),
        )
        for row in off
    )
    return f"{said} The others, one by one:\n\n" + table(("Row", "Column", "Printed", "Here", "Why"), rows)


def write_growth_pages(folder: Path) -> None:
    """Write a page and a chart for each standard, touch none that is the same, and remove those that are gone."""
    pages = {f"{key}.md": growth_page(found) for key, found in growth.standards().items()}
    pages |= {f"{key}.svg": chart(found) for key, found in growth.standards().items()}
    folder.mkdir(exist_ok=True)
    for path in [*folder.glob("*.md"), *folder.glob("*.svg")]:
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


# --- Sphinx ---------------------------------------------------------------------------------------------------------

BLOCKS: dict[str, Callable[..., str]] = {
    function.__name__: function
    for function in (
        bibliography,
        categories,
        columns_added,
        columns_kept,
        columns_of_blood,
        columns_read,
        columns_without_text,
        counts,
        entries,
        formulas_left_out,
        golden,
        growth_list,
        guideline_list,
        heart_rate_studies,
        left_out,
        order_of_answers,
        signs,
        spec,
        withheld_rows,
        weight_formulas,
    )
}


def fill(text: str) -> str:
    """Put the Markdown of each mark in its place."""

    def block(found: re.Match[str]) -> str:
        name, argument = found.groups()
        if name not in BLOCKS:
            raise LookupError(f"docs/_ext/gravida_pages.py makes no block called {name!r}")
        return BLOCKS[name](*filter(None, [argument]))

    return MARK.sub(block, text)


def write_guideline_pages(folder: Path) -> None:
    """Write a page for each edition, touch none that is the same, and remove those of editions that are gone."""
    pages = {f"{key}.md": guideline_page(guideline) for key, guideline in viability.guidelines().items()}
    for path in folder.glob("*.md"):
        if path.name not in (*pages, "index.md"):
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _before(app: Sphinx) -> None:
    write_guideline_pages(Path(app.srcdir) / "guidelines")
    write_growth_pages(Path(app.srcdir) / "growth")


def _read_page(app: Sphinx, page: str, source: list[str]) -> None:
    source[0] = fill(source[0])


def _outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> list[str]:
    return [
        page for page in env.found_docs if MARK.search(Path(env.doc2path(page)).read_text(encoding="utf-8")) is not None
    ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Wire the above."""
    app.connect("builder-inited", _before)
    app.connect("source-read", _read_page)
    app.connect("env-get-outdated", _outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
