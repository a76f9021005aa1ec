"""Wrong tries wait: five are free, then each waits twice as long as the one before, up to a quarter of an hour.

The count is written down before the try, so neither two tries at once nor a restart gives one for nothing.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction

from gravida.app.vault import models
from gravida.app.vault.clock import now

FREE_TRIES: Final = 5
LONGEST_WAIT: Final = 15 * 60


def begin(owner_id: UUID) -> int:
    """Count a try and return 0, or return how many seconds it has to wait and count nothing."""
    this = int(now().wall)
    with transaction.atomic():
        owner = models.Owner.objects.get(id=owner_id)
        # Never longer than the wait that these tries have earned: a clock set back must not lock her out.
        waits = min(owner.wait_until - this, delay(owner.wrong_tries))
        if waits > 0:
            return waits
        tries = owner.wrong_tries + 1
        models.Owner.objects.filter(id=owner_id).update(wrong_tries=tries, wait_until=this + delay(tries))
    return 0


def succeeded(owner_id: UUID) -> None:
    """Forget the wrong tries."""
    models.Owner.objects.filter(id=owner_id).update(wrong_tries=0, wait_until=0)


def delay(wrong_tries: int) -> int:
    """Return how many seconds the next try waits after so many wrong ones."""
    return 0 if wrong_tries < FREE_TRIES else min(2 ** min(wrong_tries - FREE_TRIES, 30), LONGEST_WAIT)
