"""A passkey is one more way in, and every part of what it answers counts."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from tests.app.conftest import HOST, PASSPHRASE, MadeOnce
from tests.app.hers import text_of
from tests.app.vault.authenticator import PRESENT, Authenticator
from webauthn.helpers import bytes_to_base64url as written

from gravida.app.record.dates import today
from gravida.app.taking import data
from gravida.app.vault import challenges, manifest, models, owners, passkeys, sealing, slots, tries
from gravida.app.vault.errors import ManifestError, VaultError, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.passkeys import Place
from gravida.app.vault.store import OpenVault

PLACE = Place("localhost", "http://localhost:8437")
NAMED = HOST.replace("127.0.0.1", "localhost")


def added(vault: OpenVault, device: Authenticator, name: str = "A key") -> None:
    asked = passkeys.to_make_one(vault, PLACE)
    made = device.make(asked["make"])
    passkeys.add(vault, PLACE, made, device.use(asked["use"]), device.secret, name, today())


def opened(device: Authenticator, secret: bytes | None = None) -> OpenVault:
    used = device.use(passkeys.to_open(PLACE)["use"])
    return passkeys.open_with(PLACE, used, device.secret if secret is None else secret)


def test_it_opens_and_the_others_go_on_to(vault: OpenVault, made_once: MadeOnce) -> None:
    device = Authenticator()
    added(vault, device)
    for _ in range(3):
        assert opened(device) == vault
    assert owners.open_with(slots.PASSPHRASE, PASSPHRASE) == vault
    assert owners.open_with(slots.RECOVERY, made_once.code) == vault
    assert vault.all(Passkey)[0].document.name == "A key"


def wrong_secret(device: Authenticator) -> None:
    device.seed = b"another"


def wrong_key(device: Authenticator) -> None:
    device.key = Authenticator().key


def wrong_id(device: Authenticator) -> None:
    device.id = b"another"


def wrong_name(device: Authenticator) -> None:
    device.name = "elsewhere.example"


def wrong_origin(device: Authenticator) -> None:
    device.origin = "http://localhost:9999"


def not_verified(device: Authenticator) -> None:
    device.flags = PRESENT


def not_there(device: Authenticator) -> None:
    device.flags = 0


def count_set_back(device: Authenticator) -> None:
    device.count -= 2


EVERY_HARM = [
    wrong_secret, wrong_key, wrong_id, wrong_name, wrong_origin, not_verified, not_there, count_set_back,
]  # fmt: skip
each_harm = pytest.mark.parametrize("harm", EVERY_HARM, ids=lambda harm: harm.__name__)


@each_harm
def test_what_does_not_fit_opens_nothing(vault: OpenVault, harm: Callable[[Authenticator], None]) -> None:
    device = Authenticator()
    added(vault, device)
    opened(device)
    harm(device)
    with pytest.raises(WrongKey, match=r"^That did not open it\.$"):
        opened(device)
    assert models.Owner.objects.get().wrong_tries == 1


@pytest.mark.parametrize("harm", [wrong_name, wrong_origin, not_verified, not_there], ids=lambda harm: harm.__name__)
def test_what_does_not_fit_is_not_kept(vault: OpenVault, harm: Callable[[Authenticator], None]) -> None:
    device = Authenticator()
    harm(device)
    with pytest.raises(WrongKey, match="was not kept"):
        added(vault, device)
    assert vault.all(Passkey) == []
    assert not passkeys.exists(vault.owner_id)


def test_a_secret_of_another_length_is_not_kept(vault: OpenVault) -> None:
    device = Authenticator()
    for secret in (b"", device.secret[:16], device.secret * 2):
        asked = passkeys.to_make_one(vault, PLACE)
        with pytest.raises(WrongKey):
            passkeys.add(vault, PLACE, device.make(asked["make"]), device.use(asked["use"]), secret, "", today())
    assert not passkeys.exists(vault.owner_id)


def test_a_challenge_is_used_once_for_one_thing_and_not_for_long(
    vault: OpenVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Authenticator()
    added(vault, device)
    asked = passkeys.to_open(PLACE)["use"]
    used = device.use(asked)
    assert passkeys.open_with(PLACE, used, device.secret) == vault
    for again in (used, device.use(asked), device.use({"challenge": written(bytes(32))})):
        with pytest.raises(WrongKey):
            passkeys.open_with(PLACE, again, device.secret)
    for_adding = passkeys.to_make_one(vault, PLACE)["use"]
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE, device.use(for_adding), device.secret)
    late = passkeys.to_open(PLACE)["use"]
    monkeypatch.setattr(challenges, "LONGEST", 0)
    with pytest.raises(WrongKey):
        passkeys.open_with(PLACE, device.use(late), device.secret)


def test_challenges_do_not_pile_up() -> None:
    first = challenges.draw("flood", "")
    for _ in range(challenges.MOST):
        last = challenges.draw("flood", "")
    assert not challenges.take("flood", "", first)
    assert challenges.take("flood", "", last)


def test_a_challenge_is_for_one_browser() -> None:
    challenge = challenges.draw("open", "this one")
    assert not challenges.take("open", "another", challenge)
    assert challenges.take("open", "this one", challenge)


def test_it_waits_like_the_passphrase_does(vault: OpenVault) -> None:
    device = Authenticator()
    added(vault, device)
    with pytest.raises(WrongKey):
        owners.open_with(slots.PASSPHRASE, "wrong")
    for _ in range(tries.FREE_TRIES - 1):
        with pytest.raises(WrongKey):
            opened(device, b"x" * 32)
    with pytest.raises(TooSoon):
        opened(device)


def test_it_is_never_the_only_way(vault: OpenVault) -> None:
    with vault.to_change() as listed:
        gone = models.Slot.objects.get(kind=slots.RECOVERY)
        manifest.write(listed.with_slots(listed.slots - {gone.id}), vault.owner_id, vault.key)
        gone.delete()
    with pytest.raises(VaultError, match="never the only way"):
        added(vault, Authenticator())


def test_one_made_before_slots_said_whose_they_are_still_opens(vault: OpenVault) -> None:
    device = Authenticator()
    added(vault, device)
    [slot] = models.Slot.objects.filter(kind="passkey")
    place = (vault.owner_id, "slot", "passkey", slot.id, bytes(slot.header).hex())
    key = passkeys._slot_key(device.secret)
    content = json.loads(sealing.open_sealed(key, slot.wrapped, *place))
    assert content.pop("owner") == str(vault.owner_id)
    slot.wrapped = sealing.seal(key, json.dumps(content).encode(), *place)
    slot.save()
    assert opened(device) == vault


def test_taken_out_it_opens_nothing_and_put_back_it_is_noticed(vault: OpenVault) -> None:
    one, other = Authenticator(), Authenticator()
    added(vault, one, "one")
    added(vault, other, "other")
    first, _ = passkeys.of(vault)
    [gone] = [slot for slot in models.Slot.objects.filter(kind="passkey") if slot.id == first[1].slot]
    passkeys.remove(vault, first[0])
    with pytest.raises(WrongKey):
        opened(one)
    assert opened(other) == vault
    models.Slot.objects.create(
        id=gone.id, owner_id=vault.owner_id, kind="passkey", header=gone.header, wrapped=gone.wrapped
    )
    with pytest.raises(ManifestError):
        vault.everything()


def test_the_file_says_of_it_only_that_there_is_one(vault: OpenVault) -> None:
    device = Authenticator()
    added(vault, device, "My telephone")
    added(vault, Authenticator())
    one, other = models.Slot.objects.filter(kind="passkey")
    assert (bytes(one.header), len(one.wrapped)) == (bytes(other.header), len(other.wrapped))
    for row in (one, other):
        assert device.id not in bytes(row.wrapped) + bytes(row.header)


def test_a_new_passphrase_takes_all_out(vault: OpenVault) -> None:
    device = Authenticator()
    added(vault, device)
    owners.choose_anew(vault, "another passphrase altogether")
    assert vault.all(Passkey) == []
    with pytest.raises(WrongKey):
        opened(device)


def test_it_does_not_go_along(vault: OpenVault) -> None:
    added(vault, Authenticator())
    assert not [stored for stored in data.documents_of(vault) if isinstance(stored.document, Passkey)]


@pytest.mark.parametrize("part", ["made", "used"])
def test_whatever_comes_there_is_one_answer(vault: OpenVault, part: str) -> None:
    chance = random.Random(20261125)
    refused = 0
    for _ in range(60):
        device = Authenticator()
        asked = passkeys.to_make_one(vault, PLACE)
        answer = {"made": device.make(asked["make"]), "used": device.use(asked["use"])}
        text = bytearray(answer[part].encode())
        for _ in range(chance.randrange(1, 6)):
            text[chance.randrange(len(text))] = chance.randrange(32, 127)
        answer[part] = text.decode() if chance.random() < 0.8 else chance.choice(["", "{}", "[]", "null", "1", '"x"'])
        try:
            passkeys.add(vault, PLACE, answer["made"], answer["used"], device.secret, "", today())
        except WrongKey:
            refused += 1
    assert refused > 50  # a few changes change nothing, such as the last bits of a text that fills no byte


# --- By the pages --------------------------------------------------------------------------------------------------


def posted(client: Client, path: str, typed: dict[str, str], host: str = NAMED):
    return client.post(path, typed, headers={"Host": host, "Sec-Fetch-Site": "same-origin"})


def test_the_pages_add_it_open_with_it_and_take_it_out(client: Client) -> None:
    device = Authenticator()
    refused = posted(client, "/access/passkeys/ask/", {"present_passphrase": "wrong"})
    assert (refused.status_code, refused.json()) == (403, {})
    asked = posted(client, "/access/passkeys/ask/", {"present_passphrase": PASSPHRASE}).json()
    answers = {
        "passkey_made": device.make(asked["make"]),
        "passkey_used": device.use(asked["use"]),
        "passkey_secret": written(device.secret),
        "name": "<b>key</b>",
    }
    assert posted(client, "/access/passkeys/", answers).status_code == 303
    assert posted(client, "/access/passkeys/", answers).status_code == 403  # the same once more
    page = client.get("/access/", headers={"Host": NAMED})
    assert "&lt;b&gt;key&lt;/b&gt;" in page.content.decode()

    locked = Client(headers={"Host": NAMED})
    assert b"Open with a passkey" in locked.get("/open/").content
    question = posted(locked, "/open/passkey/ask/", {}).json()["use"]
    assert question.get("allowCredentials", []) == []
    typed = {"passkey_used": device.use(question), "passkey_secret": written(b"x" * 32)}
    wrong = posted(locked, "/open/passkey/", typed)
    assert (wrong.status_code, "That did not open it." in text_of(wrong)) == (403, True)
    assert typed["passkey_secret"] not in wrong.content.decode()
    assert models.Draft.objects.count() == 0
    question = posted(locked, "/open/passkey/ask/", {}).json()["use"]
    right = {"passkey_used": device.use(question), "passkey_secret": written(device.secret)}
    assert posted(locked, "/open/passkey/", right).status_code == 303
    assert locked.get("/today/").status_code == 200
    [(id, _)] = passkeys.of(OpenVault(models.Owner.objects.get().id, _key(client)))
    assert posted(client, f"/access/passkeys/{id}/remove/", {}).status_code == 303
    assert b"Open with a passkey" not in Client(headers={"Host": NAMED}).get("/open/").content


def _key(client: Client) -> bytes:
    from gravida.app.vault import sessions

    found = sessions.resume(client.cookies["notes"].value, counts=False)
    assert found is not None
    return found[0].key


def test_at_an_address_of_numbers_there_is_none(client: Client, vault: OpenVault) -> None:
    added(vault, Authenticator())
    assert posted(client, "/access/passkeys/ask/", {"present_passphrase": PASSPHRASE}, HOST).status_code == 404
    assert "Not at this address." in text_of(client.get("/access/passkeys/"))
    page = Client(headers={"Host": HOST}).get("/open/")
    assert b"Open with a passkey" not in page.content
    assert b'href="http://localhost:8437/"' in page.content
    assert posted(Client(), "/open/passkey/ask/", {}, HOST).json() == {}
    assert posted(Client(), "/open/passkey/", {}, HOST).status_code == 403
    assert client.get(f"/access/passkeys/{uuid4()}/remove/").status_code == 404
    assert json.loads(posted(Client(), "/open/passkey/ask/", {}).content)["use"]["rpId"] == "localhost"
