"""Delete everything of one person in a database that others use too: her keys first, then every row, then a look.

The tables that held the keys are written anew without them. What the database keeps besides its tables, its own log and
the copies that were made of it, cannot be reached from here, and the page says so.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from gravida.app.vault import models

WITH_KEYS: Final = (models.Slot, models.Share, models.Session, models.Manifest)
OTHERS: Final = (models.Draft, models.Record)
WRITTEN_ANEW: Final = (*WITH_KEYS[:3], models.PasskeySlot, models.Owner)


@dataclass(frozen=True)
class ErasedRows:
    """What was done, and how many rows a look found afterwards."""

    rows: int
    left: int
    seconds: float


def erase(owner_id: UUID, passkeys: Collection[UUID] = ()) -> ErasedRows:
    """Delete every row of an owner, all or none. Whose a passkey is no row says, so hers are given by their ids."""
    begun = time.monotonic()
    tables = (*WITH_KEYS, *OTHERS)
    unnamed = models.PasskeySlot.objects.filter(id__in=passkeys)
    with transaction.atomic():
        rows = unnamed.delete()[0] + sum(table.objects.filter(owner_id=owner_id).delete()[0] for table in tables)
        rows += models.Owner.objects.filter(id=owner_id).delete()[0]
    with connection.cursor() as cursor:
        for table in WRITTEN_ANEW:
            cursor.execute(f"VACUUM (FULL) {table._meta.db_table}")
    left = sum(table.objects.filter(owner_id=owner_id).count() for table in tables)
    left += unnamed.count() + models.Owner.objects.filter(id=owner_id).count()
    return ErasedRows(rows, left, round(time.monotonic() - begun, 2))
