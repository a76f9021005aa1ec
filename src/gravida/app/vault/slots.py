"""Slots: each wraps the vault key under a secret of hers, with argon2id between a guess and its answer.

The header says what the derivation asks for and is sealed in with the key, so it cannot be weakened unseen. Less than
the floor is refused before any work is done, and so is more than a machine can do.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from typing import Final
from uuid import UUID, uuid4

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

from gravida.app.vault import models
from gravida.app.vault.errors import Damaged, SlotRefused, WrongKey
from gravida.app.vault.sealing import KEY_BYTES, derive, open_sealed, seal, stored_bytes

PASSPHRASE, RECOVERY = "passphrase", "recovery"

ROUNDS, LANES, SALT_BYTES = 3, 4, 16
FLOOR_KIB: Final = 64 * 1024
CEILING_KIB: Final = 2 * 1024 * 1024
CEILING_ROUNDS, CEILING_LANES = 20, 16


def make(owner_id: UUID, kind: str, secret: str, key: bytes) -> models.Slot:
    """Wrap the vault key under a secret. The slot is not saved yet.

    Only a passphrase may be guessed; 160 random bits need no more work than the floor.
    """
    id = uuid4()
    header = _new_header(kind)
    wrapped = seal(_slot_key(header, secret), key, owner_id, "slot", kind, id, header.hex())
    return models.Slot(id=id, owner_id=owner_id, kind=kind, header=header, wrapped=wrapped)


def key_from(slot: models.Slot, secret: str) -> bytes:
    """Unwrap the vault key.

    Raises:
        WrongKey: the secret does not open this slot, or the slot was altered.
        SlotRefused: the header asks for less than the floor or more than the ceiling.
    """
    header = stored_bytes(slot.header)
    try:
        return open_sealed(
            _slot_key(header, secret), slot.wrapped, slot.owner_id, "slot", slot.kind, slot.id, header.hex()
        )
    except Damaged:
        raise WrongKey("That did not open it.") from None


def work_for_nothing(kind: str, secret: str) -> None:
    """Do the work of a try where there is no slot, so that its time says nothing."""
    _slot_key(_new_header(kind), secret)


def _new_header(kind: str) -> bytes:
    asked = {
        "kdf": "argon2id",
        "rounds": ROUNDS,
        "memory_kib": max(settings.KDF_MEMORY_KIB, FLOOR_KIB) if kind == PASSPHRASE else FLOOR_KIB,
        "lanes": LANES,
        "salt": b64encode(secrets.token_bytes(SALT_BYTES)).decode(),
    }
    return json.dumps(asked, separators=(",", ":"), sort_keys=True).encode()


def _slot_key(header: bytes, secret: str) -> bytes:
    try:
        asked = json.loads(header)
        rounds, memory, lanes = asked["rounds"], asked["memory_kib"], asked["lanes"]
        salt = b64decode(asked["salt"], validate=True)
        fits = (
            asked["kdf"] == "argon2id"
            and ROUNDS <= rounds <= CEILING_ROUNDS
            and FLOOR_KIB <= memory <= CEILING_KIB
            and 1 <= lanes <= CEILING_LANES
            and len(salt) >= SALT_BYTES
        )
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise SlotRefused(
            "The lock on this record was altered to be weaker than it was made, so it is not tried. "
            "Bring back the newest copy of the data folder."
        )
    typed = unicodedata.normalize("NFC", secret).encode()
    slow = hash_secret_raw(typed, salt, rounds, memory, lanes, KEY_BYTES, Type.ID)
    return derive(slow, "slot")
