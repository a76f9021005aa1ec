"""Wrong tries wait: five are free, then each waits twice as long as the one before, up to a quarter of an hour.

The count is written down before the try, so neither two tries at once nor a restart gives one for nothing. On a shared
server the tries of everybody together are counted as well, so that one common passphrase is not tried under many names.
Names that nobody has wait like any other.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from gravida.app.vault import models
from gravida.app.vault.clock import now

FREE_TRIES: Final = 5
LONGEST_WAIT: Final = 15 * 60

AT_ONCE, EMPTIES_EVERY = 40, 60
"""Everybody together: forty wrong tries at once, then one a minute, which is at most a hundred in any hour."""

FORGOTTEN_AFTER: Final = 24 * 60 * 60


def begin(owner_id: UUID) -> int:
    """Count a try and return 0, or return how many seconds it has to wait and count nothing."""
    return _begin(models.Owner.objects.filter(id=owner_id))


def begin_unknown(name_hash: str) -> int:
    """Count a try under a name that nobody has, as if somebody had it."""
    models.UnknownName.objects.get_or_create(name_hash=name_hash)
    return _begin(models.UnknownName.objects.filter(name_hash=name_hash))


def begin_of_all() -> int:
    """Count a try of anybody and return 0, or return how many seconds all have to wait."""
    this = int(now().wall)
    models.AllTries.objects.get_or_create(id=1, defaults={"emptied_at": this})
    with transaction.atomic():
        all_tries = models.AllTries.objects.select_for_update().get(id=1)
        gone = max(this - all_tries.emptied_at, 0) // EMPTIES_EVERY
        filled = max(all_tries.filled - gone, 0)
        # Time goes on in whole minutes, so that what has passed of the next one is not lost.
        emptied_at = min(all_tries.emptied_at + gone * EMPTIES_EVERY, this) if filled else this
        waits = emptied_at + EMPTIES_EVERY - this if filled >= AT_ONCE else 0
        models.AllTries.objects.filter(id=1).update(filled=filled + (not waits), emptied_at=emptied_at)
    return waits


def succeeded(owner_id: UUID) -> None:
    """Forget the wrong tries."""
    models.Owner.objects.filter(id=owner_id).update(wrong_tries=0, wait_until=0)


def succeeded_of_all() -> None:
    """Take a try back out of those of everybody: it was right."""
    models.AllTries.objects.filter(id=1, filled__gt=0).update(filled=F("filled") - 1)


def forget_unknown() -> None:
    """Forget the names that nobody has and that nobody has tried for a day."""
    models.UnknownName.objects.filter(wait_until__lt=int(now().wall) - FORGOTTEN_AFTER).delete()


def delay(wrong_tries: int) -> int:
    """Return how many seconds the next try waits after so many wrong ones."""
    return 0 if wrong_tries < FREE_TRIES else min(2 ** min(wrong_tries - FREE_TRIES, 30), LONGEST_WAIT)


def _begin(rows: QuerySet[models.Owner] | QuerySet[models.UnknownName]) -> int:
    this = int(now().wall)
    with transaction.atomic():
        found: models.Waiting = rows.select_for_update().get()
        # Never longer than the wait that these tries have earned: a clock set back must not lock her out.
        waits = min(found.wait_until - this, delay(found.wrong_tries))
        if waits > 0:
            return waits
        tries = found.wrong_tries + 1
        rows.update(wrong_tries=tries, wait_until=this + delay(tries))
    return 0
