"""Passkeys where many people share a server: any worker answers, and nobody learns who has one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client, RequestFactory
from tests.app.conftest import HOST, PASSPHRASE
from tests.app.hers import post, text_of
from tests.app.hosted.conftest import Person, open_browser
from tests.app.vault.authenticator import PRESENT, Authenticator
from webauthn.helpers import bytes_to_base64url as written

from gravida.app.record.dates import today
from gravida.app.vault import challenges, erasing_rows, models, owners, passkeys, shares, slots
from gravida.app.vault.errors import OnlyReading, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.passkeys import Place
from gravida.app.vault.store import OpenVault

PLACE = Place("localhost", "http://localhost:8437", "a browser")
NAMED = HOST.replace("127.0.0.1", "localhost")
WRONG = r"^That did not open it\.$"


def add(vault: OpenVault) -> Authenticator:
    device = Authenticator()
    asked = passkeys.to_make_one(vault, PLACE)
    made = device.make(asked["make"])
    passkeys.add(vault, PLACE, made, device.use(asked["use"]), device.secret, "A key", today())
    return device


def opened(device: Authenticator, secret: bytes | None = None) -> OpenVault:
    used = device.use(passkeys.to_open(PLACE)["use"])
    return passkeys.open_with(PLACE, used, device.secret if secret is None else secret)


def test_each_opens_her_own_and_the_others_go_on_to(one: Person, other: Person) -> None:
    hers, theirs, second = add(one.vault), add(other.vault), add(one.vault)
    for _ in range(2):
        assert opened(hers) == opened(second) == one.vault
        assert opened(theirs) == other.vault
    assert owners.open_with(slots.PASSPHRASE, PASSPHRASE, one.name) == one.vault
    assert owners.open_with(slots.RECOVERY, one.code, one.name) == one.vault


def test_what_does_not_fit_opens_nothing(one: Person, other: Person) -> None:
    device, foreign = add(one.vault), add(other.vault)
    assert opened(device) == one.vault
    for name, value in (
        ("key", Authenticator().key), ("id", b"another"), ("name", "elsewhere.example"), ("flags", PRESENT),
        ("origin", "http://localhost:9999"), ("count", 0), ("seed", b"another"),
    ):  # fmt: skip
        before = getattr(device, name)
        setattr(device, name, value)
        with pytest.raises(WrongKey, match=WRONG):
            opened(device)
        setattr(device, name, before)
    for secret in (foreign.secret, b"", device.secret[:16], bytes(32)):
        with pytest.raises(WrongKey, match=WRONG):
            opened(device, secret)
    assert opened(device) == one.vault


def test_wrong_tries_of_others_keep_nobody_with_a_passkey_out(one: Person) -> None:
    device = add(one.vault)
    for _ in range(6):
        with pytest.raises((WrongKey, owners.TooSoon)):
            owners.open_with(slots.PASSPHRASE, "not the passphrase", one.name)
    with pytest.raises(owners.TooSoon):
        owners.open_with(slots.PASSPHRASE, PASSPHRASE, one.name)
    assert opened(device) == one.vault
    assert models.AllTries.objects.get().filled > 0


def test_a_challenge_is_a_row_for_five_minutes_and_for_one_browser(one: Person, at: list[float]) -> None:
    device = add(one.vault)
    assert not models.Challenge.objects.exists(), "what was used is gone"
    used = device.use(passkeys.to_open(PLACE)["use"])
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE._replace(browser="another"), used, device.secret)
    assert passkeys.open_with(PLACE, used, device.secret) == one.vault
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE, used, device.secret)
    for_adding = passkeys.to_make_one(one.vault, PLACE)["use"]
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE, device.use(for_adding), device.secret)
    late = passkeys.to_open(PLACE)["use"]
    at[0] += challenges.LONGEST
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE, device.use(late), device.secret)
    challenges.forget_old()
    assert not models.Challenge.objects.exists()


def test_of_many_who_bring_one_challenge_one_is_believed(one: Person) -> None:
    def take(challenge: bytes) -> bool:
        try:
            return challenges.take("open", "browser", challenge)
        finally:
            connections.close_all()

    for _ in range(20):
        challenge = challenges.draw("open", "browser")
        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(take, [challenge] * 6)) == 1


def test_a_flood_of_questions_does_not_pile_up(one: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(challenges, "MOST_ROWS", 20)
    for _ in range(50):
        last = challenges.draw("open", "")
    assert models.Challenge.objects.count() == 20
    assert challenges.take("open", "", last) or models.Challenge.objects.values("until").distinct().count() == 1


def test_no_row_says_whose_a_passkey_is(one: Person, other: Person) -> None:
    before = {kind: models.Slot.objects.filter(owner_id=one.vault.owner_id, kind=kind).count() for kind in kinds()}
    device = add(one.vault)
    after = {kind: models.Slot.objects.filter(owner_id=one.vault.owner_id, kind=kind).count() for kind in kinds()}
    assert before == after
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_passkeyslot")
        [row] = cursor.fetchall()
    passkeys.to_open(PLACE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_challenge")
        [asked] = cursor.fetchall()
    kept = repr(row) + repr(asked)
    for told in (one.vault.owner_id, one.vault.owner_id.hex, device.id, "A key", one.name, "localhost"):
        assert str(told) not in kept
    assert device.id not in bytes(row[1])


def kinds() -> set[str]:
    return set(models.Slot.objects.values_list("kind", flat=True))


def test_taken_out_it_opens_nothing_also_when_its_row_is_put_back(one: Person) -> None:
    device = add(one.vault)
    [row] = models.PasskeySlot.objects.all()
    [(id, _)] = passkeys.of(one.vault)
    passkeys.remove(one.vault, id)
    with pytest.raises(WrongKey, match=WRONG):
        opened(device)
    models.PasskeySlot.objects.create(id=row.id, wrapped=bytes(row.wrapped))
    with pytest.raises(WrongKey, match=WRONG):
        opened(device)


def test_a_new_passphrase_and_deleting_everything_take_hers_out(one: Person, other: Person) -> None:
    device, theirs = add(one.vault), add(other.vault)
    owners.choose_anew(one.vault, "another passphrase altogether")
    with pytest.raises(WrongKey):
        opened(device)
    assert models.PasskeySlot.objects.count() == 1
    again = add(one.vault)
    post(open_browser(one.vault), "/delete/", {"delete": "everything"})
    with pytest.raises(WrongKey):
        opened(again)
    assert opened(theirs) == other.vault
    assert models.PasskeySlot.objects.count() == 1
    assert erasing_rows.erase(other.vault.owner_id, passkeys.slots_of(other.vault)).left == 0
    assert models.PasskeySlot.objects.count() == 0


def test_somebody_who_reads_learns_of_none_and_adds_none(one: Person) -> None:
    add(one.vault)
    reading, _ = shares.open_with(shares.let_read(one.vault, "My sister", 1))
    assert reading.all(Passkey) == []
    with pytest.raises(OnlyReading):
        add(reading)


def test_the_address_is_the_one_that_was_set(one: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ADDRESS", "https://notes.example")
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["notes.example"])
    place = passkeys.place_of(RequestFactory(headers={"Host": "notes.example:9"}).get("/"))
    assert place is not None
    assert (place.name, place.origin) == ("notes.example", "https://notes.example")


def test_the_pages_ask_everybody_the_same(one: Person) -> None:
    add(one.vault)

    def posted(client: Client, path: str, **typed: str):
        return client.post(path, typed, headers={"Host": NAMED, "Sec-Fetch-Site": "same-origin"})

    hers = open_browser(one.vault)
    device = Authenticator()
    asked = posted(hers, "/access/passkeys/ask/", present_passphrase=PASSPHRASE).json()
    answers = {"passkey_made": device.make(asked["make"]), "passkey_used": device.use(asked["use"])}
    assert posted(hers, "/access/passkeys/", **answers, passkey_secret=written(device.secret)).status_code == 303
    assert "added on" in text_of(hers.get("/access/passkeys/", headers={"Host": NAMED}))

    locked = Client(headers={"Host": NAMED})
    assert "Open with a passkey" in text_of(locked.get("/open/"))
    question = posted(locked, "/open/passkey/ask/").json()["use"]
    assert question.get("allowCredentials", []) == []
    wrong = posted(locked, "/open/passkey/", passkey_used=device.use(question), passkey_secret=written(bytes(32)))
    stranger = Authenticator()
    question = posted(locked, "/open/passkey/ask/").json()["use"]
    unknown = posted(
        locked, "/open/passkey/", passkey_used=stranger.use(question), passkey_secret=written(stranger.secret)
    )
    assert (wrong.status_code, text_of(wrong)) == (unknown.status_code, text_of(unknown))
    assert "That did not open it." in text_of(wrong)
    question = posted(locked, "/open/passkey/ask/").json()["use"]
    right = posted(locked, "/open/passkey/", passkey_used=device.use(question), passkey_secret=written(device.secret))
    assert right.status_code == 303
    assert locked.get("/today/").status_code == 200
