"""Two questionnaires in their own words: nothing is kept, and an answer that asks for help comes before everything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.app.care.test_pages import ended
from tests.app.changed.test_nothing_looks_forward import forward
from tests.app.hers import post, read, text_of, under_way
from tests.contracts.avoided import hurtful

from gravida.app.record.preferences import Preferences
from gravida.app.record.unfinished import Unfinished
from gravida.app.vault import models, sessions
from gravida.app.vault.store import OpenVault
from gravida.engine import care

PAGES = {"nine": "phq9", "five": "pc_ptsd5"}
FIRST = "If you are thinking of harming yourself, you do not have to be alone with it."


def lines(*answers: int) -> dict[str, str]:
    return {f"line_{number}": str(answer) for number, answer in enumerate(answers, 1)}


def without_its_own_words(text: str, key: str) -> str:
    """The words of the form may not be changed; everything around them is ours."""
    said = care.questionnaire(key).wording
    assert said is not None
    for own in (said.gate, said.opening, said.notice, *said.items):
        text = text.replace(own, "") if own else text
    return text


@pytest.mark.parametrize("page", PAGES)
def test_it_is_asked_in_its_own_words_and_says_that_nothing_is_kept(
    client: Client, vault: OpenVault, page: str
) -> None:
    text = read(client, f"/steps/{ended(vault, 60).id}/how/{page}/")
    said = care.questionnaire(PAGES[page]).wording
    assert said is not None
    assert all(item in text for item in said.items)
    assert said.notice in text
    assert "Nothing you choose here is kept" in text
    assert text.index(FIRST) < text.index(said.items[0])
    plain = without_its_own_words(text, PAGES[page])
    assert hurtful(plain) == []
    assert forward(plain) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_kept_either_when_the_lock_falls_over_it(client: Client, vault: OpenVault, page: str) -> None:
    path = f"/steps/{ended(vault, 60).id}/how/{page}/"
    form = re.search(r'<form class="row".*?</form>', client.get(path).content.decode(), re.DOTALL)
    assert form is not None
    assert 'data-keep="no"' in form[0], "the script does not hand it over"
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([a-z]+)">', form[0]))
    typed = {**lines(1, 2), **hidden}
    assert client.post("/keep/", {**typed, "kept_path": path}).status_code == 204
    sessions.end(vault.owner_id)
    answer = client.post(path, typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/open/")
    assert models.Draft.objects.count() == 0
    assert vault.all(Unfinished) == []


def test_what_it_adds_up_to_is_closed_and_no_diagnosis(client: Client, vault: OpenVault) -> None:
    page = f"/steps/{ended(vault, 60).id}/how/nine/"
    before = vault.all(Preferences)
    answer = post(client, page, lines(1, 2, 3, 1, 0, 1, 2, 1, 0))
    text = text_of(answer)
    assert answer.status_code == 200
    assert "11 of 27. 10 and over is called moderate." in text
    assert text.index("A score is no diagnosis.") < text.index("11 of 27")
    assert '<details class="choice"><summary><h2 id="added">' in answer.content.decode()
    assert text.index("Help now") < text.index("What you answered")
    assert vault.all(Preferences) == before
    assert hurtful(text) == []


@pytest.mark.parametrize("others", [range(1, 9), range(1, 3), []], ids=["all", "some", "none"])
def test_an_answer_that_asks_for_help_outranks_everything(client: Client, vault: OpenVault, others: Any) -> None:
    vault.add(Preferences(country="GB"))
    page = f"/steps/{ended(vault, 60).id}/how/nine/"
    answer = post(client, page, {**{f"line_{number}": "0" for number in others}, "line_9": "1"})
    assert answer.status_code == (200 if len(list(others)) == 8 else 422)
    text = text_of(answer)
    places = [text.index(said) for said in ("Help now", FIRST, "Call 999", "116 123")]
    assert text.count(FIRST) == 1
    assert places == sorted(places)
    heading = "What you answered" if answer.status_code == 200 else "Nine lines about the last two weeks"
    assert places[-1] < text.index(f" {heading} ")
    if answer.status_code == 200:
        assert text.index("116 123") < text.index("1 of 27")


def test_help_names_no_number_of_another_country(client: Client, vault: OpenVault) -> None:
    answer = post(client, f"/steps/{ended(vault, 60).id}/how/nine/", {"line_9": "3"})
    assert "Choose your country" in text_of(answer)
    assert 'href="tel:' not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (lines(1, 1, 1, 1, 1, 1, 1, 1), ["Line 9 has no answer yet."]),
        ({}, [f"Line {number} has no answer yet." for number in range(1, 10)]),
        (lines(1, 1, 1, 1, 1, 1, 1, 1, 7), ["Select a valid choice"]),
        (lines(1, 1, 1, 1, 1, 1, 1, 1) | {"line_9": "many"}, ["Select a valid choice"]),
    ],
)
def test_a_line_that_is_open_is_named(
    client: Client, vault: OpenVault, typed: dict[str, str], names: list[str]
) -> None:
    answer = post(client, f"/steps/{ended(vault, 60).id}/how/nine/", typed)
    assert answer.status_code == 422
    assert all(name in text_of(answer) for name in names)
    assert "adds up" not in text_of(answer)


def test_the_opening_question_decides(client: Client, vault: OpenVault) -> None:
    page = f"/steps/{ended(vault, 60).id}/how/five/"
    assert "The first question has no answer yet." in text_of(post(client, page, lines(1, 1, 1, 1, 1)))
    assert "0 of 5." in text_of(post(client, page, {"gate": "no"}))
    assert "3 of 5." in text_of(post(client, page, {"gate": "yes", **lines(1, 0, 1, 0, 1)}))


def test_it_is_only_there_after_an_end(client: Client, vault: OpenVault) -> None:
    of = under_way(vault)
    for page in PAGES:
        assert client.get(f"/steps/{of.id}/how/{page}/").status_code == 404


def test_only_what_a_licence_allows_has_its_words_here() -> None:
    assert {key for key in ("phq9", "pcl5", "pc_ptsd5") if care.questionnaire(key).wording} == set(PAGES.values())
    for key in PAGES.values():
        found = care.questionnaire(key)
        assert found.wording is not None
        assert len(found.wording.items) == found.items
        assert found.may_be_shown.startswith("yes")
        assert (len(found.wording.answers) - 1) * found.items == found.score_range[1]
