"""What pages about trust may say: plain words on who can read what, and none that promise more than can be checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.contracts.avoided import avoided, hurtful
from tests.contracts.test_her_pages import APP, words_of

ROOT = Path(__file__).parents[2]
BANNED = {"zero knowledge", "military grade", "anonymous", "unhackable", "100 % secure", "HIPAA compliant"}
ROOMS = ("access", "copies", "deleting", "door", "photos", "taking")
PAGES = sorted(path for room in ROOMS for path in (APP / room / "templates").rglob("*.html"))
TEXTS = [
    ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "docs" / "for-the-person.md", ROOT / "docs" / "her-record.md",
    ROOT / "docs" / "decisions" / "what-the-vault-does.md", ROOT / "docs" / "decisions" / "leaving-and-deleting.md",
    ROOT / "docs" / "decisions" / "passkeys.md", ROOT / "docs" / "photos.md",
    ROOT / "docs" / "decisions" / "photos.md",
]  # fmt: skip
SAY_WHO_CAN_READ = (
    "access/page.html", "access/passkeys.html", "copies/page.html", "deleting/cannot_reach.html", "door/protects.html",
    "taking/page.html",
)  # fmt: skip


def test_the_list_of_the_evidence_is_looked_for() -> None:
    assert {*avoided()} >= BANNED
    assert hurtful("Military-grade and 100% secure, with zero-knowledge.") == [
        "zero-knowledge",
        "military-grade",
        "100% secure",
    ]


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(APP)) for path in PAGES])
def test_no_page_promises_more_than_can_be_checked(path: Path) -> None:
    assert hurtful(words_of(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=[str(path.relative_to(ROOT)) for path in TEXTS])
def test_nor_does_the_manual(path: Path) -> None:
    said = path.read_text(encoding="utf-8").lower()
    assert [word for word in BANNED if word.lower() in said] == []


@pytest.mark.parametrize("name", SAY_WHO_CAN_READ)
def test_it_says_who_can_read_it(name: str) -> None:
    [path] = APP.glob(f"*/templates/{name}")
    said = re.sub(r"\s+", " ", words_of(path))
    assert re.search(r"\b(can|could|cannot|stay un)\W*(still )?(be )?read", said), said


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(APP)) for path in PAGES])
def test_nothing_is_asked_in_words_that_press(path: Path) -> None:
    said = words_of(path).lower()
    for pressing in ("are you sure", "you will lose", "you lose", "losing", "sorry to see", "really want", "warning:"):
        assert pressing not in said, pressing
