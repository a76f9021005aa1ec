"""What holds for every number about people: complete, marked, never from memory, never a verdict."""

from __future__ import annotations

import csv
import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.door import Terminal
from tests.contracts.avoided import avoided, holds_phrase
from tests.contracts.people import ARGUMENTS, ONLY_ARITHMETIC, answers, parts

from gravida.cli.care import TOPICS
from gravida.cli.chances import QUESTIONS
from gravida.engine import blood, care, chances
from gravida.engine.chances import Counts, Estimate, Model, NeverForAPerson, PrintedFigure
from gravida.engine.chances.interval import How, Interval
from gravida.errors import CoefficientsNotVerified, InputError, NotForAPerson
from gravida.evidence.published import Mark

ANSWERS = list(answers())
PARTS = [(where, part) for where, found in ANSWERS for part in parts(found)]
NUMBERS = {id(part): (where, part) for where, part in PARTS if isinstance(part, Estimate | Counts | PrintedFigure)}
COPIES = Path(__file__).parents[1] / "papers" / "chances_review"


def test_every_public_function_is_walked() -> None:
    public = {
        getattr(module, name)
        for module in (chances, blood, care)
        for name in module.__all__
        if callable(getattr(module, name)) and not inspect.isclass(getattr(module, name))
    }
    assert public == set(ARGUMENTS) | ONLY_ARITHMETIC


def test_no_number_without_size_interval_people_and_source() -> None:
    assert len(NUMBERS) > 500
    for where, number in NUMBERS.values():
        assert number.people.who, where
        assert number.people.outcome not in ("", "x"), where
        assert number.source.seen_in > 0, where
        if isinstance(number, Estimate):
            assert number.n >= 20
            assert number.interval.low <= number.value <= number.interval.high, where
            assert number.interval.how.says
            told = number.as_dict()
            assert {"value", "interval", "n", "population", "years", "outcome", "source", "mark", "caveats"} <= set(
                told
            )
        elif isinstance(number, Counts):
            assert 0 < number.n < 20
        else:
            assert number.lacks, where


def test_marks_are_those_that_may_ship() -> None:
    marks = {part for _, part in PARTS if isinstance(part, Mark)}
    assert marks == {Mark.SEEN_TWICE, Mark.SEEN_ONCE, Mark.DERIVED}
    assert all(source.seen_in > 0 for _, source in PARTS if hasattr(source, "seen_in") and hasattr(source, "work"))


def rows(name: str) -> list[dict[str, str]]:
    with (COPIES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", [row for row in rows("rpl_success_brigham_1999") if row["evidence"] == "M"])
def test_a_cell_from_memory_cannot_be_had(row: dict[str, str]) -> None:
    with pytest.raises(InputError, match="has not been checked"):
        chances.predicted_cell(float(row["age_years"]), int(row["previous_miscarriages"]))


@pytest.mark.parametrize("age", [20, 22, 24, 30, 34, 35, 39, 40, 44])
def test_an_age_band_from_memory_cannot_be_had(age: int) -> None:
    found = chances.by_age(age)
    assert [figure for figure in found.printed if figure.source.work.key == "magnus2019"] == []
    assert "has not been checked" in found.as_text()


def test_no_number_from_memory_is_said() -> None:
    """Shares that stand in the collection from memory only, and are told nowhere with the work they were noted for."""
    from_memory = {
        "magnus2019": {"11.3", "10.8", "16.7", "32.2"},
        "lund2012": {"81.3", "41.7", "71.9", "50.2"},
        "mist2006": {"44", "49", "13", "18"},
    }
    for where, number in NUMBERS.values():
        if isinstance(number, PrintedFigure | Estimate):
            said = str(number.as_dict().get("value"))
            assert said not in from_memory.get(number.source.work.key, set()), where


def test_urine_tables_controls_and_superseded_texts_are_nowhere() -> None:
    said = json.dumps([_plain(found) for _, found in ANSWERS], ensure_ascii=False, default=str)
    for word in ("Immulite", "controls", "CG154", "superseded", "two pads an hour", "2 or more full-size pads"):
        assert word.lower() not in said.lower(), word


def _plain(found: Any) -> Any:
    if isinstance(found, tuple | list):
        return [_plain(part) for part in found]
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    return found.as_dict() if hasattr(found, "as_dict") else repr(found)


def test_no_telephone_number_stands_anywhere() -> None:
    for where, part in PARTS:
        if isinstance(part, str):
            assert not re.search(r"\b(?:\d[ -]?){9,}\b", part.replace(",", "")) or "doi" in part or "10." in part, (
                where,
                part,
            )


# --- Words ---------------------------------------------------------------------------------------------------------


def ours() -> list[tuple[str, str]]:
    """What a person may read: words of numbers, facts, answers. Citations quote, and are not ours."""
    found = []
    for where, part in PARTS:
        if isinstance(part, Estimate | Counts):
            found.append((where, part.in_words))
        elif isinstance(part, PrintedFigure):
            found.append((where, part.text))
        elif isinstance(part, chances.Answer):
            found += [(where, text) for text in (part.question, part.why, *part.not_known)]
        elif isinstance(part, blood.HcgComparison):
            found += [
                (where, text) for text in (*part.says, *part.warnings, *part.questions, *part.open, part.nice.says)
            ]
        elif isinstance(part, care.Fact | care.RhAdvice | care.Recommendation | care.Sign):
            found.append((where, part.says))
        elif isinstance(part, care.Option):
            found += [(where, text) for text in (part.title, *part.not_known)]
    return list({text: (where, text) for where, text in found if text}.values())


OURS = ours()


@pytest.mark.parametrize("phrase", avoided())
def test_no_word_that_hurts(phrase: str) -> None:
    assert [where for where, text in OURS if holds_phrase(text, phrase)] == []


VERDICT = r"\byour (chance|risk|pregnancy has)\b|\byou will\b|\bfailing\b|\bviable\b|is diagnosed|\brace\b"


def test_it_is_about_people_like_these_and_no_verdict() -> None:
    for where, text in OURS:
        assert not re.search(VERDICT, text, re.IGNORECASE), (where, text)
        assert "!" not in text
        assert "  " not in text, (where, text)


def test_race_is_no_input() -> None:
    for function in ARGUMENTS:
        assert not {name for name in inspect.signature(function).parameters if "race" in name or "ethnic" in name}


# --- Types ---------------------------------------------------------------------------------------------------------


def test_an_estimate_cannot_be_made_without_its_parts() -> None:
    whole = chances.every_estimate()[0]
    assert isinstance(whole, Estimate)
    given = {
        name: getattr(whole, name) for name in ("id", "value", "unit", "interval", "n", "people", "source", "mark")
    }
    Estimate(**given)
    for name in given:
        with pytest.raises(TypeError):
            Estimate(**{key: value for key, value in given.items() if key != name})
    with pytest.raises(TypeError, match="only counts"):
        Estimate(**{**given, "n": 19})
    with pytest.raises(TypeError, match="outside its interval"):
        Estimate(**{**given, "interval": Interval(90, 91, How.PRINTED)})


@pytest.mark.parametrize("model", chances.models().values(), ids=lambda model: model.key)
def test_a_model_says_what_is_missing_and_is_refused_to_a_person(model: Model) -> None:
    with pytest.raises(CoefficientsNotVerified, match="coefficients of") as refused:
        model.predict(age=30)
    assert model.predictors[0] in str(refused.value)
    with pytest.raises(NotForAPerson):
        chances.for_a_person(model)


def test_models_that_must_never_be_shown_are_a_type() -> None:
    never = {key for key, model in chances.models().items() if isinstance(model, NeverForAPerson)}
    listed = {
        "m4",
        "m6p",
        "m6np",
        "choong2003",
        "oates2013",
        "stamatopoulos2015",
        "elson2003",
        "kolte2021",
        "yland2024",
    }
    assert never >= listed | {"web_charts"}


def test_a_printed_figure_is_refused_to_a_person_and_an_estimate_is_not() -> None:
    for figure in chances.every_printed_figure():
        with pytest.raises(NotForAPerson, match="lacks"):
            chances.for_a_person(figure)
    for number in chances.every_estimate():
        assert chances.for_a_person(number) == number.in_words
    with pytest.raises(NotForAPerson):
        chances.for_a_person(0.61)


# --- The terminal --------------------------------------------------------------------------------------------------

ASKED = {
    "by-week": ["completed_week=8"],
    "after-heartbeat": ["scan_reason=routine", "ga_days=7w0d"],
    "by-heart-rate": ["bpm=95", "ga_days=43"],
    "by-age": ["age_years=27"],
    "by-history": ["came_before=1_loss", "age_years=27"],
    "recurrent-loss": ["previous_miscarriages=3", "age_years=30"],
    "sac-findings": ["finding=small_sac"],
    "bleeding": ["amount=heavy"],
    "options": ["stage=early", "kind=missed"],
    "expectant-completion": ["kind=missed"],
    "rh": ["event=surgical", "ga_days=70", "rhd_negative=yes"],
    "follow-up-test": ["country=GB"],
    "milk": ["ga_days=120"],
    "investigations": ["losses_first_trimester=2", "losses_second_trimester=0"],
    "questionnaire": ["key=phq9"],
    "letter": ["country=GB"],
}


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


@pytest.mark.parametrize(
    ("command", "topic"), [*(("chances", name) for name in QUESTIONS), *(("care", name) for name in TOPICS)]
)
def test_the_terminal_answers_in_text_and_json(terminal: Terminal, command: str, topic: str) -> None:
    tokens = [command, topic, *ASKED.get(topic, [])]
    for extra in ([], ["--clinic"]):
        said = terminal(*tokens, *extra)
        assert (said.code, said.err) == (0, ""), said.err
        assert "ource" in said.out
        found = json.loads(terminal(*tokens, *extra, "--json").out)
        assert found
        marks = re.findall(r'"mark": "([^"]*)"', json.dumps(found))
        assert set(marks) <= {"V1", "V2", "D"}
    shown = terminal(*tokens, "--json").out
    assert '"printed figure"' not in shown
