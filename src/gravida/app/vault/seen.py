"""What was read of a record in one moment, and what was opened of it since."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from gravida.app.vault.manifest import Manifest

D = TypeVar("D")


@dataclass(frozen=True)
class Stored(Generic[D]):
    """A document as stored: save or remove it with the version that was read."""

    id: UUID
    version: int
    document: D


@dataclass(frozen=True)
class Seen:
    """The list of what there is, compared with the rows, and every small document, sealed; all of one moment.

    It never changes, so pages at the same time may share it; only what was opened or worked out of it is added.
    """

    listed: Manifest
    sealed: dict[UUID, bytes | memoryview]
    opened: dict[UUID, Stored[Any]] = field(default_factory=dict)
    opened_kinds: dict[str, list[Stored[Any]]] = field(default_factory=dict)
    worked_out: dict[Hashable, Any] = field(default_factory=dict)

    def has(self, ids: Iterable[UUID]) -> bool:
        """Whether all of these were read."""
        return all(id in self.sealed for id in ids)


@dataclass
class Looked:
    """What one request has seen already: a page asks for the same things several times.

    ``keep`` is told of everything that is seen, to have it ready for the next page, on a server where that is done.
    """

    seen: Seen | None = None
    keep: Callable[[Seen], None] | None = None

    def see(self, seen: Seen) -> None:
        """Keep what was read in one moment, so that the database is asked once."""
        self.seen = seen
        if self.keep is not None:
            self.keep(seen)

    def forget(self) -> None:
        """Look anew: something was changed."""
        self.seen = None
