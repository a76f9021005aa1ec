"""What the manual takes from the code itself, put into its pages.

A page holds a line such as ``<!-- gravida: categories -->``; when the manual is built, the Markdown of that name takes
its place. Every guideline edition and every growth standard gets a page of its own, written before the build. What is
said stands in the modules beside this one, a subject each; nothing is said there that the code says already, and where
words are needed that the code has not, a missing word stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages_book import bibliography, counts, entries, left_out, withheld_rows
from pages_columns import (
    categories,
    columns_added,
    columns_kept,
    columns_of_blood,
    columns_read,
    columns_without_text,
    golden,
    order_of_answers,
    signs,
)
from pages_growth import formulas_left_out, growth_list, weight_formulas, write_growth_pages
from pages_guidelines import guideline_list, heart_rate_studies, spec, write_guideline_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MARK = re.compile(r"^<!-- gravida: (\w+)(?: (\w+))? -->$", re.MULTILINE)

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
            raise LookupError(f"docs/_ext makes no block called {name!r}")
        return BLOCKS[name](*filter(None, [argument]))

    return MARK.sub(block, text)


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
