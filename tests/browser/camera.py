"""Every screen in every way: two sizes, day and night, with script and without, and on paper. What it saw, it says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser
from tests.browser.journeys import unlock
from tests.browser.visit import WIDER, Visit

Go = Callable[[Visit], None]
Screens = dict[str, Go]

SIZES = {390: 844, 1280: 900, 718: 1000}
"""Width of a phone, of a desk, and of the text on a sheet of A4; with the least height of each."""
PAPER = 718
PATIENCE_MS = 300_000
"""A machine that does other work at the same time takes its time; a picture waits for it."""
SCROLLS_INSIDE = """() => [...document.querySelectorAll('main *:not(input):not(textarea)')]
  .filter((found) => found.scrollWidth > found.clientWidth + 1 && getComputedStyle(found).overflowX !== 'visible'
    && found.clientWidth > 20)
  .map((found) => (found.getAttribute('aria-label') || found.className || found.tagName) + ': '
    + found.scrollWidth + ' in ' + found.clientWidth)"""


@dataclass(frozen=True)
class Way:
    """One way a page is seen."""

    width: int
    night: bool = False
    script: bool = True

    def __str__(self) -> str:
        if self.width == PAPER:
            return "print"
        return f"{self.width}-{'night' if self.night else 'day'}{'' if self.script else '-no-script'}"


WAYS = [
    *(Way(width, night=night) for width in (390, 1280) for night in (False, True)),
    *(Way(width, script=False) for width in (390, 1280)),
    Way(PAPER),
]
ONE_WAY = WAYS[0]


@contextmanager
def seen(browser: Browser, address: str, way: Way = ONE_WAY) -> Iterator[Visit]:
    """One visit, seen this way."""
    context = browser.new_context(
        viewport={"width": way.width, "height": SIZES[way.width]},
        java_script_enabled=way.script,
        color_scheme="dark" if way.night else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    yield Visit(context.new_page(), address, way.script)
    context.close()


@dataclass
class Camera:
    """Takes the pictures, and keeps in mind where it has been and what did not fit."""

    browser: Browser
    folder: Path
    only: tuple[str, ...] = ()
    paths: set[str] = field(default_factory=set)
    taken: int = 0
    too_wide: list[str] = field(default_factory=list)

    def walk(self, address: str, screens: Screens, passphrase: str | None = None) -> None:
        """Take every screen in every way."""
        wanted = {name: go for name, go in screens.items() if self.wants(name)}
        for way in WAYS if wanted else ():
            with seen(self.browser, address, way) as visit:
                if passphrase is not None:
                    unlock(visit, passphrase)
                    visit.page.wait_for_load_state()
                for name, go in wanted.items():
                    go(visit)
                    self.take(visit, name, way)
        if wanted:
            print(f"{len(wanted) * len(WAYS)} pictures of {', '.join(wanted)}", flush=True)

    def wants(self, name: str) -> bool:
        """Tell whether this screen was asked for."""
        return not self.only or any(word in name for word in self.only)

    def take(self, visit: Visit, name: str, way: Way) -> None:
        """Take the whole page: the window is made as high as the page, so that bars at its edges lie over nothing."""
        visit.page.wait_for_load_state()
        size = visit.page.viewport_size
        assert size is not None
        visit.page.emulate_media(media="print" if way.width == PAPER else "screen")
        visit.page.evaluate("scrollTo(0, 0)")
        visit.page.mouse.move(0, 0)  # what lies under the pointer is drawn in another way
        body = visit.page.locator("body").bounding_box()
        assert body is not None
        visit.page.set_viewport_size({"width": way.width, "height": max(SIZES[way.width], round(body["height"]))})
        visit.page.screenshot(path=self.folder / f"{name}-{way}.png")
        if wider := visit.page.evaluate(WIDER):
            self.too_wide.append(f"{name}-{way}: the page, by {wider} px")
        self.too_wide += [f"{name}-{way}: {found}" for found in visit.page.evaluate(SCROLLS_INSIDE)]
        visit.page.set_viewport_size(size)
        visit.page.emulate_media(media="screen")
        self.paths.add(visit.path)
        self.taken += 1

    def differ_without_script(self) -> list[str]:
        """Return the pictures that are not the same, dot for dot, without script."""
        found = []
        for bare in sorted(self.folder.glob("*-no-script.png")):
            twin = bare.with_name(bare.name.replace("-no-script", ""))
            if bare.read_bytes() != twin.read_bytes():
                found.append(bare.stem)
        return found

    def never_seen(self, no_page: frozenset[str]) -> list[str]:
        """Return the named addresses of the app of which no picture was taken."""
        os.environ["DJANGO_SETTINGS_MODULE"] = "gravida.app.settings"
        os.environ.setdefault("GRAVIDA_DATA", tempfile.gettempdir())
        import django

        django.setup()
        from django.urls import Resolver404, get_resolver, resolve

        visited = set()
        for path in self.paths:
            try:
                visited.add(resolve(path).view_name)
            except Resolver404:
                continue  # the page that says there is nothing here
        every = {
            f"{room}:{name}"
            for room, (_, resolver) in get_resolver().namespace_dict.items()
            for name in resolver.reverse_dict
            if isinstance(name, str)
        }
        return sorted(every - visited - no_page)


def at(path: str) -> Go:
    """Go to an address."""
    return lambda visit: visit.open(path)


def then(path: str, *names: str) -> Go:
    """Go to an address, then press these one after the other."""

    def go(visit: Visit) -> None:
        visit.open(path)
        for name in names:
            visit.click(name)
            visit.page.wait_for_load_state()

    return go


def opened(go: Go) -> Go:
    """Go there, and open every closed part."""

    def and_open(visit: Visit) -> None:
        go(visit)
        closed = visit.page.locator("main details:not([open]) > summary")
        while closed.count():
            closed.first.click()

    return and_open
