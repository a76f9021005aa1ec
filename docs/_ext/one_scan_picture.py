"""Draws ``docs/pictures/one-scan.svg``: one scan, and what five guidelines print about it, as it comes out.

    python docs/_ext/one_scan_picture.py

Five cards of one colour and one size: nothing ranks them. No font, script or address from elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

from gravida.engine.assessment import GuidelineNote
from gravida.engine.explain import explain
from gravida.engine.viability import guideline

PICTURE = Path(__file__).parents[1] / "pictures" / "one-scan.svg"

SCAN = {
    "scan_route": "transvaginal",
    "gs_seen": True,
    "embryo_seen": False,
    "msd_mm": 19,
}

PAPER, SHEET, HAIRLINE, INK, SOFT, SPRUCE = "#F6F1E6", "#FDFAF3", "#DDD4C2", "#2B2822", "#5A5345", "#26524A"
LETTERS = "Charter, 'Bitstream Charter', Georgia, 'Noto Serif', 'DejaVu Serif', serif"
WIDTH, MARGIN, LEFT, GAP, TOP = 540, 16, 40, 10, 164
SIZES = ((14, 55, SPRUCE), (18, 48, INK), (15, 54, SOFT))
"""For name, what it is called, when to look again: size of the letters, how many fit on a line, their colour."""


def answers() -> list[tuple[str, str, str]]:
    """Return for each default guideline its name, what it prints about the scan, and when it would look again."""
    return [
        (f"{note.title}, {note.edition}", _called(note), note.look_again.words if note.look_again else "")
        for note in explain(SCAN).guidelines
    ]


def _called(note: GuidelineNote) -> str:
    concluding = {rule.id: rule for rule in guideline(note.key).rules if rule.concludes.value == note.category}
    return next(rule.printed for rule in note.rules if rule.met and rule.id in concluding)


def picture() -> str:
    """Return the picture as SVG."""
    found = answers()
    cards: list[str] = []
    bottom = TOP
    for answer in found:
        lines, height = _card(bottom, answer)
        cards += lines
        last, bottom = bottom + height // 2, bottom + height + GAP
    bottom += MARGIN - GAP
    said = "; ".join(f"{name}: {called}" for name, called, _ in found)
    size = f'viewBox="0 0 {WIDTH} {bottom}" width="{WIDTH}" height="{bottom}"'
    look = f'font-family="{LETTERS}" font-size="18" fill="{INK}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc" {look}>',
        '<title id="title">One scan, and what five guidelines print about it</title>',
        f'<desc id="desc">A transvaginal scan: a sac of 19 mm in the womb and no embryo seen. {escape(said)}.</desc>',
        f'<rect width="{WIDTH}" height="{bottom}" rx="8" fill="{PAPER}"/>',
        f'<path d="M{MARGIN + 11} {TOP - 24} V{last}" stroke="{HAIRLINE}" stroke-width="2.1"/>',
        *_scan(),
        *cards,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(left: int, top: int, height: int) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{WIDTH - MARGIN - left}" height="{height}" rx="5" '
        f'fill="{SHEET}" stroke="{HAIRLINE}"/>'
    )


def _scan() -> list[str]:
    """Draw the sac and say what was seen."""
    sac = "M40 80 C40 52 70 39 102 41 C138 43 161 61 159 83 C157 108 129 122 96 120 C64 118 40 106 40 80 Z"
    return [
        _box(MARGIN, MARGIN, TOP - MARGIN - 24),
        f'<g fill="none" stroke="{SPRUCE}" stroke-linecap="round">',
        f'<path d="{sac}" stroke-width="2.2"/>',
        '<path d="M52 81 H147 M52 76 V86 M147 76 V86" stroke-width="1.3"/>',
        "</g>",
        f'<text x="100" y="71" font-size="16" text-anchor="middle" fill="{SPRUCE}">19 mm</text>',
        '<text x="190" y="58" font-size="20">One scan</text>',
        f'<text x="190" y="86" font-size="16" fill="{SOFT}">transvaginal, a sac in the womb</text>',
        f'<text x="190" y="109" font-size="16" fill="{SOFT}">of 19 mm, no embryo seen</text>',
    ]


def _card(top: int, answer: tuple[str, str, str]) -> tuple[list[str], int]:
    """Return one card and its height."""
    lines: list[str] = []
    y = top + 8
    for text, (size, letters, colour) in zip(answer, SIZES, strict=True):
        for line in wrap(text, letters):
            y += size + 5
            lines.append(f'<text x="{LEFT + 14}" y="{y}" font-size="{size}" fill="{colour}">{escape(line)}</text>')
    height = y - top + 14
    join = f'<path d="M{MARGIN + 11} {top + height // 2} H{LEFT}" stroke="{HAIRLINE}" stroke-width="2.1"/>'
    return [join, _box(LEFT, top, height), *lines], height


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
