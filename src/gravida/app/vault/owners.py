"""Making a vault, opening it, and choosing a new passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pyrage
from django.db import transaction

from gravida.app.vault import manifest, models, slots, tries
from gravida.app.vault.documents import document
from gravida.app.vault.errors import VaultError, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.recovery import new_code, read_code
from gravida.app.vault.sealing import new_key, seal
from gravida.app.vault.store import OpenVault


class TooSoon(VaultError):
    """The last wrong tries ask for a wait before the next."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Wait {seconds} second{'s' if seconds > 1 else ''} before the next try.")


class AlreadyMade(VaultError):
    """Home has one record; there is one already."""


@document("unconfirmed code", schema=1)
@dataclass(frozen=True)
class UnconfirmedCode:
    """The recovery code between the moment it is made and the moment it was typed back; then it is nowhere."""

    code: str


def only_owner() -> models.Owner | None:
    """Return the owner of this home, or None before it is set up."""
    return models.Owner.objects.first()


@transaction.atomic
def create(passphrase: str) -> OpenVault:
    """Make the vault of this home, with two slots. The recovery code waits inside to be written down.

    Raises:
        AlreadyMade: it was set up before, in another window for one.
    """
    if only_owner() is not None:
        raise AlreadyMade("This was set up already. Open it with the passphrase that was chosen then.")
    id, key = uuid4(), new_key()
    identity = pyrage.x25519.Identity.generate()
    models.Owner.objects.create(
        id=id,
        public_key=str(identity.to_public()),
        sealed_identity=seal(key, str(identity).encode(), id, "identity"),
    )
    manifest.create(id, key, slots=())
    vault = OpenVault(id, key)
    _replace_slots(vault, passphrase)
    return vault


def open_with(kind: str, secret: str) -> OpenVault:
    """Open the vault with a passphrase or a recovery code.

    Raises:
        TooSoon: wrong tries before this one ask for a wait; nothing was tried.
        WrongKey: it does not open.
        SlotRefused: the stored lock was weakened.
    """
    owner = only_owner()
    if owner is None:
        raise WrongKey("There is nothing to open yet.")
    if seconds := tries.begin(owner.id):
        raise TooSoon(seconds)
    for slot in owner.slots.filter(kind=kind):
        try:
            key = slots.key_from(slot, secret)
        except WrongKey:
            continue
        tries.succeeded(owner.id)
        return OpenVault(owner.id, key)
    raise WrongKey("That did not open it.")


@transaction.atomic
def choose_anew(vault: OpenVault, passphrase: str) -> None:
    """Choose a new passphrase: every slot goes, so the old passphrase, the old code and all passkeys open nothing."""
    models.Owner.objects.filter(id=vault.owner_id).update(code_confirmed=False)
    for unconfirmed in vault.all(UnconfirmedCode):
        vault.remove(unconfirmed)
    for passkey in vault.all(Passkey):
        vault.remove(passkey)
    _replace_slots(vault, passphrase)


def code_to_write_down(vault: OpenVault) -> str | None:
    """Return the recovery code while it has not been typed back."""
    found = vault.all(UnconfirmedCode)
    return found[0].document.code if found else None


@transaction.atomic
def confirm_code(vault: OpenVault, typed: str) -> bool:
    """Compare a typed code with the one to write down; when they agree, forget it."""
    [unconfirmed] = vault.all(UnconfirmedCode)
    if read_code(typed) != unconfirmed.document.code:
        return False
    vault.remove(unconfirmed)
    models.Owner.objects.filter(id=vault.owner_id).update(code_confirmed=True)
    return True


def _replace_slots(vault: OpenVault, passphrase: str) -> None:
    code = new_code()
    made = [
        slots.make(vault.owner_id, slots.PASSPHRASE, passphrase, vault.key),
        slots.make(vault.owner_id, slots.RECOVERY, code, vault.key),
    ]
    listed = manifest.read(vault.owner_id, vault.key)
    models.Slot.objects.filter(owner_id=vault.owner_id).delete()
    models.Slot.objects.bulk_create(made)
    manifest.write(listed.with_slots(slot.id for slot in made), vault.owner_id, vault.key)
    vault.add(UnconfirmedCode(code))
