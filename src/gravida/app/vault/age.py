"""Files for elsewhere, encrypted with age, so that they open without this program: https://age-encryption.org.

A passphrase alone, or public keys (``age1...``). Where keys are used, one more is drawn for the moment, so that the
file can be opened again and looked at before it is called done.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import pyrage

from gravida.app.vault.errors import VaultError, WrongKey
from gravida.app.vault.one_at_a_time import only_one

BEGINS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")

WORK: Final = re.compile(rb"-> scrypt [A-Za-z0-9+/]{1,64} ([0-9]{1,3})\n")
MOST_WORK: Final = 21
"""Deriving the key of a passphrase takes 1 KiB times two to this power: 2 GiB. What is encrypted here asks for half."""

TOO_SLOW: Final = "Excessive work"
"""What age says before it derives a key that would take this machine more than sixteen times as long as it likes."""

Opens = Callable[[bytes], bytes]


@dataclass(frozen=True)
class ByPassphrase:
    """Whoever has the passphrase can open it."""

    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class ToKeys:
    """Whoever has the private half of one of these public keys can open it."""

    recipients: tuple[str, ...]


Lock = ByPassphrase | ToKeys


def encrypt(content: bytes, lock: Lock) -> tuple[bytes, Opens]:
    """Encrypt, and return with it how to open it again.

    Raises:
        Busy: others are at it.
        VaultError: a recipient is not a public key of age.
    """
    if isinstance(lock, ByPassphrase):
        with only_one():
            sealed: bytes = pyrage.passphrase.encrypt(content, lock.passphrase)
        return sealed, lambda file: decrypt(file, passphrase=lock.passphrase)
    try:
        keys = [pyrage.x25519.Recipient.from_str(text.strip()) for text in lock.recipients]
    except pyrage.RecipientError:
        raise VaultError(
            "A recipient is a public key of age, which begins with age1. One of those given is not. "
            "`age-keygen` makes a pair."
        ) from None
    here = pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt(content, [*keys, here.to_public()])
    return sealed, lambda file: decrypt(file, identity=str(here))


def decrypt(file: bytes, *, passphrase: str = "", identity: str = "") -> bytes:
    """Open a file with a passphrase, or with a private key.

    Raises:
        Busy: others are at it.
        VaultError: it is no age file, the private key is none, or this machine would take too long.
        WrongKey: it does not open: another passphrase or key, or the file was altered or cut short.
    """
    if not file.startswith(BEGINS):
        raise VaultError("This is not a file that was encrypted with age. Give the file as it was saved.")
    if _work(file) > MOST_WORK:
        raise VaultError("This file asks for more memory to be opened than this machine should give, so it was left.")
    try:
        if identity:
            opened: bytes = pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(identity)])
        else:
            with only_one():
                opened = pyrage.passphrase.decrypt(file, passphrase)
    except pyrage.IdentityError:
        raise VaultError("The private key is not one of age: it begins with AGE-SECRET-KEY-1.") from None
    except pyrage.DecryptError as error:
        if str(error).startswith(TOO_SLOW):
            raise VaultError(
                "This machine is too slow for this file, or too busy now: opening it would take minutes. Try again "
                "when less is running, or open it on the machine that made it."
            ) from None
        raise WrongKey("It does not open: another passphrase or key is needed, or the file is damaged.") from None
    return opened


def _work(file: bytes) -> int:
    """Read how much work the derivation asks for, before any of it is done."""
    beginning = file[:512]
    if beginning.startswith(BEGINS[1]):
        text = b"".join(beginning.splitlines()[1:-1])
        beginning = b64decode(text[: len(text) // 4 * 4])
    found = WORK.search(beginning)
    return int(found[1]) if found else 0
