"""A passkey as one more slot: its PRF output wraps the vault key. It is never the only way in.

The browser asks the authenticator, which checks that it is her, signs a challenge and computes a secret that only it
can compute (PRF, the WebAuthn name for CTAP's hmac-secret). That secret opens the slot; what lies inside, besides
the key, is needed to check the signature. So the file says of a passkey only that there is one.

On a shared server no name is typed: what the authenticator computes also finds the row, and whose it is lies inside. So
no row says who has a passkey, and what a browser is asked is the same for everybody.
"""

from __future__ import annotations

import ipaddress
import json
from base64 import b64decode, b64encode
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gravida.app.vault import challenges, manifest, models, owners, slots, tries
from gravida.app.vault.errors import Damaged, VaultError, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.manifest import Manifest
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.sealing import KEY_BYTES, derive, open_sealed, seal, stored_bytes
from gravida.app.vault.store import OpenVault

PASSKEY: Final = "passkey"
SHOWN_AS: Final = "Notes"
"""What a browser or a password manager shows of it: a word that says nothing."""

ASKED_FOR: Final = b"open"
"""What the authenticator computes its secret from. Each passkey has a key of its own, so one text does for all."""

HEADER: Final = b'{"kdf":"hkdf-sha256"}'
OPENING: Final = "open"


class Place(NamedTuple):
    """Where a page is seen: the name a passkey is bound to, the address that the browser signs, and which browser."""

    name: str
    origin: str
    browser: str = ""


def place_of(request: HttpRequest) -> Place | None:
    """Return where a page is seen, or None where no passkey works: none is made for an address of numbers."""
    origin = settings.ADDRESS or f"{request.scheme}://{request.get_host()}"
    name = urlsplit(origin).hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return Place(name, origin, request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""))
    return None


def exists(owner_id: UUID) -> bool:
    """Whether there is a passkey that opens the record of this home."""
    return models.Slot.objects.filter(owner_id=owner_id, kind=PASSKEY).exists()


def of(vault: OpenVault) -> list[tuple[UUID, Passkey]]:
    """Return her passkeys with the ids of their documents, oldest first."""
    found = [(stored.id, stored.document) for stored in vault.all(Passkey)]
    return sorted(found, key=lambda one: (one[1].added_on, one[1].name))


def slots_of(vault: OpenVault) -> set[UUID]:
    """Return the rows of her passkeys."""
    return {passkey.slot for _, passkey in of(vault)}


def to_make_one(vault: OpenVault, place: Place) -> dict[str, Any]:
    """Return what a browser needs to make one, and then to try it."""
    purpose = _adding(vault)
    known = [PublicKeyCredentialDescriptor(base64url_to_bytes(passkey.credential)) for _, passkey in of(vault)]
    options = generate_registration_options(
        rp_id=place.name,
        rp_name=SHOWN_AS,
        user_name=SHOWN_AS,
        user_id=uuid4().bytes,
        challenge=challenges.draw(purpose, place.browser),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=known,
    )
    return {"make": json.loads(options_to_json(options)), "use": _to_use_one(place, purpose)}


def to_open(place: Place) -> dict[str, Any]:
    """Return what a browser needs to open with one: the same whether there is one or not."""
    return {"use": _to_use_one(place, OPENING)}


def add(vault: OpenVault, place: Place, made: str, used: str, secret: bytes, name: str, on: date) -> None:
    """Keep a new passkey, after it was made and tried.

    Raises:
        WrongKey: what the browser brought does not fit together, or is too old.
        VaultError: there is no passphrase or no recovery code, and a passkey is never the only way.
    """
    kinds = set(models.Slot.objects.filter(owner_id=vault.owner_id).values_list("kind", flat=True))
    if not {slots.PASSPHRASE, slots.RECOVERY} <= kinds:
        raise VaultError("A passkey is never the only way in. Choose a passphrase first.")
    try:
        found = verify_registration_response(
            credential=made,
            expected_challenge=_challenge(made, place, _adding(vault)),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise _not_kept() from None
    inside = _Inside(vault.owner_id, vault.key, found.credential_id, found.credential_public_key, found.sign_count)
    try:
        inside = _checked(inside, place, used, _adding(vault))
        slot = _slot(uuid4(), secret, inside) if owners.at_home() else _unnamed_slot(secret, inside)
    except WrongKey:
        raise _not_kept() from None
    with vault.to_change() as listed:
        _put(slot, listed, vault)
        vault.add(Passkey(slot.id, bytes_to_base64url(found.credential_id), name, on))


def remove(vault: OpenVault, id: UUID) -> None:
    """Let a passkey open nothing any more.

    Raises:
        NoSuchDocument: it is not there.
    """
    with vault.to_change():
        stored = vault.get(Passkey, id)
        vault.remove(stored)
        _without_slot(vault, stored.document.slot)


def _put(slot: models.Slot | models.PasskeySlot, listed: Manifest, vault: OpenVault) -> None:
    if isinstance(slot, models.Slot):
        slot.save(force_insert=True)
        manifest.write(listed.with_slots({*listed.slots, slot.id}), vault.owner_id, vault.key)
        return
    if models.PasskeySlot.objects.filter(id=slot.id).exists():
        raise _not_kept()
    slot.save(force_insert=True)


def _without_slot(vault: OpenVault, slot: UUID) -> None:
    models.PasskeySlot.objects.filter(id=slot).delete()
    if not owners.at_home():
        return
    with vault.to_change() as listed:
        models.Slot.objects.filter(owner_id=vault.owner_id, kind=PASSKEY, id=slot).delete()
        manifest.write(listed.with_slots(listed.slots - {slot}), vault.owner_id, vault.key)


def open_with(place: Place, used: str, secret: bytes) -> OpenVault:
    """Open the vault with a passkey. At home the count of tries is that of the passphrase and the code.

    Raises:
        TooSoon: wrong tries before this one ask for a wait; nothing was tried.
        WrongKey: it does not open, whatever is wrong.
    """
    if not owners.at_home():
        return _open_there(place, used, secret)
    owner = owners.only_owner()
    if owner is None:
        raise _wrong()
    if seconds := tries.begin(owner.id):
        raise TooSoon(seconds)
    for slot in owner.slots.filter(kind=PASSKEY):
        try:
            inside = _open_slot(slot, secret)
        except Damaged:
            continue
        moved = _checked(inside, place, used, OPENING)
        if moved.sign_count != inside.sign_count:
            models.Slot.objects.filter(id=slot.id).update(wrapped=_slot(slot.id, secret, moved).wrapped)
        tries.succeeded(owner.id)
        return OpenVault(owner.id, moved.key)
    raise _wrong()


def _open_there(place: Place, used: str, secret: bytes) -> OpenVault:
    """Open on a shared server. What finds the row are 256 random bits: there is nothing to guess, and no wait."""
    row = models.PasskeySlot.objects.filter(id=_id_of(secret)).first()
    if row is None:
        raise _wrong()
    try:
        text = open_sealed(_slot_key(secret), row.wrapped, "slot", PASSKEY, row.id)
    except Damaged:
        raise _wrong() from None
    inside = _inside(text)
    moved = _checked(inside, place, used, OPENING)
    vault = OpenVault(moved.owner_id, moved.key)
    if row.id not in slots_of(vault):  # taken out, and its row put back
        raise _wrong()
    if moved.sign_count != inside.sign_count:
        models.PasskeySlot.objects.filter(id=row.id).update(wrapped=_unnamed_slot(secret, moved).wrapped)
    tries.succeeded(moved.owner_id)
    return vault


class _Inside(NamedTuple):
    """What lies in the slot, sealed by the secret of the passkey."""

    owner_id: UUID
    key: bytes
    credential: bytes
    public_key: bytes
    sign_count: int


def _to_use_one(place: Place, purpose: str) -> dict[str, Any]:
    options = generate_authentication_options(
        rp_id=place.name,
        challenge=challenges.draw(purpose, place.browser),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return {**json.loads(options_to_json(options)), "prf": bytes_to_base64url(ASKED_FOR)}


def _checked(inside: _Inside, place: Place, used: str, purpose: str) -> _Inside:
    """Check the signature, and return what is inside with the count moved on."""
    try:
        if json.loads(used)["rawId"] != bytes_to_base64url(inside.credential):
            raise _wrong()
        found = verify_authentication_response(
            credential=used,
            expected_challenge=_challenge(used, place, purpose),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=inside.public_key,
            credential_current_sign_count=inside.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise _wrong() from None
    return inside._replace(sign_count=found.new_sign_count)


def _challenge(answer: str, place: Place, purpose: str) -> bytes:
    """Return the challenge that an answer names, if it was drawn for this and this browser, and never used."""
    try:
        told = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(told["challenge"])
    except (ValueError, KeyError, TypeError):
        raise _wrong() from None
    if not challenges.take(purpose, place.browser, challenge):
        raise _wrong()
    return challenge


def _slot(id: UUID, secret: bytes, inside: _Inside) -> models.Slot:
    wrapped = seal(_slot_key(secret), _text(inside), inside.owner_id, "slot", PASSKEY, id, HEADER.hex())
    return models.Slot(id=id, owner_id=inside.owner_id, kind=PASSKEY, header=HEADER, wrapped=wrapped)


def _unnamed_slot(secret: bytes, inside: _Inside) -> models.PasskeySlot:
    id = _id_of(secret)
    return models.PasskeySlot(id=id, wrapped=seal(_slot_key(secret), _text(inside), "slot", PASSKEY, id))


def _open_slot(slot: models.Slot, secret: bytes) -> _Inside:
    header = stored_bytes(slot.header)
    place = (slot.owner_id, "slot", PASSKEY, slot.id, header.hex())
    # A slot that was made before passkeys of many people says whose it is only in its row, which is sealed in.
    return _inside(open_sealed(_slot_key(secret), slot.wrapped, *place), slot.owner_id)


def _text(inside: _Inside) -> bytes:
    content = {
        "owner": str(inside.owner_id),
        "key": b64encode(inside.key).decode(),
        "credential": b64encode(inside.credential).decode(),
        "public_key": b64encode(inside.public_key).decode(),
        "sign_count": inside.sign_count,
    }
    return json.dumps(content).encode()


def _inside(text: bytes, owner_id: UUID | None = None) -> _Inside:
    content = json.loads(text)
    return _Inside(
        owner_id or UUID(content["owner"]),
        b64decode(content["key"]),
        b64decode(content["credential"]),
        b64decode(content["public_key"]),
        content["sign_count"],
    )


def _id_of(secret: bytes) -> UUID:
    """Return the number under which a passkey is kept on a shared server."""
    if len(secret) != KEY_BYTES:
        raise _wrong()
    return UUID(bytes=derive(secret, "passkey row")[:16], version=4)


def _slot_key(secret: bytes) -> bytes:
    if len(secret) != KEY_BYTES:
        raise _wrong()
    return derive(secret, "passkey slot")


def _adding(vault: OpenVault) -> str:
    return f"add|{vault.owner_id}"


def _wrong() -> WrongKey:
    return WrongKey("That did not open it.")


def _not_kept() -> WrongKey:
    return WrongKey("The passkey was not kept: what came from the browser did not fit or took too long. Try again.")
