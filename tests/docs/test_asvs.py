"""The table of ASVS: every item of level 1 and 2 stands in it once, and every test that it names is there."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVEL_1, LEVEL_2 = 70, 183
"""How many items of each level ASVS 5.0 has, counted in its text."""


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "docs" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


APPLICABLE, LEFT = table("asvs.csv"), table("asvs-not-applicable.csv")


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_item_stands_there_once() -> None:
    ids = [row["id"] for row in APPLICABLE] + [id for row in LEFT for id in row["ids"].split()]
    assert len(ids) == len(set(ids)) == LEVEL_1 + LEVEL_2
    assert all(re.fullmatch(r"([1-9]|1[0-7])\.[1-9]\.([1-9]|1[0-2])", id) for id in ids)
    assert {row["level"] for row in APPLICABLE} == {"1", "2"}


@pytest.mark.parametrize("row", APPLICABLE, ids=[row["id"] for row in APPLICABLE])
def test_each_says_how_it_is_verified(row: dict[str, str]) -> None:
    named = row["test"].split()
    for name in named:
        path, _, test = name.partition("::")
        assert test.startswith("test_")
        assert test in names_in(path), name
    match row["state"]:
        case "test":
            assert named
        case "words":
            assert not named
            assert row["remark"]
        case "open":
            pass
        case other:
            raise AssertionError(f"{other!r}: test, words or open was expected")


def test_the_page_counts_right() -> None:
    said = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    states = [row["state"] for row in APPLICABLE]
    for count in (len(APPLICABLE), *(states.count(state) for state in ("test", "words", "open"))):
        assert f"{count} " in said, count
