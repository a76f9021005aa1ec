"""The pages of the manual as text: what they show in Python, what they link to, what they say."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})(?P<language>[^\n`]*)\n(?P<block>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE
)


def pages() -> list[Path]:
    """Return the written pages: those made from the code are left out."""
    made = (DOCS / "guidelines").glob("*.md")
    return [
        *sorted({*DOCS.rglob("*.md")} - {path for path in made if path.name != "index.md"}),
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    ]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    found = FENCE.finditer(path.read_text(encoding="utf-8"))
    return [match["block"] for match in found if match["language"].strip() == language]


def prose(path: Path) -> str:
    """Return a page without its blocks, code and addresses."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return re.sub(r"`[^`]*`|!\[|\]\([^)]*\)|<!--.*?-->", " ", text, flags=re.DOTALL)


def extension(name: str) -> ModuleType:
    """Import one of the modules of ``docs/_ext``, which import each other by name."""
    if str(DOCS / "_ext") not in sys.path:
        sys.path.append(str(DOCS / "_ext"))
    found = importlib.util.spec_from_file_location(f"docs_ext_{name}", DOCS / "_ext" / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
