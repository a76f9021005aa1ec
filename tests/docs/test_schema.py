"""The published contract is the one the engine builds, and real answers keep it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from tests.docs.pages import extension

from gravida.engine.explain import explain
from gravida.engine.self_check import golden_vectors
from gravida.engine.viability import guidelines

module = extension("assessment_schema")
SCHEMA: dict[str, Any] = json.loads(module.SCHEMA.read_text(encoding="utf-8"))
GOLDEN = golden_vectors()["scans"]
EVERYTHING: dict[str, Any] = {
    "exam_date": "2026-03-02",
    "scan_route": "transvaginal",
    "lmp_date": "2026-01-16",
    "lmp_certain": True,
    "gs_seen": True,
    "embryo_seen": True,
    "yolk_sac_mm": 6.4,
    "crl_mm": 6.2,
    "msd_mm": 10.5,
    "heart_rate_bpm": 58,
    "bleeding": "heavy",
    "fainting": True,
}
OLDER: dict[str, Any] = {"exam_date": "2026-03-20", "lmp_date": "2026-01-01", "lmp_certain": True, "crl_mm": 50.0}


def valid(answer: object) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(answer)


def answer_to(scans: Any) -> Any:
    return json.loads(explain(scans, guidelines=list(guidelines())).as_json())


def test_the_file_is_derived_from_the_engine() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert module.schema() == SCHEMA, "run: python docs/_ext/assessment_schema.py"
    assert module.SCHEMA.read_text(encoding="utf-8") == json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("vector", GOLDEN, ids=[vector["id"] for vector in GOLDEN])
def test_published_answers_keep_it(vector: dict[str, Any]) -> None:
    jsonschema.validate(answer_to(vector["scans"]), SCHEMA)


def test_every_part_was_there_to_be_checked() -> None:
    """One scan fills in every part but the size, another the size: no part of the schema goes untried."""
    answer, older = answer_to(EVERYTHING), answer_to(OLDER)
    jsonschema.validate(answer, SCHEMA)
    jsonschema.validate(older, SCHEMA)
    for part in ("help_now", "questions", "written", "age", "close_to_a_limit", "guidelines", "heart_rate", "studies"):
        assert answer[part], part
    assert older["size"]
    assert answer_to([EVERYTHING, OLDER])["other_scans"]


def places_of_sources(answer: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = answer.items() if isinstance(answer, dict) else enumerate(answer) if isinstance(answer, list) else ()
    for key, value in items:
        if key == "source" and value is not None:
            yield path
        yield from places_of_sources(value, (*path, key))


@pytest.mark.parametrize("scan", [EVERYTHING, OLDER], ids=["early", "older"])
def test_nothing_is_said_without_its_source(scan: dict[str, Any]) -> None:
    answer = answer_to(scan)
    places = list(places_of_sources(answer))
    assert len(places) > 10
    for place in places:
        without = deepcopy(answer)
        part = without
        for key in place:
            part = part[key]
        del part["source"]
        assert not valid(without), f"accepted without the source at {place}"


@pytest.mark.parametrize("field", ["citation", "where", "read", "seen_in", "reviewed_by"])
def test_a_source_says_all_of_itself(field: str) -> None:
    answer = answer_to(EVERYTHING)
    del answer["guidelines"][0]["source"][field]
    assert not valid(answer)


@pytest.mark.parametrize("field", ["help_now", "questions", "rules_off", "engine_version", "reviewed"])
def test_no_part_can_be_cut(field: str) -> None:
    answer = answer_to(EVERYTHING)
    del answer[field]
    assert not valid(answer)


def test_what_is_not_named_is_not_let_in() -> None:
    assert not valid(answer_to(EVERYTHING) | {"verdict": "lost"})
