"""What the pages promise holds: links lead somewhere, pictures are output, lists are complete, words stay calm."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.docs.pages import DOCS, ROOT, extension, name_of, pages, prose

from gravida.engine.rule import Category
from gravida.engine.viability import guidelines

made = extension("gravida_pages")
column_pages = extension("pages_columns")
guideline_pages = extension("pages_guidelines")
plain = extension("pages_markdown").plain
picture = extension("one_scan_picture")

LINK = re.compile(r"\]\(([^)#]+)(#[^)]*)?\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_links_to_files_lead_somewhere(path: Path) -> None:
    made_pages = {DOCS / "guidelines" / f"{key}.md" for key in guidelines()}
    for target, _ in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith(("mailto:", "<")):
            continue
        there = (path.parent / target).resolve()
        assert there.exists() or there in made_pages, target


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_words_stay_calm(path: Path) -> None:
    said = prose(path)
    assert "!" not in said
    assert "at least" not in said.lower()


# --- Hazards -------------------------------------------------------------------------------------------------------


def hazards() -> dict[str, str]:
    """Return each hazard of the table with its row."""
    rows = (DOCS / "safety" / "hazards.md").read_text(encoding="utf-8").splitlines()
    found = [(match[1], line) for line in rows if (match := re.match(r"\| (H\d+) \|", line))]
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def test_every_hazard_is_there() -> None:
    assert list(hazards()) == [f"H{number}" for number in range(1, 23)]


def names_of_tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test")}


@pytest.mark.parametrize("hazard", [f"H{number}" for number in range(1, 23)])
def test_a_hazard_is_tested_or_open(hazard: str) -> None:
    row = hazards()[hazard]
    named = TEST.findall(row)
    assert named or "Open" in row, f"{hazard} names no test and is not marked open"


NAMED = sorted({found for path in pages() for found in TEST.findall(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize(("file", "test"), NAMED, ids=["::".join(found) for found in NAMED])
def test_a_test_that_is_named_exists(file: str, test: str) -> None:
    assert (ROOT / file).exists()
    assert not test or test in names_of_tests(ROOT / file)


# --- What is made from the code --------------------------------------------------------------------------------------


def test_every_block_can_be_made() -> None:
    asked = {found for path in pages() for found in made.MARK.findall(path.read_text(encoding="utf-8"))}
    assert {name for name, _ in asked} == set(made.BLOCKS)
    for name, argument in asked:
        assert made.fill(f"<!-- gravida: {name}{' ' * bool(argument)}{argument} -->").strip()


def test_a_block_that_does_not_exist_stops_the_build() -> None:
    with pytest.raises(LookupError, match="no block called 'categorys'"):
        made.fill("<!-- gravida: categorys -->")


def test_every_category_has_words() -> None:
    assert set(column_pages.CATEGORIES) == set(Category)


@pytest.mark.parametrize("key", guidelines())
def test_the_page_of_a_guideline_has_every_row(key: str) -> None:
    guideline, page = guidelines()[key], guideline_pages.guideline_page(guidelines()[key])
    for rule in guideline.rules:
        assert f"\n### {rule.id}\n" in page
        assert plain(rule.printed) in page
        assert plain(rule.source.where) in page
        assert plain(rule.note) in page
    assert plain(guideline.warning) in page
    assert "## Cases" in page


def test_pages_of_editions_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("stays", encoding="utf-8")
    (tmp_path / "gone1999.md").write_text("goes", encoding="utf-8")
    made.write_guideline_pages(tmp_path)
    assert {path.stem for path in tmp_path.glob("*.md")} == {"index", *guidelines()}


# --- Pictures ------------------------------------------------------------------------------------------------------


def test_the_picture_shows_real_output() -> None:
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.picture(), "run: python docs/_ext/one_scan_picture.py"


@pytest.mark.parametrize("path", sorted((DOCS / "pictures").glob("*.svg")), ids=name_of)
def test_a_picture_says_what_it_shows_and_fetches_nothing(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    for part in ("title", "desc"):
        found = root.find(SVG + part)
        assert found is not None
        assert found.text
        assert found.get("id", "?") in root.get("aria-labelledby", "")
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|@import|@font-face|<script|href|url\(", text)


# --- The pages beside the manual ------------------------------------------------------------------------------------


def test_the_commands_of_the_readme_are_there() -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("./gravida demo", "./check"):
        assert command in shown
        path = ROOT / command.split()[0]
        assert path.is_file()
        assert path.stat().st_mode & 0o111


def test_the_changelog_has_a_place_for_what_is_new() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def test_every_decision_is_listed_and_has_its_parts() -> None:
    folder = DOCS / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    for path in folder.glob("*.md"):
        if path.name == "index.md":
            continue
        assert f"({path.name})" in index, path.name
        text = path.read_text(encoding="utf-8")
        assert "**Decided.**" in text, path.name
        assert "**Consequence.**" in text or "**Why.**" in text, path.name
