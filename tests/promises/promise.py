"""A promise, how it is measured, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured. ``kept`` is None where this machine cannot measure it; then the text says why."""

    kept: bool | None
    text: str


@dataclass(frozen=True)
class Promise:
    """``measure`` is told whether the short form is wanted."""

    key: str
    promise: str
    test: str
    measure: Callable[[bool], Figure]


class NotHere(Exception):
    """This machine cannot measure it."""
