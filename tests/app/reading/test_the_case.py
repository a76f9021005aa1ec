"""CRL 5 mm, heart 88, 6 weeks 4 days by dates, yolk sac 4 mm, transvaginal: entered by the form, read on the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.app.hers import THE_CASE, post, read, text_of, waiting

from gravida.app.vault.store import OpenVault


@pytest.fixture
def page(client: Client, vault: OpenVault) -> str:
    of = waiting(vault)
    answer = post(client, f"/record/{of.id}/add/", THE_CASE)
    return read(client, answer["Location"])


def test_it_works(page: str) -> None:
    order = [
        "A heartbeat was seen.",
        "The heart rate was slow in the studies read here.",
        "None of the guidelines read here calls a pregnancy ended while a heartbeat is seen.",
        "Signs that need help now",
        "What was written down",
        "Inside (transvaginal)",
        "Seen, 88 beats a minute",
        "5 mm",
        "Seen, 4 mm",
        "6 weeks and 4 days on that day, by the last period",
        "The length, beside a published table",
        "The length of this scan is in the shaded part.",
        "The heart rate, beside published groups",
        "What each guideline prints about findings like these",
        "Questions you could take",
        "Chances, if you want to see them",
        "It reports what is printed about the findings you wrote down",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "title",
    [
        "Society of Radiologists in Ultrasound, 2013",
        "Society of Radiologists in Ultrasound, lexicon, 2024",
        "NICE NG126, 2019, updated November 2021 and August 2023",
        "ACOG Practice Bulletin 200, 2018, reaffirmed 2021",
        "Preisler, safe criteria to diagnose miscarriage, 2015",
    ],
)
def test_each_guideline_says_that_no_row_for_a_loss_applies(page: str, title: str) -> None:
    row = page[page.index(f"{title} What it says") :][:900]
    assert "No row applies A heartbeat was seen. With it, none of its rows for a loss applies." in row
    assert "It does not say how the pregnancy will go on." in row
    assert "Used Inside" in row
    assert "heartbeat seen" in row
    assert "length 5 mm" in row
    assert "Missing" in row


@pytest.mark.parametrize("title", ["Society of Radiologists in Ultrasound, 2013", "ACOG Practice Bulletin 200"])
def test_the_yolk_sac_was_looked_up_and_is_not_over_seven(page: str, title: str) -> None:
    row = page[page.index(f"{title}") :]
    assert "Checked and not met: yolk sac diameter more than 7 mm." in row
    assert "Could not be checked" in row
    assert "(not written: the mean size of the sac)" in row


def test_every_source_says_how_it_was_read_and_when_it_is_read_again(page: str) -> None:
    table = page[page.index("Guideline What it says") : page.index("For a clinician: rows by number")]
    for link in ("10.1056/NEJMra1302417", "10.1148/radiol.240122", "nice.org.uk", "10.1136/bmj.h4579"):
        assert link in table
    assert len(re.findall(r"Read (?:as its summary|through other pages that quote it|in full), seen in", table)) == 5
    assert len(re.findall(r"To be read again by \d{1,2} \w+ \d{4}\.", table)) == 5


def test_the_heart_rate_stands_in_the_group_of_each_study(page: str) -> None:
    for text in (
        "Benson & Doubilet 1994. In that study this rate was in the group from 80 to 90.",
        "Doubilet & Benson 1995. In that study this rate was under the lower limit for the age.",
        "Doubilet & Benson 2005. In that study this rate was in the slowest of three groups.",
        "By age, 6 weeks and 4 days from the last period, each study apart:",
        "Doubilet & Benson 2005. Read as its summary",
        "Benson & Doubilet 1994. Read as its summary",
        "Limits. Doubilet & Benson 1995. Read as its summary",
        "Lengths. Doubilet & Benson 1995. Read through other pages that quote it",
    ):
        assert text in page
    assert "what rate is normal" not in page, "the titles of the other studies speak of what is closed"


def test_chances_are_closed_and_hold_one_study_with_both_counts(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    answer = client.get(post(client, f"/record/{of.id}/add/", THE_CASE)["Location"])
    markup = answer.content.decode()
    closed = re.search(r'<details class="choice"><summary><h2 id="ch">.*?</details>', markup, re.DOTALL)
    assert closed is not None, "closed, and nothing opens it beforehand"
    inside = text_of(type("Part", (), {"content": closed[0].encode()}))
    assert (
        "Of 310 pregnancies with a heart rate in this group, 122 continued past the first three months and 188"
        in inside
    )
    assert "34 to 45 continued" in inside
    assert closed[0].count('class="on"') + closed[0].count('class="off"') == 310
    assert "%" not in inside
    outside = markup.replace(closed[0], "")
    for figure in ("310", "122", "188", "15 of 19"):
        shown = text_of(type("Part", (), {"content": outside.encode()}))
        assert not re.search(rf"\b{figure}\b", shown), "a figure outside is a leak"


def test_no_code_and_no_verdict_stands_on_her_page(client: Client, vault: OpenVault) -> None:
    from gravida.engine.rule import Category

    of = waiting(vault)
    markup = client.get(post(client, f"/record/{of.id}/add/", THE_CASE)["Location"]).content.decode()
    for category in Category:
        if "_" in category.value:
            assert category.value not in markup
    assert not re.search(r"\b(you have miscarried|is diagnosed|viable pregnancy|is normal|all is well)\b", markup, re.I)


def test_it_is_told_in_her_words(client: Client, vault: OpenVault) -> None:
    of = waiting(vault, word="own", own_word="Noor")
    page = read(client, post(client, f"/record/{of.id}/add/", THE_CASE)["Location"])
    assert "It is not a verdict on you or on Noor" in page
