"""The manifest: a sealed list of every document (kind and version) and every slot, written with each change.

It notices what the seal of a single row cannot: a row that is missing, added, swapped or put back to an older version,
an old slot that was put back, and another key for drafts. It cannot notice, by nature, a whole file put back to an
earlier day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from gravida.app.vault import models
from gravida.app.vault.errors import ChangedElsewhere, Damaged, ManifestError
from gravida.app.vault.sealing import bound, open_sealed, seal, stored_bytes


class Entry(NamedTuple):
    """What the manifest knows about one document."""

    kind: str
    version: int


@dataclass(frozen=True)
class Manifest:
    """The list as opened, with the version of the row it came from."""

    version: int
    entries: dict[UUID, Entry]
    slots: frozenset[UUID]

    def with_entry(self, id: UUID, entry: Entry) -> Manifest:
        """Return the list with one document added or moved to another version."""
        return replace(self, entries={**self.entries, id: entry})

    def with_entries(self, entries: Mapping[UUID, Entry]) -> Manifest:
        """Return the list with several documents added."""
        return replace(self, entries={**self.entries, **entries})

    def without_entry(self, id: UUID) -> Manifest:
        """Return the list without one document."""
        return replace(self, entries={known: entry for known, entry in self.entries.items() if known != id})

    def without(self, left_out: Callable[[str], bool]) -> Manifest:
        """Return the list without the documents of some kinds, to read by."""
        return replace(self, entries={id: entry for id, entry in self.entries.items() if not left_out(entry.kind)})

    def with_slots(self, slots: Iterable[UUID]) -> Manifest:
        """Return the list with these slots and no others."""
        return replace(self, slots=frozenset(slots))


def create(owner: UUID, key: bytes, slots: Iterable[UUID]) -> None:
    """Write the first manifest of an owner."""
    first = Manifest(1, {}, frozenset(slots))
    models.Manifest.objects.create(owner_id=owner, version=1, sealed=_sealed(first, owner, key))


def read(owner: UUID, key: bytes, *, hold: bool) -> Manifest:
    """Open the manifest and compare it with the rows that are there, inside of ``one_moment``, which says ``hold``.

    Raises:
        ManifestError: the manifest is missing or altered, or the rows are not those it lists.
    """
    rows = models.Manifest.objects.filter(owner_id=owner)
    row = (rows.select_for_update() if hold else rows).values_list("version", "sealed").first()
    if row is None:
        raise _not_as_left("the list of what is in it is missing")
    version, sealed = row
    try:
        content = json.loads(open_sealed(key, sealed, owner, "manifest", version))
    except Damaged:
        raise _not_as_left("the list of what is in it does not open") from None
    manifest = Manifest(
        version,
        {UUID(id): Entry(*entry) for id, entry in content["documents"].items()},
        frozenset(map(UUID, content["slots"])),
    )
    _compare(manifest, owner)
    if content["drafts"] != _keys_of_drafts(owner):
        raise _not_as_left("the keys for what is typed into a locked page are not yours")
    return manifest


def is_still(manifest: Manifest, owner: UUID) -> bool:
    """Whether nothing has been changed since this list was read."""
    return models.Manifest.objects.filter(owner_id=owner, version=manifest.version).exists()


def write(manifest: Manifest, owner: UUID, key: bytes) -> None:
    """Write a changed manifest over the version it was read from, in the transaction of the change.

    Raises:
        ChangedElsewhere: the stored manifest has moved on since it was read.
    """
    moved = replace(manifest, version=manifest.version + 1)
    stored = models.Manifest.objects.filter(owner_id=owner, version=manifest.version)
    if stored.update(version=moved.version, sealed=_sealed(moved, owner, key)) != 1:
        raise ChangedElsewhere("Something else was saved at the same moment. Nothing was overwritten. Save again.")


def _compare(manifest: Manifest, owner: UUID) -> None:
    rows = dict(models.Record.objects.filter(owner_id=owner).values_list("id", "version"))
    listed = {id: entry.version for id, entry in manifest.entries.items()}
    if missing := listed.keys() - rows.keys():
        raise _not_as_left(f"{len(missing)} of what was written down is missing")
    if added := rows.keys() - listed.keys():
        raise _not_as_left(f"{len(added)} is there that was not written down by you")
    if any(rows[id] != version for id, version in listed.items()):
        raise _not_as_left("something was put back to another version")
    if set(models.Slot.objects.filter(owner_id=owner).values_list("id", flat=True)) != manifest.slots:
        raise _not_as_left("the ways to open it are not those you chose")


def _sealed(manifest: Manifest, owner: UUID, key: bytes) -> bytes:
    content = {
        "documents": {str(id): entry for id, entry in manifest.entries.items()},
        "slots": sorted(map(str, manifest.slots)),
        "drafts": _keys_of_drafts(owner),
    }
    text = json.dumps(content, separators=(",", ":")).encode()
    return seal(key, text, owner, "manifest", manifest.version)


def _keys_of_drafts(owner: UUID) -> str:
    """A digest of both halves: another public key would let somebody else read what is typed into a locked page."""
    row = models.Owner.objects.filter(id=owner).values_list("public_key", "sealed_identity").first()
    if row is None:
        raise _not_as_left("whose it is has been altered")
    return hashlib.sha256(bound(row[0], stored_bytes(row[1]).hex())).hexdigest()


def _not_as_left(what: str) -> ManifestError:
    return ManifestError(
        f"What is stored is not as it was left: {what}. Nothing was changed now. "
        "Bring back the newest copy of the data folder, and tell somebody you trust with computers."
    )
