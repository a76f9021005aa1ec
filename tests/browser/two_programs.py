"""Two programs on one PostgreSQL under one address: Debian's Caddy asks one of them where a passkey is asked for.

Whatever comes back goes to the other, so nothing works that one of the two keeps for itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from tests.browser.own_address import NAME, OwnAddress, wait_for
from tests.browser.server import FLOOR_KIB, free_port
from tests.postgresql import running

from gravida.app.vault import server_secret


@dataclass(frozen=True)
class Both:
    """Where they are reached, and what the operator types."""

    own: OwnAddress
    words: tuple[str, ...]

    def invitation(self) -> str:
        words = [sys.executable, "-m", "gravida", "operator", "invite", *self.words]
        return subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ}).stdout.strip()

    @property
    def trusted(self) -> str:
        """What Chromium takes for a certificate without fault: without that it allows no passkey."""
        key = load_pem_x509_certificate(self.own.authority.with_name("intermediate.crt").read_bytes()).public_key()
        told = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"--ignore-certificate-errors-spki-list={b64encode(sha256(told).digest()).decode()}"


@contextmanager
def two_programs(place: Path) -> Iterator[Both]:
    """Serve one database by two programs, each with a folder of its own and the same secret."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("Caddy is needed and was not found. On Debian: sudo apt-get install caddy")
    tls, asks, answers = free_port(), free_port(), free_port()
    address, log = f"https://{NAME}:{tls}", place / "log"
    (place / "caddy").mkdir()
    (place / "caddy" / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\thttps_port {tls}\n}}\n"
        f"{NAME}:{tls} {{\n\ttls internal\n\t@asks path */passkey/ask/ */passkeys/ask/\n"
        f"\treverse_proxy @asks 127.0.0.1:{asks}\n\treverse_proxy 127.0.0.1:{answers}\n}}\n",
        encoding="utf-8",
    )
    environment = {
        **os.environ, "GRAVIDA_KDF_KIB": FLOOR_KIB, "HOME": str(place / "caddy"),
        "XDG_DATA_HOME": str(place / "caddy"),
    }  # fmt: skip
    with running() as database, log.open("ab") as stream:
        url = database.create("notes")
        started: list[subprocess.Popen[bytes]] = []

        def start(*words: str) -> subprocess.Popen[bytes]:
            started.append(subprocess.Popen(words, stdout=stream, stderr=stream, env=environment))
            return started[-1]

        def serve(folder: str, port: int) -> subprocess.Popen[bytes]:
            words = ("serve", "--database", url, "--address", address, "--workers", "1")
            return start(sys.executable, "-m", "gravida", *words, "--data", str(place / folder), "--port", str(port))

        try:
            for folder in ("one", "two"):
                (place / folder).mkdir(mode=0o700)
            (place / "one" / server_secret.NAME).write_bytes(bytes(range(32)))
            shutil.copy(place / "one" / server_secret.NAME, place / "two")
            first = serve("one", asks)
            serve("two", answers)
            start(caddy, "run", "--config", str(place / "caddy" / "Caddyfile"))
            authority = place / "caddy" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
            found = OwnAddress(address, authority, f"http://127.0.0.1:{asks}", first, log)
            wait_for(found, started)
            yield Both(found, ("--database", url, "--data", str(place / "one")))
        finally:
            for process in started:
                process.terminate()
            for process in started:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
