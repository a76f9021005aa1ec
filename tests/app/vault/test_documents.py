"""Documents are written and read strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gravida.app.vault.documents import document, from_bytes, to_bytes
from gravida.app.vault.errors import WrongDocument
from gravida.app.vault.sealing import padded, unpadded


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    name: str
    size: float | None = None


@document("test whole", schema=2)
@dataclass(frozen=True)
class Whole:
    text: str
    number: int = 0
    ratio: float | None = None
    certain: bool | None = None
    day: date | None = None
    of: UUID | None = None
    side: Literal["left", "right"] = "left"
    colour: Colour = Colour.RED
    parts: tuple[Part, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    best: Part | None = None


wholes = some.builds(
    Whole,
    text=some.text(),
    number=some.integers(),
    ratio=some.none() | some.floats(allow_nan=False, allow_infinity=False),
    certain=some.none() | some.booleans(),
    day=some.none() | some.dates(),
    of=some.none() | some.uuids(),
    side=some.sampled_from(["left", "right"]),
    colour=some.sampled_from(Colour),
    parts=some.lists(some.builds(Part, name=some.text(), size=some.none() | some.just(2.5))).map(tuple),
    pairs=some.lists(some.tuples(some.text(), some.text())).map(tuple),
    best=some.none() | some.builds(Part, name=some.text()),
)


def without_lone_halves(whole: Whole) -> bool:
    try:
        repr(whole).encode()
    except UnicodeEncodeError:
        return False
    return True


@given(wholes.filter(without_lone_halves))
def test_what_is_written_is_read_back_the_same(whole: Whole) -> None:
    assert from_bytes(to_bytes(whole), Whole) == whole


@given(some.binary(max_size=9000))
def test_filling_up_is_undone_and_hides_the_length(text: bytes) -> None:
    assert unpadded(padded(text)) == text
    assert len(padded(text)) % 256 == 0


def changed(**fields: object) -> bytes:
    content = json.loads(to_bytes(Whole("text", of=uuid4(), day=date(2026, 3, 1), parts=(Part("a"),))))
    for name, value in fields.items():
        if value is ...:
            del content["fields"][name]
        else:
            content["fields"][name] = value
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (changed(later="x"), "stored with later, which this version of the program does not know"),
        (changed(text=...), "stored without text"),
        (changed(number="7"), r"test whole\.number was stored as str; int was expected"),
        (changed(number=True), "stored as bool; int was expected"),
        (changed(day="1 March"), "stored as str; date was expected"),
        (changed(side="middle"), "stored as str"),
        (changed(colour="green"), "stored as str; Colour was expected"),
        (changed(parts=[{"name": "a", "weight": 1}]), r"test whole\.parts\[0\] was stored with weight"),
        (changed(pairs=[["a"]]), "2 values was expected"),
        (changed().replace(b'"schema": 2', b'"schema": 3'), "edition 3"),
        (changed().replace(b'"kind": "test whole"', b'"kind": "another"'), "'another' as written"),
    ],
)
def test_what_is_not_known_is_refused_with_a_sentence(text: bytes, sentence: str) -> None:
    with pytest.raises(WrongDocument, match=sentence) as error:
        from_bytes(text, Whole)
    assert "1 March" not in str(error.value), "what she wrote stays out of the sentence"


def test_what_is_not_a_document_is_refused() -> None:
    with pytest.raises(WrongDocument, match="is not a document"):
        to_bytes(Part("a"))
    with pytest.raises(WrongDocument, match=r"number is of the type set"):
        to_bytes(replace(Whole("a"), number={1}))  # type: ignore[arg-type]
