"""An own address on this machine: the real server, and Debian's Caddy before it with a certificate it signs itself."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.browser.server import FLOOR_KIB, free_port, serving

ROOT = Path(__file__).parents[2]
NAME = "notes.test"
SECONDS_TO_START = 30


@dataclass(frozen=True)
class OwnAddress:
    """Where it is reached, who signs its certificate, and the program that answers behind Caddy."""

    address: str
    authority: Path
    behind: str
    server: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])


@contextmanager
def own_address(folder: Path, log: Path) -> Iterator[OwnAddress]:
    """Serve the record of a folder under https://notes.test, with the settings that ``own-address`` writes."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("Caddy is needed and was not found. On Debian: sudo apt-get install caddy")
    tls, behind = free_port(), free_port()
    address = f"https://{NAME}:{tls}"
    place = folder.parent / "caddy"
    place.mkdir()
    (place / "Caddyfile").write_text(_settings(tls, behind), encoding="utf-8")
    environment = {**os.environ, "GRAVIDA_KDF_KIB": FLOOR_KIB, "HOME": str(place), "XDG_DATA_HOME": str(place)}
    words = ["serve", "--data", str(folder), "--address", address, "--port", str(behind)]
    with log.open("ab") as stream:
        running = [
            subprocess.Popen([sys.executable, "-m", "gravida", *words], stdout=stream, stderr=stream, env=environment),
            subprocess.Popen([caddy, "run", "--config", str(place / "Caddyfile")], stdout=stream, stderr=stream,
                             env=environment),
        ]  # fmt: skip
        try:
            authority = place / "caddy" / "pki" / "authorities" / "local" / "root.crt"
            found = OwnAddress(address, authority, f"http://127.0.0.1:{behind}", running[0], log)
            wait_for(found, running)
            yield found
        finally:
            for process in running:
                process.terminate()
            for process in running:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()


def _settings(tls: int, behind: int) -> str:
    """The site as it is shipped, on ports that are free here, and no way to reach Caddy's own controls."""
    site = (ROOT / "deploy" / "own-notes.caddy").read_text(encoding="utf-8")
    assert site.count("127.0.0.1:8437") == 1
    site = site.replace("@NAME@", f"{NAME}:{tls}").replace("@TLS@", "tls internal")
    site = site.replace("127.0.0.1:8437", f"127.0.0.1:{behind}")
    return f"{{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n\thttps_port {tls}\n}}\n{site}"


def wait_for(found: OwnAddress, running: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and all(process.poll() is None for process in running):
        try:
            if ask(found, "/blank/").status == 200:
                return
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {found.address}: {found.log.read_text(encoding='utf-8')}")


@dataclass
class Answer:
    """What came back by TLS."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str]


def ask(own: OwnAddress, path: str, *, host: str = "", **more: str) -> Answer:
    """Ask by TLS, with the certificate looked at."""
    trusted = ssl.create_default_context(cafile=str(own.authority))
    plain = socket.create_connection(("127.0.0.1", own.port), timeout=20)
    connection = http.client.HTTPSConnection(NAME, own.port, timeout=20)
    connection.sock = trusted.wrap_socket(plain, server_hostname=NAME)
    try:
        connection.request("GET", path, headers={"Host": host or f"{NAME}:{own.port}", **more})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, dict(answer.headers), text, answer.headers.get_all("Set-Cookie") or [])
    finally:
        connection.close()


@contextmanager
def a_record(folder: Path, log: Path) -> Iterator[str]:
    """Serve the folder at home, to set it up there first."""
    with serving("serve", "--data", str(folder), log=log) as address:
        yield address
