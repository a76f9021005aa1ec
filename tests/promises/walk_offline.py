"""Run inside a network without a way out: the whole journey in Chromium, and what the system counted meanwhile.

Chromium by itself looks for names and for a network; that is switched off, so that what is counted is what the program
and its pages do. Whatever a page asks for is seen by the browser before any name is looked up.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, sync_playwright
from tests.browser.journeys import add_a_scan, set_up, unlock, write_one_down
from tests.browser.server import serving
from tests.browser.visit import Visit

QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-domain-reliability", "--dns-prefetch-disable", "--no-pings",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE 192.0.2.1 , EXCLUDE 2001:db8:1::1",
)  # fmt: skip
PAGES = ("/today/", "/record/", "/settings/", "/access/", "/copies/", "/take/", "/take/in/", "/delete/", "/about/")
ELSEWHERE = ("http://192.0.2.1/", "http://[2001:db8:1::1]/")
"""Addresses for documentation (RFC 5737, RFC 3849): nobody has them."""


def without_a_way() -> dict[str, int]:
    """Packets that found no way out, by the count of the system, of both kinds."""
    names, values = (
        line.split()[1:] for line in Path("/proc/net/snmp").read_text("utf-8").splitlines() if line.startswith("Ip: ")
    )
    newer = dict(line.split() for line in Path("/proc/net/snmp6").read_text("utf-8").splitlines())
    return {
        "IPv4": int(dict(zip(names, values, strict=True))["OutNoRoutes"]),
        "IPv6": int(newer["Ip6OutNoRoutes"]),
    }


@contextlib.contextmanager
def a_context() -> Iterator[BrowserContext]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        context = browser.new_context(accept_downloads=True)
        context.set_default_timeout(60_000)
        yield context
        browser.close()


def walk(context: BrowserContext, address: str, asked: list[str]) -> int:
    """Set up, write, read, copy, lock, open and delete; return how many pages were looked at."""
    her = Visit(context.new_page(), address, script=True)
    her.page.on("request", lambda request: asked.append(request.url))
    secrets = set_up(her)
    today = datetime.now().astimezone().date()
    day = today - timedelta(days=46)
    write_one_down(her, (str(day.day), str(day.month), str(day.year)), name="Quince")
    now = (str(today.day), str(today.month), str(today.year))
    add_a_scan(her, day=now, rate="88", length="5", yolk_sac="4")
    her.open("/record/")
    looked = 0
    links = her.page.locator("a[href^='/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    for path in dict.fromkeys([*PAGES, *links]):
        her.open(path)
        looked += 1
    for path, button in (("/copies/", "Make a backup"), ("/take/", "Save the file")):
        her.open(path)
        her.fill("Your passphrase", secrets.passphrase)
        with her.page.expect_download(timeout=120_000):
            her.click(button)
    her.open("/access/")
    her.click("Lock on all devices")
    her.arrives("/open/")
    unlock(her, secrets.passphrase)
    her.arrives("/today/")
    her.open("/delete/")
    her.page.get_by_role("button", name="Delete everything").click()
    her.page.get_by_text("Found: 0.").wait_for()
    return looked


def main() -> None:
    """Print what was counted, as one line of JSON."""
    asked: list[str] = []
    with tempfile.TemporaryDirectory() as place, a_context() as context:
        idle = without_a_way()
        with serving("serve", "--data", str(Path(place) / "data"), log=Path(place) / "log") as address:
            looked = walk(context, address, asked)
        walked = without_a_way()
        page = context.new_page()
        for address in ELSEWHERE:
            with contextlib.suppress(Error):
                page.goto(address, timeout=5_000)
        noticed = without_a_way()
    elsewhere = [url for url in asked if urlsplit(url).hostname != "127.0.0.1" and not url.startswith("blob:")]
    found = {"pages": looked, "requests": len(asked), "elsewhere": len(elsewhere),
             "packets": {kind: walked[kind] - idle[kind] for kind in idle},
             "noticed": {kind: noticed[kind] - walked[kind] for kind in idle}}  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
