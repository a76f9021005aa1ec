"""What was taken along from home comes in on a server for many, with its photos; and never a second time."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.app.conftest import PASSPHRASE
from tests.app.hers import post, read, text_of
from tests.app.hosted.conftest import Person
from tests.app.taking.test_photos import held, with_photos
from tests.app.taking.test_taking import emptied

from gravida.app.record.photo import Picture
from gravida.app.taking import packing


def bring(person: Person, content: bytes) -> str:
    file = SimpleUploadedFile("notes.zip", content)
    return text_of(post(person.client, "/take/in/", {"file": file, "passphrase": PASSPHRASE}))


def test_it_comes_in_whole_and_into_one_record_only(one: Person, other: Person) -> None:
    with_photos(one.vault)
    record, packed = held(one.vault), packing.packed(one.vault)
    before = held(other.vault)
    assert "Parts of this file are in another record here already" in bring(other, packed)
    assert held(other.vault) == before
    emptied(one.vault)
    assert "gravida import" not in read(one.client, "/take/in/"), "there is no terminal for her here"
    assert f"{len(record)} documents of the file are here now" in bring(one, packed)
    assert held(one.vault) == record
    assert len(one.vault.all(Picture)) == 2
