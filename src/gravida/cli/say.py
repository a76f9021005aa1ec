"""Saying things in a terminal: what came from a file is shown as text and can do nothing there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

REPLACED = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Replace what a terminal would obey or hide: control characters, and those that turn the direction of writing."""
    return "".join(letter if letter.isprintable() or letter == "\n" else REPLACED for letter in text)


def console(*, error: bool = False) -> Console:
    """Return a console of rich. It honours ``NO_COLOR`` and writes plain text where there is no terminal."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, soft_wrap=False)


def on_a_terminal() -> bool:
    """True where a person looks at the output, false in a pipe or a file."""
    return sys.stdout.isatty()


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its word: ``1 row``, ``1,204 rows``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
