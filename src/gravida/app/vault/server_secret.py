"""A secret that is not in the database: sessions are wrapped with it, and names are hashed with it.

At home it is drawn when a worker starts and never written down, so a restart locks. Where many people share a server
it lies in a file beside the database, because names have to be found again after a restart and several workers have
to know the same one.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from gravida.app.vault import disk
from gravida.app.vault.errors import VaultError
from gravida.app.vault.sealing import derive

NAME: Final = "server-secret"
BYTES: Final = 32

_secret = secrets.token_bytes(BYTES)


def draw() -> None:
    """Draw the secret of this worker: one that was forked must not share that of its parent."""
    global _secret
    _secret = secrets.token_bytes(BYTES)


def read(folder: Path) -> None:
    """Use the secret of a folder.

    Raises:
        VaultError: it is missing, or is not what was written there.
    """
    global _secret
    try:
        found = (folder / NAME).read_bytes()
    except OSError as error:
        raise VaultError(f"{folder / NAME} cannot be read ({error.strerror}). Bring it back from a copy.") from None
    if len(found) != BYTES:
        raise VaultError(f"{folder / NAME} is not as it was written. Bring it back from a copy.")
    _secret = found


def make(folder: Path, *, anybody: bool) -> None:
    """Draw and keep the secret of a new server, unless it is there already.

    Raises:
        VaultError: there are records already, whose names are found only with the secret that is missing.
    """
    if (folder / NAME).exists():
        return
    if anybody:
        raise VaultError(
            f"There are records in this database, and {folder / NAME} is missing, without which nobody's name is "
            "found. Bring that file back from a copy, or give its folder with --data."
        )
    part = folder / (NAME + disk.UNFINISHED)
    disk.write(part, secrets.token_bytes(BYTES))
    disk.put_in_place(part, folder / NAME)


def key_for(purpose: str) -> bytes:
    """Return a key for one purpose."""
    return derive(_secret, purpose)
