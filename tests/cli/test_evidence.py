"""``gravida evidence``: everything the engine knows, and everything it leaves out."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from tests.cli.door import Terminal

import gravida
from gravida.engine import dating
from gravida.engine.book import entries, left_out
from gravida.engine.heart_rate import studies
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.selection import select, switchable
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import guidelines
from gravida.evidence import registry
from gravida.evidence.registry import CARRIED_BY, NO_REASON_YET, printed_rows

EVERY_RULE = [rule.id for found in guidelines().values() for rule in found.rules]


def test_it_works(terminal: Terminal) -> None:
    said = terminal("evidence")
    assert said.code == 0
    lines = said.out.splitlines()
    for rule_id in EVERY_RULE:
        assert any(line == rule_id or line.startswith(f"{rule_id}  OFF: ") for line in lines), rule_id
    assert "read as" not in said.out
    assert "secondary, seen in 6 places; review by 2027-11-23; not yet reviewed by a clinician" in said.out


def test_every_thing_the_engine_knows_is_an_entry() -> None:
    found = [entry.id for entry in entries(select())]
    assert [name for name, times in Counter(found).items() if times > 1] == []
    wanted = [
        *switchable(),
        *(band.id for study in studies().values() for band in study.bands),
        *(finding.id for finding in STUDY_FINDINGS),
        *(formula.rule_id for formula in dating.methods().values()),
        *(question.id for question in QUESTIONS),
        *(flag.id for flag in RED_FLAGS),
        *("site", "number", "molar", "no_sac", "heartbeat_before", "DATE-IGS", "DATE-LMP"),
    ]
    assert set(wanted) - set(found) == set()
    assert {entry.id for entry in entries(select()) if entry.can_switch} == switchable()


def test_every_entry_is_complete() -> None:
    for entry in gravida.evidence_book():
        assert entry.says, entry.id
        assert entry.edition, entry.id
        assert entry.belongs_to.title, entry.id
        assert entry.concludes, entry.id
        assert entry.columns, entry.id
        assert entry.source.citation, entry.id
        assert entry.source.where, entry.id
        assert entry.source.read in ("full text", "abstract", "secondary", "arithmetic", "memory"), entry.id
        date.fromisoformat(entry.source.review_by)
        assert entry.on == (not entry.off_because), entry.id


@pytest.mark.parametrize("formula", dating.methods().values(), ids=lambda formula: formula.key)
def test_a_formula_says_its_equation_range_and_error(formula: dating.Formula) -> None:
    [entry] = [entry for entry in entries(select()) if entry.id == formula.rule_id]
    for word in (" = ", "Range: ", "Stated error: "):
        assert word in entry.says
    assert not entry.says.rstrip().endswith(":")


def test_rows_from_memory_are_off() -> None:
    for entry in entries(select()):
        if entry.source.seen_in == 0:
            assert not entry.on, entry.id
    off = {entry.id for entry in entries(select()) if not entry.on}
    assert off == {rule.id for found in guidelines().values() for rule in found.rules if rule.off_because}


def test_json_says_the_same(terminal: Terminal) -> None:
    book = json.loads(terminal("evidence", "--json", "--disable", "SRU13-D1", "--enable", "ACOG200-3").out)
    assert book["reviewed"] == "not yet reviewed by a clinician"
    assert book["rules_off"] == ["SRU13-D1"]
    found = {entry["id"]: entry for entry in book["entries"]}
    assert list(found) == [entry.id for entry in gravida.evidence_book()]
    assert (found["SRU13-D1"]["on"], found["SRU13-D1"]["off_because"]) == (False, "switched off by its id")
    assert found["ACOG200-3"]["on"]
    assert found["SRU13-D2"]["belongs_to"] == {"key": "sru2013", "title": "Society of Radiologists in Ultrasound"}
    assert found["SRU13-D2"]["source"]["link"] == "https://doi.org/10.1056/NEJMra1302417"


def test_a_rule_switched_off_is_shown_so(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SRU13-D1  OFF: switched off by its id" in terminal("evidence", "--disable", "SRU13-D1").out
    monkeypatch.setenv("GRAVIDA_DISABLE", "DATE-ROB, HR-4")
    said = terminal("evidence")
    assert "DATE-ROB  OFF: switched off by its id" in said.out
    assert "HR-4  OFF: switched off by its id" in said.out


def test_one_guideline_study_or_formula(terminal: Terminal) -> None:
    said = terminal("evidence", "--guideline", "nice2023")
    assert "NICE-V1" in said.out
    assert "SRU13-D1" not in said.out
    assert "8.052 sqrt(1.037 CRL)" in terminal("evidence", "--guideline", "robinson1975").out
    wrong = terminal("evidence", "--guideline", "nice2024")
    assert wrong.code == 2
    assert "Choose one of: nice2023" in wrong.err


def test_every_printed_row_is_an_entry_carried_or_left_out() -> None:
    carried = {entry.id for entry in entries(select())}
    out = {row.id for row in left_out()}
    assert {row for row in printed_rows() if row not in carried | out | set(CARRIED_BY)} == set()
    assert carried & out == set()
    for row, by in CARRIED_BY.items():
        assert row in printed_rows()
        assert set(by) <= carried, row


def test_left_out_rows_say_why(terminal: Terminal) -> None:
    said = terminal("evidence", "--left-out")
    assert f"{len(left_out())} printed rows not in the engine." in said.out
    rows = json.loads(terminal("evidence", "--left-out", "--json").out)
    assert [row["id"] for row in rows] == [row.id for row in left_out()]
    for row in rows:
        assert row["text"], row["id"]
        assert row["reason"], row["id"]
    assert "DATE-HEL" in [row["id"] for row in rows]


def test_a_row_that_everybody_forgot_is_shown() -> None:
    everything = {row.id: row for row in registry.left_out(frozenset({"SRU13-D1"}))}
    assert everything["SRU13-D2"].reason == NO_REASON_YET
    assert "SRU13-D1" not in everything
