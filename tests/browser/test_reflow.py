"""Small windows, large letters, the other direction of writing: nothing is cut off and nothing scrolls sideways."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import Opener
from tests.browser.journeys import unlock
from tests.browser.visit import WIDER, Visit

DEMO_PASSPHRASE = "made up story"
AS_IS = "() => {}"
LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"
RIGHT_TO_LEFT = "() => { document.documentElement.dir = 'rtl'; }"
SPACED = """() => { const s = document.documentElement.style;
  s.lineHeight = '1.5'; s.letterSpacing = '0.12em'; s.wordSpacing = '0.16em'; }"""


def screens(her: Visit) -> list[str]:
    """The pages of the made-up story that hold most."""
    her.open("/record/")
    her.page.get_by_role("link", name=re.compile("^Open")).last.click()
    one = her.path
    her.page.locator("main a[href^='/reading/']").last.click()
    reading = her.path
    numbers = one.replace("/record/", "/reading/of/")
    return ["/today/", "/record/", one, one + "add/", one + "correct/", reading, numbers, "/settings/", "/about/"]


@pytest.mark.parametrize(
    ("size", "change"),
    [("narrow", AS_IS), ("phone", LARGE), ("phone", RIGHT_TO_LEFT), ("desktop", RIGHT_TO_LEFT), ("phone", SPACED)],
    ids=["320 px", "letters twice as large", "right to left", "right to left, wide", "more space between letters"],
)
def test_it_reflows(demo: str, visit: Opener, size: str, change: str) -> None:
    her = visit(demo, size)
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    for path in screens(her):
        her.open(path)
        her.page.evaluate("() => { for (const found of document.querySelectorAll('details')) found.open = true; }")
        her.page.evaluate(change)
        assert her.page.evaluate(WIDER) <= 0, path


def test_on_paper_there_are_no_bars_and_no_buttons(demo: str, visit: Opener) -> None:
    her = visit(demo)
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    her.page.emulate_media(media="print")
    for hidden in (".bar", ".pages", ".foot", ".dos"):
        assert not her.page.locator(hidden).first.is_visible()
    assert her.page.locator("main h1").is_visible()
