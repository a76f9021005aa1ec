"""200 payloads in her own fields and, as if escaping had failed, raw in the page under the policy that is sent."""

from __future__ import annotations

import re
import shutil
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright
from tests.browser.journeys import set_up
from tests.browser.server import serving
from tests.browser.visit import Visit
from tests.promises.promise import Figure, NotHere

HIT = "window.hit=1"
TAGS = (
    "img src=x", "svg", "body", "details open", "video src=x", "input autofocus", "iframe src=x", "p", "a href=x",
    "math",
)  # fmt: skip
EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onanimationstart", "onpageshow", "oncanplay")
WHOLE = (
    "<script>{hit}</script>",
    "<ScRiPt>{hit}</sCrIpT>",
    "<script/x>{hit}</script>",
    "<svg><script>{hit}</script></svg>",
    "</title><script>{hit}</script>",
    "</textarea><script>{hit}</script>",
    "--><script>{hit}</script>",
    "<script type=module>{hit}</script>",
    "<script src=data:text/javascript,{hit}></script>",
    "<a href=javascript:{hit} autofocus>x</a>",
    "<iframe src=javascript:{hit}>",
    "<iframe srcdoc='<script>parent.{hit}</script>'></iframe>",
    "<object data=javascript:{hit}>",
    "<embed src=javascript:{hit}>",
    "<base href=//elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:{hit}'>",
    "<form action=javascript:{hit}><button autofocus>x",
    "<math href=javascript:{hit}>x",
    "<link rel=import href=data:,{hit}>",
    "<style>@import 'javascript:{hit}';</style>",
)
AROUND = ("{}", "'\">{}", "{{{{x}}}}{}")


def payloads() -> list[str]:
    """Return 200 of them, no two alike."""
    handlers = [f"<{tag} {event}={HIT}>" for tag, event in product(TAGS, EVENTS)]
    found = [around.format(text) for around, text in product(AROUND, [w.format(hit=HIT) for w in WHOLE] + handlers)]
    return list(dict.fromkeys(found))[:200]


def measure(short: bool) -> Figure:
    """Count how many payloads ran, by way of her fields and by way of a page with a hole."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise NotHere("Chromium is needed and was not found")
    tried = payloads()[:: 10 if short else 1]
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving("serve", "--data", str(Path(place) / "data"), log=Path(place) / "log") as address:
            her = Visit(browser.new_page(), address, script=True)
            set_up(her)
            assert _hole_without_a_policy(her.page, address), "the search itself does not work"
            typed = sum(_typed(her, text) for text in tried)
            raw = sum(_raw(her.page, address, text) for text in tried)
        browser.close()
    text = f"{len(tried)} payloads: {typed} ran from her fields, {raw} ran raw in a page under the policy"
    return Figure(typed == raw == 0, text)


def _typed(her: Visit, text: str) -> bool:
    """Write it into every box for words of a form, save, and look at each page that shows it."""
    her.open("/record/new/")
    her.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    for box in her.page.locator("main input[type=text]:not([inputmode]), main textarea").all():
        if box.is_visible():
            box.fill(text)
    ran = _ran(her.page)
    her.click("Keep for later and stop")
    ran = ran or _ran(her.page)
    her.open("/record/new/")
    assert text in (her.page.locator("main input[type=text]").first.input_value(), *_texts(her.page))
    return ran or _ran(her.page)


def _texts(page: Page) -> list[str]:
    found: list[str] = page.locator("main input, main textarea").evaluate_all("all => all.map(one => one.value)")
    return found


def _raw(page: Page, address: str, text: str) -> bool:
    return _with_hole(page, address, text, keep_policy=True)


def _hole_without_a_policy(page: Page, address: str) -> bool:
    return _with_hole(page, address, f"<script>{HIT}</script>", keep_policy=False)


def _with_hole(page: Page, address: str, text: str, *, keep_policy: bool) -> bool:
    def with_hole(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
        if not keep_policy:
            headers.pop("content-security-policy")
        body = re.sub(r"(<main[^>]*>)", lambda found: found[1] + text, answer.text(), count=1)
        route.fulfill(status=answer.status, headers=headers, body=body)

    page.route(f"{address}/about/", with_hole)
    page.goto(f"{address}/about/", wait_until="load")
    ran = _ran(page)
    page.unroute(f"{address}/about/")
    return ran


def _ran(page: Page) -> bool:
    page.mouse.move(200, 200)
    found: bool = page.evaluate("window.hit === 1")
    return found
