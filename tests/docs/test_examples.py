"""Every example in Python on every page prints what the page says it prints."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from tests.docs.pages import ROOT, blocks, name_of, pages

WITH_EXAMPLES = [path for path in pages() if any(">>> " in block for block in blocks(path, "python"))]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=name_of)
def test_examples(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GRAVIDA_DISABLE", raising=False)
    shown = "\n".join(block for block in blocks(path, "python") if ">>> " in block)
    examples = doctest.DocTestParser().get_doctest(shown, {}, name_of(path), str(path), 0)
    said: list[str] = []
    found = doctest.DocTestRunner().run(examples, out=said.append)
    assert found.attempted
    assert not found.failed, "".join(said)


def test_the_readme_shows_five_lines() -> None:
    [shown] = [block for block in blocks(ROOT / "README.md", "python") if ">>> " in block]
    assert len([line for line in shown.splitlines() if line.startswith((">>> ", "... "))]) == 5
