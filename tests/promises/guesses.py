"""Guessing at the door for an hour, as fast as it answers: how many guesses are tried at all."""

from __future__ import annotations

from tests.promises.hers import a_record
from tests.promises.promise import Figure

from gravida.app.vault import models, tries

HOUR = 3600


def measure(short: bool) -> Figure:
    """Let the time pass by moving the stored moment back: for the record that is the same as waiting."""
    tried, seconds = 0, 0
    with a_record() as hers:
        id = hers.vault.owner_id
        while seconds < HOUR:
            waits = tries.begin(id)
            if not waits:
                tried += 1
                continue
            seconds += waits
            until = models.Owner.objects.values_list("wait_until", flat=True).get(id=id)
            models.Owner.objects.filter(id=id).update(wait_until=until - waits)
    return Figure(tried <= 100, f"{tried} guesses tried in the first hour, without the time that argon2id takes")
