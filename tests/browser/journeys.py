"""The ways through the app that several tests walk, as a person walks them: by the words on the page."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.visit import Visit


@dataclass(frozen=True)
class Secrets:
    """What she wrote on paper."""

    passphrase: str
    code: str


def set_up(visit: Visit) -> Secrets:
    """Take the six words that are offered, copy the recovery code, arrive at home."""
    visit.open("/")
    passphrase = visit.page.locator(".kept-on-paper").inner_text().strip()
    visit.click("The six words above")
    visit.click("Take this passphrase")
    code = visit.page.locator(".kept-on-paper").inner_text().strip()
    visit.click("I have written it down")
    visit.fill("Recovery code", code)
    visit.click("Compare")
    visit.arrives("/today/")
    return Secrets(passphrase, code)


def unlock(visit: Visit, passphrase: str) -> None:
    """Open with the passphrase."""
    visit.open("/")
    visit.fill("Passphrase", passphrase)
    visit.click("Open")


def write_one_down(
    visit: Visit, last_period: tuple[str, str, str], *, state: str = "Waiting for another look", name: str = ""
) -> None:
    """Begin a pregnancy in an empty record."""
    visit.open("/record/")
    visit.click("Write one down")
    visit.pick("How is it now", state)
    visit.fill_date("First day of the last period", *last_period)
    if name:
        visit.pick("Your word for it", "a name or a word of your own")
        visit.fill("Your own word or the name", name)
    visit.click("Save")


def add_a_blood_test(visit: Visit, *, day: tuple[str, str, str], time: str, hcg: str) -> None:
    """One value of hCG, from the page of the tests."""
    visit.click("Add a blood test")
    visit.fill_date("Day the blood was taken", *day)
    visit.fill("Time it was taken", time)
    visit.group("hCG").get_by_role("textbox").fill(hcg)
    visit.group("hCG").get_by_role("combobox").select_option("IU/L")
    visit.click("Save")


def add_a_scan(visit: Visit, *, day: tuple[str, str, str], rate: str, length: str, yolk_sac: str) -> None:
    """The case of the goal: inside, one sac, a heartbeat, a length, a yolk sac."""
    visit.click("Add a scan")
    visit.fill_date("Date of the scan", *day)
    visit.pick("How was it done", "Inside")
    visit.pick("How many", "One")
    visit.pick("Heartbeat", "Seen")
    visit.group("Heartbeat").get_by_role("textbox").fill(rate)
    visit.pick("Lengths are in", "mm")
    visit.fill("Length (CRL)", length)
    visit.pick("Yolk sac", "Seen")
    visit.group("Yolk sac").get_by_role("textbox").fill(yolk_sac)
    visit.click("Save")
