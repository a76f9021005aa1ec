"""The data dictionary: every column declared once, readable, and with its unit in its name."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from gravida.columns import columns
from gravida.values import read_value

KINDS = {"string", "date", "datetime", "code", "boolean", "integer", "decimal"}
UNITS = {"_mm": "mm", "_cm": "cm", "_g": "g", "_kg": "kg", "_days": "d", "_bpm": "/min", "_iu_l": "[IU]/L"}
UNITS |= {"_nmol_l": "nmol/L", "_wk": "wk", "_y": "a", "_centile": "%"}
COLUMNS = columns()
NUMBERS = [name for name, column in COLUMNS.items() if column.kind in ("integer", "decimal")]


def declared() -> list[dict[str, str]]:
    text = (files("gravida") / "columns.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_column_is_declared_once() -> None:
    names = [row["name"] for row in declared()]
    assert len(names) == len(set(names)) == len(COLUMNS) > 100
    assert all(None not in row and None not in row.values() for row in declared()), "too many or too few fields"


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_says_what_it_is(name: str) -> None:
    column = COLUMNS[name]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert column.label.strip()
    assert column.meaning.strip()
    assert column.kind in KINDS
    assert column.used_by
    assert all(column.used_by)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_has_a_unit_and_a_range(name: str) -> None:
    column = COLUMNS[name]
    assert column.unit or name.endswith("_wk")
    ending = next((ending for ending in UNITS if name.endswith(ending)), None)
    if ending is not None:
        assert column.unit == UNITS[ending]
    if column.low is not None or "|" not in _range(name):
        assert column.low is not None
        assert column.high is not None
        assert column.low < column.high
        assert read_value(column, column.low) == column.low
        assert read_value(column, str(column.high)) == column.high


def _range(name: str) -> str:
    return next(row["allowed_range"] for row in declared() if row["name"] == name)


@pytest.mark.parametrize("name", [name for name, column in COLUMNS.items() if column.codes])
def test_codes_are_read_back_as_they_are(name: str) -> None:
    column = COLUMNS[name]
    assert len(set(column.codes)) == len(column.codes) > 1
    if name not in ("edd_method", "pregnancy_status"):
        assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in column.codes)
    assert [read_value(column, code) for code in column.codes] == list(column.codes)


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - set(NUMBERS)))
def test_what_is_no_number_has_no_unit_and_no_range(name: str) -> None:
    assert not COLUMNS[name].unit
    assert COLUMNS[name].low is None
    assert COLUMNS[name].high is None


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("nothing", [None, "", "NA", float("nan")])
def test_nothing_said_is_none(name: str, nothing: object) -> None:
    assert read_value(COLUMNS[name], nothing) is None
