"""Nothing that rests on memory is said by a public function or at the terminal, also where it is a whole number.

``tests/app/test_from_memory.py`` walks the pages. Each fact is planted, to show that the walk would find it.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.cli.door import Terminal
from tests.contracts.memory import FACTS, Known, said_in, withheld_from_memory
from tests.contracts.people import answers, parts
from tests.contracts.test_people import ASKED

from gravida.cli.care import TOPICS
from gravida.cli.chances import QUESTIONS
from gravida.engine import care, chances
from gravida.engine.care.fact import fact
from gravida.evidence.published import Mark


def test_every_withheld_thing_is_known_by_its_words() -> None:
    assert {known.place for known in FACTS} == withheld_from_memory()
    assert len(withheld_from_memory()) > 55


@pytest.mark.parametrize("known", FACTS, ids=lambda known: f"{'-'.join(known.place)}-{known.said[:24]}")
def test_it_would_be_found(known: Known) -> None:
    around = f"Of people in one study, this is told. {known.said}. Source: a paper."
    assert known.is_in(around)
    assert any(known.said in found for found in said_in(around))


def test_a_number_of_something_else_is_not_taken_for_it() -> None:
    assert said_in("Of 44 people aged 45, 18 were 13 weeks along, and 30 wrote on day 91.") == []
    assert said_in("50 of 668 ended. 116.7 or 16.75 IU/L; 124 of 148 (84 in 100; 77 to 89) had passed the sac.") == []


def texts(found: Any) -> list[str]:
    """Every sentence of an answer, and the whole of each of its parts, as it is printed."""
    said = []
    for part in parts(found):
        if isinstance(part, str):
            said.append(part)
        elif hasattr(part, "as_text"):
            said.append(part.as_text())
        elif isinstance(part, chances.Estimate | chances.Counts):
            said.append(part.in_words)
        elif is_dataclass(part) and not isinstance(part, type):
            said.append(" ".join(str(getattr(part, field.name)) for field in fields(part)))
    return said


def test_no_public_function_says_it() -> None:
    read = {text: where for where, found in answers() for text in texts(found)}
    assert len(read) > 1000
    for text, where in read.items():
        assert said_in(text) == [], where


def test_one_that_is_planted_in_an_answer_is_found() -> None:
    planted = fact("planted", "44 in 100 had an unplanned operation.", "mist2006", Mark.SEEN_ONCE)
    option = care.options("early")[0]
    assert not any(said_in(text) for text in texts(option))
    assert any(said_in(text) for text in texts((option, {"more": [planted]})))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path, capsys)


COMMANDS: list[list[str]] = [
    *(["chances", name, *ASKED.get(name, [])] for name in QUESTIONS),
    *(["care", name, *ASKED.get(name, [])] for name in TOPICS),
    *(["care", "letter", f"country={country}"] for country in care.COUNTRIES),
    *(["care", "options", *kind] for kind in (["stage=early"], ["stage=early", "kind=empty_sac"])),
    ["care", "options", "stage=second_trimester"],
    *(["care", "questionnaire", f"key={key}"] for key in ("phq9", "pcl5", "pc_ptsd5")),
    *(["chances", f"maternal_age_y={age}", f"miscarriages={losses}"] for age in (22, 32, 37, 42) for losses in (0, 3)),
    *(["chances", "recurrent-loss", f"previous_miscarriages={n}", "age_years=35"] for n in (2, 3, 4, 5)),
    *(["chances", "by-age", f"age_years={age}"] for age in (20, 22, 30, 37, 42)),
    *(["hcg", "1000", second, "48", "--location", "unknown"] for second in ("300", "900", "1400", "1700")),
    ["chances", "models"],
    ["chances", "questions"],
    ["care", "topics"],
]


@pytest.mark.parametrize("tokens", COMMANDS, ids=" ".join)
def test_no_command_says_it(terminal: Terminal, tokens: list[str]) -> None:
    extras: list[list[str]] = [[], ["--json"]]
    if tokens[0] != "hcg":
        extras += [["--clinic"], ["--clinic", "--json"]]
    for extra in extras:
        said = terminal(*tokens, *extra)
        assert (said.code, said.err) == (0, "")
        text = json.dumps(json.loads(said.out), ensure_ascii=False) if "--json" in extra else said.out
        assert said_in(re.sub(r"\s+", " ", text)) == [], tokens
