"""Sealing and opening: ChaCha20-Poly1305 with a random nonce, bound to a place, padded so that sizes say little."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gravida.app.vault.errors import Damaged

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
STEPS: Final = ((4 * 1024, 256), (64 * 1024, 4 * 1024))
LAST_STEP: Final = 64 * 1024
"""A sealed text grows in steps of 256 bytes up to 4 KiB, of 4 KiB up to 64 KiB, and of 64 KiB beyond, as photos are."""

END_OF_TEXT = b"\x80"


def new_key() -> bytes:
    """Draw a key."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, text: bytes, *place: object) -> bytes:
    """Seal a text so that it opens only with this key and only at this place."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, padded(text), bound(*place))


def open_sealed(key: bytes, sealed: bytes | memoryview, *place: object) -> bytes:
    """Open what was sealed at this place.

    Raises:
        Damaged: another key, another place, or an altered byte.
    """
    try:
        whole = stored_bytes(sealed)
        nonce, rest = whole[:NONCE_BYTES], whole[NONCE_BYTES:]
        return unpadded(ChaCha20Poly1305(key).decrypt(nonce, rest, bound(*place)))
    except (InvalidTag, ValueError):
        raise Damaged(
            "Something stored here was altered or damaged, so it is not shown. Bring back the newest copy you saved."
        ) from None


def stored_bytes(found: object) -> bytes:
    """Return bytes as they came from the file. A flipped bit there can make a number of them, and a number is refused.

    Raises:
        Damaged: they are not bytes at all.
    """
    if not isinstance(found, bytes | memoryview):
        raise Damaged("Something stored here is of another kind than what was written. Bring back the newest copy.")
    return bytes(found)


def derive(secret: bytes, purpose: str) -> bytes:
    """Derive a key for one purpose from a secret that is already random."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def bound(*place: object) -> bytes:
    """Write a place as bytes that no other place has: every part with its length before it."""
    parts = [str(part).encode() for part in place]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def padded(text: bytes) -> bytes:
    """Fill a text up to the next step."""
    wanted = len(text) + len(END_OF_TEXT)
    step = next((step for limit, step in STEPS if wanted <= limit), LAST_STEP)
    return (text + END_OF_TEXT).ljust(-(-wanted // step) * step, b"\0")


def unpadded(text: bytes) -> bytes:
    """Take the filling away."""
    return text.rstrip(b"\0").removesuffix(END_OF_TEXT)
