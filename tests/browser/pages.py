"""Every page there is, by its name in the URL configuration, and how a person comes to it.

``DOOR`` are pages on the way in, reached step by step; ``INSIDE`` are found by following links through a full record;
``NO_PAGE`` take a form and lead on. ``test_every_page.py`` fails for a name that stands in none of them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page
from tests.browser.visit import Visit

pytest.importorskip("django")
os.environ["DJANGO_SETTINGS_MODULE"] = "gravida.app.settings"
os.environ.setdefault("GRAVIDA_DATA", tempfile.gettempdir())  # nothing is read or written there

import django
from django.urls import Resolver404, get_resolver, resolve

django.setup()

DOOR = (
    "door:begin",
    "door:copy",
    "door:code",
    "door:check",
    "door:about",
    "door:blank",
    "door:unlock",
    "door:unlock_kept",
    "door:recover",
    "door:anew",
)
INSIDE = (
    "today:page",
    "today:look",
    "today:questions",
    "record:list",
    "record:add_pregnancy",
    "record:open",
    "record:change_pregnancy",
    "record:remove",
    "record:add_scan",
    "record:change_scan",
    "record:remove_scan",
    "reading:page",
    "reading:numbers",
    "photos:page",
    "photos:add",
    "photos:add_to_scan",
    "photos:change",
    "photos:remove",
    "changed:page",
    "changed:details",
    "preferences:page",
    "access:page",
    "access:passkeys",
    "access:passphrase",
    "copies:page",
    "deleting:page",
    "outside:page",
    "taking:page",
    "taking:bringing_in",
    "blood:page",
    "blood:add",
    "blood:change",
    "blood:remove",
    "care:page",
    "care:ways",
    "care:group",
    "care:letter",
    "care:milk",
    "care:tests",
    "care:feelings",
    "care:nine",
    "care:five",
    "care:again",
)
NO_PAGE = {
    "door:home": "leads on to where she is",
    "door:lock": "locks, then shows the door",
    "door:leave": "locks, then leads elsewhere",
    "door:keep": "keeps what was typed",
    "photos:picture": "a picture",
    "access:end_reading": "a button",
    "access:passkey_ask": "what the browser is asked",
    "access:passkey_remove": "only a passkey leads there: test_passkeys walks it",
    "door:passkey": "opens, then leads to the record",
    "door:passkey_ask": "what the browser is asked",
    "today:put_away": "a button",
    "record:let_go": "a button",
    "record:hide": "a button",
    "changed:pause": "a button",
    "changed:resume": "a button",
    "changed:undo": "a button",
    "changed:word": "a button",
    "changed:state": "a button",
}

SHARED = ("door:read", "access:let_read")
"""On a server that many people share, and nowhere else. ``tests/app/hosted`` holds them; no browser has walked them."""


def names() -> Iterator[str]:
    """Every name of the URL configuration, with its room."""
    return _names(get_resolver().url_patterns, "")


def _names(patterns: Any, room: str) -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern.url_patterns, pattern.app_name or room)
        else:
            yield f"{room}:{pattern.name}"


@cache
def name_of(path: str) -> str:
    """The name of a path, or nothing."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def links(page: Page, address: str) -> list[str]:
    """Paths within the app that the page links to."""
    found = page.locator("a[href]").evaluate_all("all => all.map(x => x.getAttribute('href'))")
    inside = [urljoin(page.url, href) for href in found]
    return [urlsplit(target).path for target in inside if target.startswith(address)]


def inside(her: Visit) -> dict[str, str]:
    """Follow links through the record until each page was met once; a page to which no link leads is missing then."""
    her.open("/record/")
    start = [path for path in links(her.page, her.address) if name_of(path) == "record:open"]
    ended = [path for path in start if _is_over(her, path)]
    found = {"changed:details": ended[0].replace("/record/", "/changed/") + "details/"}  # linked while it is new
    waiting, seen = ["/today/", "/settings/", *start], set()
    while waiting and set(INSIDE) - set(found):
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        her.open(path)
        if her.path == path:
            found.setdefault(name_of(path), path)
        waiting += [target for target in links(her.page, her.address) if name_of(target) not in found]
    return {name: found[name] for name in INSIDE if name in found}


def _is_over(her: Visit, path: str) -> bool:
    her.open(path)
    return her.page.locator("a[href^='/steps/']").count() > 0


def door(her: Visit) -> Iterator[str]:
    """Go through the door of an empty record, in and out and in again, and stop at each page."""
    her.open("/begin/")
    yield "door:begin"
    her.open("/begin/copy/")
    yield "door:copy"
    her.open("/begin/")
    her.click("The six words above")
    her.click("Take this passphrase")
    her.arrives("/begin/code/")
    code = her.page.locator(".kept-on-paper").inner_text().strip()
    yield "door:code"
    her.click("I have written it down")
    her.arrives("/begin/check/")
    yield "door:check"
    her.fill("Recovery code", code)
    her.click("Compare")
    her.arrives("/today/")
    her.click("Lock now")
    her.arrives("/open/")
    yield "door:unlock"
    for name, path in (("unlock_kept", "/open/kept/"), ("about", "/about/"), ("blank", "/blank/")):
        her.open(path)
        yield f"door:{name}"
    her.open("/open/code/")
    yield "door:recover"
    her.fill("Recovery code", code)
    her.page.locator("main button.do").click()
    her.arrives("/begin/anew/")
    yield "door:anew"
