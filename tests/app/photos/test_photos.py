"""Photos on her pages: added, covered until she looks, replaced, removed; and nowhere else than in the record."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from PIL import Image
from tests.app.conftest import browser
from tests.app.hers import ended_long_ago, post, read, text_of, the_scan, under_way
from tests.promises.crafted_photos import CANARY, drawn, segment, tiff, written

from gravida.app.photos import album
from gravida.app.record.photo import Photo, Picture
from gravida.app.record.scan import Scan
from gravida.app.record.unfinished import all_kept, kept
from gravida.app.vault import models
from gravida.app.vault.errors import ManifestError
from gravida.app.vault.store import OpenVault, Stored

JPEG = segment(0xE1, b"Exif\0\0" + tiff(), written(drawn(), "JPEG", quality=95))
OTHER = written(drawn(size=(60, 90)), "PNG")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"

opened_for_writing: list[str] = []


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if event == "open" and given[1] is not None and set(str(given[1])) & set("wax+"):
        opened_for_writing.append(str(given[0]))


sys.addaudithook(_watch)


def a_file(content: bytes = JPEG, name: str = "IMG_2043.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def added(client: Client, vault: OpenVault, pregnancy: UUID, scan: UUID | None = None, **typed: Any) -> Stored[Photo]:
    """A photo, added as she adds it."""
    before = {stored.id for stored in vault.all(Photo)}
    place = f"{pregnancy}/" if scan is None else f"{pregnancy}/{scan}/"
    answer = post(client, f"/pictures/add/{place}", {"file": a_file(), **typed})
    assert answer.status_code == 302, text_of(answer)
    [photo] = [stored for stored in vault.all(Photo) if stored.id not in before]
    return photo


def test_a_photo_is_shown_where_it_belongs(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    its = added(client, vault, of.id, scan.id, says="The print <of> that day")
    other = added(client, vault, of.id)
    page = client.get(f"/reading/{scan.id}/").content.decode()
    assert f'src="/pictures/{its.id}/picture.jpg"' in page
    assert 'alt="The print &lt;of&gt; that day"' in page
    assert str(other.id) not in page
    page = client.get(f"/record/{of.id}/").content.decode()
    assert page.count("/picture.jpg") == 2
    assert 'width="160" height="120"' in page
    assert "A photo, added on" in page
    assert "The print <of> that day" in read(client, f"/pictures/{its.id}/")


@pytest.mark.parametrize("of_hers", [under_way, ended_long_ago], ids=["under way", "after an end"])
def test_it_is_covered_until_she_looks(client: Client, vault: OpenVault, of_hers: Callable[..., Stored[Any]]) -> None:
    of = of_hers(vault)
    photo = added(client, vault, of.id, says="A print")
    page = client.get(f"/record/{of.id}/").content.decode()
    [cover] = re.findall(r'<details class="cover">.*?</details>', page, re.DOTALL)
    assert f"/pictures/{photo.id}/picture.jpg" in cover
    assert 'loading="lazy"' in cover
    assert page.count("/picture.jpg") == 1


def test_the_picture_is_for_her_open_browser_only(client: Client, vault: OpenVault) -> None:
    photo = added(client, vault, under_way(vault).id)
    address = f"/pictures/{photo.id}/picture.jpg"
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert Image.open(io.BytesIO(answer.content)).size == (160, 120)
    assert CANARY.encode() not in answer.content
    locked = browser().get(address)
    assert (locked.status_code, locked["Location"], locked.content) == (303, "/open/", b"")
    assert client.get(f"/pictures/{uuid4()}/picture.jpg").status_code == 404


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (a_file(HEIC, "IMG_2043.HEIC", "image/heic"), "This is a HEIC photo"),
        (a_file(HEIC, "IMG_2043.jpg"), "This is a HEIC photo"),
        (a_file(b"%PDF-1.4", "a.jpg"), "This is a PDF"),
        (a_file(b"<svg></svg>", "a.jpg"), "such as an SVG"),
        (a_file(written(drawn("P"), "GIF"), "a.png"), "This is a GIF"),
        (a_file(JPEG + b"<script>", "a.jpg"), "There is more in this file than a photo"),
        (a_file(JPEG[:900], "a.jpg"), "damaged or cut off"),
        (a_file(b"", "a.jpg"), "The file is empty"),
        ("", "Choose a photo."),
    ],
)
def test_what_is_not_taken_is_said_and_nothing_is_kept(
    client: Client, vault: OpenVault, given: object, says: str
) -> None:
    of = under_way(vault)
    before = models.Record.objects.count()
    if isinstance(given, SimpleUploadedFile):
        given.seek(0)
    answer = post(client, f"/pictures/add/{of.id}/", {"file": given, "says": "in my words"})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert b'value="in my words"' in answer.content
    assert models.Record.objects.count() == before


def test_the_name_of_a_file_says_nothing_of_what_it_is(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    photo = added(client, vault, of.id, file=a_file(OTHER, "../../letter.pdf", "application/pdf"))
    assert (photo.document.width, photo.document.height) == (60, 90)
    assert "letter" not in client.get(f"/pictures/{photo.id}/").content.decode()


def test_another_photo_takes_its_place(client: Client, vault: OpenVault) -> None:
    photo = added(client, vault, under_way(vault).id, says="before")
    page = f"/pictures/{photo.id}/correct/"
    assert b'value="before"' in client.get(page).content
    only_words = post(client, page, {"version": "1", "says": "after"})
    assert only_words.status_code == 302
    assert len(vault.all(Picture)) == 1
    stale = post(client, page, {"version": "1", "says": "from another window", "file": a_file(OTHER)})
    assert stale.status_code == 409
    assert vault.get(Picture, photo.document.picture).version == 1
    assert post(client, page, {"version": "2", "says": "after", "file": a_file(OTHER)}).status_code == 302
    [stored] = vault.all(Photo)
    assert (stored.id, stored.document.says, stored.document.width) == (photo.id, "after", 60)
    assert Image.open(io.BytesIO(client.get(f"/pictures/{photo.id}/picture.jpg").content)).size == (60, 90)
    assert len(vault.all(Picture)) == 1


def test_it_is_taken_out_alone_with_its_scan_and_with_everything(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id)
    alone = added(client, vault, of.id)
    added(client, vault, of.id, scan.id)
    added(client, vault, of.id)
    assert "This cannot be undone" in read(client, f"/pictures/{alone.id}/remove/")
    assert post(client, f"/pictures/{alone.id}/remove/").status_code == 302
    assert (len(vault.all(Photo)), len(vault.all(Picture))) == (2, 2)
    assert "and 1 photo of it" in read(client, f"/record/{of.id}/{scan.id}/remove/")
    post(client, f"/record/{of.id}/{scan.id}/remove/")
    assert (len(vault.all(Photo)), len(vault.all(Picture)), len(vault.all(Scan))) == (1, 1, 0)
    asked = read(client, f"/record/{of.id}/remove/")
    assert "your notes and questions, 1 photo. This" in asked
    assert "blood test" not in asked
    post(client, f"/record/{of.id}/remove/")
    assert vault.everything() == []


def test_it_lies_sealed_in_the_record_and_in_no_file(client: Client, vault: OpenVault, folder: Path) -> None:
    of = under_way(vault)
    large = written(Image.effect_noise((2000, 1800), 80).convert("RGB"), "JPEG", quality=95)
    assert len(large) > 2.5 * 1024 * 1024 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    opened_for_writing.clear()
    photo = added(client, vault, of.id, file=a_file(large), says=CANARY)
    assert [name for name in opened_for_writing if not name.isdigit()] == []  # a number is a pipe
    jpeg = vault.get(Picture, photo.document.picture).document.jpeg
    row = models.Record.objects.get(id=photo.document.picture)
    assert (len(row.sealed) - 12 - 16) % (64 * 1024) == 0
    connections.close_all()
    for file in folder.iterdir():
        content = file.read_bytes()
        for part in (CANARY.encode(), jpeg[2000:2040], jpeg[-60:-10], b"photo", b"picture"):
            assert part not in content, (file, part)


def test_two_pictures_that_change_places_are_noticed(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    added(client, vault, of.id)
    added(client, vault, of.id, file=a_file(OTHER))
    one, other = (models.Record.objects.get(id=stored.id) for stored in vault.all(Picture))
    one.sealed, other.sealed = other.sealed, one.sealed
    one.save()
    other.save()
    with pytest.raises(ManifestError):
        vault.all(Picture)


def test_what_does_not_fit_is_refused_before_it_is_read(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    answer = post(client, f"/pictures/add/{of.id}/", {"file": a_file(bytes(21 * 1024 * 1024))})
    assert answer.status_code == 413
    assert "up to 20 MB" in text_of(answer)
    elsewhere = post(client, f"/record/{of.id}/add/", {"file": a_file(bytes(300 * 1024))})
    assert elsewhere.status_code == 413
    words = post(client, f"/pictures/add/{of.id}/", {"file": a_file(), "says": "x" * 300_000})
    assert words.status_code == 413
    assert vault.all(Photo) == []


def test_there_is_an_end_to_how_many(client: Client, vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    of = under_way(vault)
    monkeypatch.setattr(album, "MOST", 1)
    added(client, vault, of.id)
    answer = post(client, f"/pictures/add/{of.id}/", {"file": a_file()})
    assert (answer.status_code, len(vault.all(Photo))) == (422, 1)
    assert "Take one out first" in text_of(answer)


def test_locked_her_words_are_kept_and_the_photo_is_not(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/pictures/add/{of.id}/"
    answer = post(browser(), page, {"file": a_file(), "says": "a print of May"})
    assert (answer.status_code, answer["Location"]) == (303, "/open/kept/")
    assert vault.all(Photo) == []
    from gravida.app.door.typed import hand_over

    hand_over(vault)
    assert all_kept(vault) == [page]
    left = kept(vault, page)
    assert left is not None
    assert left.dict() == {"says": "a print of May"}
    assert b'value="a print of May"' in client.get(page).content
    added(client, vault, of.id, says="a print of May")
    assert all_kept(vault) == []
