"""A page for each growth standard: its chart, its equations, its source, its check against the printed table."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pages_markdown import code, facts, plain, slug, source_facts, table

from gravida.days import weeks_and_days
from gravida.engine import growth
from gravida.engine.growth.chart import chart
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.registry import formulas_left_out as formulas_not_held

PAPERS = Path(__file__).parents[2] / "tests" / "papers"


def weight_formulas() -> str:
    """Return every formula for weight before birth."""
    rows = (
        (code(found.key), plain(found.says), f"[{code(found.source.work.key)}](#work-{slug(found.source.work.key)})")
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
        f"(growth-{slug(standard.key)})=\n# {plain(standard.title)}",
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
    yield from source_facts(standard.source)


@cache
def _printed_tables() -> Any:
    """The module of the tests that holds the printed tables: what they compare is what the page counts."""
    name = "tests.papers.printed"
    found = importlib.util.spec_from_file_location(name, PAPERS / "printed.py")
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
