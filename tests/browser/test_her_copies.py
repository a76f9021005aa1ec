"""Who can see it, a new passphrase, backup, taking everything along and deleting everything, in a real browser."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pyrage
import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import set_up, unlock, write_one_down
from tests.browser.visit import Visit

each_way = pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["desktop", "phone", "phone without script"],
)
LAST_PERIOD = ("1", "10", "2026")


def saved(her: Visit, button: str, place: Path) -> Path:
    with her.page.expect_download(timeout=60_000) as found:
        her.click(button)
    found.value.save_as(place / found.value.suggested_filename)
    return place / found.value.suggested_filename


@each_way
def test_who_can_see_it_and_a_new_passphrase(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    her.click("Settings")
    her.click("Open windows, ways in, copies made, and the passphrase")
    her.look("who can see it")
    assert "You, in this browser." in her.text()
    her.click("Change the passphrase")
    her.look("new passphrase")
    passphrase = her.page.locator(".kept-on-paper").inner_text().strip()
    her.click("The six words above")
    her.click("Take this passphrase")
    her.look("without the present one")
    assert "That did not open it." in her.text()
    her.fill("The passphrase you use now", secrets.passphrase)
    her.click("The six words above")
    her.click("Take this passphrase")
    code = her.page.locator(".kept-on-paper").inner_text().strip()
    assert code != secrets.code
    her.click("I have written it down")
    her.fill("Recovery code", code)
    her.click("Compare")
    her.arrives("/today/")
    her.open("/access/")
    her.click("Lock on all devices")
    her.arrives("/open/")
    unlock(her, secrets.passphrase)
    her.arrives("/open/")
    unlock(her, passphrase)
    her.arrives("/today/")


@each_way
def test_a_backup_and_everything_to_take_along(
    own: str, visit: Opener, tmp_path: Path, size: str, script: bool
) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    write_one_down(her, LAST_PERIOD, name="Quince")
    her.click("Settings")
    her.click("Make a backup")
    her.look("backup")
    her.fill("Your passphrase", secrets.passphrase)
    backup = saved(her, "Make a backup", tmp_path)
    assert pyrage.passphrase.decrypt(backup.read_bytes(), secrets.passphrase).startswith(b"SQLite format 3")
    her.open("/take/")
    her.look("take along")
    her.fill("Your passphrase", secrets.passphrase)
    her.pick("How the file is kept", "Not encrypted")
    her.click("Save the file")
    her.look("warned")
    her.fill("Your passphrase", secrets.passphrase)
    her.pick("How the file is kept", "Not encrypted")
    her.click("I want a file that anyone who has it can read")
    plain = saved(her, "Save the file", tmp_path)
    with zipfile.ZipFile(plain) as archive:
        archive.extractall(tmp_path / "opened")
    asked: list[str] = []
    page = her.page.context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "opened" / "read-me.html").as_uri())
    assert "Quince" in page.locator("body").inner_text()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none" if script else True
    assert [Path(urlsplit(url).path).name for url in asked] == ["read-me.html", "look.css"]
    page.close()
    her.open("/access/")
    her.look("copies made")
    assert "not encrypted: whoever has the file can read it" in her.text()


@each_way
def test_a_backup_comes_back_where_a_record_begins(
    own: str, visit: Opener, tmp_path: Path, size: str, script: bool
) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    write_one_down(her, LAST_PERIOD, name="Quince")
    her.open("/copies/")
    her.fill("Your passphrase", secrets.passphrase)
    file = saved(her, "Make a backup", tmp_path)
    her.open("/delete/")
    her.page.get_by_role("button", name="Delete everything").click()
    her.page.get_by_text("Found: 0.").wait_for()
    her.page.wait_for_timeout(1000)
    her.open("/begin/")
    her.click("I have a copy")
    her.look("I have a copy")
    her.click("Bring it back")
    her.look("without a file")
    assert "Choose the file that you saved." in her.text()
    for opens, told in ((secrets.code, "another passphrase or key is needed"), (secrets.passphrase, "")):
        her.page.get_by_label("The backup", exact=True).set_input_files(file)
        her.fill("What opens it", opens)
        her.click("Bring it back")
        her.look("not opened" if told else "brought back")
        assert (told or "Your notes are here again") in her.text()
    her.click("Open your notes")
    unlock(her, secrets.passphrase)
    her.arrives("/today/")
    her.open("/record/")
    assert "Quince" in her.text()


@each_way
def test_what_was_taken_along_is_brought_into_an_empty_record(
    own: str, visit: Opener, tmp_path: Path, size: str, script: bool
) -> None:
    her = visit(own, size, script=script)
    secrets = set_up(her)
    write_one_down(her, LAST_PERIOD, name="Quince")
    her.open("/take/")
    her.fill("Your passphrase", secrets.passphrase)
    file = saved(her, "Save the file", tmp_path)
    her.open("/take/in/")
    her.look("not into a record with something in it")
    assert "nothing is written over it" in her.text()
    her.open("/delete/")
    her.page.get_by_role("button", name="Delete everything").click()
    her.page.get_by_text("Found: 0.").wait_for()
    her.page.wait_for_timeout(1000)
    set_up(her)
    her.open("/take/in/")
    her.look("bring in")
    her.page.get_by_label("The file", exact=True).set_input_files(file)
    her.fill("The passphrase of the file", "another one")
    her.click("Bring it in")
    her.look("not taken")
    assert "another passphrase or key is needed" in her.text()
    her.page.get_by_label("The file", exact=True).set_input_files(file)
    her.fill("The passphrase of the file", secrets.passphrase)
    her.click("Bring it in")
    her.look("brought in")
    her.open("/record/")
    assert "Quince" in her.text()


@each_way
def test_delete_everything(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, LAST_PERIOD)
    her.click("Settings")
    her.page.get_by_role("link", name="Delete everything").click()
    her.look("delete everything")
    her.click("Go back, keep it")
    her.page.get_by_role("link", name="Delete everything").click()
    her.page.get_by_role("button", name="Delete everything").click()
    her.look("deleted")
    assert "Everything is deleted" in her.text()
    assert "Found: 0." in her.text()
    her.page.wait_for_timeout(1000)
    her.click("To the first page")
    her.arrives("/begin/")
    set_up(her)
