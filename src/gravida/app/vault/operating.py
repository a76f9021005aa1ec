"""What whoever keeps a shared server can see: a random number, the month in which it was made, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Length

from gravida.app.vault import models

SEALED: Final = (models.Record, models.Manifest, models.Draft)


@dataclass(frozen=True)
class Kept:
    """One record as it looks from outside."""

    id: UUID
    made_in: str
    kilobytes: int


def kept() -> list[Kept]:
    """Return every record, by month and then by its random number."""
    sizes: dict[UUID, int] = {}
    for table in SEALED:
        for owner_id, size in table.objects.values_list("owner_id").annotate(size=Sum(Length("sealed"))):
            sizes[owner_id] = sizes.get(owner_id, 0) + size
    found = models.Owner.objects.order_by("made_in", "id").values_list("id", "made_in")
    return [Kept(id, made_in, -(-sizes.get(id, 0) // 1024)) for id, made_in in found]
