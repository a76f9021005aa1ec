"""A person at a page: what she can do by keyboard and finger, and everything that must never happen meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request
from tests.browser import visual
from tests.contracts.avoided import hurtful, theme

ROOMS = (
    "/today/",
    "/record/",
    "/reading/",
    "/changed/",
    "/steps/",
    "/values/",
    "/pictures/",
    "/settings/",
    "/access/",
    "/copies/",
    "/take/",
)
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
POLICY_REPORTS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample));
"""
STORED = """async () => {
  const databases = indexedDB.databases ? (await indexedDB.databases()).map((found) => found.name) : [];
  const caches_ = "caches" in window ? await caches.keys() : [];
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases, ...caches_];
}"""
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at) return "";  // a page that is only coming
  const labels = at.labels && at.labels.length ? [...at.labels].map((label) => label.innerText).join(" ") : "";
  return at.getAttribute("aria-label") || labels || at.innerText || at.textContent || "";
}"""
HIGH = "() => document.documentElement.scrollHeight"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """One browser with one page, at one size, with script or without."""

    page: Page
    address: str
    script: bool
    faults: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def watch(self, context: BrowserContext) -> None:
        """Write down everything that must not happen: words in the console, policy reports, requests to elsewhere."""
        if self.script:
            context.add_init_script(POLICY_REPORTS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error of the script: {error}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of" in message.text  # an error page that was asked for
        if message.type in {"error", "warning"} and not expected:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.faults.append(f"request to elsewhere: {request.url}")
        if found := theme(parts.path + parts.query + parts.fragment):
            self.faults.append(f"an address gives the theme away: {request.url} ({found})")

    def open(self, path: str) -> None:
        """Go to an address of the app."""
        self.page.goto(self.address + path)

    def click(self, name: str, *, exact: bool = True) -> None:
        """Press the button, the link, the summary or the pick with this name."""
        for role in ("button", "link"):
            found = self.page.get_by_role(role, name=name, exact=exact)
            if found.count():
                found.first.click()
                return
        self.page.get_by_text(name, exact=exact).first.click()

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def group(self, legend: str) -> Locator:
        """The group of boxes whose legend begins so."""
        begins = self.page.locator("legend").filter(has_text=re.compile(rf"^\s*{re.escape(legend)}", re.IGNORECASE))
        return self.page.locator("fieldset").filter(has=begins).first

    def pick(self, legend: str, answer: str) -> None:
        """Choose an answer of a group."""
        begins = re.compile(rf"^\s*{re.escape(answer)}", re.IGNORECASE)
        self.group(legend).locator("label.pick").filter(has_text=begins).first.click()

    def fill_date(self, legend: str, day: str, month: str, year: str) -> None:
        """Fill the three boxes of a date."""
        for box, text in zip(("Day", "Month", "Year"), (day, month, year), strict=True):
            self.group(legend).get_by_label(box, exact=True).fill(text)

    def arrives(self, path: str) -> None:
        """Wait until the page is there."""
        self.page.wait_for_url(re.compile(re.escape(self.address + path) + r"$"))

    def tab_to(self, name: str, *, most: int = 150) -> None:
        """Press Tab until the focus is on what has this name: a person without a mouse."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED).strip().startswith(name):
                return
        raise AssertionError(f"{name!r} was not reached by Tab on {self.path}")

    @property
    def path(self) -> str:
        """Where the page is."""
        return urlsplit(self.page.url).path

    def enter(self) -> None:
        """Press Enter on what has the focus, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def text(self) -> str:
        """Every word on the page, closed parts too."""
        return self.page.locator("body").text_content() or ""

    def look(self, name: str = "") -> None:
        """Hold the page on the screen to every rule; keep its words for those who ask what was seen."""
        self.page.wait_for_load_state()
        where = f"{name or self.path} ({self.page.title()})"
        text = self.text()
        self.seen[f"{len(self.seen)} {where}"] = text
        spoken = self.page.locator("[aria-label]").evaluate_all("all => all.map(x => x.getAttribute('aria-label'))")
        self.faults += [f"{where}: {found!r}" for found in hurtful(" ".join([text, *spoken]))]
        self.faults += [f"{where}: the title says {found!r}" for found in theme(self.page.title())]
        self.faults += [
            f"{where}: the cookie {cookie['name']!r} says {found!r}"
            for cookie in self.page.context.cookies()
            for found in theme(cookie.get("name", ""))
        ]
        if self.path.startswith(ROOMS) and self.page.locator("nav.pages [aria-current]").count() != 1:
            self.faults.append(f"{where}: the navigation does not say where she is")
        if wider := self.page.evaluate(WIDER):
            self.faults.append(f"{where}: scrolls sideways by {wider} px")
        self.faults += [f"{where}: {found}" for found in visual.faults(self.page, self.path, name)]
        if self.script:
            self.faults += [f"{where}: kept in the browser: {found}" for found in self.page.evaluate(STORED)]
            self.faults += [f"{where}: {found}" for found in self.axe()]

    def axe(self) -> list[str]:
        """What axe finds on the page, closed parts opened and the window as high as the page: bars that stick to the
        edge of a window would else lie over a control, and axe takes what is covered for too small.
        """
        self.page.evaluate("() => { for (const found of document.querySelectorAll('details')) found.open = true; }")
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], self.page.evaluate(HIGH))})
        found: dict[str, Any] = Axe().run(self.page, options=AXE_RULES).response
        self.page.set_viewport_size(size)
        return [
            f"axe {violation['id']}: {violation['help']} at {[node['html'][:160] for node in violation['nodes']]}"
            for violation in found["violations"]
        ]
