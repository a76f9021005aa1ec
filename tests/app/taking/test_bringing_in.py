"""Bringing in by the page: the same record afterwards, or nothing at all and a sentence."""

from __future__ import annotations

import dataclasses
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.app.conftest import PASSPHRASE
from tests.app.hers import post, read, text_of, the_scan, waiting
from tests.app.taking.test_taking import EMPTY, GOOD, document, emptied, held, link, zipped
from tests.app.test_boxes import assert_whole

from gravida.app.blood.test import BloodTest, Level
from gravida.app.record.dates import RoughDate
from gravida.app.record.preferences import Preferences
from gravida.app.taking import archive, packing
from gravida.app.vault import age, made
from gravida.app.vault.age import ByPassphrase
from gravida.app.vault.store import OpenVault

PAGE = "/take/in/"
OTHER = "another passphrase of that day"


def bring(client: Client, content: bytes, passphrase: str = "", name: str = "notes.zip.age") -> HttpResponse:
    return post(client, PAGE, {"file": SimpleUploadedFile(name, content), "passphrase": passphrase})


@pytest.fixture
def taken(vault: OpenVault) -> Iterator[tuple[bytes, dict[Any, Any]]]:
    """A pack of a record with something of every kind, and the record emptied again."""
    of = waiting(vault, label="quince", notes="a note of hers", questions=("What is next?",))
    the_scan(vault, of.id, report="as printed")
    vault.add(BloodTest(of.id, date(2026, 3, 1), "09:20", Level("1200", "mIU/mL"), "beta"))
    vault.add(Preferences(own_word="quince", lock_minutes=9))
    record, packed = held(vault), packing.packed(vault)
    emptied(vault)
    return packed, record


@pytest.mark.parametrize("encrypted", [True, False])
def test_the_record_is_the_same_afterwards(
    client: Client, vault: OpenVault, taken: tuple[bytes, dict[Any, Any]], encrypted: bool
) -> None:
    packed, record = taken
    vault.add(Preferences(own_word="from setting up"))
    page = read(client, PAGE)
    assert "Up to 64 MB." in page
    content = age.encrypt(packed, ByPassphrase(OTHER))[0] if encrypted else packed
    answer = bring(client, content, OTHER if encrypted else "")
    assert answer.status_code == 200
    assert f"{len(record)} documents of the file are here now" in text_of(answer)
    assert held(vault) == record
    again = read(client, PAGE)
    assert "nothing is written over it" in again
    assert 'type="file"' not in client.get(PAGE).content.decode()


def test_what_the_page_saved_comes_back_by_the_page(client: Client, vault: OpenVault) -> None:
    waiting(vault, label="quince")
    file: Any = post(client, "/take/", {"passphrase": PASSPHRASE, "how": "encrypted"})
    record = {id: one for id, one in held(vault).items() if not isinstance(one, made.Made)}
    emptied(vault)
    assert bring(client, file.content, PASSPHRASE).status_code == 200
    assert held(vault) == record


def test_nothing_is_written_over_what_is_there(
    client: Client, vault: OpenVault, taken: tuple[bytes, dict[Any, Any]]
) -> None:
    waiting(vault, label="already here")
    before = held(vault)
    answer = bring(client, taken[0])
    assert answer.status_code == 422
    assert "There is something in this record already" in text_of(answer)
    assert held(vault) == before


def bad_day() -> bytes:
    fields = {"state": "ended", "ended_on": dataclasses.asdict(RoughDate(2026, 2, 31))}
    return document(fields=fields)


@pytest.mark.parametrize(
    ("content", "passphrase", "sentence"),
    [
        (b"", "", "This file is empty"),
        (b"hello", OTHER, "not a file that was encrypted with age"),
        (b"PK\x03\x04 and nothing more", "", "cannot be unpacked"),
        (zipped(("other.txt", b"x")), "", "its data is missing"),
        (zipped(GOOD, ("../../etc/passwd", b"x")), "", "points outside"),
        (zipped(GOOD, ("/etc/passwd", b"x")), "", "points outside"),
        (zipped(GOOD, ("C:\\x", b"x")), "", "points outside"),
        (zipped(GOOD, (link(), b"/etc/passwd")), "", "points outside"),
        (zipped(GOOD, ("DATA/RECORD.JSON", EMPTY)), "", "stands twice"),
        (zipped(GOOD, ("zeros", b"\0" * 20_000_000)), "", "far more than a record"),
        (zipped(GOOD, *((f"{number}", b"") for number in range(2000))), "", "more than 2000 files"),
        (zipped((archive.DATA, b"[" * 100_000)), "", "nested deeper"),
        (zipped((archive.DATA, document(kind="unheard of"))), "", "unheard of"),
        (zipped((archive.DATA, document(schema=2))), "", "edition 2"),
        (zipped((archive.DATA, bad_day())), "", "a day that does not exist"),
        (b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"A" * 43 + b"\n---", OTHER, "more memory"),
        (
            b"-----BEGIN AGE ENCRYPTED FILE-----\n"
            + b64encode(b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n" + b"A" * 43 + b"\n").ljust(64)
            + b"\n-----END AGE ENCRYPTED FILE-----\n",
            OTHER,
            "more memory",
        ),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    client: Client, vault: OpenVault, folder: Path, content: bytes, passphrase: str, sentence: str
) -> None:
    files = sorted(path.name for path in folder.iterdir())
    answer = bring(client, content, passphrase)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert_whole(answer.content.decode())
    assert held(vault) == {}
    assert sorted(path.name for path in folder.iterdir()) == files


def test_a_wrong_passphrase_of_the_file_says_so(
    client: Client, vault: OpenVault, taken: tuple[bytes, dict[Any, Any]]
) -> None:
    content, _ = age.encrypt(taken[0], ByPassphrase(OTHER))
    answer = bring(client, content, "not this one")
    assert answer.status_code == 422
    assert "another passphrase or key is needed" in text_of(answer)
    assert "not this one" not in answer.content.decode()
    assert held(vault) == {}


def test_without_a_file_it_asks_for_one(client: Client, vault: OpenVault) -> None:
    answer = post(client, PAGE, {"passphrase": ""})
    assert answer.status_code == 422
    assert "Choose the file" in text_of(answer)


def test_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post(PAGE, b"", content_type="multipart/form-data; boundary=x",
                         CONTENT_LENGTH=str(settings.UPLOADS[PAGE] + 1))  # fmt: skip
    assert answer.status_code == 413
    assert "That file is too large" in text_of(answer)
    elsewhere = client.post("/keep/", {"file": SimpleUploadedFile("x", b"x" * 300_000)})
    assert elsewhere.status_code == 413
    assert "That was too long" in text_of(elsewhere)


def test_a_locked_browser_brings_in_nothing(
    locked_client: Client, vault: OpenVault, taken: tuple[bytes, dict[Any, Any]]
) -> None:
    answer = bring(locked_client, taken[0])
    assert (answer.status_code, answer["Location"]) == (303, "/open/")
    assert held(vault) == {}


def test_ids_that_another_record_has_are_refused(
    client: Client, vault: OpenVault, taken: tuple[bytes, dict[Any, Any]]
) -> None:
    from gravida.app.vault import models

    id = next(iter(taken[1]))
    other = models.Owner.objects.create(id=uuid4(), public_key="x", sealed_identity=b"x")
    models.Record.objects.create(id=id, owner=other, version=1, sealed=b"x")
    answer = bring(client, taken[0])
    assert answer.status_code == 422
    assert "in another record here already" in text_of(answer)
    assert held(vault) == {}
