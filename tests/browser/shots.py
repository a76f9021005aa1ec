"""Every screen as a picture, in build/shots: two sizes, day and night, with script and without. ``./shots`` runs this.

    build/shots/<screen>-<width>-<day|night>[-no-script].png

The first argument, if there is one, keeps only screens whose name holds it.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.browser.journeys import add_a_blood_test, add_a_scan, unlock, write_one_down
from tests.browser.server import serving
from tests.browser.visit import Visit
from tests.promises.crafted_photos import drawn, written

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "shots"
PICTURE = ROOT / "docs" / "pictures" / "her-page.png"
SIZES = {390: 844, 1280: 900}
DEMO_PASSPHRASE = "made up story"
AFTER = ("ways", "group", "letter", "tests", "how", "if-you-ask")
LONG_NAME = "Maximiliana Theodora Wilhelmina of a very long winter night"

Screens = dict[str, Callable[[Visit], None]]


@dataclass(frozen=True)
class Way:
    """One way a page is seen."""

    width: int
    night: bool
    script: bool

    def __str__(self) -> str:
        return f"{self.width}-{'night' if self.night else 'day'}{'' if self.script else '-no-script'}"


WAYS = [
    *(Way(width, night, True) for width in SIZES for night in (False, True)),
    *(Way(width, False, False) for width in SIZES),
]


@contextmanager
def seen(browser: Browser, address: str, way: Way) -> Iterator[Visit]:
    """One visit, seen this way."""
    context = browser.new_context(
        viewport={"width": way.width, "height": SIZES[way.width]},
        java_script_enabled=way.script,
        color_scheme="dark" if way.night else "light",
    )
    context.set_default_timeout(10_000)
    yield Visit(context.new_page(), address, way.script)
    context.close()


def take(visit: Visit, name: str, way: Way) -> None:
    """Take the whole page: the window is made as high as the page, so that bars at its edges lie over nothing."""
    size = visit.page.viewport_size
    body = visit.page.locator("body").bounding_box()
    assert size is not None
    assert body is not None
    visit.page.set_viewport_size({"width": way.width, "height": max(SIZES[way.width], round(body["height"]))})
    visit.page.screenshot(path=SHOTS / f"{name}-{way}.png")
    visit.page.set_viewport_size(size)


def walk(browser: Browser, address: str, passphrase: str | None, screens: Screens) -> None:
    """Take every screen in every way."""
    wanted = {name: go for name, go in screens.items() if len(sys.argv) < 2 or sys.argv[1] in name}
    for way in WAYS if wanted else ():
        with seen(browser, address, way) as visit:
            if passphrase is not None:
                unlock(visit, passphrase)
                visit.page.wait_for_load_state()
            for name, go in wanted.items():
                go(visit)
                take(visit, name, way)
    print(f"{len(wanted) * len(WAYS)} pictures of {', '.join(wanted) or 'nothing here'}", flush=True)


def at(path: str) -> Callable[[Visit], None]:
    """Go to an address."""
    return lambda visit: visit.open(path)


def then(path: str, *names: str) -> Callable[[Visit], None]:
    """Go to an address, then press these one after the other."""

    def go(visit: Visit) -> None:
        visit.open(path)
        for name in names:
            visit.click(name)

    return go


def day_before(days: int) -> tuple[str, str, str]:
    """Some days before today, as three boxes."""
    found = time.localtime(time.time() - days * 86_400)
    return str(found.tm_mday), str(found.tm_mon), str(found.tm_year)


def wrong_code(path: str) -> Callable[[Visit], None]:
    """A recovery code with a slip."""

    def go(visit: Visit) -> None:
        visit.open(path)
        visit.fill("Recovery code", "JDRA-Y542")
        visit.page.locator("main button.do").click()

    return go


def empty_scan(visit: Visit) -> None:
    """The form of a scan before anything is typed."""
    open_one(visit)
    visit.click("Add a scan")


def faulty_scan(visit: Visit) -> None:
    """A scan as a hurried person types it."""
    empty_scan(visit)
    visit.fill_date("Date of the scan", "31", "2", "2026")
    visit.pick("How was it done", "Inside")
    visit.pick("Heartbeat", "Seen")
    visit.group("Heartbeat").get_by_role("textbox").fill("eighty")
    visit.page.get_by_label("Length (CRL)", exact=True).fill("82")
    visit.click("Save")


def heavy_bleeding(visit: Visit) -> None:
    """A scan without a clear place, on a day with heavy bleeding and strong pain."""
    empty_scan(visit)
    visit.fill_date("Date of the scan", *day_before(0))
    visit.pick("How many", "None")
    visit.click("How you are, if you want to say")
    visit.pick("Bleeding", "Heavy")
    visit.pick("Pain in the tummy", "Strong")
    visit.click("Save")
    visit.page.wait_for_load_state()


def open_one(visit: Visit) -> None:
    """The newest pregnancy of the record."""
    visit.open("/record/")
    visit.page.get_by_role("link", name=re.compile("^Open")).last.click()
    visit.page.wait_for_load_state()


def newest_scan(visit: Visit) -> None:
    """What the newest scan means."""
    open_one(visit)
    visit.page.locator("main a[href^='/reading/']").last.click()
    visit.page.wait_for_load_state()


def chances(visit: Visit) -> None:
    """The closed parts of that page, opened."""
    newest_scan(visit)
    closed = visit.page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()


def add_photos(visit: Visit) -> None:
    """Three photos of the newest pregnancy, one with words."""
    for size, says in (((1200, 900), "The print of that day"), ((700, 1000), ""), ((900, 400), "A letter")):
        photo_form(visit)
        content = written(drawn(size=size), "JPEG")
        visit.page.get_by_label("Photo", exact=True).set_input_files(
            {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": content}
        )
        visit.fill("What it shows, in your words", says)
        visit.click("Save")
        visit.page.wait_for_load_state()


def photo_form(visit: Visit) -> None:
    """The form of a photo before one is chosen."""
    open_one(visit)
    visit.click("Add a photo")
    visit.page.wait_for_load_state()


def photo_refused(visit: Visit) -> None:
    """A photo that is not read."""
    photo_form(visit)
    visit.page.get_by_label("Photo", exact=True).set_input_files(
        {"name": "1.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic\0\0\0\0mif1"}
    )
    visit.click("Save")
    visit.page.wait_for_load_state()


def one_photo(visit: Visit) -> None:
    """The first photo by itself."""
    open_one(visit)
    visit.page.locator("main a[href^='/pictures/']").first.click()
    visit.page.wait_for_load_state()


def blood_tests(visit: Visit) -> None:
    """The blood tests of the newest pregnancy."""
    open_one(visit)
    visit.click("What is written down of them")
    visit.page.wait_for_load_state()


def faulty_blood_test(visit: Visit) -> None:
    """A blood test as a hurried person types it."""
    blood_tests(visit)
    visit.click("Add a blood test")
    visit.fill("Time it was taken", "noon")
    visit.group("hCG").get_by_role("textbox").fill("1240")
    visit.click("Save")


def after_it(page: str = "") -> Callable[[Visit], None]:
    """What comes after an end, or one of the pages behind it, with its closed parts opened."""

    def go(visit: Visit) -> None:
        open_one(visit)
        visit.click("What happens now, and when to call")
        visit.page.wait_for_load_state()
        if page:
            visit.open(f"{visit.path}{page}/")
        closed = visit.page.locator("main details:not([open]) > summary")
        while closed.count():
            closed.first.click()

    return go


def own_record(browser: Browser) -> None:
    """From nothing to a record with long names."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with serving("serve", "--data", str(path / "data"), log=path / "log") as address:
            walk(
                browser,
                address,
                None,
                {
                    "begin": at("/"),
                    "begin-fault": then("/begin/", "Take this passphrase"),
                    "error": at("/nothing-here"),
                },
            )
            with seen(browser, address, WAYS[0]) as visit:
                visit.open("/")
                passphrase = visit.page.locator(".kept-on-paper").inner_text().strip()
                visit.click("The six words above")
                visit.click("Take this passphrase")
                code = visit.page.locator(".kept-on-paper").inner_text().strip()
            walk(
                browser,
                address,
                passphrase,
                {"code": at("/begin/code/"), "check": at("/begin/check/"), "check-fault": wrong_code("/begin/check/")},
            )
            with seen(browser, address, WAYS[0]) as visit:
                unlock(visit, passphrase)
                visit.click("I have written it down")
                visit.fill("Recovery code", code)
                visit.click("Compare")
                visit.arrives("/today/")
            walk(
                browser,
                address,
                None,
                {
                    "open": at("/open/"),
                    "recover": at("/open/code/"),
                    "recover-fault": wrong_code("/open/code/"),
                    "about": at("/about/"),
                },
            )
            walk(
                browser,
                address,
                passphrase,
                {
                    "today-empty": at("/today/"),
                    "record-empty": at("/record/"),
                    "pregnancy-form": then("/record/", "Write one down"),
                    "settings": at("/settings/"),
                    "access": at("/access/"),
                    "passkeys": at("/access/passkeys/"),
                },
            )
            with seen(browser, address, WAYS[0]) as visit:
                unlock(visit, passphrase)
                write_one_down(visit, day_before(46), name=LONG_NAME)
                add_a_scan(visit, day=day_before(0), rate="88", length="5", yolk_sac="4")
                blood_tests(visit)
                for days, hcg in ((16, "310"), (14, "702"), (12, "1240")):
                    add_a_blood_test(visit, day=day_before(days), time="9:20", hcg=hcg)
                add_photos(visit)
            walk(
                browser,
                address,
                passphrase,
                {
                    "photos": open_one,
                    "photo-form": photo_form,
                    "photo-refused": photo_refused,
                    "photo-one": one_photo,
                    "today-long-name": at("/today/"),
                    "record-long-name": at("/record/"),
                    "record-open-long-name": open_one,
                    "reading-long-name": newest_scan,
                    "values": blood_tests,
                    "values-form-fault": faulty_blood_test,
                },
            )
            with seen(browser, address, WAYS[0]) as visit:
                unlock(visit, passphrase)
                heavy_bleeding(visit)
            walk(
                browser,
                address,
                passphrase,
                {
                    "today-sign": at("/today/"),
                    "reading-sign": newest_scan,
                    "record-sign": at("/record/"),
                    "scan-form-sign": empty_scan,
                },
            )
            with seen(browser, address, WAYS[0]) as visit:
                unlock(visit, passphrase)
                then("/today/", "Something has changed", "A baby was born")(visit)
                visit.arrives("/today/")
            walk(browser, address, passphrase, {"born": at("/today/")})
            with seen(browser, address, WAYS[0]) as visit:
                unlock(visit, passphrase)
                then("/settings/", "Pause")(visit)
                visit.arrives("/today/")
            walk(browser, address, passphrase, {"paused": at("/today/")})


def story(browser: Browser) -> None:
    """The made-up story, full; then after its waiting pregnancy has ended."""
    with tempfile.TemporaryDirectory() as folder, serving("demo", log=Path(folder) / "log") as address:
        walk(
            browser,
            address,
            DEMO_PASSPHRASE,
            {
                "today": at("/today/"),
                "record": at("/record/"),
                "record-open": open_one,
                "reading": newest_scan,
                "reading-open": chances,
                "scan-form": empty_scan,
                "scan-form-fault": faulty_scan,
                "changed": then("/today/", "Something has changed"),
                "settings-full": at("/settings/"),
            },
        )
        with seen(browser, address, Way(1280, False, True)) as visit:
            unlock(visit, DEMO_PASSPHRASE)
            visit.open("/today/")
            if len(sys.argv) < 2:
                visit.page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1280, "height": 826})
            visit.click("Something has changed")
            visit.click("This pregnancy has ended", exact=False)
            visit.open("/today/")
            visit.click("Add the date", exact=False)
            visit.fill_date("When was it", *day_before(0))
            visit.click("Save")
            add_photos(visit)
        walk(
            browser,
            address,
            DEMO_PASSPHRASE,
            {
                "after-today": at("/today/"),
                "after-record": at("/record/"),
                "after-record-open": open_one,
                "after-reading": newest_scan,
                "after-steps": after_it(),
                **{f"after-steps-{page}": after_it(page) for page in AFTER},
            },
        )


def main() -> None:
    """Take all of them."""
    if len(sys.argv) < 2:
        shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit(
        "shots: chromium was not found. On Debian: apt-get install chromium"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        own_record(browser)
        story(browser)
        browser.close()
    print(f"They lie in {SHOTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
