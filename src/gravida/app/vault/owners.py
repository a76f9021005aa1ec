"""Making a vault, opening it, and choosing a new passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from uuid import uuid4

import pyrage
from django.conf import settings
from django.db import IntegrityError, transaction

from gravida.app.vault import manifest, models, names, shares, slots, tries
from gravida.app.vault.documents import document
from gravida.app.vault.errors import VaultError, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.recovery import new_code, read_code
from gravida.app.vault.sealing import new_key, seal
from gravida.app.vault.store import OpenVault

beginning = Lock()
"""Held at home while a record begins or is brought back: in two windows at once, one of them comes second."""


class TooSoon(VaultError):
    """The last wrong tries ask for a wait before the next."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Wait {seconds} second{'s' if seconds > 1 else ''} before the next try.")


class AlreadyMade(VaultError):
    """Home has one record, and a name one; there is one already."""


@document("unconfirmed code", schema=1, hers_alone=True)
@dataclass(frozen=True)
class UnconfirmedCode:
    """The recovery code between the moment it is made and the moment it was typed back; then it is nowhere."""

    code: str


def only_owner() -> models.Owner | None:
    """Return the owner of this home, or None before it is set up. On a shared server there is no such person."""
    return models.Owner.objects.filter(name_hash=None).first() if at_home() else None


def at_home() -> bool:
    """Whether this is a place of one person, who needs no name."""
    return settings.MODE != "hosted"


def others_can_come() -> bool:
    """Whether it is reached from other devices: from one machine alone nobody else could read along."""
    return settings.MODE != "home"


@transaction.atomic
def create(passphrase: str, name: str = "") -> OpenVault:
    """Make a vault with two slots. The recovery code waits inside to be written down. At home it has no name.

    Raises:
        AlreadyMade: it was set up before, in another window for one; or somebody has this name.
    """
    if at_home() and only_owner() is not None:
        raise AlreadyMade("This was set up already. Open it with the passphrase that was chosen then.")
    name_hash = None if at_home() else names.hashed(name)
    if name_hash is not None and models.Owner.objects.filter(name_hash=name_hash).exists():
        raise AlreadyMade(names.TAKEN)
    id, key = uuid4(), new_key()
    identity = pyrage.x25519.Identity.generate()
    try:
        with transaction.atomic():
            models.Owner.objects.create(
                id=id,
                public_key=str(identity.to_public()),
                sealed_identity=seal(key, str(identity).encode(), id, "identity"),
                name_hash=name_hash,
                made_in="" if at_home() else f"{datetime.now(UTC):%Y-%m}",
            )
    except IntegrityError:  # at the same moment, in another worker
        raise AlreadyMade(names.TAKEN) from None
    manifest.create(id, key, slots=())
    vault = OpenVault(id, key)
    _replace_slots(vault, passphrase)
    return vault


def open_with(kind: str, secret: str, name: str = "") -> OpenVault:
    """Open a vault with a passphrase or a recovery code; on a shared server, that of a name.

    For a name that nobody has the same work is done and the same is said.

    Raises:
        TooSoon: wrong tries before this one ask for a wait; nothing was tried.
        WrongKey: it does not open.
        SlotRefused: the stored lock was weakened.
    """
    if at_home():
        owner = only_owner()
        if owner is None:
            raise WrongKey("There is nothing to open yet.")
        return _tried(owner, kind, secret)
    # A code of 160 random bits cannot be guessed, so guesses of others never keep her out with hers.
    if kind == slots.PASSPHRASE and (seconds := tries.begin_of_all()):
        raise TooSoon(seconds)
    name_hash = names.hashed(name)
    owner = models.Owner.objects.filter(name_hash=name_hash).first()
    if owner is None:
        if seconds := tries.begin_unknown(name_hash):
            raise TooSoon(seconds)
        slots.work_for_nothing(kind, secret)
        raise _did_not_open()
    vault = _tried(owner, kind, secret)
    if kind == slots.PASSPHRASE:
        tries.succeeded_of_all()
    return vault


def confirm(vault: OpenVault, passphrase: str) -> None:
    """See that whoever sits before an open vault knows its passphrase.

    Raises:
        TooSoon: wrong tries before this one ask for a wait; nothing was tried.
        WrongKey: it is another.
    """
    vault.must_be_hers()
    _tried(models.Owner.objects.get(id=vault.owner_id), slots.PASSPHRASE, passphrase)


def _tried(owner: models.Owner, kind: str, secret: str) -> OpenVault:
    if seconds := tries.begin(owner.id):
        raise TooSoon(seconds)
    for slot in owner.slots.filter(kind=kind):
        try:
            key = slots.key_from(slot, secret)
        except WrongKey:
            continue
        tries.succeeded(owner.id)
        return OpenVault(owner.id, key)
    raise _did_not_open()


def _did_not_open() -> WrongKey:
    return WrongKey("That did not open it.")


def choose_anew(vault: OpenVault, passphrase: str) -> None:
    """Choose a new passphrase: the old one, the old code and all passkeys open nothing, and nobody else may read."""
    with vault.to_change():
        models.Owner.objects.filter(id=vault.owner_id).update(code_confirmed=False)
        for unconfirmed in vault.all(UnconfirmedCode):
            vault.remove(unconfirmed)
        for passkey in vault.all(Passkey):
            models.PasskeySlot.objects.filter(id=passkey.document.slot).delete()
            vault.remove(passkey)
        shares.end_all(vault)
        _replace_slots(vault, passphrase)


def has_confirmed_code(vault: OpenVault) -> bool:
    """Whether the recovery code was typed back."""
    return models.Owner.objects.filter(id=vault.owner_id, code_confirmed=True).exists()


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
    with vault.to_change() as listed:
        models.Slot.objects.filter(owner_id=vault.owner_id).delete()
        models.Slot.objects.bulk_create(made)
        manifest.write(listed.with_slots(slot.id for slot in made), vault.owner_id, vault.key)
        vault.add(UnconfirmedCode(code))
