"""The style sheet and the pages know the same classes: nothing is styled that no page has, and the other way round."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import gravida

APP = Path(gravida.__file__).parent / "app"
SHEET = APP / "static" / "notes.css"
TAG = re.compile(r"{%.*?%}|{{.*?}}")
CLASS = re.compile(r"""class="((?:[^"{]|{%.*?%}|{{.*?}})*)\"""")
ROW = re.compile(r"""\brow="([^"]*)\"""")
"""Classes that are handed to ``parts/picks.html``."""


def styled() -> set[str]:
    """Every class a selector of the sheet names."""
    text = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][a-z0-9-]*)", re.sub(r"{[^{}]*}", "{}", text)))


def on_pages() -> Iterator[str]:
    """Every class a template, a form field or a drawing gives."""
    for path in APP.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        for found in [*CLASS.findall(text), *ROW.findall(text)]:
            yield from TAG.sub(" ", found).split()
        for found in re.findall(r"{% block light %}(.*?){% endblock %}", text):
            yield from TAG.sub(" ", found).split()
    for path in APP.rglob("*.py"):
        yield from _in_code(ast.parse(path.read_text(encoding="utf-8")), drawing=path.parent.name == "charts")


def _in_code(tree: ast.Module, *, drawing: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "class" and isinstance(value, ast.Constant):
                    yield from str(value.value).split()
        if isinstance(node, ast.keyword) and node.arg == "class_":
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant):
                    yield from str(part.value).split()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if drawing and re.fullmatch(r"[a-z][a-z0-9-]*", text):
                yield text
            if re.fullmatch(r"w[245]", text):  # widths of boxes, handed to the field
                yield text


def test_the_sheet_styles_nothing_that_no_page_has() -> None:
    assert sorted(styled() - set(on_pages())) == []


def test_no_template_names_a_class_that_the_sheet_does_not_know() -> None:
    named = set()
    for path in APP.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        for found in [*CLASS.findall(text), *ROW.findall(text)]:
            named |= set(TAG.sub(" ", found).split())
    assert len(named) > 50
    assert sorted(named - styled()) == []
