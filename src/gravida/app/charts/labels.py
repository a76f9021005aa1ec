"""Where a label goes beside its point, so that no label covers another label or a point."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.app.charts import svg

LETTER, LINE = 7.6, 17.0
"""Room one letter and one line take, in units of the drawing: wide enough for the widest face of the sheet."""

GAP = 13.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Say whether two boxes share any place."""
        apart = (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )
        return not apart


@dataclass(frozen=True, slots=True)
class Label:
    """Lines beside a point, the first in ink."""

    x: float
    y: float
    lines: tuple[str, ...]


def place_labels(labels: list[Label], taken: list[Box], within: Box) -> str:
    """Write each label at the first free place around its point; one without a free place is left to the table."""
    taken = list(taken)
    written = ""
    for label in labels:
        width, height = LETTER * max(map(len, label.lines)), LINE * len(label.lines)
        for right in (True, False):
            left = label.x + GAP if right else label.x - GAP - width
            for top in (label.y + GAP / 2, label.y - height - GAP / 2, label.y - height / 2):
                box = Box(left, top, left + width, top + height)
                inside = within.left <= box.left and box.right <= within.right
                inside = inside and within.top <= box.top and box.bottom <= within.bottom
                if inside and not any(box.touches(other) for other in taken):
                    break
            else:
                continue
            taken.append(box)
            for row, text in enumerate(label.lines):
                written += svg.words(
                    label.x + GAP if right else label.x - GAP,
                    top + LINE * row + 13,
                    text,
                    anchor=None if right else "end",
                    class_="t-ink label" if row == 0 else "t-mid label",
                )
            break
    return written
