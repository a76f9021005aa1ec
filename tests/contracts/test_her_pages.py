"""Her pages as they are written: templates and sentences of the app, before anything is filled in."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contracts.avoided import hurtful, theme

import gravida

APP = Path(gravida.__file__).parent / "app"
TEMPLATES = sorted(APP.rglob("templates/**/*.html"))
STATIC = sorted(path for path in (APP / "static").rglob("*") if path.is_file())
NAMES = [str(path.relative_to(APP)) for path in TEMPLATES]
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)

TAG = re.compile(r"<[^>]*>|{%.*?%}|{#.*?#}|{{.*?}}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
SPOKEN = re.compile(r"""(?:alt|aria-label|title|placeholder|value)="([^"]*)\"""")


def words_of(path: Path) -> str:
    text = COMMENT.sub(" ", path.read_text(encoding="utf-8"))
    return " ".join(re.sub(r"\s+", " ", part) for part in (TAG.sub(" ", text), *SPOKEN.findall(text)))


def sentences_in_code() -> Iterator[tuple[str, str]]:
    """Strings of the app that hold a space and are no docstring: what a page may say."""
    for path in sorted(APP.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in alone:
                continue
            if " " in node.value.strip():
                yield f"{path.relative_to(APP)}:{node.lineno}", node.value
    for path in sorted(APP.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield str(path.relative_to(APP)), " ".join(filter(None, row.values()))


SENTENCES = list(sentences_in_code())


def test_there_is_something_to_read() -> None:
    assert len(TEMPLATES) > 10
    assert len(SENTENCES) > 30
    assert hurtful("It was nature’s way. Take care!") == ["nature's way", "!"]


@each_template
def test_no_template_hurts(path: Path) -> None:
    assert hurtful(words_of(path)) == []


def test_no_sentence_of_the_app_hurts() -> None:
    assert [(where, text, found) for where, text in SENTENCES if (found := hurtful(text))] == []


@each_template
def test_no_button_glues_two_words_together(path: Path) -> None:
    """Buttons lay their parts side by side, and a plain space at the edge of a part is gone then."""
    text = path.read_text(encoding="utf-8")
    parts = re.findall(r'class="do[ "][^>]*>([^<]*[^\s<])\s+<(?!/|span class="only-heard")', text)
    assert [part for part in parts if not part.endswith("&nbsp;")] == []


@each_template
def test_nothing_stands_in_the_page_that_the_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style\b", text), "style belongs to notes.css"
    assert not re.search(r"\son[a-z]+\s*=", text), "script belongs to notes.js"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"javascript:|data:|\|\s*safe\b|{%\s*autoescape", text)
    assert not re.search(r"""(?:src|action|srcset)\s*=\s*["']?(?:https?:)?//""", text)
    assert not re.search(r"<(?:iframe|object|embed|base)\b", text)
    elsewhere = re.findall(r"""href\s*=\s*["']?(?:https?:)?//([^/:"']*)""", text)
    assert {*elsewhere} <= {"localhost"}, "sources open by the page between; only this machine has another name"


@each_template
def test_a_form_that_changes_something_carries_its_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forms = re.findall(r"<form\b.*?</form>", text, re.DOTALL)
    assert all("csrf_token" in form for form in forms if 'method="post"' in form)
    assert all("method=" in form for form in forms)


@each_template
def test_the_title_says_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for title in re.findall(r"{%\s*block title\s*%}(.*?){%\s*endblock", text):
        assert title.strip()
        assert "{{" not in title, "a title is one fixed word: her words would stand in the tab"
        assert theme(title) == []


@pytest.mark.parametrize("path", STATIC, ids=[str(path.relative_to(APP)) for path in STATIC])
def test_a_file_served_has_a_name_that_says_nothing(path: Path) -> None:
    assert theme(path.name) == []


def test_the_sheet_and_the_script_fetch_nothing_from_elsewhere() -> None:
    sheet = (APP / "static" / "notes.css").read_text(encoding="utf-8")
    script = (APP / "static" / "notes.js").read_text(encoding="utf-8")
    assert "//" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert "@import" not in sheet
    assert "data:" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    code = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    assert not re.search(r"https?:|localStorage|sessionStorage|indexedDB|caches|serviceWorker|document\.cookie", code)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", code)


def test_letters_are_our_own_and_carry_their_licence() -> None:
    fonts = APP / "static" / "fonts"
    named = re.findall(r'url\("([^"]+)"\)', (APP / "static" / "notes.css").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(f"fonts/{path.name}" for path in fonts.glob("*.woff2"))
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL-Literata.txt").read_text(encoding="utf-8")
