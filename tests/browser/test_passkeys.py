"""A passkey in a real browser, with Chromium's own authenticator: made, used, taken out; and what must not work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession
from tests.browser.conftest import Opener
from tests.browser.journeys import set_up, unlock
from tests.browser.own_address import NAME
from tests.browser.server import serving
from tests.browser.test_shared_server import PASSPHRASE, begin, code_on
from tests.browser.two_programs import two_programs
from tests.browser.visit import Visit

PAGE = "/access/passkeys/"
CANNOT = "lacks what that needs (PRF)"


@pytest.fixture
def named(tmp_path: Path) -> Iterator[str]:
    """The address of an empty record, by the name of this machine."""
    with serving("serve", "--data", str(tmp_path / "data"), log=tmp_path / "log") as address:
        yield address.replace("127.0.0.1", "localhost")


class Authenticators:
    """The authenticators that a browser has, one at a time."""

    def __init__(self, her: Visit) -> None:
        self.session: CDPSession = her.page.context.new_cdp_session(her.page)
        self.session.send("WebAuthn.enable")

    @contextmanager
    def one(self, **differs: Any) -> Iterator[str]:
        options = {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        id: str = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **differs}})[
            "authenticatorId"
        ]
        yield id
        self.session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": id})

    def credentials(self, id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", {"authenticatorId": id})[
            "credentials"
        ]
        return found


def add(her: Visit, passphrase: str, name: str) -> None:
    her.open(PAGE)
    assert her.page.locator("[data-says]:visible").count() == 0
    her.fill("The passphrase you use now", passphrase)
    her.fill("A name for your list", name)
    her.page.get_by_role("button", name="Add a passkey").click()


def lock(her: Visit) -> None:
    her.open("/today/")
    her.page.get_by_role("button", name="Lock now").click()
    her.arrives("/open/")


def use(her: Visit) -> None:
    assert her.page.locator("[data-says]:visible").count() == 0
    her.page.get_by_role("button", name="Open with a passkey").click()


def test_made_used_and_taken_out(named: str, visit: Opener) -> None:
    her = visit(named, "phone")
    devices = Authenticators(her)
    secrets = set_up(her)
    her.open("/open/")
    with devices.one() as device:
        add(her, "not the passphrase", "x")
        her.page.get_by_text("No passkey was made.").wait_for()
        assert devices.credentials(device) == []
        add(her, secrets.passphrase, "The telephone")
        her.page.get_by_text("The telephone, added on").wait_for()
        her.look("passkeys")
        [credential] = devices.credentials(device)
        assert credential["rpId"] == "localhost"
        assert credential["userName"] == "Notes"
        add(her, secrets.passphrase, "once more")
        her.page.get_by_text("There is a passkey for this on that device already.").wait_for()
        her.open("/access/")
        assert "The passkey The telephone, added on" in her.text()
        for _ in range(2):  # the count of the authenticator moves on each time
            lock(her)
            her.look("locked, with a passkey")
            use(her)
            her.arrives("/today/")
        lock(her)
        unlock(her, secrets.passphrase)
        her.arrives("/today/")
        her.open(PAGE)
        her.click("Take out The telephone")
        her.look("take a passkey out")
        lock(her)
        use(her)
        her.arrives("/today/")
        her.open(PAGE)
        her.click("Take out The telephone")
        her.page.get_by_role("button", name="Take it out").click()
        her.arrives(PAGE)
        assert "There is none." in her.text()
        lock(her)
        assert her.page.get_by_role("button", name="Open with a passkey").count() == 0
        assert devices.credentials(device) != []
        unlock(her, secrets.passphrase)
        her.arrives("/today/")


def test_another_authenticator_opens_nothing(named: str, visit: Opener) -> None:
    her = visit(named)
    devices = Authenticators(her)
    secrets = set_up(her)
    with devices.one() as device:
        add(her, secrets.passphrase, "")
        her.page.get_by_text("A passkey, added on").wait_for()
        [mine] = devices.credentials(device)
    lock(her)
    with devices.one(isUserVerified=False):
        use(her)
        her.page.get_by_text("The passkey was not used. Nothing was opened.").wait_for(timeout=90_000)
    her.open("/open/")
    with devices.one() as other:
        foreign = {name: value for name, value in mine.items() if name in FOREIGN}
        devices.session.send("WebAuthn.addCredential", {"authenticatorId": other, "credential": foreign})
        use(her)  # the same key and the same id, on a device that computes another secret
        her.page.get_by_text("That did not open it.").or_(her.page.get_by_text(CANNOT)).first.wait_for()
        assert her.path in ("/open/", "/open/passkey/")
    her.open("/today/")
    her.arrives("/open/")


FOREIGN = ("credentialId", "isResidentCredential", "rpId", "privateKey", "userHandle", "signCount")


def test_an_authenticator_without_prf_is_told_so(named: str, visit: Opener) -> None:
    her = visit(named)
    devices = Authenticators(her)
    secrets = set_up(her)
    with devices.one(hasPrf=False):
        add(her, secrets.passphrase, "A key")
        her.page.get_by_text(CANNOT).wait_for()
        her.look("without PRF")
    her.open(PAGE)
    assert "There is none." in her.text()


def test_a_new_passphrase_takes_them_out(named: str, visit: Opener) -> None:
    her = visit(named)
    devices = Authenticators(her)
    secrets = set_up(her)
    with devices.one():
        add(her, secrets.passphrase, "A key")
        her.page.get_by_text("A key, added on").wait_for()
        her.open("/access/passphrase/")
        her.fill("The passphrase you use now", secrets.passphrase)
        her.click("The six words above")
        her.click("Take this passphrase")
        code = her.page.locator(".kept-on-paper").inner_text().strip()
        her.click("I have written it down")
        her.fill("Recovery code", code)
        her.click("Compare")
        her.arrives("/today/")
        her.open(PAGE)
        assert "There is none." in her.text()


@pytest.mark.parametrize("script", [True, False])
def test_where_none_can_be_made_it_is_said(own: str, visit: Opener, script: bool) -> None:
    her = visit(own, "phone", script=script)
    set_up(her)
    her.open(PAGE)
    her.look("passkeys at an address of numbers")
    assert "Not at this address." in her.text()
    named = own.replace("127.0.0.1", "localhost")
    assert her.page.get_by_role("link", name="localhost").get_attribute("href") == named + PAGE
    if not script:
        there = visit(named, "phone", script=False)
        there.open("/")
        assert there.page.get_by_label("Passphrase").is_visible()


# --- On a shared server ---------------------------------------------------------------------------------------------


def began(her: Visit, invitation: str, name: str) -> None:
    her.open("/begin/")
    begin(her, invitation, name)
    code = code_on(her)
    her.click("I have written it down")
    her.fill("Recovery code", code)
    her.click("Compare")
    her.arrives("/today/")


def test_on_a_shared_server_one_program_asks_and_another_opens(browser: Browser, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with two_programs(tmp_path) as both:
        there = ["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1", both.trusted]
        with closing(browser.browser_type.launch(executable_path=chromium, args=there)) as phone:
            her = Visit(phone.new_context().new_page(), both.own.address, script=True)
            also = Visit(phone.new_context().new_page(), both.own.address, script=True)
            devices, others = Authenticators(her), Authenticators(also)
            began(her, both.invitation(), "Noor of the hill")
            began(also, both.invitation(), "Ines by the sea")
            with devices.one() as device, others.one() as other:
                add(her, "not the passphrase", "x")
                her.page.get_by_text("No passkey was made.").wait_for()
                add(her, PASSPHRASE, "The telephone")
                her.page.get_by_text("The telephone, added on").wait_for()
                her.look("passkeys on a shared server")
                add(also, PASSPHRASE, "Mine")
                also.page.get_by_text("Mine, added on").wait_for()
                [hers] = devices.credentials(device)
                assert hers["rpId"] == NAME
                for _ in range(2):
                    lock(her)
                    use(her)
                    her.arrives("/today/")
                lock(her)
                her.look("locked, on a shared server")
                lock(also)
                use(also)
                also.arrives("/today/")
                also.open(PAGE)
                assert "Mine, added on" in also.text()
                assert "The telephone" not in also.text()
                lock(also)
                [theirs] = others.credentials(other)
                others.session.send(
                    "WebAuthn.removeCredential", {"authenticatorId": other, "credentialId": theirs["credentialId"]}
                )
                foreign = {name: value for name, value in hers.items() if name in FOREIGN}
                others.session.send("WebAuthn.addCredential", {"authenticatorId": other, "credential": foreign})
                use(also)  # the key of another person without what her device computes
                also.page.get_by_text("That did not open it.").or_(also.page.get_by_text(CANNOT)).first.wait_for()
                also.open("/today/")
                also.arrives("/open/")
                use(her)
                her.arrives("/today/")
                her.open(PAGE)
                her.click("Take out The telephone")
                her.page.get_by_role("button", name="Take it out").click()
                her.arrives(PAGE)
                lock(her)
                use(her)
                her.page.get_by_text("That did not open it.").wait_for()
                her.look("a passkey that was taken out, on a shared server")
            her.fill("Name", "Noor of the hill")
            her.fill("Passphrase", PASSPHRASE)
            her.page.get_by_role("button", name="Open", exact=True).click()
            her.arrives("/today/")
