"""What has been taken out of the record: every backup and export, written down as a sealed document like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gravida.app.vault.documents import document
from gravida.app.vault.store import OpenVault

What = Literal["backup", "export"]
LockedBy = Literal["passphrase", "key", "nothing"]


@document("made", schema=1, hers_alone=True)
@dataclass(frozen=True)
class Made:
    """One copy that was made. ``record_version`` tells it from an older or a newer one of the same record."""

    what: What
    on: date
    locked_by: LockedBy
    record_version: int


def note(vault: OpenVault, what: What, on: date, locked_by: LockedBy) -> None:
    """Write down that a copy was made."""
    vault.add(Made(what, on, locked_by, record_version(vault)))


def all_made(vault: OpenVault) -> list[Made]:
    """Return every copy that was made, newest first."""
    found = [stored.document for stored in vault.all(Made)]
    return sorted(found, key=lambda made: (made.on, made.record_version), reverse=True)


def last(vault: OpenVault, what: What) -> Made | None:
    """Return the newest copy of a kind, or None."""
    return next((made for made in all_made(vault) if made.what == what), None)


def record_version(vault: OpenVault) -> int:
    """Return how often the record has changed: each change moves it by one, and nothing moves it back."""
    with vault.as_left() as listed:
        return listed.version
