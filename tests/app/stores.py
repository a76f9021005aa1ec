"""Django on one database or the other, in a process that has begun already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from gravida.app.vault import postgresql

STORES = ("sqlite", "postgresql")


def use(file: Path) -> None:
    """Let Django read and write this file from now on, in every thread."""
    connections.close_all()
    _use({**settings.SQLITE, "NAME": str(file)})


def use_database(url: str) -> None:
    """Let Django read and write this database of PostgreSQL from now on, in every thread."""
    _use(postgresql.settings_of(url))


@contextmanager
def hosted() -> Iterator[None]:
    """Many people, as on a shared server."""
    before = settings.MODE
    settings.MODE = "hosted"
    try:
        yield
    finally:
        settings.MODE = before


def _use(database: dict[str, Any]) -> None:
    connections.close_all()
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    with suppress(AttributeError):  # this thread has not used it yet
        del connections["default"]
