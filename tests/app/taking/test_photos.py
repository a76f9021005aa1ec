"""Photos go along as files of their own, and come back the same; what is more than a picture does not come in."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.app.conftest import MadeOnce
from tests.app.hers import the_scan, under_way
from tests.promises.crafted_photos import drawn, segment, written

from gravida.app.photos import album, reading
from gravida.app.record.photo import Photo, Picture
from gravida.app.taking import bringing_in, data, packing, photo_files
from gravida.app.vault import backups, kept_copies
from gravida.app.vault.age import ByPassphrase
from gravida.app.vault.documents import to_bytes
from gravida.app.vault.errors import VaultError
from gravida.app.vault.store import OpenVault

PLAIN = reading.read(written(drawn(), "JPEG"))


def with_photos(vault: OpenVault) -> Photo:
    of = under_way(vault, label="Spring")
    scan = the_scan(vault, of.id)
    album.add(vault, of.id, None, PLAIN, "A <letter>")
    return album.add(vault, of.id, scan.id, reading.read(written(drawn(size=(40, 30)), "PNG")), "").document


def changed(packed: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The archive with one of its files changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as found, zipfile.ZipFile(out, "w") as archive:
        for entry in found.infolist():
            content = found.read(entry)
            after = change(content) if entry.filename == name else content
            if after is not None:
                archive.writestr(entry, after)
    return out.getvalue()


def held(vault: OpenVault) -> dict[UUID, Any]:
    return {stored.id: stored.document for stored in vault.everything()}


def test_they_are_files_that_anything_opens(vault: OpenVault) -> None:
    photo = with_photos(vault)
    files = dict(photo_files.files(data.documents_of(vault)))
    with zipfile.ZipFile(io.BytesIO(packing.packed(vault))) as archive:
        names = [name for name in archive.namelist() if name.startswith("photos/")]
        assert {name: archive.read(name) for name in names} == files
        assert len(files) == 2
        page = archive.read("read-me.html").decode()
        text = archive.read("data/record.json").decode()
    assert f'<a href="photos/{photo.picture}.jpg">A photo, added on' in page
    assert ">A &lt;letter&gt;</a>" in page
    assert "<img" not in page, "what is not asked for is not shown"
    assert '"picture"' in text
    assert "jpeg" not in text


def test_brought_into_an_empty_record_they_are_the_same(vault: OpenVault) -> None:
    with_photos(vault)
    before = held(vault)
    packed = packing.packed(vault)
    for stored in vault.everything():
        vault.remove(stored)
    bringing_in.bring_in(vault, bringing_in.unpack(packed))
    assert held(vault) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda jpeg: None,
        lambda jpeg: b"",
        lambda jpeg: jpeg + b"<script>",
        lambda jpeg: segment(0xE1, b"Exif\0\0", jpeg),
        lambda jpeg: written(drawn(), "JPEG"),
        lambda jpeg: PLAIN.jpeg,
        lambda jpeg: bytes(20 * 1024 * 1024),
    ],
    ids=["missing", "empty", "a script after it", "notes", "not ours", "another", "zeros"],
)
def test_what_is_not_as_it_was_packed_does_not_come_in(vault: OpenVault, change) -> None:
    photo = with_photos(vault)
    packed = changed(packing.packed(vault), photo_files.name_of(photo.picture), change)
    with pytest.raises(VaultError, match=r"photo in this file is missing|far more than a record"):
        bringing_in.unpack(packed)


def test_a_picture_among_the_texts_does_not_come_in(vault: OpenVault) -> None:
    photo = with_photos(vault)
    text = to_bytes(Picture(photo.pregnancy, b"<script>"))
    content = {"id": str(UUID(int=7)), **json.loads(text)}

    def with_it(record: bytes) -> bytes:
        found = json.loads(record)
        return json.dumps({**found, "documents": [*found["documents"], content]}).encode()

    with pytest.raises(VaultError, match="not as this program writes it"):
        bringing_in.unpack(changed(packing.packed(vault), "data/record.json", with_it))


def test_a_backup_holds_them(vault: OpenVault, made_once: MadeOnce, folder: Path, tmp_path: Path) -> None:
    with_photos(vault)
    looked = backups.make(folder / "notes.sqlite3", tmp_path / "copy.age", ByPassphrase("x" * 12), made_once.key)
    assert looked.opened == len(vault.everything())
    assert len(vault.all(Picture)) == 2
    whole = kept_copies.take(folder / "notes.sqlite3")
    assert kept_copies.look(whole, whole, made_once.key).opened == looked.opened
