"""Set-up, lock, idle, leaving and the recovery code, in a real browser."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import set_up, unlock
from tests.contracts.avoided import theme

each_way = pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["desktop", "phone", "phone without script"],
)


@each_way
def test_set_up(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    her.open("/")
    her.look("first page")
    assert "cannot protect" in her.text()
    assert "needs an address of one’s own" in her.text()
    her.click("Take this passphrase")
    her.look("nothing chosen")
    assert "Choose one of the two." in her.text()
    her.click("My own", exact=True)
    her.fill("My own passphrase", "short")
    her.fill("My own passphrase, once more", "short")
    her.click("Take this passphrase")
    her.look("too short")
    assert her.page.get_by_label("My own passphrase", exact=True).input_value() == ""
    her.click("The six words above")
    her.click("Take this passphrase")
    her.look("recovery code")
    code = her.page.locator(".kept-on-paper").inner_text().strip()
    assert code.count("-") >= 7
    her.click("I have written it down")
    her.look("type it back")
    assert code not in her.text()
    her.fill("Recovery code", "AAAA-BBBB")
    her.click("Compare")
    her.look("wrong code")
    her.fill("Recovery code", code.lower().replace("-", " "))
    her.click("Compare")
    her.arrives("/today/")
    her.look("home")


@each_way
def test_lock_and_open_again(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    her.click("Lock now")
    her.arrives("/open/")
    her.look("locked")
    her.open("/record/")
    her.arrives("/open/")
    her.fill("Passphrase", "not the passphrase")
    her.click("Open")
    her.look("wrong passphrase")
    her.page.go_back()
    unlock(her, secrets.passphrase)
    her.arrives("/today/")


@each_way
def test_the_recovery_code_opens_and_is_replaced(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    her.click("Lock now")
    her.click("I have only the recovery code")
    her.look("recovery")
    her.fill("Recovery code", secrets.code)
    her.click("Open")
    her.look("choose anew")
    passphrase = her.page.locator(".kept-on-paper").inner_text().strip()
    her.click("The six words above")
    her.click("Take this passphrase")
    code = her.page.locator(".kept-on-paper").inner_text().strip()
    assert code != secrets.code
    her.click("I have written it down")
    her.fill("Recovery code", code)
    her.click("Compare")
    her.arrives("/today/")
    her.click("Lock now")
    unlock(her, secrets.passphrase)
    her.arrives("/open/")
    her.look("the old passphrase no longer opens")
    unlock(her, passphrase)
    her.arrives("/today/")


@each_way
def test_leave_locks_and_shows_nothing(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    her.click("Leave")
    her.arrives("/blank/")
    assert her.text().strip() == ""
    her.page.go_back()
    her.open("/today/")
    her.arrives("/open/")


def test_escape_three_times_leaves(own: str, visit: Opener) -> None:
    her = visit(own)
    set_up(her)
    her.page.keyboard.press("Escape")
    her.page.keyboard.press("Escape")
    her.page.keyboard.press("a")
    her.page.keyboard.press("Escape")
    assert her.path == "/today/"
    for _ in range(2):
        her.page.keyboard.press("Escape")
    her.arrives("/blank/")
    her.open("/record/")
    her.arrives("/open/")


def test_by_keyboard_alone(own: str, visit: Opener) -> None:
    her = visit(own)
    her.open("/")
    passphrase = her.page.locator(".kept-on-paper").inner_text().strip()
    her.tab_to("The six words above")
    her.page.keyboard.press("Space")
    her.tab_to("Take this passphrase")
    her.enter()
    code = her.page.locator(".kept-on-paper").inner_text().strip()
    her.tab_to("I have written it down")
    her.enter()
    her.tab_to("Recovery code")
    her.page.keyboard.type(code)
    her.enter()
    her.arrives("/today/")
    her.tab_to("Lock now")
    her.enter()
    her.arrives("/open/")
    her.tab_to("Passphrase")
    her.page.keyboard.type(passphrase)
    her.enter()
    her.arrives("/today/")


def test_a_locked_page_says_nothing(own: str, visit: Opener) -> None:
    her = visit(own)
    set_up(her)
    her.click("Lock now")
    shown = re.sub(r"\s+", " ", her.page.locator("body").inner_text())
    assert theme(shown.replace("Gravida", "")) == [], "nothing but the name of the program, which stands here alone"
    assert her.page.title() == "Notes"
