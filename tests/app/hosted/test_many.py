"""Many people on one server: nobody sees another's, and nobody can tell who is there."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from tests.app.conftest import PASSPHRASE, browser
from tests.app.hers import post, read, text_of, the_scan, under_way, waiting
from tests.app.hosted.conftest import Person, open_browser
from tests.app.test_locked import address, names
from tests.postgresql import PostgreSQL

from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.unfinished import Unfinished
from gravida.app.vault import (
    database,
    invitations,
    models,
    operating,
    owners,
    session,
    sessions,
    slots,
    tries,
)
from gravida.app.vault import names as kept_names
from gravida.app.vault.errors import ManifestError, NoSuchDocument, WrongKey
from gravida.app.vault.store import OpenVault

WRONG = "not the passphrase at all"


# --- Another's -----------------------------------------------------------------------------------------------------


def test_every_page_of_hers_is_not_here_for_another(one: Person, other: Person) -> None:
    of = waiting(one.vault, word="own", own_word="Noor")
    scan = the_scan(one.vault, of.id)
    ended = under_way(one.vault, state="ended")
    before = {stored.id: stored.version for stored in one.vault.everything()}
    walked = 0
    for name in names():
        for pregnancy in (of.id, ended.id):
            page = address(name, pregnancy, scan.id)
            hers = str(pregnancy) in page or str(scan.id) in page
            for answer in (other.client.get(page), post(other.client, page, {"word": "none"}) if hers else None):
                if answer is None:
                    continue
                assert "Noor" not in text_of(answer), page
                if hers:
                    assert answer.status_code in (404, 405), (page, answer.status_code)
                    walked += answer.status_code == 404
    assert walked > 20
    assert {stored.id: stored.version for stored in one.vault.everything()} == before
    assert "Noor" in read(one.client, f"/record/{of.id}/")


def test_a_key_opens_nothing_of_another(one: Person, other: Person) -> None:
    of = waiting(one.vault)
    with pytest.raises(NoSuchDocument):
        other.vault.get(Pregnancy, of.id)
    assert other.vault.all(Pregnancy) == []
    for stranger in (OpenVault(one.vault.owner_id, other.vault.key), OpenVault(other.vault.owner_id, one.vault.key)):
        with pytest.raises(ManifestError):
            stranger.all(Pregnancy)
    models.Record.objects.filter(id=of.id).update(owner_id=other.vault.owner_id)
    for vault in (one.vault, other.vault):
        with pytest.raises(ManifestError):
            vault.all(Scan)


def test_locking_locks_only_hers_and_leaves_no_key(one: Person, other: Person) -> None:
    second = open_browser(one.vault)
    post(one.client, "/lock/")
    assert second.get("/today/")["Location"] == "/open/"
    assert other.client.get("/today/").status_code == 200
    rows = models.Session.objects.filter(owner_id=one.vault.owner_id)
    assert rows.count() == 2
    assert [bytes(row.wrapped) for row in rows] == [b"", b""]


def test_deleting_everything_deletes_only_hers(one: Person, other: Person) -> None:
    waiting(one.vault)
    kept = waiting(other.vault)
    answer = post(one.client, "/delete/", {"delete": "everything"})
    assert "Everything is deleted" in text_of(answer)
    assert "Found: 0" in text_of(answer)
    for table in (models.Slot, models.Record, models.Manifest, models.Draft, models.Session, models.Share):
        assert set(table.objects.values_list("owner_id", flat=True)) <= {other.vault.owner_id}
    assert other.vault.all(Pregnancy) == [kept]
    with pytest.raises(WrongKey):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE, one.name)


def test_a_backup_of_the_whole_file_is_no_page_here(one: Person) -> None:
    assert one.client.get("/copies/").status_code == 404
    assert "/copies/" not in one.client.get("/settings/").content.decode()


# --- Names, and what a wrong try says -------------------------------------------------------------------------------


def test_a_name_opens_however_its_letters_are_typed(one: Person, other: Person) -> None:
    for typed in ("Noor of the hill", " NOOR  of the Hill ", "\N{FULLWIDTH LATIN CAPITAL LETTER N}oor of the hill"):
        assert owners.open_with(slots.PASSPHRASE, PASSPHRASE, typed).owner_id == one.vault.owner_id
    assert owners.open_with(slots.RECOVERY, other.code, other.name).owner_id == other.vault.owner_id
    with pytest.raises(WrongKey):
        owners.open_with(slots.RECOVERY, other.code, one.name)
    stored = set(models.Owner.objects.values_list("name_hash", flat=True))
    assert stored == {kept_names.hashed(one.name), kept_names.hashed(other.name)}
    assert not any("noor" in str(value).lower() for value in stored)


def test_a_wrong_try_says_the_same_whoever_is_there(one: Person, at: list[float]) -> None:
    said = []
    for name in (one.name, "Nobody at all"):
        answers = []
        for _ in range(7):
            answer = post(browser(), "/open/", {"name": name, "passphrase": WRONG})
            answers.append((answer.status_code, text_of(answer)))
        said.append(answers)
    assert said[0] == said[1]
    assert [status for status, _ in said[0]] == [403] * 5 + [429] * 2


def test_a_name_that_nobody_has_takes_the_same_time(one: Person) -> None:
    def quickest(name: str) -> float:
        took = []
        for _ in range(3):
            begun = time.process_time()  # of all threads: what others do on the machine is not counted
            with pytest.raises(WrongKey):
                owners.open_with(slots.PASSPHRASE, WRONG, name)
            took.append(time.process_time() - begun)
        return min(took)

    there, nobody = quickest(one.name), quickest("Nobody at all")
    assert 0.8 < there / nobody < 1.25, (there, nobody)


def test_one_common_passphrase_is_not_tried_under_many_names(one: Person, at: list[float]) -> None:
    tried = 0
    for second in range(3600):
        if second % 5 == 0:
            while tries.begin_of_all() == 0:
                tried += 1
        at[0] += 1
    assert 60 < tried <= 100
    while tries.begin_of_all() == 0:
        pass
    with pytest.raises(owners.TooSoon):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE, one.name)
    assert owners.open_with(slots.RECOVERY, one.code, one.name) == one.vault, (
        "a code cannot be guessed: it always opens"
    )
    at[0] += 60
    for _ in range(3):  # what is right is not counted
        assert owners.open_with(slots.PASSPHRASE, PASSPHRASE, one.name) == one.vault


def test_names_that_nobody_has_are_forgotten(one: Person, at: list[float]) -> None:
    with pytest.raises(WrongKey):
        owners.open_with(slots.PASSPHRASE, WRONG, "Nobody at all")
    assert models.UnknownName.objects.count() == 1
    at[0] += tries.FORGOTTEN_AFTER + 60
    with pytest.raises(WrongKey):
        owners.open_with(slots.PASSPHRASE, WRONG, "Somebody else")
    [left] = models.UnknownName.objects.all()
    assert left.name_hash == kept_names.hashed("Somebody else")


# --- Invitations ----------------------------------------------------------------------------------------------------


def begin(code: str, name: str) -> str:
    typed = {"invitation": code, "name": name, "which": "own", "offered_passphrase": "-"}
    typed |= {"own_passphrase": PASSPHRASE, "own_passphrase_again": PASSPHRASE}
    return text_of(post(browser(), "/begin/", typed))


def test_an_invitation_makes_one_record(one: Person, at: list[float]) -> None:
    code = invitations.invite()
    assert "Somebody here has this name already" in begin(code, one.name)
    assert "3 to 64 letters" in begin(code, "ab")
    assert begin(code, "Third") == ""
    assert "This invitation does not open anything" in begin(code, "Fourth")
    assert "This invitation does not open anything" in begin("mistyped", one.name), "nobody learns who is there"
    late = invitations.invite()
    at[0] += invitations.DAYS * 24 * 3600
    assert "This invitation does not open anything" in begin(late, "Fifth")
    assert models.Owner.objects.count() == 2
    stored = [row.code_hash for row in models.Invitation.objects.all()]
    assert not any(code.startswith(late[:4]) for code in stored)


# --- What is typed into a locked page -------------------------------------------------------------------------------


def test_what_is_typed_after_the_lock_fell_is_sealed_for_the_right_person(one: Person, other: Person) -> None:
    sessions.end(one.vault.owner_id)
    answer = post(one.client, "/record/new/", {"note": "still typing"})
    assert answer["Location"] == "/open/kept/"
    [draft] = models.Draft.objects.all()
    assert draft.owner_id == one.vault.owner_id
    post(one.client, "/open/", {"name": one.name, "passphrase": PASSPHRASE})
    [kept] = one.vault.all(Unfinished)
    assert ("note", "still typing") in kept.document.fields
    assert other.vault.all(Unfinished) == []


def test_what_nobody_can_be_found_for_is_given_back(one: Person) -> None:
    answer = post(browser(), "/record/new/", {"note": "still typing"})
    assert answer.status_code == 403
    assert "still typing" in text_of(answer)
    assert models.Draft.objects.count() == 0


def test_a_session_that_ended_is_forgotten_after_half_a_day(one: Person, at: list[float]) -> None:
    hers = open_browser(one.vault)
    at[0] += 300
    assert sessions.end_idle()
    assert hers.get("/today/").status_code == 303
    assert models.Session.objects.exclude(wrapped=b"").filter(id__isnull=False).count() <= 1  # made before at[0] moved
    at[0] += session.LONGEST_SESSION
    sessions.end_idle()
    assert models.Session.objects.count() == 0


# --- The operator ---------------------------------------------------------------------------------------------------


def test_an_operator_sees_numbers_months_and_sizes(one: Person, other: Person) -> None:
    small = {kept.id: kept.kilobytes for kept in operating.kept()}
    for _ in range(10):
        waiting(one.vault)
    found = operating.kept()
    assert {kept.id for kept in found} == {one.vault.owner_id, other.vault.owner_id}
    assert {kept.made_in for kept in found} == {f"{datetime.now(UTC):%Y-%m}"}
    sizes = {kept.id: kept.kilobytes for kept in found}
    assert sizes[one.vault.owner_id] > small[one.vault.owner_id]
    assert sizes[other.vault.owner_id] == small[other.vault.owner_id]
    assert {type(getattr(kept, name)) for kept in found for name in kept.__dict__} == {UUID, str, int}


def test_no_column_can_hold_a_day_or_a_word(one: Person, empty_server: PostgreSQL) -> None:
    """A new column is looked at here before it is added: most kinds could hold something about her."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type NOT IN ('uuid', 'bytea', 'integer', 'smallint', 'bigint')"
        )
        found = set(cursor.fetchall())
    assert found == {
        ("django_migrations", "app", "character varying"),
        ("django_migrations", "name", "character varying"),
        ("django_migrations", "applied", "timestamp with time zone"),
        ("vault_challenge", "id", "character varying"),
        ("vault_invitation", "code_hash", "character varying"),
        ("vault_owner", "code_confirmed", "boolean"),
        ("vault_owner", "made_in", "character varying"),
        ("vault_owner", "name_hash", "character varying"),
        ("vault_owner", "public_key", "text"),
        ("vault_session", "id", "character varying"),
        ("vault_session", "step", "character varying"),
        ("vault_share", "code_hash", "character varying"),
        ("vault_slot", "kind", "character varying"),
        ("vault_unknownname", "name_hash", "character varying"),
    }
    database.take_steps(database.steps_known())
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT applied FROM django_migrations")
        assert cursor.fetchall() == [(database.NO_DAY,)]
