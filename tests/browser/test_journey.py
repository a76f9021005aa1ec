"""From an unclear scan to its meaning, and to the moment she says that it has ended: as she walks it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import add_a_scan, set_up, unlock, write_one_down
from tests.browser.visit import Visit

each_way = pytest.mark.parametrize(
    ("size", "script"),
    [("desktop", True), ("phone", True), ("phone", False)],
    ids=["desktop", "phone", "phone without script"],
)
DEMO_PASSPHRASE = "made up story"
NAME = "Kanarienvogel"
FORWARD = (
    "next look", "next scan", "would look again", "second scan", "due date", "weeks to go", "week count",
    "while you wait",
    "questions you could take", "chances, if you want", "is under way.", "you are waiting",
    "will show", "can show", "congratulations", "add another scan", "birth weight", "not moving",
)  # fmt: skip
"""After an end none of these stands on any page, in any case."""


def day_before(days: int) -> tuple[str, str, str]:
    found = time.localtime(time.time() - days * 86_400)
    return str(found.tm_mday), str(found.tm_mon), str(found.tm_year)


def the_case_of_the_goal(her: Visit) -> None:
    """6 weeks 4 days by dates; inside; 5 mm; 88 beats a minute; a yolk sac of 4 mm."""
    write_one_down(her, day_before(46), name=NAME)
    add_a_scan(her, day=day_before(0), rate="88", length="5", yolk_sac="4")


def crawl(her: Visit, start: str, *, most: int = 80) -> list[str]:
    """Every page that links lead to from here, each held to every rule."""
    seen: list[str] = []
    waiting = [start]
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        her.open(path)
        seen.append(path)
        her.look(path)
        for link in her.page.locator("a[href]").all():
            target = urljoin(her.page.url, link.get_attribute("href") or "")
            parts = urlsplit(target)
            if target.startswith(her.address) and parts.path + ("?" + parts.query if parts.query else "") not in seen:
                waiting.append(parts.path + ("?" + parts.query if parts.query else ""))
    return seen


def without_titles_of_papers(her: Visit) -> str:
    """The words of the page itself: a paper may have "normal" in its name."""
    inside = "() => { const page = document.querySelector('main').cloneNode(true);"
    inside += " page.querySelectorAll('.margin, td:last-child').forEach((x) => x.remove()); return page.textContent; }"
    text: str = her.page.evaluate(inside)
    return text


@each_way
def test_a_scan_and_what_it_means(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    the_case_of_the_goal(her)
    assert her.path.startswith("/reading/")
    her.look("reading")
    text = her.text()
    assert "A heartbeat was seen." in text
    assert "88 beats a minute" in text
    assert "6 weeks and 4 days" in text
    assert "Not yet reviewed by a clinician" in text
    assert not re.search(r"\bviab|\bnormal\b", without_titles_of_papers(her), re.IGNORECASE)
    headings = [found.inner_text() for found in her.page.locator("main h2").all()]
    assert headings[0] == "Signs that need help now"
    assert len(her.page.locator("svg[aria-labelledby^=length-chart] .point").all()) == 1
    assert len(her.page.locator("svg[aria-labelledby^=heart-rate-chart] .point").all()) == 1


@each_way
def test_chances_are_closed_until_she_opens_them(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    the_case_of_the_goal(her)
    dots = her.page.locator("svg.dots").first
    assert not dots.is_visible()
    shown = her.page.locator("main").inner_text()
    assert "310" not in shown
    assert "188" not in shown
    her.page.locator("summary", has_text="Chances").click()
    assert dots.is_visible()
    assert "122 continued" in her.page.locator("main").inner_text()
    her.page.locator("summary", has_text="Chances").click()
    assert not dots.is_visible()


@each_way
def test_a_slip_is_asked_about_and_nothing_typed_is_lost(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, day_before(46))
    her.click("Add a scan")
    her.fill_date("Date of the scan", "31", "2", "2026")
    her.pick("Heartbeat", "Not clearly seen")
    her.page.get_by_label("Length (CRL)", exact=True).fill("82")
    her.click("Save")
    her.look("faults")
    assert "That was not saved. Your text is still here." in her.text()
    assert her.page.get_by_label("Length (CRL)", exact=True).input_value() == "82"
    assert her.group("Heartbeat").get_by_label("Not clearly seen").is_checked()
    fault = her.page.locator(".not-saved a").first
    target = her.page.locator(fault.get_attribute("href") or "none")
    assert target.count() == 1


@each_way
def test_a_sign_stands_first_on_every_page_it_belongs_to(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, day_before(46))
    her.click("Add a scan")
    form = her.path
    her.fill_date("Date of the scan", *day_before(0))
    her.pick("How many", "None")
    her.click("How you are, if you want to say")
    her.pick("Bleeding", "Heavy")
    her.pick("Pain in the tummy", "Strong")
    her.click("Save")
    her.page.wait_for_load_state()
    for path in (her.path, "/today/", "/record/", form, form.replace("/record/", "/changed/").removesuffix("add/")):
        her.open(path)
        her.look(path)
        first = her.page.locator("main > *").first
        assert "heavy bleeding" in first.inner_text(), path
        assert first.bounding_box()["y"] < 150, "without a scroll"  # type: ignore[index]


@each_way
def test_an_end_stops_everything_that_looks_forward(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    the_case_of_the_goal(her)
    her.open("/today/")
    her.look("waiting")
    her.click("Something has changed")
    her.look("changed")
    her.click("This pregnancy has ended", exact=False)
    assert "We are sorry." in her.text()
    for path in crawl(her, "/today/"):
        her.open(path)
        text = her.text().lower()
        assert [found for found in FORWARD if found in text] == [], path
        # the bar: nothing is asked any more
        assert her.page.locator(".bar-do").count() == 0, path
    her.open("/today/")
    her.click("Undo this ending")
    her.open("/today/")
    assert "The next look" in her.text()


def test_by_keyboard_alone(own: str, visit: Opener) -> None:
    her = visit(own)
    set_up(her)
    write_one_down(her, day_before(46))
    her.tab_to("Add a scan")
    her.enter()
    her.tab_to("Day")
    for part in day_before(0):
        her.page.keyboard.type(part)
        her.page.keyboard.press("Tab")
    her.tab_to("Rate")
    her.page.keyboard.type("88")
    her.enter()
    assert her.path.startswith("/reading/")
    her.tab_to("Something has changed")
    her.enter()
    her.tab_to("This pregnancy has ended")
    her.enter()
    assert "We are sorry." in her.text()


def test_every_page_of_the_made_up_story(demo: str, visit: Opener) -> None:
    her = visit(demo, "phone")
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    seen = crawl(her, "/today/")
    assert len(seen) > 10
    assert all(
        "Made-up story" in text
        for where, text in her.seen.items()
        if not re.search(r" /(open|begin|about|blank)/", where)
    )


def test_at_night(demo: str, visit: Opener) -> None:
    her = visit(demo, "phone", light="dark")
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    her.look()
    her.open("/record/")
    her.look()


def test_nothing_readable_is_in_the_folder(own: str, visit: Opener, tmp_path: Path) -> None:
    her = visit(own)
    secrets = set_up(her)
    the_case_of_the_goal(her)
    her.open("/record/")
    assert NAME in her.text()
    day, month, year = day_before(46)
    her_day = f"{year}-{int(month):02}-{int(day):02}"  # not today: the day on which the file was made stands in it
    told = [NAME, secrets.passphrase, secrets.code, secrets.code.replace("-", ""), her_day]
    for path in (tmp_path / "data").rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        for secret in told:
            for form in (secret.encode(), secret.encode("utf-16-le"), secret.upper().encode(), secret.lower().encode()):
                assert form not in held, path.name


# --- Without use -----------------------------------------------------------------------------------------------------


def test_what_she_typed_is_kept_when_it_locks_by_itself(own: str, visit: Opener) -> None:
    her = visit(own)
    secrets = set_up(her)
    write_one_down(her, day_before(46))
    her.page.clock.install()
    her.click("Add a scan")
    her.page.wait_for_load_state()  # the script runs at the end of it, and its clock starts there
    her.page.get_by_label("Length (CRL)", exact=True).fill("6.4")
    form = her.path
    her.page.clock.fast_forward(200_000)
    assert her.path == form
    her.page.clock.fast_forward(300_000)  # the whole limit again: a scroll of the page may have counted as use
    her.arrives("/open/kept/")
    assert "What you typed is kept" in her.text()
    unlock(her, secrets.passphrase)
    her.arrives("/today/")
    her.open(form)
    assert her.page.get_by_label("Length (CRL)", exact=True).input_value() == "6.4"


def test_while_she_types_it_does_not_lock(own: str, visit: Opener) -> None:
    her = visit(own)
    set_up(her)
    write_one_down(her, day_before(46))
    her.page.clock.install()
    her.click("Add a scan")
    her.page.wait_for_load_state()
    form = her.path
    for _ in range(6):
        her.page.keyboard.press("Tab")
        her.page.clock.fast_forward(120_000)
    assert her.path == form


def test_without_script_a_page_goes_to_the_lock_by_itself(own: str, visit: Opener) -> None:
    her = visit(own, "phone", script=False)
    set_up(her)
    her.open("/record/")
    assert her.page.locator("meta[http-equiv=refresh]").get_attribute("content") == "300;url=/open/"
    her.click("Write one down")
    assert her.page.locator("meta[http-equiv=refresh]").count() == 0
