"""How to reach each screen by the words on the pages, as a person reaches it, and how to go wrong there."""

from __future__ import annotations

import re
import time

from tests.browser.camera import Go, then
from tests.browser.visit import Visit
from tests.promises.crafted_photos import drawn, written

LONG_NAME = "Maximiliana Theodora Wilhelmina of a very long winter night"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter"
"""Longer than a line of a phone, and without a space in it."""
LONG_TEXT = "It was a long day, and everything that was said is written here so that none of it is lost. " * 12


def day_before(days: int) -> tuple[str, str, str]:
    """Some days before today, as three boxes."""
    found = time.localtime(time.time() - days * 86_400)
    return str(found.tm_mday), str(found.tm_mon), str(found.tm_year)


def typed(path: str, *fields: tuple[str, str], button: str) -> Go:
    """Go to an address, type into these fields, and press a button."""

    def go(visit: Visit) -> None:
        visit.open(path)
        for label, text in fields:
            visit.fill(label, text)
        visit.page.get_by_role("button", name=button).first.click()
        visit.page.wait_for_load_state()

    return go


def by_code(code: str) -> Go:
    """Open with the recovery code."""
    return typed("/open/code/", ("Recovery code", code), button="Open")


def anew_fault(code: str) -> Go:
    """Then choose a passphrase of one's own that is too short."""

    def go(visit: Visit) -> None:
        by_code(code)(visit)
        visit.pick("Which", "My own")
        visit.page.get_by_role("button", name="Take this passphrase").click()

    return go


def locked_while_typing(visit: Visit) -> None:
    """The lock falls while she writes; what she typed is sealed."""
    add_scan(visit)
    visit.page.locator("main textarea").last.fill("It was dark in the room.")
    visit.page.context.clear_cookies(name=re.compile("^notes"))
    visit.click("Save")
    visit.page.wait_for_load_state()


def too_old(visit: Visit) -> None:
    """A form that was opened too long ago is sent."""
    visit.open("/settings/")
    visit.page.context.clear_cookies(name=re.compile("^form"))
    visit.click("Pause")
    visit.page.wait_for_load_state()


def one(name: str, *links: str, further: str = "") -> Go:
    """Open the pregnancy whose title begins so, follow these links, and go further from there."""

    def go(visit: Visit) -> None:
        visit.open("/record/")
        visit.page.get_by_role("link", name=re.compile(rf"^Open {re.escape(name)}")).last.click()
        visit.page.wait_for_load_state()
        for link in links:
            visit.click(link)
            visit.page.wait_for_load_state()
        if further:
            visit.open(visit.path + further)

    return go


newest = one("")
deleted = one("", "Delete", "Delete")
add_scan = one("", "Add a scan")
values = one("", "What is written down of them")
steps = one("", "What happens now, and when to call")


def scan_of(name: str = "", further: str = "") -> Go:
    """What the newest scan of it means, or a page behind that."""

    def go(visit: Visit) -> None:
        one(name)(visit)
        visit.page.locator("main a[href^='/reading/']").last.click()
        visit.page.wait_for_load_state()
        if further:
            visit.click("Correct something")
            visit.page.wait_for_load_state()
            if further != "correct":
                visit.open(visit.path + further)

    return go


def first_value(further: str = "") -> Go:
    """The page that corrects a blood test, or one behind it."""

    def go(visit: Visit) -> None:
        values(visit)
        visit.page.locator("#all + ul a").last.click()
        visit.page.wait_for_load_state()
        if further:
            visit.open(visit.path + further)

    return go


def faulty_scan(visit: Visit) -> None:
    """A scan as a hurried person types it."""
    add_scan(visit)
    visit.fill_date("Date of the scan", "31", "2", "2026")
    visit.pick("How was it done", "Inside")
    visit.pick("Heartbeat", "Seen")
    visit.group("Heartbeat").get_by_role("textbox").fill("eighty")
    visit.page.get_by_label("Length (CRL)", exact=True).fill("82")
    visit.click("Save")


def asked_scan(visit: Visit) -> None:
    """A scan with a length that is asked about, and a guess to accept."""
    add_scan(visit)
    visit.fill_date("Date of the scan", *day_before(0))
    visit.pick("Lengths are in", "cm")
    visit.fill("Length (CRL)", "52")
    visit.pick("Yolk sac", "Seen")
    visit.click("Save")


def heavy_bleeding(visit: Visit) -> None:
    """A scan without a clear place, on a day with heavy bleeding and strong pain."""
    add_scan(visit)
    visit.fill_date("Date of the scan", *day_before(0))
    visit.pick("How many", "None")
    visit.click("How you are, if you want to say")
    visit.pick("Bleeding", "Heavy")
    visit.pick("Pain in the tummy", "Strong")
    visit.click("Save")
    visit.page.wait_for_load_state()


def stopped_halfway(visit: Visit) -> None:
    """A form left for later."""
    add_scan(visit)
    visit.page.locator("main textarea").last.fill("It was dark in the room.")
    visit.click("Keep for later and stop")
    visit.page.wait_for_load_state()


def faulty_blood_test(visit: Visit) -> None:
    """A blood test as a hurried person types it."""
    values(visit)
    visit.click("Add a blood test")
    visit.fill("Time it was taken", "noon")
    visit.group("hCG").get_by_role("textbox").fill("1240")
    visit.click("Save")


def faulty_pregnancy(visit: Visit) -> None:
    """A pregnancy whose end lies before its beginning."""
    visit.open("/record/new/")
    visit.fill_date("First day of the last period", *day_before(30))
    visit.click("Other dates, your age, and a name in the record")
    visit.fill("Usual length of a cycle, in days", "280")
    visit.click("When and how it ended, if it has")
    visit.fill_date("When it ended", *day_before(60))
    visit.click("Save")


def faulty_details(visit: Visit) -> None:
    """The day of an end, with a month that does not exist."""
    then("/today/", "Change the date or the words")(visit)
    visit.fill_date("When was it", "12", "15", "2026")
    visit.click("Save")


def faulty_look(visit: Visit) -> None:
    """A next look with a day that does not exist."""
    the_look(visit)
    visit.fill_date("Date", "31", "6", "2027")
    visit.fill("Telephone", "ask at the desk")
    visit.click("Save")


def plain_letters(visit: Visit) -> None:
    """The letters of her own device."""
    visit.open("/settings/")
    visit.page.locator("#id_plain_letters").check()
    visit.click("Save the words", exact=False)
    visit.page.wait_for_load_state()


def the_look(visit: Visit) -> None:
    """The form of the next look."""
    visit.open("/today/")
    visit.page.locator("main a[href$='/look/']").first.click()
    visit.page.wait_for_load_state()


def the_questions(visit: Visit) -> None:
    """The form of her questions."""
    visit.open("/today/")
    visit.page.locator("main a[href$='/questions/']").first.click()
    visit.page.wait_for_load_state()


def one_that_ended(days_ago: int, lasted: int, label: str, how: str = "") -> Go:
    """Write down one that ended."""

    def go(visit: Visit) -> None:
        visit.open("/record/new/")
        visit.pick("How is it now", "Ended")
        visit.fill_date("First day of the last period", *day_before(days_ago + lasted))
        visit.click("Other dates, your age, and a name in the record")
        visit.fill("A name for it in your record", label)
        visit.click("When and how it ended, if it has")
        visit.fill_date("When it ended", *day_before(days_ago))
        if how:
            visit.page.get_by_label("How it ended", exact=True).select_option(label=how)
        visit.click("Save")
        visit.page.wait_for_load_state()

    return go


def add_photos(visit: Visit) -> None:
    """Three photos of the newest pregnancy, one with words."""
    for size, says in (((1200, 900), "The print of that day"), ((700, 1000), ""), ((900, 400), "A letter")):
        photo_form(visit)
        _choose(visit, "1.jpg", "image/jpeg", written(drawn(size=size), "JPEG"))
        visit.fill("What it shows, in your words", says)
        visit.click("Save")
        visit.page.wait_for_load_state()


def photo_form(visit: Visit) -> None:
    """The form of a photo before one is chosen."""
    newest(visit)
    visit.click("Add a photo")
    visit.page.wait_for_load_state()


def photo_refused(visit: Visit) -> None:
    """A photo that is not read."""
    photo_form(visit)
    _choose(visit, "1.heic", "image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1")
    visit.click("Save")
    visit.page.wait_for_load_state()


def one_photo(visit: Visit) -> None:
    """The first photo by itself."""
    newest(visit)
    visit.page.locator("main .pic-line a").first.click()  # the picture itself starts covered
    visit.page.wait_for_load_state()


def photo(button: str) -> Go:
    """The first photo, and what can be done with it."""

    def go(visit: Visit) -> None:
        one_photo(visit)
        visit.click(button)
        visit.page.wait_for_load_state()

    return go


def photo_of_a_scan(visit: Visit) -> None:
    """The form of a photo that belongs to a scan."""
    scan_of()(visit)
    visit.click("Add a photo")
    visit.page.wait_for_load_state()


def a_source(visit: Visit) -> None:
    """The page that stands before another site."""
    scan_of()(visit)
    visit.page.locator("main .margin a.source").first.click()
    visit.page.wait_for_load_state()


def _choose(visit: Visit, name: str, kind: str, content: bytes) -> None:
    visit.page.get_by_label("Photo", exact=True).set_input_files({"name": name, "mimeType": kind, "buffer": content})


def the_nine_lines(visit: Visit) -> None:
    """The questionnaire with nine lines, of one that ended."""
    one("", "What happens now, and when to call", further="how/nine/")(visit)


def asked_for_help(visit: Visit) -> None:
    """Only the last line answered: help stands first."""
    the_nine_lines(visit)
    visit.pick("9.", "Several days")
    visit.click("Add it up")
    visit.page.wait_for_load_state()


def added_up(visit: Visit) -> None:
    """All nine lines answered."""
    the_nine_lines(visit)
    for line in range(1, 10):
        visit.pick(f"{line}.", "Not at all" if line == 9 else "Several days")
    visit.click("Add it up")
    visit.page.wait_for_load_state()
