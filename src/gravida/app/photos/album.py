"""A photo and its picture in the record: added and changed together, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.db import transaction
from django.http import Http404

from gravida.app.photos.reading import Plain
from gravida.app.record.dates import today
from gravida.app.record.photo import Photo, Picture
from gravida.app.vault.store import NoSuchDocument, OpenVault, Stored

MOST: Final = 200
"""More make a record that is slow to keep and to take along."""


def is_full(vault: OpenVault) -> bool:
    """Whether there are as many photos as there can be."""
    return len(vault.all(Photo)) >= MOST


@transaction.atomic
def add(vault: OpenVault, pregnancy: UUID, scan: UUID | None, plain: Plain, says: str) -> Stored[Photo]:
    """Write down a photo."""
    number = 1 + max((one.document.number for one in vault.all(Photo)), default=0)
    picture = vault.add(Picture(pregnancy, plain.jpeg))
    return vault.add(Photo(pregnancy, picture.id, plain.width, plain.height, today(), number, scan, says))


@transaction.atomic
def change(vault: OpenVault, stored: Stored[Photo], plain: Plain | None, says: str) -> None:
    """Write other words, and another picture where there is one.

    Raises:
        ChangedElsewhere: the photo has been saved or removed since it was read; nothing was overwritten.
    """
    photo = replace(stored.document, says=says)
    if plain is not None:
        photo = replace(photo, width=plain.width, height=plain.height)
        vault.save(vault.get(Picture, photo.picture), Picture(photo.pregnancy, plain.jpeg))
    vault.save(stored, photo)


def photo_or_404(vault: OpenVault, which: UUID) -> Stored[Photo]:
    """Return one photo."""
    try:
        return vault.get(Photo, which)
    except NoSuchDocument as error:
        raise Http404(str(error)) from None
