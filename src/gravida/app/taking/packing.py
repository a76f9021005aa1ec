"""Packing everything of a record, each step read back before the next."""

from __future__ import annotations

from gravida.app.taking import archive, bringing_in, data
from gravida.app.vault import age
from gravida.app.vault.errors import VaultError
from gravida.app.vault.store import OpenVault


def packed(vault: OpenVault) -> bytes:
    """Pack everything of a record, and read the pack back before it is called done.

    Raises:
        VaultError: what was packed is not the record.
    """
    taken = data.documents_of(vault)
    content = archive.pack(taken)
    if bringing_in.unpack(content) != {stored.id: stored.document for stored in taken}:
        raise VaultError("What was packed is not the same as the record, so it was not kept. Try once more.")
    return content


def sealed(content: bytes, lock: age.Lock) -> bytes:
    """Encrypt the pack, and open it again before it is called done.

    Raises:
        VaultError: what was encrypted does not open as it was.
    """
    file, opens = age.encrypt(content, lock)
    if opens(file) != content:
        raise VaultError("The encrypted file does not open as it was, so it was not kept. Try once more.")
    return file
