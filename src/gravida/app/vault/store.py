"""The open vault: typed documents in, typed documents out. Rows hold random ids, versions and sealed bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from gravida.app.vault import manifest, models
from gravida.app.vault.documents import class_of, from_bytes, kind_of, to_bytes
from gravida.app.vault.errors import ChangedElsewhere, Damaged, ManifestError, NoSuchDocument, WrongDocument
from gravida.app.vault.manifest import Entry, Manifest
from gravida.app.vault.sealing import open_sealed, seal

__all__ = [
    "ChangedElsewhere",
    "ManifestError",
    "NoSuchDocument",
    "OpenVault",
    "Stored",
    "WrongDocument",
]

D = TypeVar("D")


@dataclass(frozen=True)
class Stored(Generic[D]):
    """A document as stored: save or remove it with the version that was read."""

    id: UUID
    version: int
    document: D


@dataclass(frozen=True)
class OpenVault:
    """The record of one owner while it is open. Made by ``sessions``; ``request.vault`` is None while it is locked."""

    owner_id: UUID
    key: bytes = field(repr=False)

    @transaction.atomic
    def all(self, kind: type[D]) -> list[Stored[D]]:
        """Return every document of a kind, in no order that says anything.

        Raises:
            ManifestError: what is stored is not what was left.
        """
        listed = self._manifest().entries
        name = kind_of(kind)
        # Only these rows are read: a photo among the others is as large as everything else together.
        rows = self._rows().filter(id__in=[id for id, entry in listed.items() if entry.kind == name])
        return [self._opened(kind, id, listed[id], sealed) for id, sealed in rows.values_list("id", "sealed")]

    @transaction.atomic
    def everything(self) -> list[Stored[Any]]:
        """Return every document of every kind, in the order of their ids, which says nothing.

        Raises:
            ManifestError: what is stored is not what was left.
            WrongDocument: something is of a kind that this version does not know.
        """
        listed = self._manifest().entries
        rows = self._rows().order_by("id").values_list("id", "sealed")
        return [self._opened(class_of(listed[id].kind), id, listed[id], sealed) for id, sealed in rows]

    @transaction.atomic
    def put_back(self, documents: Mapping[UUID, Any]) -> None:
        """Write down documents that had their ids before, all of them or none."""
        listed = self._manifest()
        for id, document in documents.items():
            entry = Entry(kind_of(type(document)), 1)
            models.Record.objects.create(
                id=id, owner_id=self.owner_id, version=entry.version, sealed=self._seal(document, id, entry)
            )
            listed = listed.with_entry(id, entry)
        manifest.write(listed, self.owner_id, self.key)

    @transaction.atomic
    def get(self, kind: type[D], id: UUID) -> Stored[D]:
        """Return one document.

        Raises:
            NoSuchDocument: there is none of this kind with this id.
            ManifestError: what is stored is not what was left.
        """
        entry = self._manifest().entries.get(id)
        if entry is None or entry.kind != kind_of(kind):
            raise NoSuchDocument("There is nothing here under this address. It may have been removed.")
        sealed = self._rows().values_list("sealed", flat=True).get(id=id)
        return self._opened(kind, id, entry, sealed)

    @transaction.atomic
    def add(self, document: D) -> Stored[D]:
        """Write down a new document."""
        id, entry = uuid4(), Entry(kind_of(type(document)), 1)
        listed = self._manifest()
        models.Record.objects.create(
            id=id, owner_id=self.owner_id, version=entry.version, sealed=self._seal(document, id, entry)
        )
        manifest.write(listed.with_entry(id, entry), self.owner_id, self.key)
        return Stored(id, entry.version, document)

    @transaction.atomic
    def save(self, stored: Stored[D], document: D) -> Stored[D]:
        """Write a document over the version that was read.

        Raises:
            ChangedElsewhere: it has been saved or removed since it was read; nothing was overwritten.
        """
        listed = self._unmoved(stored)
        entry = Entry(kind_of(type(document)), stored.version + 1)
        rows = self._rows().filter(id=stored.id, version=stored.version)
        if rows.update(version=entry.version, sealed=self._seal(document, stored.id, entry)) != 1:
            raise _changed_elsewhere()
        manifest.write(listed.with_entry(stored.id, entry), self.owner_id, self.key)
        return Stored(stored.id, entry.version, document)

    @transaction.atomic
    def remove(self, stored: Stored[Any]) -> None:
        """Remove a document.

        Raises:
            ChangedElsewhere: it has been saved or removed since it was read; it is still there.
        """
        listed = self._unmoved(stored)
        rows = self._rows().filter(id=stored.id, version=stored.version)
        if rows.delete()[0] != 1:
            raise _changed_elsewhere()
        manifest.write(listed.without_entry(stored.id), self.owner_id, self.key)

    def _manifest(self) -> Manifest:
        return manifest.read(self.owner_id, self.key)

    def _unmoved(self, stored: Stored[Any]) -> Manifest:
        listed = self._manifest()
        if listed.entries.get(stored.id) != Entry(kind_of(type(stored.document)), stored.version):
            raise _changed_elsewhere()
        return listed

    def _rows(self) -> QuerySet[models.Record]:
        return models.Record.objects.filter(owner_id=self.owner_id)

    def _opened(self, kind: type[D], id: UUID, entry: Entry, sealed: bytes | memoryview) -> Stored[D]:
        try:
            text = open_sealed(self.key, sealed, self.owner_id, entry.kind, id, entry.version)
        except Damaged as error:
            raise ManifestError(str(error)) from None
        return Stored(id, entry.version, from_bytes(text, kind))

    def _seal(self, document: object, id: UUID, entry: Entry) -> bytes:
        return seal(self.key, to_bytes(document), self.owner_id, entry.kind, id, entry.version)


def _changed_elsewhere() -> ChangedElsewhere:
    return ChangedElsewhere("This was changed in another window after you opened it. Nothing was overwritten.")
