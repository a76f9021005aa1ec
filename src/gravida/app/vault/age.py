"""Files for elsewhere, encrypted with age, so that they open without this program: https://age-encryption.org.

A passphrase alone, or public keys (``age1...``). Where keys are used, one more is drawn for the moment, so that the
file can be opened again and looked at before it is called done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyrage

from gravida.app.vault.errors import VaultError, WrongKey

BEGINS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")

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
        VaultError: a recipient is not a public key of age.
    """
    if isinstance(lock, ByPassphrase):
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
        VaultError: it is no age file, or the private key is none.
        WrongKey: it does not open: another passphrase or key, or the file was altered or cut short.
    """
    if not file.startswith(BEGINS):
        raise VaultError("This is not a file that was encrypted with age. Give the file as it was saved.")
    try:
        if identity:
            opened: bytes = pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(identity)])
        else:
            opened = pyrage.passphrase.decrypt(file, passphrase)
    except pyrage.IdentityError:
        raise VaultError("The private key is not one of age: it begins with AGE-SECRET-KEY-1.") from None
    except pyrage.DecryptError:
        raise WrongKey("It does not open: another passphrase or key is needed, or the file is damaged.") from None
    return opened
