"""The manual: Sphinx with MyST. Built by ./check with every warning an error."""

from __future__ import annotations

import re
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Gravida"
author = "The Gravida contributors"
copyright = "The Gravida contributors, Apache-2.0"  # noqa: A001  (Sphinx asks for this name)
release = version = installed_version("gravida")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
python_use_unqualified_type_names = True

BIBLIOGRAPHY = "../src/gravida/evidence/bibliography.bib"
if (Path(__file__).parent / BIBLIOGRAPHY).exists():
    extensions.append("sphinxcontrib.bibtex")
    bibtex_bibfiles = [BIBLIOGRAPHY]
    bibtex_reference_style = "author_year"

# Every reference to a name of ours has to lead somewhere. Those to other projects are left alone: no network.
nitpick_ignore_regex = [(r"py:.*", r"(?!gravida).*")]

html_theme = "furo"
html_title = f"Gravida {release}"
html_copy_source = False
html_show_sourcelink = False

LOADED_FROM_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc\s*=\s*["']?(?:https?:)?//"""
    r"""|<link\b(?![^>]*\brel\s*=\s*["']?canonical)[^>]*\bhref\s*=\s*["']?(?:https?:)?//"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//"""
    r"""|\burl\(\s*["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def refuse_requests_to_others(app: Sphinx, exception: Exception | None) -> None:
    """No page of the manual fetches anything from another host: no fonts, scripts, styles or pictures."""
    if exception or app.builder.format != "html":
        return
    pages = (path for path in Path(app.outdir).rglob("*") if path.suffix in {".html", ".css"})
    found = [str(path) for path in pages if LOADED_FROM_ELSEWHERE.search(path.read_text(encoding="utf-8"))]
    if found:
        raise ExtensionError(f"these pages load something from another host: {', '.join(sorted(found))}")


def setup(app: Sphinx) -> None:
    """Wire the check above."""
    app.connect("build-finished", refuse_requests_to_others)
