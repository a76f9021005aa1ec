"""What a scan means: help first, then what is missing, quotes as quotes, and nothing where nothing may be said."""

from __future__ import annotations

import re
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.hers import SCAN_DAY, post, read, the_scan, under_way, waiting
from tests.contracts.avoided import hurtful

from gravida.app.reading.chances import chances
from gravida.app.record.columns import assess, scan_columns
from gravida.app.record.dates import rough
from gravida.app.record.earlier import Earlier
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault
from gravida.engine.rule import Category

NO_HEARTBEAT: dict[str, Any] = {
    "heartbeat": "absent",
    "heart_rate": "",
    "sac": "seen",
    "yolk_sac": "",
    "yolk_sac_width": None,
}


def page_of(client: Client, vault: OpenVault, **changes: Any) -> str:
    of = under_way(vault)
    return read(client, f"/reading/{the_scan(vault, of.id, **changes).id}/")


def test_a_recorded_sign_comes_before_everything_and_any_number(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, shoulder_tip_pain="yes", length=Length("82", "mm"), sac_mean=Length("21", "mm"))
    assert page.index("pain at the tip of your shoulder") < page.index("Scan of")
    assert page.index("You wrote down:") < page.index("Something to check first.")


@pytest.mark.parametrize(
    "changes", [{}, {"length": None}, NO_HEARTBEAT, {"location": "ectopic"}, {"sacs": "two or more"}]
)
def test_help_comes_before_the_first_number(client: Client, vault: OpenVault, changes: dict[str, Any]) -> None:
    page = page_of(client, vault, **changes)
    assert page.index("Signs that need help now") < page.index("What was written down")


@pytest.mark.parametrize(
    ("changes", "headline", "made_for"),
    [
        ({"sacs": "none"}, "No sac was seen in the womb.", False),
        ({"sac": "not seen"}, "No sac was seen in the womb.", False),
        ({"sac": "seen", "embryo": "not seen"}, "A sac was seen, and no embryo in it.", True),
        ({"embryo": "not seen"}, "No embryo was seen.", True),
        ({}, "Nothing is written of a heartbeat.", True),
    ],
)
def test_the_heading_says_what_was_seen_where_nothing_is_written_of_a_heartbeat(
    client: Client, vault: OpenVault, changes: dict[str, Any], headline: str, made_for: bool
) -> None:
    empty = {"heartbeat": "", "heart_rate": "", "length": None, "yolk_sac": "", "yolk_sac_width": None}
    page = page_of(client, vault, **empty, **changes)
    assert headline in page
    assert ("None of the guidelines read here is made for findings like these." in page) != made_for
    assert (
        "a pregnancy outside the womb stays possible until it is." in page.split("What was written down")[0]
    ) != made_for


def test_outside_the_womb_is_a_sign_and_no_rule_is_read(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, location="ectopic")
    assert page.index("a pregnancy recorded outside its usual place in the womb") < page.index("Scan of")
    assert page.count("It does not apply here.") == 5
    assert "The length, beside" not in page
    assert "Chances" not in page


def test_what_is_missing_is_written_out(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, dates=Dates())
    page = read(client, f"/reading/{vault.add(Scan(of.id, day=SCAN_DAY, heartbeat='not said')).id}/")
    assert page.count("Nothing written.") >= 7
    assert "Heartbeat The report does not say." in page
    assert "No age is known from dates." in page
    assert "It cannot be read from what is written down:" in page


LIST = [
    ("6.9", "It lists findings like these among findings it calls", "findings suspicious for, but not diagnostic of,"),
    (
        "7",
        "This guideline lists findings like these among findings it calls",
        "findings diagnostic of pregnancy failure",
    ),
]


@pytest.mark.parametrize(("length", "says", "quote"), LIST)
def test_terms_are_quoted_as_the_guidelines_own_and_explained(
    client: Client, vault: OpenVault, length: str, says: str, quote: str
) -> None:
    page = page_of(client, vault, **{**NO_HEARTBEAT, "length": Length(length, "mm")})
    assert says in page
    assert f"“{quote}" in page
    assert "These are its words for a pregnancy that it does not expect to go on." in page
    for start in range(len(page)):
        if page.startswith("pregnancy failure", start):
            assert page.rfind("“", 0, start) > page.rfind("”", 0, start), "only inside a quotation"


def test_a_listed_finding_asks_for_a_second_look_and_offers_no_chances(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, **{**NO_HEARTBEAT, "length": Length("7", "mm")})
    assert "A second look is asked for before anything is done." in page
    assert "Chances" not in page
    assert "What each guideline prints about findings like these stands below. It is not a verdict" in page
    assert "When each would look again" in page
    assert "7 days after this scan, or later" in page
    assert "The crown-rump length of 7 mm is close to the limit of 7 mm" in page


def test_when_each_would_look_again_is_given_as_dates(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, **{**NO_HEARTBEAT, "length": Length("5", "mm")})
    first, last = SCAN_DAY + timedelta(days=7), SCAN_DAY + timedelta(days=10)
    assert "7 to 10 days after this scan" in page
    assert f"{first:%A} {first.day} {first:%B} {first.year} to {last:%A} {last.day} {last:%B} {last.year}" in page


def test_a_heartbeat_seen_before_and_not_now_asks_for_a_second_person(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=10))
    page = read(client, f"/reading/{the_scan(vault, of.id, **{**NO_HEARTBEAT, 'length': Length('9', 'mm')}).id}/")
    assert page.index("Ask for a second person to look, soon.") < page.index("What was written down")
    assert "pregnancy failure" not in page
    assert "Chances" not in page


def test_an_assumption_is_said(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, **{**NO_HEARTBEAT, "route": "", "length": Length("5", "mm")})
    assert "This is answered if the scan was transvaginal." in page


def test_a_question_that_does_not_block_stands_beside_the_answers(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault, heart_rate="55")
    assert "A rate this slow may be the pulse of the person scanned. Was it told apart?" in page
    assert "What each guideline prints about findings like these" in page


def test_a_small_length_is_explained_both_ways(client: Client, vault: OpenVault) -> None:
    page = page_of(client, vault)
    assert "The length of this scan is in the shaded part." in page
    late = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=60)), "yes"))
    page = read(client, f"/reading/{the_scan(vault, late.id).id}/")
    assert "The length of this scan is below the shaded part." in page
    assert "Conception may have been later than the dates say, or growth may be slow." in page
    assert "No guideline read here uses a small length, while a heartbeat is seen" in page


def test_several_scans_are_drawn_together(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    the_scan(vault, of.id)
    later = the_scan(vault, of.id, day=SCAN_DAY + timedelta(days=3), length=Length("6.5", "mm"))
    markup = client.get(f"/reading/{later.id}/").content.decode()
    assert markup.count('class="point"') >= 3


def test_the_length_of_another_scan_is_not_drawn_beside_one_without(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    first = the_scan(vault, of.id)
    later = the_scan(vault, of.id, day=SCAN_DAY + timedelta(days=3), length=None, heartbeat="absent", heart_rate="")
    assert "The length, beside a published table" in read(client, f"/reading/{first.id}/")
    assert "The length, beside a published table" not in read(client, f"/reading/{later.id}/")


def test_her_own_questions_come_first(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, questions=("Are my dates being changed?",))
    page = read(client, f"/reading/{the_scan(vault, of.id).id}/")
    assert page.index("Are my dates being changed?") < page.index("When would you look again, and why then?")


def test_only_the_guidelines_she_chose_are_read(client: Client, vault: OpenVault) -> None:
    post(
        client, "/settings/", {"word": "pregnancy", "end_word": "none", "lock_minutes": "5", "guidelines": ["asum2011"]}
    )
    page = page_of(client, vault)
    table = page[page.index("Guideline What it says") : page.index("For a clinician")]
    assert "NICE" not in table
    assert table.count("Used") == 2


def test_the_report_is_kept_word_for_word(client: Client, vault: OpenVault) -> None:
    assert "Viability uncertain <b>?" in page_of(client, vault, report="Viability uncertain <b>?")


def test_after_an_end_only_what_was_written_is_shown_open(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id)
    post(client, f"/changed/{of.id}/ended/")
    markup = client.get(f"/reading/{scan.id}/").content.decode()
    assert '<details class="choice"><summary><h2 id="gl">' in markup
    assert 'class="chart"' not in markup
    assert "Seen, 88 beats a minute" in markup


def found(rate: str, days: int, **changes: Any) -> Any:
    of = Pregnancy("under way", dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    from uuid import uuid4

    given: dict[str, Any] = {"day": SCAN_DAY, "heartbeat": "present", "heart_rate": rate, "route": "transvaginal"}
    scan = Scan(uuid4(), **{**given, **changes})
    return chances(assess(of, [scan], 0), [scan_columns(of, scan)], Earlier(0, 0))


def test_one_study_is_chosen_the_one_that_counted_most() -> None:
    shown = found("88", 46)
    assert shown is not None
    assert (shown.dots is not None, shown.interval is not None) == (True, True)
    assert "Smaller studies looked at rates nearer to this one, and in them fewer continued." in shown.smaller


@pytest.mark.parametrize(("days", "said"), [(43, False), (44, True), (45, False)])
def test_a_day_on_the_line_between_two_groups_is_said(client: Client, vault: OpenVault, days: int, said: bool) -> None:
    of = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    page = read(client, f"/reading/{the_scan(vault, of.id).id}/")
    assert page.count("This day is on the line between two groups of the studies.") == (2 if said else 0)


def test_without_a_length_the_heart_rate_is_not_drawn_and_its_group_is_unknown(
    client: Client, vault: OpenVault
) -> None:
    of = under_way(vault)
    scan = the_scan(vault, of.id, length=None)
    page = read(client, f"/reading/{scan.id}/")
    assert "no length is written down for that scan, and this study sorted by length." in page
    assert "Which group it belongs to is not known." in page
    assert "heart-rate-chart" not in client.get(f"/reading/{scan.id}/").content.decode()


@pytest.mark.parametrize(
    ("days", "length", "rate", "said"),
    [
        (46, "4", "104", "The heart rate was slow for the age, and not for the length."),
        (43, "6", "104", "The heart rate was slow for the length, and not for the age."),
        (46, "6", "104", "The heart rate was slow in the studies read here."),
        (70, "6", "104", "The heart rate was slow for the length in the study read here."),
        (46, "6", "124", ""),
    ],
)
def test_where_length_and_dates_differ_both_are_said(
    client: Client, vault: OpenVault, days: int, length: str, rate: str, said: str
) -> None:
    of = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    page = read(client, f"/reading/{the_scan(vault, of.id, length=Length(length, 'mm'), heart_rate=rate).id}/")
    assert (said in page) if said else ("The heart rate was slow" not in page)


def test_below_twenty_there_are_counts_only() -> None:
    shown = found("85", 52)
    assert shown is not None
    assert shown.sentence.startswith("Of 19 pregnancies")
    assert shown.dots is None
    assert shown.interval is None
    assert "fewer than 20" in shown.interval_words


@pytest.mark.parametrize(
    ("rate", "days", "changes"),
    [
        ("130", 80, {}),
        ("88", 46, {"yolk_sac_width": Length("7.1", "mm")}),
        ("88", 46, {"sacs": "two or more"}),
        ("88", 46, {"location": "ectopic"}),
        ("88", 46, {"heartbeat": "absent"}),
        ("", 80, {}),
        ("", 46, {"heartbeat": "unclear"}),
    ],
)
def test_no_chances_where_none_fits_or_a_row_is_met(rate: str, days: int, changes: dict[str, Any]) -> None:
    assert found(rate, days, **changes) is None


def test_a_recorded_sign_comes_first_after_an_end_as_well(client: Client, vault: OpenVault) -> None:
    of = waiting(vault)
    scan = the_scan(vault, of.id, bleeding="heavy")
    post(client, f"/changed/{of.id}/ended/")
    page = read(client, f"/reading/{scan.id}/")
    assert page.index("heavy bleeding, more than one pad an hour") < page.index("Scan of")


def test_twenty_scans_are_read_in_good_time(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    for day in range(20):
        scan = the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=day))
    started = monotonic()
    assert client.get(f"/reading/{scan.id}/").status_code == 200
    assert monotonic() - started < 3


anything = st.fixed_dictionaries(
    {
        "heartbeat": st.sampled_from(["present", "absent", "unclear", "not said", ""]),
        "heart_rate": st.sampled_from(["", "0", "55", "88", "104", "150"]),
        "length": st.sampled_from(
            [None, Length("2", "mm"), Length("6.9", "mm"), Length("0.7", "cm"), Length("82", "mm")]
        ),
        "sac": st.sampled_from(["seen", "not seen", "not said", ""]),
        "sac_mean": st.sampled_from([None, Length("12", "mm"), Length("24.9", "mm"), Length("25", "mm")]),
        "embryo": st.sampled_from(["seen", "not seen", ""]),
        "yolk_sac": st.sampled_from(["seen", "not seen", ""]),
        "yolk_sac_width": st.sampled_from([None, Length("4", "mm"), Length("7.1", "mm")]),
        "route": st.sampled_from(["transvaginal", "transabdominal", "both", "not said", ""]),
        "location": st.sampled_from(["", "intrauterine", "ectopic", "unknown"]),
        "sacs": st.sampled_from(["", "none", "one", "two or more"]),
        "fainting": st.sampled_from(["", "yes"]),
    }
)
CODES = [category.value for category in Category if "_" in category.value]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=anything, second=anything)
def test_whatever_is_written_the_page_keeps_its_promises(
    client: Client, vault: OpenVault, first: dict[str, Any], second: dict[str, Any]
) -> None:
    of = under_way(vault)
    stored = [
        the_scan(vault, of.id, **{**first, "day": SCAN_DAY - timedelta(days=14)}),
        the_scan(vault, of.id, **second),
    ]
    page = read(client, f"/reading/{stored[1].id}/")
    assert hurtful(re.sub(r"“[^”]*”", "", page)) == []
    assert not [code for code in CODES if code in page]
    assert not re.search(r"you have miscarried|is diagnosed|has died|is normal|is viable", page)
    assert "Not yet reviewed by a clinician" in page
    found = assess(of.document, [one.document for one in stored], 1)
    if found.help_now:
        assert page.index("You wrote down:") < page.index("Scan of")
    if any(asked.blocks for asked in found.questions):
        assert "What each guideline prints about findings" not in page
    if "heartbeat seen" in page and second["heartbeat"] == "present":
        assert "“findings diagnostic" not in page
    if {note.category for note in found.guidelines} & {"diagnostic", "second_opinion", "urgent_confirmation"}:
        assert "Chances, if you want" not in page
    for one in stored:
        vault.remove(one)
    vault.remove(of)
