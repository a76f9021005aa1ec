"""Every collected row is in the engine, is carried by another id there, or is left out with its reason."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from tests.contracts.everything import bands, rules

from gravida.engine import dating
from gravida.engine.book import entries
from gravida.engine.selection import select
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.evidence.registry import CARRIED_BY, NO_REASON_YET
from gravida.evidence.registry import left_out as told_as_left_out

WORDS_ONLY = {
    *(f"SRU24-T{number}" for number in range(1, 6)),
    *("NICE-V0", "NICE-V7", "NICE-V8", "NICE-V9", "NICE-V10", "NICE-P5", "NICE-Q1"),
    *("ACOG200-1", "ACOG200-2", "SOGC-3", "ABD-1", "ABD-2", "GROW-1", "GROW-2", "GROW-3"),
    *("HR-7", "OLD-1", "TEACH-1", "ERR-1"),
}
"""Rows that are words and never conditions (audit, section 4), less the formulas and HR-9, which is a band here."""


def rows(name: str) -> dict[str, dict[str, str]]:
    text = (files("gravida.evidence") / "tables" / name).read_text(encoding="utf-8")
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


COLLECTED, LEFT_OUT = rows("viability_rules.csv"), rows("left_out.csv")
OWN_IDS = {
    *rules(),
    *bands(),
    *(finding.id for finding in STUDY_FINDINGS),
    *(formula.rule_id for formula in dating.methods().values()),
}
BOOK = {entry.id for entry in entries(select())}


def test_the_collection_is_whole() -> None:
    assert len(COLLECTED) == 111


@pytest.mark.parametrize("row", COLLECTED)
def test_a_row_is_in_the_engine_or_left_out_and_not_both(row: str) -> None:
    here = row in OWN_IDS or row in BOOK or row in CARRIED_BY
    assert here is not (row in LEFT_OUT), "in the engine and left out" if here else "neither in the engine nor left out"


@pytest.mark.parametrize("row", CARRIED_BY)
def test_what_carries_a_row_is_in_the_evidence_book(row: str) -> None:
    assert row in COLLECTED
    assert CARRIED_BY[row]
    assert set(CARRIED_BY[row]) <= BOOK


def test_no_row_of_words_is_a_rule() -> None:
    assert not WORDS_ONLY & OWN_IDS
    assert set(COLLECTED) >= WORDS_ONLY


@pytest.mark.parametrize("row", LEFT_OUT)
def test_what_is_left_out_has_its_reason(row: str) -> None:
    assert row in COLLECTED
    assert len(LEFT_OUT[row]["reason"]) > 40
    assert LEFT_OUT[row]["where"]


def test_nothing_is_forgotten() -> None:
    told = told_as_left_out(frozenset(BOOK))
    assert {row.id for row in told} == set(LEFT_OUT)
    assert NO_REASON_YET not in {row.reason for row in told}
