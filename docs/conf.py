"""The manual: Sphinx with MyST. Built by ./check with every warning an error."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Gravida"
author = "The Gravida contributors"
copyright = "The Gravida contributors, Apache-2.0"  # noqa: A001  (Sphinx asks for this name)
release = version = installed_version("gravida")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "gravida_pages"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "description"
python_use_unqualified_type_names = True

# Every reference to a name of ours has to lead somewhere. Those to other projects are left alone: no network.
nitpick_ignore_regex = [(r"py:.*", r"(?!gravida).*")]

html_theme = "furo"
html_theme_options = {
    "light_css_variables": {
        "color-background-primary": "#FDFAF3",
        "color-background-secondary": "#F6F1E6",
        "color-background-border": "#DDD4C2",
        "color-card-background": "#F6F1E6",
        "color-foreground-primary": "#2B2822",
        "color-foreground-secondary": "#5A5345",
        "color-foreground-muted": "#5A5345",
        "color-brand-primary": "#26524A",
        "color-brand-content": "#26524A",
        "color-brand-visited": "#26524A",
        "color-code-background": "#F6F1E6",
        "color-inline-code-background": "#EEE7D8",
        "color-admonition-title--note": "#614508",
        "color-admonition-title-background--note": "#FAF1DA",
        "color-admonition-title--warning": "#614508",
        "color-admonition-title-background--warning": "#FAF1DA",
    },
    "dark_css_variables": {
        "color-background-primary": "#1B1916",
        "color-background-secondary": "#24211D",
        "color-background-border": "#3B362E",
        "color-card-background": "#24211D",
        "color-foreground-primary": "#EEE7DA",
        "color-foreground-secondary": "#BDB3A1",
        "color-foreground-muted": "#BDB3A1",
        "color-brand-primary": "#A9CFC1",
        "color-brand-content": "#A9CFC1",
        "color-brand-visited": "#A9CFC1",
        "color-code-background": "#24211D",
        "color-inline-code-background": "#33302A",
        "color-admonition-title--note": "#F0D79A",
        "color-admonition-title-background--note": "#332B19",
        "color-admonition-title--warning": "#F0D79A",
        "color-admonition-title-background--warning": "#332B19",
    },
}
html_static_path = ["_static"]
html_css_files = ["gravida.css"]
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
