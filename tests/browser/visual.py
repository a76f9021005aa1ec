"""The visual language, held to the page as it is drawn: colours, letters, room to press, and what each part must have.

The figures are those the language was measured with; the sheet may not drift from them unseen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent
DAY = {
    "paper": "#F6F1E6", "sheet": "#FDFAF3", "sunk": "#EEE7D8", "hairline": "#DDD4C2", "edge": "#857A66",
    "ink": "#2B2822", "ink-soft": "#5A5345", "spruce": "#26524A", "tint": "#E3EBE1",
    "lamp": "#F3DFA9", "lamp-tint": "#FAF1DA", "lamp-ink": "#614508", "call": "#7E3A0C", "call-tint": "#FBE9D6",
    "band": "#DCE4D3", "band-mid": "#64785F",
}  # fmt: skip
NIGHT = {
    "paper": "#1B1916", "sheet": "#24211D", "sunk": "#151310", "hairline": "#3B362E", "edge": "#8F8674",
    "ink": "#EEE7DA", "ink-soft": "#BDB3A1", "spruce": "#A9CFC1", "tint": "#24332E",
    "lamp": "#5A4719", "lamp-tint": "#332B19", "lamp-ink": "#F0D79A", "call": "#F2B98E", "call-tint": "#3B281A",
    "band": "#33402F", "band-mid": "#93A98C",
}  # fmt: skip
FURTHER = ("on-spruce", "grid", "seen", "unseen", "focus")
"""Tokens that follow from those of the table: letters on a button, lines of a chart, dots, the ring of the focus."""

WORDMARK = ("/open/", "/open/kept/", "/about/")
"""The pages that carry the name of the program. Elsewhere the bar says "Notes"."""

LOOK = (HERE / "visual_look.js").read_text(encoding="utf-8")

PARTS = (HERE / "visual_parts.js").read_text(encoding="utf-8")

COVERS = "() => document.querySelectorAll('details.cover[open]').length"
OPEN = """() => { window.wereClosed = [...document.querySelectorAll('details:not([open])')];
  for (const x of window.wereClosed) x.open = true; }"""
CLOSE = "() => { for (const x of window.wereClosed) x.open = false; }"
PICKED = """() => [...document.querySelectorAll('main input[type=radio]:checked')].map((x) => x.name)"""
NOTHING_CHOSEN = ("record:add_scan", "blood:add", "care:nine", "care:five")


def faults(page: Page, path: str, name: str = "") -> list[str]:
    """What on this page is not as the visual language says, by day and by night."""
    found: list[Any] = []
    if ":" in name and page.evaluate(COVERS):  # a page of the walk, on which nothing was opened yet
        found.append("a picture does not start covered")
    page.evaluate(OPEN)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"by night {said}" for said in page.evaluate(LOOK, [NIGHT, FURTHER])]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found += page.evaluate(LOOK, [DAY, FURTHER])
    found += page.evaluate(PARTS)
    page.evaluate(CLOSE)
    if (page.locator("svg.wordmark").count() > 0) is not (path in WORDMARK):
        found.append("the wordmark belongs on the page that unlocks and on the one about it, and nowhere else")
    if name in NOTHING_CHOSEN:
        found += [f"{picked} is chosen beforehand" for picked in page.evaluate(PICKED)]
    return [str(said) for said in found]
