"""Photos as files of the archive: each picture under the id it has in the record, and nothing of hers in the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from gravida.app.photos import plain_jpeg
from gravida.app.record.photo import Photo, Picture
from gravida.app.vault.errors import VaultError
from gravida.app.vault.store import Stored

FOLDER: Final = "photos/"
LONGEST_BYTES: Final = 16 * 1024 * 1024
"""A picture of 2048 by 2048 points has three bytes for each at most, and a little more."""


def name_of(picture: UUID) -> str:
    """Return the name of a picture in the archive."""
    return f"{FOLDER}{picture}.jpg"


def files(documents: Iterable[Stored[Any]]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every picture."""
    for stored in documents:
        if isinstance(stored.document, Picture):
            yield name_of(stored.id), stored.document.jpeg


def without_pictures(documents: Iterable[Stored[Any]]) -> list[Stored[Any]]:
    """Return the documents that are written as text."""
    return [stored for stored in documents if not isinstance(stored.document, Picture)]


def is_photo(name: str) -> bool:
    """Whether an entry of the archive may be a picture."""
    return name.startswith(FOLDER)


def pictures(documents: dict[UUID, Any], files: dict[str, bytes]) -> dict[UUID, Picture]:
    """Return the picture of every photo among the documents, from the files by their names.

    Raises:
        VaultError: one is missing, or is not as this program writes them.
    """
    found: dict[UUID, Picture] = {}
    sound = not any(isinstance(document, Picture) for document in documents.values())
    for photo in documents.values():
        if isinstance(photo, Photo):
            jpeg = files.get(name_of(photo.picture), b"")
            sound = sound and plain_jpeg.size_of(jpeg) == (photo.width, photo.height)
            found[photo.picture] = Picture(photo.pregnancy, jpeg)
    if not sound:
        raise VaultError("A photo in this file is missing or not as this program writes it, so nothing was taken.")
    return found
