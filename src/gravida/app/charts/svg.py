"""SVG as text: attributes only, no style, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def number(value: float) -> str:
    """Write a coordinate with one decimal at most, so that the same figures give the same text.

    Raises:
        ValueError: it is not a finite number, which no browser draws.
    """
    if not abs(value) < 1e6:
        raise ValueError(f"{value!r} is no place in a drawing; expected a finite number below a million")
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, /, *inside: str, text: str = "", **attributes: str | float | None) -> str:
    """Write one element. ``class_`` is written ``class``; other underscores become hyphens; None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside) + escape(text)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def drawing(
    *inside: str, key: str, width: float, height: float, title: str, description: str, class_: str = ""
) -> SafeString:
    """Write a whole drawing with its title and description. ``key`` keeps ids apart on a page with several."""
    names = f"{key}-title", f"{key}-description"
    return mark_safe(  # every part was escaped by ``element``
        element(
            "svg",
            element("title", text=title, id=names[0]),
            element("desc", text=description, id=names[1]),
            *inside,
            class_=class_ or None,
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            aria_labelledby=" ".join(names),
        )
    )


def points(places: Iterable[tuple[float, float]]) -> str:
    """Write places for a polyline or polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def line(*path: str | float, class_: str) -> str:
    """Write a path from letters and numbers: ``line("M", 1, 2, "H", 3, class_="grid")``."""
    text = ""
    for part in path:
        if isinstance(part, str):
            text += part
        else:
            text += (" " if text and text[-1].isdigit() else "") + number(part)
    return element("path", class_=class_, d=text)


def words(x: float, y: float, text: str, *, anchor: str | None = None, class_: str | None = None) -> str:
    """Write a text; ``anchor`` is start, middle or end."""
    return element("text", text=text, class_=class_, x=x, y=y, text_anchor=anchor)


def shape(name: str, places: Sequence[tuple[float, float]], class_: str) -> str:
    """Write a polyline or polygon."""
    return element(name, class_=class_, points=points(places))
