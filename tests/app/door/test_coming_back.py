"""A backup comes back on the page where a record begins: all of it or nothing, and never over another."""

from __future__ import annotations

import multiprocessing
import random
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pyrage
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from tests.app.conftest import PASSPHRASE, MadeOnce, browser
from tests.app.hers import post, read, text_of, the_scan, waiting
from tests.app.stores import use
from tests.app.test_boxes import assert_whole

from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.taking import packing
from gravida.app.vault import age, backups, bringing_back, database, kept_copies, models, one_at_a_time, owners
from gravida.app.vault.age import ByPassphrase, ToKeys
from gravida.app.vault.errors import Busy
from gravida.app.vault.store import OpenVault

PAGE = "/begin/copy/"
IDENTITY = pyrage.x25519.Identity.generate()
TO_A_KEY = ToKeys((str(IDENTITY.to_public()),))
"""Quicker than a passphrase, which takes a second and a gigabyte each time; one test has that."""


@pytest.fixture
def backup(vault: OpenVault, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A backup of a record with something in it; afterwards an empty home is served, set up by nobody."""
    of = waiting(vault, label="quince")
    the_scan(vault, of.id)
    file = tmp_path_factory.mktemp("kept") / "copy.age"
    backups.make(folder / "notes.sqlite3", file, TO_A_KEY, vault.key)
    empty_home(tmp_path_factory.mktemp("empty"))
    yield file.read_bytes()
    connections.close_all()


def empty_home(place: Path) -> Path:
    from django.core.management import call_command

    use(place / "notes.sqlite3")
    call_command("migrate", verbosity=0)
    return place / "notes.sqlite3"


def here() -> Path:
    return Path(connections["default"].settings_dict["NAME"])


def bring(content: bytes, opens: str = str(IDENTITY)):
    return post(browser(), PAGE, {"file": SimpleUploadedFile("notes.age", content), "opens": opens})


def nothing_came(answer, sentence: str) -> None:
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert_whole(answer.content.decode())
    assert not models.Owner.objects.exists()
    assert sorted(path.name for path in here().parent.iterdir()) == ["notes.sqlite3", "notes.sqlite3-journal"]
    assert "I have a copy" in read(browser(), "/begin/")


def test_it_comes_back_and_opens(backup: bytes, made_once: MadeOnce) -> None:
    assert "I have a copy" in read(browser(), "/begin/")
    answer = bring(backup)
    assert answer.status_code == 200
    assert "Your notes are here again" in text_of(answer)
    assert re.search(r"\d+ rows were read back and compared", text_of(answer))
    vault = OpenVault(made_once.owner_id, made_once.key)
    assert [stored.document.label for stored in vault.all(Pregnancy)] == ["quince"]
    assert len(vault.all(Scan)) == 1
    assert post(browser(), "/open/", {"passphrase": PASSPHRASE}).status_code == 303
    database.check(here())
    assert browser().get(PAGE)["Location"] == "/"
    again = bring(backup)
    assert (again.status_code, again["Location"]) == (303, "/"), "nothing is written over a record"


def with_a_passphrase(backup: bytes) -> bytes:
    return age.encrypt(age.decrypt(backup, identity=str(IDENTITY)), ByPassphrase(PASSPHRASE))[0]


def test_one_made_with_a_passphrase_comes_back_by_it(backup: bytes) -> None:
    file = with_a_passphrase(backup)
    nothing_came(bring(file), "another passphrase or key is needed")
    nothing_came(bring(file, "not the passphrase"), "another passphrase or key is needed")
    assert bring(file, PASSPHRASE).status_code == 200


def test_every_other_file_is_a_sentence_and_changes_nothing(backup: bytes, made_once: MadeOnce) -> None:
    nothing_came(bring(backup, "not the passphrase"), "another passphrase or key is needed")
    nothing_came(bring(backup, ""), "another passphrase or key is needed")
    nothing_came(bring(backup, "AGE-SECRET-KEY-1NONE"), "The private key is not one of age")
    for cut in (1, 100, len(backup) // 2, len(backup) - 1):
        assert bring(backup[:cut]).status_code == 422
    nothing_came(bring(backup[: len(backup) // 2]), "the file is damaged")
    nothing_came(bring(b"words"), "not a file that was encrypted with age")
    nothing_came(bring(b""), "This file is empty")
    nothing_came(post(browser(), PAGE, {"opens": "x"}), "Choose the file that you saved.")
    for content, sentence in (
        (b"words", "This is not a backup of a record"),
        (b"PK\3\4", "This is what was taken along, not a backup"),
        (kept_copies.SQLITE + bytes(5000), "not a backup of a record, or it is damaged"),
    ):
        nothing_came(bring(age.encrypt(content, TO_A_KEY)[0]), sentence)


def test_what_was_taken_along_is_told_from_a_backup(backup: bytes, vault: OpenVault, folder: Path) -> None:
    home = here()
    use(folder / "notes.sqlite3")
    packed, _ = age.encrypt(packing.packed(vault), TO_A_KEY)
    use(home)
    nothing_came(bring(packed), "Begin a record first, and then bring it in")


def with_a_step(backup: bytes, statement: str) -> bytes:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as rows:
        rows.deserialize(age.decrypt(backup, identity=str(IDENTITY)))
        rows.executescript(statement)
        rows.commit()
        return age.encrypt(rows.serialize(), TO_A_KEY)[0]


def test_one_of_a_newer_version_is_left(backup: bytes) -> None:
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '0999_later', '2027-01-01')"
    nothing_came(bring(with_a_step(backup, later)), "was last used by a newer version")


def test_one_of_an_older_version_is_brought_up_to_date(backup: bytes, made_once: MadeOnce) -> None:
    older = (
        "DELETE FROM django_migrations WHERE name = '0003_passkeys_of_many';"
        "DROP TABLE vault_challenge; DROP TABLE vault_passkeyslot;"
    )
    assert bring(with_a_step(backup, older)).status_code == 200
    assert database.is_up_to_date(here())
    assert models.PasskeySlot.objects.count() == 0
    assert len(OpenVault(made_once.owner_id, made_once.key).all(Pregnancy)) == 1


def test_one_without_a_record_is_told(backup: bytes, tmp_path: Path) -> None:
    nobody = kept_copies.take(here())
    nothing_came(bring(age.encrypt(nobody, TO_A_KEY)[0]), "There is no record in this backup")


def test_elsewhere_there_is_no_such_page(backup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for mode in ("own", "hosted"):
        monkeypatch.setattr(settings, "MODE", mode)
        assert browser().get(PAGE).status_code == 404
        assert bring(backup).status_code == 404


def test_of_two_windows_at_once_one_comes_second(backup: bytes) -> None:
    """One begins, the other brings back: whichever is first, the other is told, and nothing is written over."""
    plain = age.decrypt(backup, identity=str(IDENTITY))
    with owners.beginning:
        second = Thread(target=bringing_back.restore, args=(plain, here()))
        second.start()
        time.sleep(0.2)
        assert not models.Owner.objects.exists()
    second.join()
    assert models.Owner.objects.count() == 1


def test_only_one_file_is_opened_at_a_time(backup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file = with_a_passphrase(backup)
    monkeypatch.setattr(one_at_a_time, "WAITS_SECONDS", 0.3)
    with one_at_a_time.only_one():
        nothing_came(bring(file, PASSPHRASE), "Another file is being opened or saved here now")
    assert bring(file, PASSPHRASE).status_code == 200


def test_workers_of_a_shared_server_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MODE", "hosted")
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    context = multiprocessing.get_context("fork")
    ready, over = context.Event(), context.Event()

    def hold() -> None:
        with one_at_a_time.only_one():
            ready.set()
            over.wait(30)

    other = context.Process(target=hold)
    other.start()
    assert ready.wait(30)
    monkeypatch.setattr(one_at_a_time, "WAITS_SECONDS", 0.3)
    with pytest.raises(Busy), one_at_a_time.only_one():
        pass
    over.set()
    other.join()
    with one_at_a_time.only_one():
        pass


def put_back(content: bytes, record: Path) -> None:
    bringing_back.restore(content, record)


def test_killed_in_the_middle_it_holds_nothing_or_all(backup: bytes, tmp_path: Path) -> None:
    plain = age.decrypt(backup, identity=str(IDENTITY))
    whole = kept_copies.look(plain)
    context, chance = multiprocessing.get_context("fork"), random.Random(20261126)
    connections.close_all()
    took, killed = 0.0, 0
    for number in range(30):
        record = tmp_path / str(number) / "notes.sqlite3"
        record.parent.mkdir()
        process = context.Process(target=put_back, args=(plain, record))
        begun = time.monotonic()
        process.start()
        if number == 0:
            process.join()
            took = time.monotonic() - begun
        else:
            time.sleep(chance.uniform(0, 1.2) * took)
            process.kill()
            process.join()
        killed += process.exitcode == -signal.SIGKILL
        if process.exitcode == 0 or database.has_an_owner(record):
            assert kept_copies.look(kept_copies.take(record), plain) == whole
        else:
            assert bringing_back.restore(plain, record) == whole
    assert killed
