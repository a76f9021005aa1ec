"""A source is opened by hand, from the page that says where it goes; the site is not told where she comes from."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route
from tests.browser.conftest import Opener
from tests.browser.journeys import unlock
from tests.browser.test_journey import DEMO_PASSPHRASE


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_site_learns_no_more_than_the_page_says(demo: str, visit: Opener, script: bool) -> None:
    her = visit(demo, "phone", script=script)
    unlock(her, DEMO_PASSPHRASE)
    her.arrives("/today/")
    her.page.locator("main .margin a.source").first.click()
    her.look("outside")
    assert her.path.startswith("/outside/")
    site = her.page.locator("main .lead bdi").inner_text()
    asked: list[Request] = []

    def stop(route: Route) -> None:
        """No request of a test leaves this machine: it is looked at, and goes no further."""
        asked.append(route.request)
        route.abort()

    her.page.context.route(lambda address: not address.startswith(her.address), stop)
    her.page.get_by_role("link", name=f"Go to {site}").click()
    her.page.wait_for_timeout(300)
    [request] = asked
    assert site in request.url
    assert not {"referer", "cookie", "origin"} & set(request.all_headers())
    her.faults[:] = [fault for fault in her.faults if request.url not in fault]  # what she asked for by hand
