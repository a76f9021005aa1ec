"""A shared server in a real browser: an invitation, a name, and somebody who may read along."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.browser.conftest import Opener
from tests.browser.server import serving
from tests.browser.visit import Visit
from tests.postgresql import running

each_way = pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["desktop", "phone", "phone without script"],
)
NAME, PASSPHRASE = "Noor of the hill", "lantern orchard velvet canoe"


@dataclass(frozen=True)
class Shared:
    """A shared server, and what its operator types."""

    address: str
    words: tuple[str, ...]

    def invitation(self) -> str:
        words = [sys.executable, "-m", "gravida", "operator", "invite", *self.words]
        return subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ}).stdout.strip()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    place = tmp_path_factory.mktemp("shared")
    with running() as database:
        words = ("--database", database.create("notes"), "--data", str(place / "data"))
        with serving("serve", *words, log=place / "log") as address:
            yield Shared(address, words)


def code_on(her: Visit) -> str:
    found = re.search(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]\b", her.text())
    assert found is not None, her.text()
    return found[0]


def begin(her: Visit, invitation: str, name: str) -> None:
    her.fill("Invitation", invitation)
    her.fill("Name", name)
    her.pick("Which passphrase", "My own")
    her.fill("My own passphrase", PASSPHRASE)
    her.fill("My own passphrase, once more", PASSPHRASE)
    her.click("Take this passphrase")


@each_way
def test_by_invitation_and_somebody_who_may_read(shared: Shared, visit: Opener, size: str, script: bool) -> None:
    name = f"{NAME} {size} {script}"
    her = visit(shared.address, size, script=script)
    her.open("/")
    her.look("locked")
    her.click("I have an invitation")
    her.look("begin")
    begin(her, "not one", name)
    her.look("not invited")
    assert "This invitation does not open anything" in her.text()
    begin(her, shared.invitation(), name)
    her.look("recovery code")
    code = code_on(her)
    her.click("I have written it down")
    her.fill("Recovery code", code)
    her.click("Compare")
    her.arrives("/today/")
    her.open("/settings/")
    her.look("settings")
    her.open("/about/")
    her.look("about")
    assert "Whoever changes the program on it could read along" in her.text()
    her.open("/access/")
    her.look("who can see it")
    her.click("Let somebody read")
    her.look("let somebody read")
    her.fill("Who may read", "My sister")
    her.page.get_by_label("For how long").select_option("One week")
    her.click("Make a code for them")
    her.look("the code for them")
    code = code_on(her)

    theirs = visit(shared.address, size, script=script)
    theirs.open("/")
    theirs.click("Somebody gave me a code to read theirs")
    theirs.look("a code to read")
    theirs.fill("Code for reading", code)
    theirs.click("Open")
    theirs.arrives("/today/")
    theirs.look("reading along")
    assert "Reading only, until" in theirs.text()
    theirs.open("/settings/")
    assert "You may read here, and change nothing" in theirs.text()

    her.click("Back to who can see this")
    her.look("with a reader")
    assert "My sister, who may read." in " ".join(her.text().split())
    her.click("End it now", exact=False)
    her.arrives("/access/")
    theirs.open("/today/")
    theirs.arrives("/open/")

    her.click("Lock on all devices")
    her.arrives("/open/")
    her.fill("Name", name)
    her.fill("Passphrase", "not this one")
    her.click("Open")
    her.look("did not open")
    assert "That did not open it." in her.text()
    her.fill("Name", name)
    her.fill("Passphrase", PASSPHRASE)
    her.click("Open")
    her.arrives("/today/")
    her.open("/delete/")
    her.look("delete everything")
    her.page.get_by_role("button", name="Delete everything").click()
    her.look("deleted")
    assert "Everything is deleted" in her.text()
