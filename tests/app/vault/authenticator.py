"""An authenticator in software, as WebAuthn describes one: real keys, real signatures, a secret of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as written

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey on one device. Its fields can be changed to make it behave badly."""

    name: str = "localhost"
    origin: str = "http://localhost:8437"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def secret(self) -> bytes:
        """What it computes for the text it is asked for."""
        return hmac.digest(self.seed, b"WebAuthn PRF\0open", "sha256")

    def make(self, options: dict[str, Any]) -> str:
        """Answer a request to make it."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        data = self._data(self.flags | ATTESTED) + attested
        content = {"fmt": "none", "attStmt": {}, "authData": data}
        told = self._told("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=told, attestationObject=cbor2.dumps(content))

    def use(self, options: dict[str, Any]) -> str:
        """Answer a request to use it."""
        self.count += 1
        told, data = self._told("webauthn.get", options["challenge"]), self._data(self.flags)
        signed = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signed)

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.name.encode()).digest() + struct.pack(">BL", flags, self.count)

    def _told(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, **parts: bytes) -> str:
        response = {name: written(part) for name, part in parts.items()}
        return json.dumps(
            {"id": written(self.id), "rawId": written(self.id), "type": "public-key", "response": response}
        )
