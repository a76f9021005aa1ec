"""Through Caddy, as from a phone far away: TLS, cookies of this name only, one host, and nobody who comes first."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.journeys import Secrets, set_up, write_one_down
from tests.browser.own_address import NAME, OwnAddress, a_record, ask, own_address
from tests.browser.visit import Visit

from gravida.app.web.headers import EVERYWHERE, ONLY_BY_TLS

pytestmark = pytest.mark.xdist_group("own address")


@pytest.fixture(scope="module")
def moved(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnAddress, Secrets]]:
    """A record that was set up at home, in Chromium, and is served under its own address now."""
    place = tmp_path_factory.mktemp("own")
    if shutil.which("caddy") is None:
        pytest.skip("Caddy is needed. On Debian: sudo apt-get install caddy")
    with a_record(place / "data", place / "log") as home, browser.new_context() as context:
        her = Visit(context.new_page(), home, script=True)
        secrets = set_up(her)
        write_one_down(her, ("1", "10", "2026"), name="Quince")
    with own_address(place / "data", place / "log") as own:
        yield own, secrets


def test_it_is_opened_and_written_into_by_tls(moved: tuple[OwnAddress, Secrets], browser: Browser) -> None:
    own, secrets = moved
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    there = ["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    with closing(browser.browser_type.launch(executable_path=chromium, args=there)) as phone:
        context = phone.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 844})
        context.set_default_timeout(30_000)
        her = Visit(context.new_page(), own.address, script=True)
        her.open("/")
        assert her.path == "/open/"
        her.fill("Passphrase", secrets.passphrase)
        her.click("Open")
        her.arrives("/today/")
        assert "Kept on your own server." in her.text()
        assert len(context.cookies()) == 2
        for cookie in context.cookies():
            assert cookie["name"].startswith("__Host-")
            assert cookie["secure"] is True
            assert cookie["httpOnly"] is True
            assert cookie["sameSite"] == "Strict"
            assert cookie["path"] == "/"
            assert cookie["domain"] == NAME, "of this name only, not of those below it"
        her.open("/settings/")
        her.click("Lock after", exact=False)
        assert "whoever runs your server, or rents it out, could read it too" in her.text()
        her.open("/about/")
        assert "Whoever runs that server" in her.text()
        her.open("/access/")
        her.click("Lock on all devices")
        her.arrives("/open/")
        assert her.faults == []


@pytest.mark.parametrize("path", ["/", "/open/", "/today/", "/none/", "/static/notes.css", "/static/none"])
def test_every_header_comes_through_once(moved: tuple[OwnAddress, Secrets], path: str) -> None:
    own, _ = moved
    answer = ask(own, path)
    for name, value in {**EVERYWHERE, "Strict-Transport-Security": ONLY_BY_TLS}.items():
        assert answer.headers[name] == value, name
    assert "Server" not in answer.headers
    assert all("Secure" in cookie and cookie.startswith("__Host-") for cookie in answer.cookies)


def test_another_name_or_a_way_round_tls_is_refused(moved: tuple[OwnAddress, Secrets]) -> None:
    own, _ = moved
    for host in ("elsewhere.example", "127.0.0.1", f"{NAME}.elsewhere.example"):
        assert "Passphrase" not in ask(own, "/open/", host=host).text, host
    port = int(own.behind.rsplit(":", 1)[1])
    for headers, status in (
        ({"Host": NAME}, 400),
        ({"Host": NAME, "X-Forwarded-Proto": "http"}, 400),
        ({"Host": "elsewhere.example", "X-Forwarded-Proto": "https"}, 400),
        ({"Host": NAME, "X-Forwarded-Proto": "https"}, 200),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/open/", headers=headers)
        assert connection.getresponse().status == status, headers
        connection.close()


def test_what_a_visitor_says_of_his_way_here_is_not_believed(moved: tuple[OwnAddress, Secrets]) -> None:
    """Caddy says itself how somebody came; what a visitor says of it does not go on."""
    own, _ = moved
    said = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-For": "192.0.2.7"}
    assert ask(own, "/open/", **said).status == 200


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2])
def test_old_tls_is_refused(moved: tuple[OwnAddress, Secrets], version: ssl.TLSVersion) -> None:
    own, _ = moved
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.load_verify_locations(str(own.authority))
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = version
    with socket.create_connection(("127.0.0.1", own.port), timeout=20) as plain:
        if version is ssl.TLSVersion.TLSv1_2:
            with old.wrap_socket(plain, server_hostname=NAME) as held:
                assert held.version() == "TLSv1.2"
        else:
            with pytest.raises(ssl.SSLError):
                old.wrap_socket(plain, server_hostname=NAME)


def test_only_this_machine_is_listened_to(moved: tuple[OwnAddress, Secrets]) -> None:
    own, _ = moved
    port = int(own.behind.rsplit(":", 1)[1])
    listening = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="utf-8").splitlines()[1:]]
    addresses = {row[1].split(":")[0] for row in listening if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
    assert addresses == {"0100007F"}


def test_when_the_notes_do_not_answer_caddy_says_so_and_nothing_else(tmp_path: Path, browser: Browser) -> None:
    with a_record(tmp_path / "data", tmp_path / "log") as home, browser.new_context() as context:
        set_up(Visit(context.new_page(), home, script=True))
    with own_address(tmp_path / "data", tmp_path / "log") as own:
        own.server.terminate()
        own.server.wait(10)
        answer = ask(own, "/open/")
        assert answer.status == 502
        assert answer.text == "This does not answer right now. What was saved is still there."
        for name in ("X-Robots-Tag", "Referrer-Policy", "X-Content-Type-Options"):
            assert answer.headers[name] == EVERYWHERE[name]
        assert answer.headers["Strict-Transport-Security"] == ONLY_BY_TLS
        assert "Server" not in answer.headers


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://notes.test", "There is no record in"),
        ("http://notes.test", "is not an address of this server"),
        ("https://notes.test/path", "is not an address of this server"),
        ("notes.test", "is not an address of this server"),
    ],
)
def test_one_sentence_where_it_cannot_be_served(tmp_path: Path, address: str, sentence: str) -> None:
    words = ["serve", "--data", str(tmp_path / "data"), "--address", address]
    done = subprocess.run(
        [sys.executable, "-m", "gravida", *words], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ},
    )  # fmt: skip
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
