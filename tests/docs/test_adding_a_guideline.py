"""The page "Adding a guideline" does what it says: its three blocks, in a copy of the project, and what it promises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, blocks

PAGE = DOCS / "adding-a-guideline.md"
KEY = "example2027"

WHAT_FOLLOWS = """
import gravida
from gravida.engine.book import entries
from gravida.engine.selection import select
from gravida.engine.viability import DEFAULT, guidelines

assert gravida.__file__.startswith(SOURCES), gravida.__file__
assert "example2027" in guidelines() and "example2027" not in DEFAULT

scan = {"scan_route": "transvaginal", "embryo_seen": True, "heart_activity": "absent", "crl_mm": 7.9}
row = gravida.assess([scan], "example2027").row(0, named=True)
assert row["example2027_category"] == "rescan" and row["example2027_rules"] == "EXAMPLE-1"
assert (row["example2027_follow_up_min_days"], row["example2027_follow_up_max_days"]) == (9, 12)

note = gravida.explain(scan, guidelines="example2027").guidelines[0]
assert note.title == "Example society" and note.look_again.words == "a second scan after 9 to 12 days"
assert "crown-rump length under 8 mm" in note.rules[0].says
assert note.source.citation.startswith("Example society")

off = gravida.assess([scan], "example2027", disable="EXAMPLE-1").row(0, named=True)
assert off["example2027_category"] == "unknown" and off["rules_off"] == "EXAMPLE-1"

before = [scan | {"pregnancy_id": "p", "exam_date": "2026-01-05", "heart_activity": "present"}]
after = [scan | {"pregnancy_id": "p", "exam_date": "2026-01-12"}]
assert gravida.assess(before + after, "example2027")["example2027_category"].to_list()[1] == "urgent_confirmation"

entry = next(entry for entry in entries(select()) if entry.id == "EXAMPLE-1")
assert entry.on and entry.can_switch and entry.source.key == "example2027"

import pages_book
import pages_guidelines
page = pages_guidelines.guideline_page(guidelines()["example2027"])
for words in ("# Example society, 2027", "an invented statement", "### EXAMPLE-1", "crown-rump length under 8 mm",
              "7.9, 8, 8.1", "too early to tell", "Invented. There is no such society", "## Cases", "not rounded up"):
    assert words in page, words
assert "example2027" in pages_book.bibliography() and "EXAMPLE-1" in pages_book.entries("rule")
print("all of it")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in which somebody has followed the page."""
    leave = shutil.ignore_patterns("__pycache__")
    for part in ("src", "tests/spec", "tests/properties", "tests/engines", "docs/_ext"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    [work] = blocks(PAGE, "toml")
    [module] = [block for block in blocks(PAGE, "python") if "GUIDELINE = " in block]
    [cases] = blocks(PAGE, "markdown")
    with (tmp_path / "src/gravida/evidence/bibliography.toml").open("a", encoding="utf-8") as bibliography:
        bibliography.write(f"\n{work}")
    (tmp_path / f"src/gravida/engine/viability/{KEY}.py").write_text(module, encoding="utf-8")
    (tmp_path / f"tests/spec/{KEY}.md").write_text(cases, encoding="utf-8")
    return tmp_path


def python(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = os.pathsep.join(str(project / part) for part in ("src", "docs/_ext"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "GRAVIDA"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=environment | {"PYTHONPATH": places},
        capture_output=True,
        text=True,
        check=False,
    )


def spec_tests(project: Path) -> subprocess.CompletedProcess[str]:
    return python(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", KEY, "tests/spec/test_spec.py")


def test_everything_the_page_promises(project: Path) -> None:
    found = python(project, "-c", f"SOURCES = {str(project)!r}\n{WHAT_FOLLOWS}")
    assert found.stdout == "all of it\n", found.stderr


def test_its_cases_are_tests(project: Path) -> None:
    found = spec_tests(project)
    assert found.returncode == 0, found.stdout
    assert " passed" in found.stdout


@pytest.mark.parametrize("missing", ["| 7.9 ", "| 8 ", "| 8.1 "])
def test_a_limit_without_a_case_beside_it_is_refused(project: Path, missing: str) -> None:
    path = project / f"tests/spec/{KEY}.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    left = [line for line in lines if not line.startswith((missing, "| 7.99 "))]
    path.write_text("\n".join(left) + "\n", encoding="utf-8")
    found = spec_tests(project)
    assert found.returncode == 1
    assert "test_rows_stand_on_both_sides_of_every_limit" in found.stdout


def test_a_row_nobody_has_seen_stays_off(project: Path) -> None:
    path = project / f"src/gravida/engine/viability/{KEY}.py"
    path.write_text(path.read_text(encoding="utf-8").replace("seen_in=1", "seen_in=0"), encoding="utf-8")
    script = (
        "from gravida.engine.selection import select; from gravida.engine.viability import guideline\n"
        f"found = guideline({KEY!r})\nprint(select().rules(found), len(select(enable='EXAMPLE-1').rules(found)))"
    )
    assert python(project, "-c", script).stdout == "() 1\n"
