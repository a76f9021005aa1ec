"""A picture of every screen in every way, in build/shots. ``./shots`` runs this.

    build/shots/<screen>-<width>-<day|night>[-no-script].png, and <screen>-print.png

Words after it keep only screens whose name holds one of them. A run of all of them fails if there is an
address of which no picture was taken; every run says which pages scroll sideways, and which look different without
script.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser import screens as the
from tests.browser.camera import WAYS, Camera, Go, Way, at, opened, seen, then
from tests.browser.journeys import add_a_blood_test, add_a_scan, set_up, unlock, write_one_down
from tests.browser.pages import NO_PAGE, SHARED
from tests.browser.screens import LONG_NAME, LONG_TEXT, LONG_WORD, day_before, typed
from tests.browser.server import serving
from tests.browser.visit import Visit

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "shots"
PICTURE = ROOT / "docs" / "pictures" / "her-page.png"
DEMO_PASSPHRASE = "made up story"
AFTER = ("ways", "group", "letter", "tests", "how", "how/nine", "how/five", "if-you-ask")
LATE = "The second one"
OUTSIDE = "It was outside the womb (ectopic)"


def do(camera: Camera, address: str, passphrase: str, *steps: Go) -> None:
    """Do something once, between pictures."""
    with seen(camera.browser, address) as visit:
        unlock(visit, passphrase)
        visit.page.wait_for_load_state()
        for step in steps:
            step(visit)
        visit.page.wait_for_load_state()


def lock(visit: Visit) -> None:
    """Lock every window."""
    visit.click("Lock now")
    visit.arrives("/open/")


def beginning(camera: Camera, address: str) -> tuple[str, str]:
    """From nothing to an open, empty record; return what opens it."""
    fault = typed("/begin/", button="Take this passphrase")
    camera.walk(
        address,
        {
            "begin": at("/"),
            "begin-fault": fault,
            "copy": at("/begin/copy/"),
            "copy-fault": typed("/begin/copy/", button="Bring it back"),
            "error": at("/nothing-here"),
            "blank": at("/blank/"),
        },
    )
    with seen(camera.browser, address) as visit:
        visit.open("/")
        passphrase = visit.page.locator(".kept-on-paper").inner_text().strip()
        visit.click("The six words above")
        visit.click("Take this passphrase")
        code = visit.page.locator(".kept-on-paper").inner_text().strip()
    slip = typed("/begin/check/", ("Recovery code", "JDRA-Y542"), button="Compare")
    camera.walk(address, {"code": at("/begin/code/"), "check": at("/begin/check/"), "check-fault": slip}, passphrase)
    do(camera, address, passphrase, typed("/begin/check/", ("Recovery code", code), button="Compare"))
    camera.walk(
        address,
        {
            "open": at("/open/"),
            "open-fault": typed("/open/", button="Open"),
            "open-kept": at("/open/kept/"),
            "recover": at("/open/code/"),
            "recover-fault": typed("/open/code/", ("Recovery code", "JDRA-Y542"), button="Open"),
            "about": at("/about/"),
            "anew": the.by_code(code),
            "anew-fault": the.anew_fault(code),
        },
    )
    return passphrase, code


def empty(camera: Camera, address: str, passphrase: str) -> None:
    """Everything that is there before anything is written."""
    do(camera, address, passphrase, lock)  # the windows of the pictures before would all stand on the first of these
    camera.walk(address, {"access-empty": at("/access/")}, passphrase)
    camera.walk(
        address,
        {
            "today-empty": at("/today/"),
            "record-empty": at("/record/"),
            "pregnancy-form": opened(then("/record/", "Write one down")),
            "pregnancy-form-fault": the.faulty_pregnancy,
            "settings-empty": at("/settings/"),
            "settings-fault": typed("/settings/", ("Where Leave goes", "not an address"), button="Save"),
            "passphrase": at("/access/passphrase/"),
            "passphrase-fault": typed("/access/passphrase/", button="Take this passphrase"),
            "backup-empty": at("/copies/"),
            "backup-fault": typed("/copies/", button="Make a backup"),
            "take": at("/take/"),
            "bring-in": at("/take/in/"),
            "take-fault": typed("/take/", button="Save the file"),
            "delete-empty": at("/delete/"),
            "still-open": at("/open/"),
        },
        passphrase,
    )


def long_ones(camera: Camera, address: str, passphrase: str) -> None:
    """One that is hoped for; then one whose every name is long, full of what can be written."""

    def hoped(visit: Visit) -> None:
        visit.open("/record/new/")
        visit.pick("How is it now", "Hoped for")
        visit.click("Save")

    do(camera, address, passphrase, hoped)
    camera.walk(
        address,
        {
            "hoped-today": at("/today/"),
            "hoped-record-open": the.newest,
            "hoped-numbers": opened(the.one("", "Closed until you open them")),
            "hoped-changed": then("/today/", "Something is different"),
        },
        passphrase,
    )

    def name_it(visit: Visit) -> None:
        visit.open("/record/new/")
        visit.pick("How is it now", "Waiting")
        visit.fill_date("First day of the last period", *day_before(46))
        visit.pick("Your word for it", "a name or a word of your own")
        visit.fill("Your own word or the name", LONG_NAME)
        visit.click("Other dates, your age, and a name in the record")
        visit.fill("A name for it in your record", LONG_WORD)
        visit.fill("Anything you want to keep with it", LONG_TEXT)
        visit.click("Save")

    do(camera, address, passphrase, the.deleted, name_it)
    camera.walk(
        address,
        {
            "long-today-no-scan": at("/today/"),
            "long-record-open-no-scan": the.newest,
            "long-numbers-no-scan": opened(the.one("", "Closed until you open them")),
            "values-empty": the.values,
            "look": the.the_look,
            "look-fault": the.faulty_look,
            "questions": the.the_questions,
        },
        passphrase,
    )

    def fill(visit: Visit) -> None:
        the.newest(visit)
        add_a_scan(visit, day=day_before(0), rate="88", length="5", yolk_sac="4")
        the.values(visit)
        for days, hcg in ((16, "310"), (14, "702"), (12, "1240")):
            add_a_blood_test(visit, day=day_before(days), time="9:20", hcg=hcg)
        the.the_look(visit)
        visit.fill_date("Date", *day_before(-7))
        visit.fill("Time", "in the afternoon, after the others")
        visit.fill("Place", f"{LONG_WORD}, {LONG_NAME}")
        visit.click("Save")
        the.the_questions(visit)
        visit.page.locator("main textarea").fill(f"{LONG_TEXT}\n{LONG_WORD}?")
        visit.click("Save")
        the.add_photos(visit)

    do(camera, address, passphrase, fill)
    camera.walk(
        address,
        {
            "long-today": at("/today/"),
            "long-record": at("/record/"),
            "long-record-open": the.newest,
            "long-reading": opened(the.scan_of()),
            "long-pregnancy-form": opened(the.one("", "Correct something")),
            "long-settings": at("/settings/"),
            "values": opened(the.values),
            "values-form": the.one("", "What is written down of them", "Add a blood test"),
            "values-form-fault": the.faulty_blood_test,
            "values-correct": the.first_value(),
            "values-delete": the.first_value("remove/"),
            "pregnancy-delete": the.one("", further="remove/"),
            "photo-form": the.photo_form,
            "photo-refused": the.photo_refused,
            "photo-one": the.one_photo,
            "photo-change": the.photo("Change"),
            "photo-delete": the.photo("Take it out"),
            "scan-photo-form": the.photo_of_a_scan,
            "outside": the.a_source,
        },
        passphrase,
    )
    do(camera, address, passphrase, the.stopped_halfway)
    camera.walk(address, {"unfinished-today": at("/today/"), "unfinished-record": at("/record/")}, passphrase)
    do(camera, address, passphrase, the.heavy_bleeding)
    camera.walk(
        address,
        {
            "sign-today": at("/today/"),
            "sign-reading": opened(the.scan_of()),
            "sign-record": at("/record/"),
            "sign-record-open": the.newest,
            "sign-scan-form": the.add_scan,
            "sign-values": the.values,
        },
        passphrase,
    )


def other_ways(camera: Camera, address: str, passphrase: str) -> None:
    """A birth; one that ended late, and one outside the womb; a pause; and plain letters."""
    born = then("/today/", "Something has changed", "A baby was born")
    do(camera, address, passphrase, born)
    camera.walk(address, {"born": at("/today/"), "born-record-open": the.newest}, passphrase)
    do(camera, address, passphrase, the.one_that_ended(6, 128, LATE), the.one_that_ended(40, 50, "Another", OUTSIDE))
    after = "What happens now, and when to call"
    camera.walk(
        address,
        {
            "late-steps": opened(the.one(LATE, after)),
            "late-ways": opened(the.one(LATE, after, "The ways, side by side")),
            "late-group": the.one(LATE, after, "Blood group and anti-D"),
            "late-letter": the.one(LATE, after, "Doses in a letter"),
            "late-milk": opened(the.one(LATE, after, "What the body may still do")),
            "outside-steps": opened(the.one("Another", after)),
            "outside-group": the.one("Another", after, "Blood group and anti-D"),
        },
        passphrase,
    )
    do(camera, address, passphrase, the.plain_letters)
    camera.walk(address, {"plain-letters-record": at("/record/")}, passphrase)
    do(camera, address, passphrase, then("/settings/", "Pause"))
    camera.walk(address, {"paused": at("/today/"), "paused-settings": at("/settings/")}, passphrase)

    def copies(visit: Visit) -> None:
        for path, button in (("/copies/", "Make a backup"), ("/take/", "Save the file")):
            visit.open(path)
            visit.fill("Your passphrase", passphrase)
            with visit.page.expect_download():
                visit.page.get_by_role("button", name=button).click()

    do(camera, address, passphrase, copies, lock)
    camera.walk(
        address,
        {
            "access": at("/access/"),
            "passkeys": at("/access/passkeys/"),
            "backup": at("/copies/"),
            "delete": at("/delete/"),
        },
        passphrase,
    )


def deleted(camera: Camera) -> None:
    """The page after everything was deleted: each way needs a record of its own to delete."""
    for way in WAYS if camera.wants("gone") else ():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            with (
                serving("serve", "--data", str(path / "data"), log=path / "log") as address,
                seen(camera.browser, address, way) as visit,
            ):
                set_up(visit)
                write_one_down(visit, day_before(40))
                visit.open("/delete/")
                visit.page.get_by_role("button", name="Delete everything").click()
                camera.take(visit, "gone", way)
    print("The page after deleting everything", flush=True)


def own_record(camera: Camera) -> None:
    """A record of one's own, from nothing to many things."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with serving("serve", "--data", str(path / "data"), log=path / "log") as address:
            passphrase, _ = beginning(camera, address)
            empty(camera, address, passphrase)
            long_ones(camera, address, passphrase)
            other_ways(camera, address, passphrase)


def story(camera: Camera) -> None:
    """The made-up story, full; then after its waiting pregnancy has ended."""
    with tempfile.TemporaryDirectory() as folder, serving("demo", log=Path(folder) / "log") as address:
        camera.walk(address, {"story-open": at("/open/")})
        camera.walk(
            address,
            {
                "today": at("/today/"),
                "record": at("/record/"),
                "record-open": the.newest,
                "reading": the.scan_of(),
                "reading-open": opened(the.scan_of()),
                "scan-form": opened(the.add_scan),
                "scan-form-fault": the.faulty_scan,
                "scan-form-asked": the.asked_scan,
                "scan-correct": the.scan_of(further="correct"),
                "scan-delete": the.scan_of(further="remove/"),
                "changed": then("/today/", "Something has changed"),
                "settings": at("/settings/"),
            },
            DEMO_PASSPHRASE,
        )
        # Each of these takes something out of the browser that the next one would miss.
        for name, go in {"error-too-old": the.too_old, "error-locked": the.locked_while_typing}.items():
            camera.walk(address, {name: go}, DEMO_PASSPHRASE)
        with seen(camera.browser, address, Way(1280)) as visit:
            unlock(visit, DEMO_PASSPHRASE)
            visit.open("/today/")
            if not camera.only:
                visit.page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1280, "height": 826})
            visit.click("Something has changed")
            visit.click("This pregnancy has ended", exact=False)
            visit.arrives("/today/")
        camera.walk(address, {"after-today-first": at("/today/")}, DEMO_PASSPHRASE)

        def name_the_day(visit: Visit) -> None:
            then("/today/", "Add the date, if you want to. It can wait.")(visit)
            visit.fill_date("When was it", *day_before(0))
            visit.pick("A word for how it ended", "a word of your own")
            visit.fill("Your own word", LONG_WORD)
            visit.click("Save")
            visit.page.wait_for_load_state()
            the.add_photos(visit)

        do(camera, address, DEMO_PASSPHRASE, name_the_day)
        after = "What happens now, and when to call"
        camera.walk(
            address,
            {
                "after-today": at("/today/"),
                "after-details": then("/today/", "Change the date or the words"),
                "after-details-fault": the.faulty_details,
                "after-record": at("/record/"),
                "after-record-open": the.newest,
                "after-reading": opened(the.scan_of()),
                "after-values": the.values,
                "after-steps": opened(the.steps),
                **{
                    f"after-steps-{page.replace('/', '-')}": opened(the.one("", after, further=f"{page}/"))
                    for page in AFTER
                },
                "after-steps-how-nine-help": the.asked_for_help,
                "after-steps-how-nine-sum": opened(the.added_up),
            },
            DEMO_PASSPHRASE,
        )


def main() -> None:
    """Take all of them, and say what did not fit."""
    only = tuple(sys.argv[1:])
    if not only:
        shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit(
        "shots: chromium was not found. On Debian: apt-get install chromium"
    )
    with sync_playwright() as playwright:
        camera = Camera(playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]), SHOTS, only)
        own_record(camera)
        deleted(camera)
        story(camera)
        camera.browser.close()
    print(f"{camera.taken} pictures lie in {SHOTS.relative_to(ROOT)}")
    print(
        "\n".join(["Wider than its place:", *camera.too_wide])
        if camera.too_wide
        else "Nothing is wider than its place."
    )
    if differ := camera.differ_without_script():
        print("\n".join(["Different without script:", *differ]))
    if not only and (missing := camera.never_seen(frozenset({*NO_PAGE, *SHARED}))):
        sys.exit(f"shots: no picture was taken of {', '.join(missing)}. Add it to tests/browser/shots.py.")


if __name__ == "__main__":
    main()
