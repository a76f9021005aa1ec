"""What the record knows of a passkey, written down like any other document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gravida.app.vault.documents import document


@document("passkey", schema=1, hers_alone=True)
@dataclass(frozen=True)
class Passkey:
    """One of her passkeys. ``credential`` lets her browser say that a device has one already."""

    slot: UUID
    credential: str
    name: str
    added_on: date
