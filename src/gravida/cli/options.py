"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

Guidelines = Annotated[str | None, Parameter(name="--guidelines")]
"""Guidelines to ask, with commas between them; `gravida guidelines` lists them."""

Ids = Annotated[list[str] | None, Parameter(negative="")]
"""Ids of rules, one at a time or with commas between them."""

Switch = Annotated[bool, Parameter(negative="", show_default=False)]
Json = Annotated[bool, Parameter(name="--json", negative="", show_default=False)]


def ids(given: list[str] | None) -> list[str]:
    """Ids as one list, however they were given."""
    return [part for text in given or [] for part in text.split(",")]
