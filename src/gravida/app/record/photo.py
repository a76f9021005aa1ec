"""A photo that belongs to a pregnancy, or to one scan of it. The picture itself lies apart, because it is large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gravida.app.record.dates import in_words
from gravida.app.vault.documents import document


@document("photo", schema=1)
@dataclass(frozen=True)
class Photo:
    """What is known of a photo. ``number`` counts them in the order in which they were added.

    ``says`` is what it shows in her words: it stands in for it where it is not seen.
    """

    pregnancy: UUID
    picture: UUID
    width: int
    height: int
    added_on: date
    number: int
    scan: UUID | None = None
    says: str = ""

    @property
    def in_words(self) -> str:
        """What a person hears who does not see it."""
        return self.says or f"A photo, added on {in_words(self.added_on)}"


@document("picture", schema=1)
@dataclass(frozen=True)
class Picture:
    """The picture of a photo: a JPEG of nothing but pixels."""

    pregnancy: UUID
    jpeg: bytes
