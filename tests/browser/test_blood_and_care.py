"""Blood tests before an end, and what is there after it: walked by the words on the page, held to every rule."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import add_a_blood_test, set_up, write_one_down
from tests.browser.test_journey import FORWARD, day_before, each_way

OPEN = "A pregnancy outside the womb (ectopic) stays possible until one is seen in the womb."
DOORS = (
    "The ways, side by side",
    "Blood group and anti-D",
    "Doses in a letter",
    "How people felt",
    "When tests are offered",
)


@each_way
def test_two_values_are_drawn_and_read(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, day_before(40))
    her.click("What is written down")
    her.click("What is written down of them")
    her.look("no tests")
    for days, hcg in ((4, "702"), (2, "1240")):
        add_a_blood_test(her, day=day_before(days), time="9:20", hcg=hcg)
    her.look("two tests")
    assert her.path.startswith("/values/")
    assert OPEN in her.text()
    assert len(her.page.locator("svg[aria-labelledby^=hcg-chart] .point").all()) == 2
    headings = [found.inner_text() for found in her.page.locator("main h2").all()]
    assert headings[0] == "Signs that need help now"
    her.click("Add a blood test")
    her.fill("Time it was taken", "noon")
    her.click("Save")
    her.look("a fault")
    assert "“noon” is not a time." in her.text()


@each_way
def test_numbers_before_any_scan_are_closed_each_time(own: str, visit: Opener, size: str, script: bool) -> None:
    her = visit(own, size, script=script)
    set_up(her)
    write_one_down(her, day_before(56))
    her.click("What is written down")
    her.click("Closed until you open them")
    number = her.page.get_by_text("in 100 had a loss before 20 weeks").first
    for _ in range(2):
        assert not number.is_visible()
        her.click("Chances, if you want to see them")
        assert number.is_visible()
        her.page.reload()
    her.look("numbers")
    headings = [found.inner_text() for found in her.page.locator("main h2").all()]
    assert headings[0] == "Signs that need help now"


@pytest.mark.parametrize("size", ["desktop", "phone", "narrow"])
def test_after_an_end_every_page_is_whole(own: str, visit: Opener, size: str) -> None:
    her = visit(own, size)
    set_up(her)
    write_one_down(her, day_before(60))
    her.click("Something has changed")
    her.click("This pregnancy has ended", exact=False)
    her.arrives("/today/")
    her.click("Add the date", exact=False)
    her.fill_date("When was it", *day_before(1))
    her.click("Save")
    her.arrives("/today/")
    her.click("More about each, in your own time")
    her.look("what happens now")
    for door in DOORS:
        her.click(door)
        her.look(door)
        text = her.text().lower()
        assert [word for word in FORWARD if word in text] == [], door
        her.click("Back to what happens now, and when to call")
    her.click("How people felt")
    her.click("Nine lines about the last two weeks")
    her.look("nine lines")
    her.pick("9.", "Several days")
    her.click("Add it up")
    her.look("an answer that asks for help")
    assert her.page.locator("main h2, main h1").first.inner_text() == "Help now"
    assert her.page.locator("#help-first").bounding_box()["y"] < her.page.viewport_size["height"]  # type: ignore[index]
    for line in range(1, 10):
        her.pick(f"{line}.", "Not at all" if line == 9 else "Several days")
    her.click("Add it up")
    assert her.page.get_by_text("What you answered").is_visible()
    assert not her.page.get_by_text("8 of 27.").is_visible(), "the number is closed"
    her.look("what it adds up to")
    her.click("Back to how people felt, and to numbers to call")
    her.click("Five lines about something frightening")
    her.look("five lines")
    her.click("Back to how people felt")
    her.click("Back to what happens now, and when to call")
    assert "conceiv" not in her.text().lower()
    her.click("Ask for that page")
    her.look("trying again")
    assert "1.71 times as often" in her.text()
