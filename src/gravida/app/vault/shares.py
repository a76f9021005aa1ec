"""Letting one other person read until a time. A code of theirs opens her key, until then or until she ends it.

The time is sealed in with the key, and the list of readers lies in her record: a row that was changed, or put back
after she ended it, opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from gravida.app.vault import models
from gravida.app.vault.clock import now
from gravida.app.vault.documents import document
from gravida.app.vault.errors import Damaged, WrongKey
from gravida.app.vault.recovery import new_code, read_code
from gravida.app.vault.sealing import derive, open_sealed, seal
from gravida.app.vault.store import OpenVault, Stored

LONGEST_HOURS: Final = 30 * 24


@document("reader", schema=1, hers_alone=True)
@dataclass(frozen=True)
class Reader:
    """Somebody whom she lets read, by the name she gave them. ``until`` is in seconds since 1970."""

    name: str
    share: UUID
    until: int


def let_read(vault: OpenVault, name: str, hours: int) -> str:
    """Let somebody read for some hours, and return the code for them. It is kept nowhere."""
    id, code = uuid4(), new_code()
    until = int(now().wall) + min(max(hours, 1), LONGEST_HOURS) * 60 * 60
    with vault.to_change():
        wrapped = seal(_key_of(code), vault.key, vault.owner_id, "share", id, until)
        models.Share.objects.create(
            id=id, owner_id=vault.owner_id, code_hash=_digest(code), until=until, wrapped=wrapped
        )
        vault.add(Reader(name, id, until))
    return code


def readers(vault: OpenVault) -> list[Stored[Reader]]:
    """Return whom she lets read now, whoever's time ends first at the top."""
    this = now().wall
    rows = set(models.Share.objects.filter(owner_id=vault.owner_id, until__gt=this).values_list("id", flat=True))
    found = [stored for stored in vault.all(Reader) if stored.document.share in rows]
    return sorted(found, key=lambda stored: stored.document.until)


def end(vault: OpenVault, stored: Stored[Reader]) -> None:
    """Let somebody read no longer. What they had open is closed with the row."""
    with vault.to_change():
        models.Share.objects.filter(owner_id=vault.owner_id, id=stored.document.share).delete()
        vault.remove(stored)


def end_all(vault: OpenVault) -> None:
    """Let nobody read any longer."""
    with vault.to_change():
        models.Share.objects.filter(owner_id=vault.owner_id).delete()
        for stored in vault.all(Reader):
            vault.remove(stored)


def open_with(code: str) -> tuple[OpenVault, models.Share]:
    """Open a record for reading, and return with it the row that allows it.

    Raises:
        WrongKey: the code opens nothing, or nothing any more.
    """
    typed = read_code(code) or ""
    share = models.Share.objects.filter(code_hash=_digest(typed), until__gt=int(now().wall)).first()
    if share is None:
        raise _opens_nothing()
    try:
        key = open_sealed(_key_of(typed), share.wrapped, share.owner_id, "share", share.id, share.until)
    except Damaged:
        raise _opens_nothing() from None
    vault = OpenVault(share.owner_id, key)
    if (share.id, share.until) not in {(found.document.share, found.document.until) for found in vault.all(Reader)}:
        raise _opens_nothing()
    return replace(vault, reads_only=True), share


def _opens_nothing() -> WrongKey:
    return WrongKey("This code opens nothing: it is mistyped, its time is over, or it was ended.")


def _key_of(code: str) -> bytes:
    return derive(code.encode(), "share")  # 160 random bits: nothing to try out


def _digest(code: str) -> str:
    return sha256(b"share|" + code.encode()).hexdigest()
