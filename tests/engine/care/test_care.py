"""Care after a loss: side by side, with place and source, and never an instruction."""

from __future__ import annotations

import re

import pytest

from gravida.engine import care
from gravida.engine.care.letters import NO_INSTRUCTION, OLD_TEXT, Line, every
from gravida.engine.care.mental_health import FIRST_WORDS
from gravida.engine.red_flags import RED_FLAGS, SIGNS
from gravida.errors import InputError, LicenceNotVerified, UnknownName
from gravida.evidence.published import published_table


@pytest.mark.parametrize("stage", ["early", "second_trimester"])
def test_three_ways_stand_side_by_side(stage: str) -> None:
    found = care.options(stage)
    assert [option.key for option in found] == ["expectant", "medical", "surgical"]
    for option in found:
        assert option.what_happens or option.not_known
        assert option.enough or option.complications or option.not_known


def test_the_two_trials_that_differ_are_named_with_what_they_counted() -> None:
    medicines = care.options("early", "missed")[1]
    said = [number.in_words for number in medicines.enough]
    assert any("124 of 148" in text and "after one dose" in text for text in said)
    assert "counted different things" in medicines.not_known[0]


def test_just_over_half_and_no_decimals() -> None:
    for kind in ("missed", "empty_sac"):
        with pytest.raises(InputError, match="just over half"):
            care.expectant_completion(kind, "day_14")
        assert any("just over half" in gap for gap in care.options("early", kind)[0].not_known)
    assert care.expectant_completion("all", "day_14").as_dict()["value"] == 70
    with pytest.raises(UnknownName):
        care.expectant_completion("all", "day_7")


def test_each_body_has_its_country_and_year_and_they_disagree() -> None:
    found = care.rh("surgical", 70, rhd_negative=True, sensitised=False)
    assert found.disagree
    answers = {advice.body: advice.advice for advice in found.advice}
    assert answers["nice_ng126_2023"] == "offer"
    assert answers["nice_ng126_newer"] == "do_not_offer"
    assert answers["acog2024"] == "forgo_routine"
    for advice in found.advice:
        assert advice.country
        assert advice.year
        assert advice.year in advice.says
    newer = next(advice for advice in found.advice if advice.body == "nice_ng126_newer")
    assert "Check the live text" in newer.note


@pytest.mark.parametrize(("day", "gives"), [(83, False), (84, True), (90, True)])
def test_anti_d_changes_at_12_weeks(day: int, gives: bool) -> None:
    found = care.rh("surgical", day, rhd_negative=True, body="nice_ng126_newer")
    assert [advice.advice for advice in found.advice] == ["offer" if gives else "do_not_offer"]


def test_anti_d_is_for_some_only() -> None:
    assert care.rh("loss", 70, rhd_negative=False).applies is False
    assert care.rh("loss", 70, rhd_negative=True, sensitised=True).applies is False
    unknown = care.rh("loss", 70)
    assert unknown.applies is None
    assert "not recorded" in unknown.why


def test_a_country_is_chosen_and_shown() -> None:
    for ask in (care.follow_up_test, care.letter_may_say):
        with pytest.raises(InputError, match="none is guessed"):
            ask(None)
        with pytest.raises(UnknownName):
            ask("FR")
    assert care.follow_up_test("GB").place == "GB"
    assert "was not seen" in care.follow_up_test("US").says
    assert {fact.place for fact in care.letter_may_say("US")} == {"international"}
    assert {fact.place for fact in care.letter_may_say("gb")} == {"GB", "international"}


def test_doses_are_what_a_letter_may_say() -> None:
    for fact in care.letter_may_say("GB"):
        assert "what a letter may say" in fact.says
        assert "no instruction" in fact.says
    said = " ".join(fact.says for fact in care.letter_may_say("GB"))
    assert "mifepristone 200 mg by mouth, and 48 hours later misoprostol 800 microgram" in said
    assert "misoprostol 800 alone" not in said


@pytest.mark.parametrize(("line", "row"), list(zip(every(), published_table("regimens"), strict=True)))
def test_a_dose_in_plain_words_has_the_figures_of_its_row(line: Line, row: dict[str, str]) -> None:
    told = re.sub(r"^[^,]*,", "", line.names.removesuffix(OLD_TEXT))
    assert sorted(re.findall(r"\d+", told)) == sorted(re.findall(r"\d+", row["situation"] + row["regimen"]))
    for word in ("mifepristone", "misoprostol", "progesterone", "cabergoline"):
        assert (word in told) is (word in row["regimen"])
    assert not re.search(r"\b(oral|buccal|vaginal|hourly|h|wk|d)\b|10\.\d|\bRCT\b|\btake\b", line.names)
    assert line.says.endswith(NO_INSTRUCTION)


def test_signs_are_the_one_list_and_say_what_to_do() -> None:
    found = care.signs()
    assert [sign.id for sign in found.go_now] == [flag.id for flag in RED_FLAGS if flag.id != "outside_the_womb"]
    assert [sign.id for sign in found.same_day] == ["worsening_pain", "discharge"]
    assert {*found.go_now, *found.same_day} < set(SIGNS)
    assert "more than one pad an hour" in found.go_now[0].says
    assert "Get medical help now: call your emergency number or go" in found.what_to_do
    assert {"nhs_ectopic", "emedicinehealth2017"} <= {note.source.work.key for note in found.notes}


@pytest.mark.parametrize(("day", "before"), [(111, True), (112, False)])
def test_milk_from_about_sixteen_weeks(day: int, before: bool) -> None:
    found = care.milk(day)
    assert ("before 16 weeks" in found.why) is before
    assert bool(found.printed) is not before


@pytest.mark.parametrize(
    ("first", "second", "eshre", "rcog", "discretion"),
    [
        (1, 0, False, False, False),
        (2, 0, True, False, True),
        (3, 0, True, True, True),
        (1, 1, True, True, True),
        (0, 1, False, True, True),
        (1, None, None, None, None),
        (2, None, True, None, True),
        (None, 1, None, True, True),
        (None, None, None, None, None),
    ],
)
def test_when_tests_are_recommended(
    first: int | None, second: int | None, eshre: bool | None, rcog: bool | None, discretion: bool | None
) -> None:
    found = {item.body: item for item in care.investigations(first, second)}
    answers = (found["eshre2022"].recommended, found["rcog2023"].recommended, found["rcog2023_discretion"].recommended)
    assert answers == (eshre, rcog, discretion)
    assert all(item.missing for item in found.values() if item.recommended is None)


def test_questionnaires_only_where_the_licence_allows() -> None:
    assert {care.questionnaire(key).title for key in ("phq9", "pcl5", "pc_ptsd5")} == {"PHQ-9", "PCL-5", "PC-PTSD-5"}
    for key in ("epds", "gad7", "hads", "pds", "pgs", "ies_r"):
        with pytest.raises(LicenceNotVerified):
            care.questionnaire(key)


def test_a_self_harm_answer_puts_words_first() -> None:
    assert care.score("phq9", [3] * 8 + [0]).words_first[0] != FIRST_WORDS
    assert care.score("phq9", [0] * 8 + [1]).words_first[0] == FIRST_WORDS
    assert care.grief_score([5] * 33).words_first[0] != FIRST_WORDS
    assert care.grief_score([1] * 33).words_first[0] == FIRST_WORDS
    with pytest.raises(InputError, match="9 answers"):
        care.score("phq9", [0] * 8)
    with pytest.raises(InputError, match="opening question"):
        care.score("pc_ptsd5", [1] * 5)
    assert care.score("pc_ptsd5", [], gate=False).score == 0


def test_trying_again_says_that_it_was_only_observed() -> None:
    found = care.trying_again()
    assert len(found.shown) == 8
    assert all("only watched" in number.in_words for number in found.shown)
    assert "molar" in found.not_known[0]


def test_how_people_felt_keeps_the_pilot_apart() -> None:
    pilot = [number for number in care.how_people_felt() if number.source.work.key == "farren2016"]
    assert pilot
    assert all("not to be mixed" in number.in_words for number in pilot)
