"""Chromium, the real server, and visits at two sizes, with script and without."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.server import serving
from tests.browser.visit import Visit

SIZES = {
    "narrow": {"width": 320, "height": 640},
    "desktop": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
Opener = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is needed and was not found. On Debian: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """The address of an empty record of one's own."""
    with serving("serve", "--data", str(tmp_path / "data"), log=tmp_path / "log") as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the made-up story, shared by tests that only read."""
    with serving("demo", log=tmp_path_factory.mktemp("demo") / "log") as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Open a visit; when the test is over, nothing forbidden may have happened in any of them."""
    visits: list[Visit] = []

    def open_(address: str, size: str = "desktop", *, script: bool = True, light: str = "light") -> Visit:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            java_script_enabled=script,
            color_scheme=light,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        visit = Visit(page, address, script)
        visit.watch(context)
        visits.append(visit)
        return visit

    yield open_
    for found in visits:
        found.page.context.close()
    assert [fault for found in visits for fault in found.faults] == []
