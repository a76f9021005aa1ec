"""The data of a record as one JSON text: every document with its id, kind and edition, strictly read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from gravida.app.vault.documents import class_of, from_bytes, to_bytes
from gravida.app.vault.errors import VaultError, WrongDocument
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.owners import UnconfirmedCode
from gravida.app.vault.store import OpenVault, Stored

FORMAT: Final = "own notes"
EDITION: Final = 1
DEEPEST: Final = 64
LONGEST: Final = 32 * 1024 * 1024
STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
BRACKET: Final = re.compile(rb"[\[\]{}]")


def documents_of(vault: OpenVault) -> list[Stored[Any]]:
    """Return what is hers to take: everything but a recovery code not yet written down, and passkeys."""
    return [stored for stored in vault.everything() if not isinstance(stored.document, UnconfirmedCode | Passkey)]


def to_json(documents: Iterable[Stored[Any]]) -> str:
    """Write every document as JSON, one way only, so that equal records give equal texts."""
    written = [{"id": str(stored.id), **json.loads(to_bytes(stored.document))} for stored in documents]
    content = {"format": FORMAT, "edition": EDITION, "documents": written}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def from_json(text: bytes) -> dict[UUID, Any]:
    """Read documents back.

    Raises:
        VaultError: it is too long or too deep, no JSON of ours, or a document in it is not as this version knows it.
    """
    if len(text) > LONGEST:
        raise VaultError("The data in this file is longer than a record can be.")
    if _depth(text) > DEEPEST:
        raise VaultError("The data in this file is nested deeper than a record ever is.")
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        if (content["format"], content["edition"]) != (FORMAT, EDITION):
            raise VaultError("This file was written by another program, or by a newer version of this one.")
        found = {UUID(one.pop("id")): one for one in content["documents"]}
        several = len(found) != len(content["documents"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise VaultError("The data in this file cannot be read: it is not as this program writes it.") from None
    if several:
        raise VaultError("Two documents in this file have the same id, so none of them was taken.")
    return {id: _document(one) for id, one in found.items()}


def _document(content: Any) -> Any:
    try:
        kind = class_of(content["kind"])
        if kind in (UnconfirmedCode, Passkey):
            raise WrongDocument("A recovery code or a passkey is never part of what is taken along.")
        return from_bytes(json.dumps(content).encode(), kind)
    except (KeyError, TypeError):
        raise VaultError("The data in this file cannot be read: a document lacks its kind.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _depth(text: bytes) -> int:
    """How deep brackets are nested, without those inside of strings: counted before anything is built from them."""
    deepest = depth = 0
    for sign in BRACKET.findall(STRING.sub(b"", text)):
        depth += 1 if sign in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest
