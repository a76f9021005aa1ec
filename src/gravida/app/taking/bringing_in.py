"""Bringing in what was taken along: an archive is looked at before anything is unpacked, and nothing touches the disk.

No name in an archive ever becomes the name of a file: its data and its photos are read, in memory, and the other
entries are only looked at.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError

from gravida.app.record.preferences import Preferences
from gravida.app.taking import archive, data, photo_files
from gravida.app.taking.archive import DATA
from gravida.app.vault.errors import VaultError
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.made import Made
from gravida.app.vault.owners import UnconfirmedCode
from gravida.app.vault.store import OpenVault, Stored

ZIP: Final = b"PK"
"""How a file begins that is not encrypted."""

MOST_FILES: Final = 2000
MOST_BYTES: Final = 500 * 1024 * 1024
HIGHEST_RATIO: Final = 100
SMALL: Final = 1024 * 1024
"""Below this the ratio says nothing: a short text of equal letters is no bomb."""

FROM_SETTING_UP: Final = (Preferences, Made, UnconfirmedCode, Passkey)
"""What an otherwise empty record may hold; her settings are replaced by those that are brought in."""


def unpack(packed_file: bytes) -> dict[UUID, Any]:
    """Return the documents of an archive.

    Raises:
        VaultError: it is no archive of ours, or has something in it that an honest one never has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed_file)) as packed:
            _look(packed.infolist())
            with packed.open(DATA) as entry:
                text = entry.read(data.LONGEST + 1)
            photos = {name: _file(packed, name) for name in packed.namelist() if photo_files.is_photo(name)}
    except KeyError:
        raise VaultError("This is not a file that was taken along from a record: its data is missing.") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise VaultError(f"This file cannot be unpacked ({type(error).__name__}). Give it as it was saved.") from None
    documents = data.from_json(text)
    photos_found = photo_files.pictures(documents, photos)
    try:
        archive.pack(Stored(id, 1, document) for id, document in documents.items())
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # A day such as 31 February is well formed and would break every page that shows it.
        raise VaultError("Something in this file cannot be shown, such as a day that does not exist.") from None
    return documents | photos_found


def is_empty(vault: OpenVault) -> bool:
    """Whether nothing was written into the record yet, beside what setting up writes."""
    return all(isinstance(stored.document, FROM_SETTING_UP) for stored in vault.everything())


def bring_in(vault: OpenVault, documents: dict[UUID, Any]) -> None:
    """Write the documents into an empty record, all of them or none.

    Raises:
        VaultError: the record is not empty.
    """
    if not is_empty(vault):
        raise VaultError("There is something in this record already. Bring it into an empty one.")
    there = vault.everything()
    brings_settings = any(isinstance(document, Preferences) for document in documents.values())
    for stored in there:
        if stored.id in documents or (brings_settings and isinstance(stored.document, Preferences)):
            vault.remove(stored)
    try:
        vault.put_back(documents)
    except IntegrityError:
        raise VaultError("Parts of this file are in another record here already, so none of it was taken.") from None


def _file(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as entry:
        return entry.read(photo_files.LONGEST_BYTES + 1)


def _look(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise VaultError(f"There are more than {MOST_FILES} files in this archive, so it was not opened.")
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) != len(names):
        raise VaultError("A file stands twice in this archive, so it was not opened.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise VaultError("This archive is packed in a way that this program never uses, so it was not opened.")
    if any(_strange(entry) for entry in entries):
        raise VaultError("A file in this archive points outside of it, so it was not opened.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES or any(_bomb(entry) for entry in entries):
        raise VaultError("This archive unpacks to far more than a record ever is, so it was not opened.")


def _strange(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG, stat.S_IFDIR)
    return not plain or ".." in parts or parts[0] == "" or ":" in entry.filename or "\0" in entry.orig_filename


def _bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
