"""What pages about trust may say: plain words on who can read what, and none that promise more than can be checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.contracts.avoided import avoided, holds_phrase, hurtful
from tests.contracts.test_her_pages import APP, words_of

ROOT = Path(__file__).parents[2]
BANNED = {"zero knowledge", "military grade", "anonymous", "unhackable", "100 % secure", "HIPAA compliant"}
ROOMS = ("access", "copies", "deleting", "door", "photos", "taking")
PAGES = sorted(path for room in ROOMS for path in (APP / room / "templates").rglob("*.html"))
SHIPPED = sorted(
    [
        *APP.rglob("*.html"),
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "docs").glob("*.csv"),
        *(ROOT / "deploy").iterdir(),
    ]
)
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


@pytest.mark.parametrize("path", SHIPPED, ids=[str(path.relative_to(ROOT)) for path in SHIPPED])
def test_nor_does_any_other_text_that_is_shipped(path: Path) -> None:
    said = path.read_text(encoding="utf-8")
    assert [word for word in BANNED if holds_phrase(re.sub(r"[-\s]+", " ", said), word)] == []


def test_the_search_finds_them_in_any_writing() -> None:
    for written in ("zero-knowledge", "Military grade", "an anonymous page", "100 % secure", "hipaa\ncompliant"):
        assert any(holds_phrase(re.sub(r"[-\s]+", " ", written), word) for word in BANNED), written


def test_who_could_put_an_older_record_back_is_said_and_how_to_notice() -> None:
    page = words_of(APP / "access" / "templates" / "access" / "page.html")
    assert "somebody put an older record in its place. We cannot notice that from inside." in page
    assert "gravida compare FILE" in page
    manual = re.sub(r"\s+", " ", (ROOT / "docs" / "her-record.md").read_text(encoding="utf-8"))
    assert "cannot be noticed from inside; `gravida compare FILE` compares the record with a backup" in manual


@pytest.mark.parametrize("name", ["access/page.html", "door/protects.html", "preferences/page.html"])
def test_under_an_own_address_it_says_who_runs_the_server(name: str) -> None:
    [path] = APP.glob(f"*/templates/{name}")
    text = path.read_text(encoding="utf-8")
    own = " ".join(re.findall(r'{% (?:el)?if mode == "own" %}(.*?){% (?:elif[^%]*|else|endif) %}', text, re.DOTALL))
    assert re.search(r"[Ww]hoever runs (that|your) server.* could (still )?read it", re.sub(r"\s+", " ", own)), own


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
