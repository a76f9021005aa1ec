"""The open vault: typed documents in, typed documents out. Rows hold random ids, versions and sealed bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length

from gravida.app.vault import manifest, models
from gravida.app.vault.documents import class_of, from_bytes, is_hers_alone, kind_of, to_bytes
from gravida.app.vault.errors import (
    ChangedElsewhere,
    Damaged,
    ManifestError,
    NoSuchDocument,
    OnlyReading,
    WrongDocument,
)
from gravida.app.vault.manifest import Entry, Manifest
from gravida.app.vault.moments import one_moment
from gravida.app.vault.sealing import open_sealed, seal
from gravida.app.vault.seen import Looked, Seen, Stored
from gravida.app.vault.standing import SMALL

__all__ = [
    "ChangedElsewhere",
    "ManifestError",
    "NoSuchDocument",
    "OpenVault",
    "Stored",
    "WrongDocument",
]

D = TypeVar("D")

ROWS_AT_ONCE: Final = 100


@dataclass(frozen=True)
class OpenVault:
    """The record of one owner while it is open. Made by ``sessions``; ``request.vault`` is None while it is locked.

    Every query names the owner. With ``reads_only`` nothing is changed, whatever a page may ask for, and what is hers
    alone is not there. With ``looked``, which belongs to one request, everything it reads is of one moment and read
    once, until it changes something.
    """

    owner_id: UUID
    key: bytes = field(repr=False)
    reads_only: bool = False
    looked: Looked | None = field(default=None, repr=False, compare=False)

    def all(self, kind: type[D]) -> list[Stored[D]]:
        """Return every document of a kind, in no order that says anything.

        Raises:
            ManifestError: what is stored is not what was left.
        """
        name, looked = kind_of(kind), self._looked()
        seen = None if looked is None else looked.seen
        if seen is not None and name in seen.opened_kinds:
            return list(seen.opened_kinds[name])
        if seen is not None and seen.has(seen.listed.of_kind(name)):
            return self._open_all(kind, seen.listed, seen)
        with self.as_left() as listed:
            return self._open_all(kind, listed, None if looked is None else looked.seen)

    def everything(self) -> list[Stored[Any]]:
        """Return every document of every kind, in the order of their ids, which says nothing.

        Raises:
            ManifestError: what is stored is not what was left.
            WrongDocument: something is of a kind that this version does not know.
        """
        with self.as_left() as listed:
            rows = self._rows().order_by("id").values_list("id", "sealed")
            return [
                self._opened(class_of(listed.entries[id].kind), id, listed.entries[id], sealed)
                for id, sealed in rows
                if id in listed.entries
            ]

    def put_back(self, documents: Mapping[UUID, Any]) -> None:
        """Write down documents that had their ids before, all of them or none."""
        with self.to_change() as listed:
            entries = {id: Entry(kind_of(type(document)), 1) for id, document in documents.items()}
            models.Record.objects.bulk_create(
                [self._row(id, entry, documents[id]) for id, entry in entries.items()], batch_size=ROWS_AT_ONCE
            )
            manifest.write(listed.with_entries(entries), self.owner_id, self.key)

    def get(self, kind: type[D], id: UUID) -> Stored[D]:
        """Return one document.

        Raises:
            NoSuchDocument: there is none of this kind with this id.
            ManifestError: what is stored is not what was left.
        """
        looked = self._looked()
        seen = None if looked is None else looked.seen
        if seen is not None and seen.has([id]):
            return self._open_one(kind, id, seen.listed, seen)
        with self.as_left() as listed:
            return self._open_one(kind, id, listed, None if looked is None else looked.seen)

    def add(self, document: D) -> Stored[D]:
        """Write down a new document."""
        id, entry = uuid4(), Entry(kind_of(type(document)), 1)
        with self.to_change() as listed:
            self._row(id, entry, document).save(force_insert=True)
            manifest.write(listed.with_entry(id, entry), self.owner_id, self.key)
        return Stored(id, entry.version, document)

    def save(self, stored: Stored[D], document: D) -> Stored[D]:
        """Write a document over the version that was read.

        Raises:
            ChangedElsewhere: it has been saved or removed since it was read; nothing was overwritten.
        """
        entry = Entry(kind_of(type(document)), stored.version + 1)
        with self.to_change() as listed:
            _same_version(listed, stored)
            rows = self._rows().filter(id=stored.id, version=stored.version)
            if rows.update(version=entry.version, sealed=self._seal(document, stored.id, entry)) != 1:
                raise _changed_elsewhere()
            manifest.write(listed.with_entry(stored.id, entry), self.owner_id, self.key)
        return Stored(stored.id, entry.version, document)

    def remove(self, stored: Stored[Any]) -> None:
        """Remove a document.

        Raises:
            ChangedElsewhere: it has been saved or removed since it was read; it is still there.
        """
        with self.to_change() as listed:
            _same_version(listed, stored)
            rows = self._rows().filter(id=stored.id, version=stored.version)
            if rows.delete()[0] != 1:
                raise _changed_elsewhere()
            manifest.write(listed.without_entry(stored.id), self.owner_id, self.key)

    def once(self, what: Hashable, work_out: Callable[[], D]) -> D:
        """Work something out from nothing but her documents, once, and anew after a change."""
        looked = self._looked()
        seen = None if looked is None else looked.seen
        if seen is None:
            return work_out()
        if what not in seen.worked_out:
            seen.worked_out[what] = work_out()
        found: D = seen.worked_out[what]
        return found

    @contextmanager
    def as_left(self) -> Iterator[Manifest]:
        """Read inside of this: everything is of one moment, and was compared with the list of what there is."""
        looked = self._looked()
        with one_moment() as hold:
            listed = manifest.read(self.owner_id, self.key, hold=hold)
            if self.reads_only:
                listed = listed.without(is_hers_alone)
            if looked is not None:
                small = self._rows().annotate(size=Length("sealed")).filter(size__lt=SMALL)
                looked.see(Seen(listed, dict(small.values_list("id", "sealed"))))
            yield listed

    @contextmanager
    def to_change(self) -> Iterator[Manifest]:
        """Change inside of this: nobody else changes this record meanwhile.

        Raises:
            OnlyReading: it was opened by somebody who may read it and no more.
        """
        self.must_be_hers()
        with one_moment(to_change=True) as hold:
            if self.looked is not None:
                self.looked.forget()
            yield manifest.read(self.owner_id, self.key, hold=hold)

    def must_be_hers(self) -> None:
        """Let only the owner go on.

        Raises:
            OnlyReading: it was opened by somebody who may read it and no more.
        """
        if self.reads_only:
            raise OnlyReading("You may read here, and change nothing. Nothing was changed.")

    def _rows(self) -> QuerySet[models.Record]:
        return models.Record.objects.filter(owner_id=self.owner_id)

    def _looked(self) -> Looked | None:
        """Return what this request has seen, but inside of a longer transaction: there everything is read anew."""
        return None if connection.in_atomic_block else self.looked

    def _open_all(self, kind: type[D], listed: Manifest, seen: Seen | None) -> list[Stored[D]]:
        name = kind_of(kind)
        wanted = listed.of_kind(name)
        found = self._open(kind, wanted, listed, seen)
        if len(found) != len(wanted):
            raise _missing()
        if seen is not None and seen.has(wanted):
            seen.opened_kinds[name] = list(found)
        return found

    def _open_one(self, kind: type[D], id: UUID, listed: Manifest, seen: Seen | None) -> Stored[D]:
        entry = listed.entries.get(id)
        if entry is None or entry.kind != kind_of(kind):
            raise NoSuchDocument("There is nothing here under this address. It may have been removed.")
        for stored in self._open(kind, [id], listed, seen):
            return stored
        raise _missing()

    def _open(self, kind: type[D], ids: list[UUID], listed: Manifest, seen: Seen | None) -> list[Stored[D]]:
        """Open documents that were seen already and, from their rows, the others: a photo is kept by nobody."""
        small: list[Stored[D]] = []
        others = ids
        if seen is not None:
            others = [id for id in ids if id not in seen.sealed]
            for id in ids:
                if id in seen.sealed and id not in seen.opened:
                    seen.opened[id] = self._opened(kind, id, listed.entries[id], seen.sealed[id])
            small = [seen.opened[id] for id in ids if id in seen.sealed]
        # Only these rows are read: a photo among the others is as large as everything else together.
        rows = self._rows().filter(id__in=others).values_list("id", "sealed") if others else ()
        return [*small, *(self._opened(kind, id, listed.entries[id], sealed) for id, sealed in rows)]

    def _row(self, id: UUID, entry: Entry, document: object) -> models.Record:
        sealed = self._seal(document, id, entry)
        return models.Record(id=id, owner_id=self.owner_id, version=entry.version, sealed=sealed)

    def _opened(self, kind: type[D], id: UUID, entry: Entry, sealed: bytes | memoryview) -> Stored[D]:
        try:
            text = open_sealed(self.key, sealed, self.owner_id, entry.kind, id, entry.version)
        except Damaged as error:
            raise ManifestError(str(error)) from None
        return Stored(id, entry.version, from_bytes(text, kind))

    def _seal(self, document: object, id: UUID, entry: Entry) -> bytes:
        return seal(self.key, to_bytes(document), self.owner_id, entry.kind, id, entry.version)


def _same_version(listed: Manifest, stored: Stored[Any]) -> None:
    if listed.entries.get(stored.id) != Entry(kind_of(type(stored.document)), stored.version):
        raise _changed_elsewhere()


def _missing() -> ManifestError:
    return ManifestError("Something that was written down is missing. Bring back the newest copy you saved.")


def _changed_elsewhere() -> ChangedElsewhere:
    return ChangedElsewhere("This was changed in another window after you opened it. Nothing was overwritten.")
