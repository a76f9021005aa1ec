"""Photos in a real browser: chosen, shown small, covered until it is looked at, replaced, taken out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import add_a_scan, set_up, write_one_down
from tests.browser.visit import Visit
from tests.promises.crafted_photos import drawn, segment, tiff, written

each_way = pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["desktop", "phone", "phone without script"],
)
WIDTHS = "all => all.map((one) => one.complete ? one.naturalWidth : -1)"


def a_file(place: Path, name: str, content: bytes) -> Path:
    (place / name).write_bytes(content)
    return place / name


def choose(her: Visit, file: Path, says: str) -> None:
    her.page.get_by_label("Photo", exact=True).set_input_files(file)
    her.fill("What it shows, in your words", says)
    her.click("Save")


def widths(her: Visit) -> list[int]:
    her.page.wait_for_load_state("networkidle")
    found: list[int] = her.page.locator("main img").evaluate_all(WIDTHS)
    return found


@each_way
def test_a_photo_from_choosing_it_to_taking_it_out(
    own: str, visit: Opener, tmp_path: Path, size: str, script: bool
) -> None:
    held = segment(0xE1, b"Exif\0\0" + tiff(orientation=6), written(drawn(size=(1200, 900)), "JPEG"))
    photo = a_file(tmp_path, "IMG_2043.jpg", held)
    other = a_file(tmp_path, "other.png", written(drawn(size=(300, 200)), "PNG"))
    heic = a_file(tmp_path, "IMG_2044.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, ("1", "10", "2026"))
    her.open("/record/")
    her.page.locator("main a[href^='/record/']").filter(has_text="Open").first.click()
    her.page.get_by_role("link", name="Add a photo").wait_for()
    one = her.path
    add_a_scan(her, day=("20", "11", "2026"), rate="88", length="5", yolk_sac="4")
    reading = her.path
    her.click("Add a photo")
    her.look("photo form")
    choose(her, heic, "The print of that day")
    her.look("photo refused")
    assert "This is a HEIC photo" in her.text()
    assert "Choose a photo again" in her.text()
    choose(her, photo, "The print of that day")
    her.arrives(reading)
    assert not her.page.locator("main img").is_visible()
    her.click("Look at it")
    her.look("photo shown")
    assert widths(her) == [900]  # it was held on its side
    her.page.get_by_role("img", name="The print of that day").click()
    her.page.wait_for_load_state()
    assert her.page.locator("h1").inner_text() == "A photo"
    her.look("one photo")
    page = her.path
    her.click("Change")
    her.look("change a photo")
    choose(her, other, "Another print")
    her.arrives(page)
    assert widths(her) == [300]
    her.open(one)
    her.click("Look at it")
    assert widths(her) == [300]

    asked: list[str] = []
    her.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    her.open("/today/")
    her.click("Something has changed")
    her.click("This pregnancy has ended", exact=False)
    her.open(one)
    her.page.wait_for_load_state("networkidle")
    picture = her.page.locator("main img")
    assert not picture.is_visible()
    if script:  # without, a browser fetches at once what it would fetch later
        assert not [path for path in asked if path.endswith("picture.jpg")]
        with her.page.expect_response("**/picture.jpg"):
            her.click("Look at it")
    else:
        her.click("Look at it")
    picture.wait_for()
    assert widths(her) == [300]
    her.look("photo after an end")
    her.click("Change or take out")
    her.click("Take it out")
    her.look("take a photo out")
    her.page.get_by_role("button", name="Take it out").click()
    her.arrives(reading)
    assert widths(her) == []


@each_way
def test_a_file_that_is_too_large_and_a_lock_meanwhile(
    own: str, visit: Opener, tmp_path: Path, size: str, script: bool
) -> None:
    large = a_file(tmp_path, "large.jpg", written(drawn(), "JPEG") + bytes(24 * 1024 * 1024))
    small = a_file(tmp_path, "small.jpg", written(drawn(), "JPEG"))
    her = visit(own, size, script=script)
    secrets = set_up(her)
    write_one_down(her, ("1", "10", "2026"))
    her.open("/record/")
    her.page.locator("main a[href^='/record/']").filter(has_text="Open").first.click()
    her.page.get_by_role("link", name="Add a photo").wait_for()
    one = her.path
    her.click("Add a photo")
    her.page.get_by_label("Photo", exact=True).wait_for()
    form = her.path
    choose(her, large, "")
    assert "That file is too large" in her.text()
    assert her.axe() == [] if script else True
    her.open(form)
    choose(her, small, "Seen")
    her.arrives(one)
    [address] = her.page.locator("main img").evaluate_all("all => all.map((one) => one.getAttribute('src'))")
    her.open(form)
    second = her.page.context.new_page()
    second.goto(own + "/today/")
    second.get_by_role("button", name="Lock now").click()
    second.wait_for_url("**/open/")
    second.close()
    choose(her, small, "Typed while it locked")
    her.arrives("/open/kept/")
    answer = her.page.request.get(own + address, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (303, "/open/")
    her.fill("Passphrase", secrets.passphrase)
    her.click("Open")
    her.open(form)
    assert her.page.get_by_label("What it shows, in your words").input_value() == "Typed while it locked"
