"""Which table stands behind the closed choice: one at a time, the most specific, and why that one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.app.charts.places import circles
from tests.app.hers import SCAN_DAY, boxes, ended_long_ago, post, read, the_scan, under_way
from tests.contracts.avoided import hurtful
from tests.contracts.people import RECORDS

from gravida.app.charts.dots import MOST_PEOPLE
from gravida.app.reading.chances import Chances, _dots, chances
from gravida.app.record.columns import assess, scan_columns
from gravida.app.record.dates import rough
from gravida.app.record.earlier import Earlier, earlier
from gravida.app.record.pregnancy import Dates, Pregnancy
from gravida.app.record.scan import Length, Scan
from gravida.app.vault.store import OpenVault
from gravida.engine.chances import Estimate, every_estimate, most_specific
from gravida.engine.chances.words import decimals

NOBODY = Earlier(0, 0)


def shown(days: int, *earlier: Scan, before: Earlier = NOBODY, age: int | None = None, **changes: Any) -> Chances:
    dates = Dates(rough(SCAN_DAY - timedelta(days=days)), "yes")
    of = Pregnancy("under way", dates=dates, age_years=age)
    given: dict[str, Any] = {"day": SCAN_DAY, "heartbeat": "present", "route": "transvaginal"}
    scans = [*earlier, Scan(uuid4(), **{**given, **changes})]
    found = chances(assess(of, scans, len(scans) - 1), [scan_columns(of, scan) for scan in scans], before)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "changes", "sentence", "why"),
    [
        (46, {"heart_rate": "88"}, "122 continued past the first three months and 188", "A heart rate and the week"),
        (46, {}, "Of 668 pregnancies in this study, 618 continued; 50 ended.", "It was not said why the scan was done"),
        (52, {"heart_rate": "130"}, "Of 668 pregnancies in this study", "It was not said why the scan was done"),
        (46, {"bleeding": "light"}, "251 continued; 41 ended before the scan of 11 to 14 weeks.", "so were theirs"),
        (100, {}, "in 100 ended in the second trimester.", "has reached 14 weeks"),
    ],
)
def test_the_most_specific_table_is_shown_with_its_reason(
    days: int, changes: dict[str, Any], sentence: str, why: str
) -> None:
    found = shown(days, **changes)
    assert sentence in found.sentence
    assert why in found.why_this
    assert "One study at a time is shown, and nothing is multiplied." in found.why_this
    assert found.interval is not None
    assert "Out of 100" in found.interval_words
    assert "To be read again by" in found.sources[0].text


def test_every_table_is_drawn_as_people() -> None:
    """A dot for each person, or dots that stand for them: the picture says the same as the sentence."""
    drawn = set()
    for record in RECORDS:
        for number in most_specific(record).shown:
            dots = _dots(number)
            assert (dots is None) is not isinstance(number, Estimate), number.id
            if dots is None:
                continue
            filled, open_ = len(circles(dots, "on")), len(circles(dots, "off"))
            if number.lost is not None and number.n <= MOST_PEOPLE:
                assert (filled, open_) == (number.n - number.lost, number.lost), number.id
            else:
                assert isinstance(number, Estimate)
                goes_on = number.id == "brigham1999-went-on"
                share = (filled if goes_on else open_) / (filled + open_)
                assert abs(100 * share - number.value) <= 50 / (filled + open_) + 1e-9, number.id
                assert f"{number.n:,} people of the study" in dots.caption
                assert filled, number.id
                assert open_, number.id
            drawn.add(number.id)
    assert len(drawn) > 25
    assert {"brigham1999-went-on", "nchs_fetal_deaths-20-2022", "magnus2019-all-ages"} <= drawn


def test_no_chance_is_written_as_none_or_all() -> None:
    for number in every_estimate():
        if isinstance(number, Estimate) and number.unit == "%":
            written = decimals(number.interval.low, number.interval.high)
            for value in (number.interval.low, number.value, number.interval.high):
                for one in (value, 100 - value):
                    assert (float(f"{one:.{written}f}") == 0) is (one == 0), number.id


def test_many_people_are_drawn_and_told(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, state="hoped for", dates=Dates(), age_years=27)
    markup = client.get(f"/reading/of/{of.id}/").content.decode()
    assert markup.count('class="off"') == 128
    assert markup.count('class="on"') == 872
    assert "1,000 dots stand for the 421,201 people of the study, each for about 421 of them." in markup


def test_a_second_look_is_followed_from_the_first() -> None:
    before = Scan(uuid4(), day=SCAN_DAY - timedelta(days=8), heartbeat="present", heart_rate="88", route="transvaginal")
    found = shown(54, before, heart_rate="140")
    assert "Of 59 pregnancies in this study, 44 continued; 15 ended" in found.sentence
    assert "from the first to the second" in found.why_this


def test_a_later_look_does_not_change_what_an_earlier_page_shows(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    first = the_scan(vault, of.id, day=SCAN_DAY - timedelta(days=2))
    page = f"/reading/{first.id}/"
    before = re.findall(r"Of \d+ pregnancies", read(client, page))
    the_scan(vault, of.id, heart_rate="140")
    assert re.findall(r"Of \d+ pregnancies", read(client, page)) == before != []


def test_on_the_line_both_groups_of_one_study_are_given() -> None:
    found = shown(44, heart_rate="105")
    assert len(found.also) == 1
    assert found.on_the_line.startswith("This day is on the line")


def test_a_guideline_she_reads_whose_row_is_met_leaves_nothing(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = read(client, f"/reading/{the_scan(vault, of.id, yolk_sac_width=Length('7.1', 'mm')).id}/")
    assert "Asks to look again" in page
    assert "Chances" not in page


def test_a_small_sac_is_a_met_row_and_not_a_table() -> None:
    of = Pregnancy("under way", dates=Dates(rough(SCAN_DAY - timedelta(days=60)), "yes"))
    small: dict[str, Any] = {"length": Length("17", "mm"), "sac_mean": Length("20", "mm")}
    scan = Scan(uuid4(), day=SCAN_DAY, heartbeat="present", route="transvaginal", **small)
    assert chances(assess(of, [scan], 0), [scan_columns(of, scan)], NOBODY) is None


@pytest.mark.parametrize("days", [46, 60, 100, 150])
@pytest.mark.parametrize("bleeding", ["", "light"])
def test_no_sentence_is_about_one_person(client: Client, vault: OpenVault, days: int, bleeding: str) -> None:
    of = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=days)), "yes"))
    scan = the_scan(vault, of.id, heart_rate="", length=None, bleeding=bleeding)
    markup = client.get(f"/reading/{scan.id}/").content.decode()
    closed = re.search(r'<details class="choice"><summary><h2 id="ch">.*?</details>', markup, re.DOTALL)
    assert closed is not None
    assert hurtful(re.sub(r"<[^>]+>", " ", closed[0])) == []
    assert not re.search(r"\byour (chance|risk)|\d%", closed[0])


@pytest.mark.parametrize(
    ("before", "changes", "sentence", "why"),
    [
        (Earlier(1, 0), {}, "Of 617 pregnancies", "There were one or two earlier losses, as in theirs."),
        (Earlier(2, 0), {}, "Of 617 pregnancies", "There were one or two earlier losses, as in theirs."),
        (Earlier(3, 0), {}, "Of 226 pregnancies", "There were recurrent losses without a known cause"),
        (Earlier(1, 1), {}, "Of 668 pregnancies", "It was not said why the scan was done"),
        (Earlier(0, 0), {}, "Of 668 pregnancies", "It was not said why the scan was done"),
        (Earlier(2, 0), {"bleeding": "light"}, "Of 292 pregnancies", "not in this table: earlier losses and age."),
        (Earlier(0, 0), {"reason": "routine"}, "Of 696 pregnancies", "The scan was a booked one"),
        (Earlier(0, 0), {"reason": "emergency_unit"}, "Of 292 pregnancies", "in an emergency unit"),
        (Earlier(0, 0), {"bleed_beside": "seen"}, "in 100 ended before 20 weeks", "A bleed beside the sac is recorded"),
    ],
)
def test_what_came_before_chooses_one_table_and_is_never_multiplied(
    before: Earlier, changes: dict[str, Any], sentence: str, why: str
) -> None:
    found = shown(50, before=before, age=33, **changes)
    assert sentence in found.sentence
    assert why in found.why_this
    assert "age. No study read here has it all, and none is multiplied." in found.why_this
    assert "your age: 33." in found.chosen_by


def test_her_own_record_gives_what_came_before(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, age_years=33)
    scan = the_scan(vault, of.id, heart_rate="", length=None)
    page = f"/reading/{scan.id}/"
    assert "earlier ones that ended by themselves: not written down; your age: 33." in read(client, page)
    ended_long_ago(vault, how_it_ended="miscarriage")
    text = read(client, page)
    assert "Of 617 pregnancies in this study" in text
    assert "earlier ones that ended by themselves: 1; your age: 33." in text
    ended_long_ago(vault)
    text = read(client, page)
    assert "Of 668 pregnancies in this study" in text
    assert "not known, because for 1 of them how it ended is not written down" in text
    assert earlier(vault, of.id).losses is None


def test_an_end_that_was_chosen_or_a_birth_is_not_counted(vault: OpenVault) -> None:
    of = under_way(vault)
    for how in ("termination", "ectopic", "molar", "stillbirth", "newborn_death"):
        ended_long_ago(vault, how_it_ended=how)
    ended_long_ago(vault, state="born")
    assert earlier(vault, of.id) == Earlier(0, 0)
    assert earlier(vault, of.id).losses is None


def test_before_any_scan_the_week_chooses_and_it_is_closed(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, dates=Dates(rough(SCAN_DAY - timedelta(days=53)), "yes"))
    markup = client.get(f"/reading/of/{of.id}/").content.decode()
    assert re.search(r'<details class="choice"><summary><h2 id="ch">', markup), "closed each time"
    text = read(client, f"/reading/of/{of.id}/")
    assert "in 100 had a loss before 20 weeks" in text
    assert "No scan is recorded, and this table counts from the week that is reached." in text
    assert "A scan is done. Then another table can apply." in text
    assert "why the scan was done" not in text.lower()
    assert text.index("Numbers about other people") < text.index("Chances, if you want to see them")


def test_before_any_pregnancy_history_and_age_choose(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, state="hoped for", dates=Dates(), age_years=27)
    assert "12.8 in 100" in read(client, f"/reading/of/{of.id}/")
    ended_long_ago(vault, how_it_ended="miscarriage")
    text = read(client, f"/reading/of/{of.id}/")
    assert "Of 421,201 in this study, 14.3 in 100" in text
    assert "Derived: baseline of 9.8% from the same paper, at 27 years, odds ratio 1.54." in text
    assert "whether they did is not recorded" in text
    assert "12.8 in 100" not in text


def test_where_nothing_fits_it_says_so(client: Client, vault: OpenVault) -> None:
    of = under_way(vault, dates=Dates())
    text = read(client, f"/reading/of/{of.id}/")
    assert "There are none to show from what is written down." in text
    assert "Chances" not in text


@pytest.mark.parametrize("state", ["ended", "born"])
def test_after_an_end_there_is_no_such_page(client: Client, vault: OpenVault, state: str) -> None:
    of = ended_long_ago(vault, state=state)
    assert client.get(f"/reading/of/{of.id}/").status_code == 404
    assert "Numbers about other people" not in read(client, f"/record/{of.id}/")


def test_her_age_is_asked_for_and_kept_sealed(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    page = f"/record/{of.id}/correct/"
    typed = {**boxes("last_period", SCAN_DAY - timedelta(days=46)), "version": "1"}
    for wrong, says in (("9", "12 to 55 years"), ("70", "12 to 55 years"), ("old", "whole years, for example 31")):
        answer = post(client, page, {**typed, "age_years": wrong})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert post(client, page, {**typed, "age_years": "33"}).status_code == 302
    assert vault.get(Pregnancy, of.id).document.age_years == 33
    assert "33 years" in read(client, f"/record/{of.id}/")
    assert post(client, page, {**typed, "version": "2", "age_years": ""}).status_code == 302
    assert vault.get(Pregnancy, of.id).document.age_years is None
