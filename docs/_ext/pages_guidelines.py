"""A page for each guideline edition with its rows and its cases, and the studies of heart rates beside them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

from pages_markdown import code, codes, facts, link, plain, source_facts, table, terms, where_of

from gravida.days import weeks_and_days
from gravida.engine import viability
from gravida.engine.conditions import AllOf, Condition
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL

SPEC = Path(__file__).parents[2] / "tests" / "spec"
CITATION = re.compile(r"\b(?:19|20)\d\d;\d+[:(]|\bdoi:")


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
    yield from source_facts(guideline.source)


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
    yield "Where", [f"{other}{where_of(rule.source)}"]
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


def heart_rate_studies() -> str:
    """Return each study of heart rates with its bands."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {plain(study.title)}",
                f"Who they were: {plain(study.population)}.",
                terms((f"{code(band.id)}, {code(band.code)}", _band(band)) for band in study.bands),
                f"Source: {link(study.source.work)} ({where_of(study.source)}).",
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
