"""Invitations: whoever keeps a shared server hands out codes, each for one record. Nothing says who used which."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from django.db import transaction

from gravida.app.vault import models, owners
from gravida.app.vault.clock import now
from gravida.app.vault.errors import VaultError
from gravida.app.vault.recovery import new_code, read_code
from gravida.app.vault.store import OpenVault

DAYS: Final = 14


class NotInvited(VaultError):
    """There is no such invitation, or it was used, or it is too old."""


def invite() -> str:
    """Make an invitation, and return its code. It is shown once: only a digest of it is kept."""
    code = new_code()
    until = int(now().wall) + DAYS * 24 * 60 * 60
    models.Invitation.objects.create(code_hash=_digest(code), until=until)
    models.Invitation.objects.filter(until__lte=int(now().wall)).delete()
    return code


@transaction.atomic
def accept(code: str, name: str, passphrase: str) -> OpenVault:
    """Make a record with an invitation, which is used up by it.

    Raises:
        NotInvited: there is no such invitation any more.
        AlreadyMade: somebody has this name; the invitation is not used up.
    """
    found = models.Invitation.objects.filter(code_hash=_digest(read_code(code) or ""), until__gt=int(now().wall))
    if found.delete()[0] != 1:
        raise NotInvited("This invitation does not open anything: it is mistyped, was used, or is too old.")
    return owners.create(passphrase, name)


def _digest(code: str) -> str:
    return sha256(b"invitation|" + code.encode()).hexdigest()  # of 160 random bits: nothing to try out
