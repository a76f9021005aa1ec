"""On paper: the page is whole, and what can only be pressed is not there. Reflow stands in ``test_every_page``."""

from __future__ import annotations

from tests.browser.conftest import Opener
from tests.browser.journeys import unlock

DEMO_PASSPHRASE = "made up story"


def test_on_paper_there_are_no_bars_and_no_buttons(demo: str, visit: Opener) -> None:
    her = visit(demo)
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    her.page.emulate_media(media="print")
    for hidden in (".bar", ".pages", ".foot", ".dos"):
        assert not her.page.locator(hidden).first.is_visible()
    assert her.page.locator("main h1").is_visible()
