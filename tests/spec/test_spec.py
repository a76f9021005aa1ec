"""Every row of the spec tables, by both readers: the one-row reader and the column reader on Polars.

``<guideline>.md`` holds one guideline each, ``cross_guideline.md`` the same scans by several, ``heart_rate.md`` and
``study_findings.md`` what single studies saw. Expected values come from the published rules alone. How a table is read
stands in :mod:`tests.spec.book`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from tests.properties.readers import BETWEEN, Answer, by_columns, by_row
from tests.spec.book import EXPECT, HERE, Case, day_of, read_book

from gravida.engine.conditions import Condition
from gravida.engine.heart_rate import studies
from gravida.engine.reading import prepare
from gravida.engine.selection import select
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import guidelines
from gravida.values import read_scan

ANY_GUIDELINE = ("cross_guideline", "heart_rate", "study_findings")
BOOKS = {path.stem: read_book(path.stem) for path in sorted(HERE.glob("*.md"))}
CASES = [case for book in BOOKS.values() for case in book]
NONE = "none"


def keys_of(book: str) -> tuple[str, ...]:
    return tuple(guidelines()) if book in ANY_GUIDELINE else (book,)


@cache
def column_answers(book: str) -> dict[str, Answer]:
    """Assess a whole file at once (once more for each set of rules switched on)."""
    found: dict[str, Answer] = {}
    for switched_on in dict.fromkeys(case.switched_on for case in BOOKS[book]):
        cases = [case for case in BOOKS[book] if case.switched_on == switched_on]
        answers = iter(
            by_columns([scan for case in cases for scan in case.scans], select(keys_of(book), enable=switched_on))
        )
        for case in cases:
            found[case.id] = [next(answers) for _ in case.scans][case.judged]
    return found


def answer_to(case: Case, reader: str) -> Answer:
    if reader == "columns":
        return column_answers(case.book)[case.id]
    return by_row(case.scans, case.judged, select(keys_of(case.book), enable=case.switched_on))


def expected_and_found(case: Case, answer: Answer) -> Iterator[tuple[str, Any, Any]]:
    """Yield what each ``expect_`` cell asks for and what came out. ``expect_missing`` names some of what is missing."""
    for name, cell in case.expected.items():
        what = name.removeprefix(EXPECT)
        if what in guidelines():
            yield name, cell, answer[f"{what}_category"]
        elif what in studies():
            yield name, None if cell == NONE else cell, answer[f"heart_rate_{what}"]
        elif what == "findings":
            yield name, _ids(cell), set(answer["findings"].split(BETWEEN)) - {""}
        else:
            yield name, *_of_one_guideline(what, cell, case.book, answer)


def _of_one_guideline(what: str, cell: str, key: str, answer: Answer) -> tuple[Any, Any]:
    if what == "category":
        return cell, answer[f"{key}_category"]
    if what == "rule":
        return _ids(cell), set(answer[f"{key}_rules"].split(BETWEEN)) - {""}
    if what == "follow_up":
        low, _, high = cell.partition("-")
        wanted = (None, None) if cell == NONE else (int(low), int(high) if high else None)
        return wanted, (answer[f"{key}_follow_up_min_days"], answer[f"{key}_follow_up_max_days"])
    if what == "compared_with":
        return (None if cell == NONE else day_of(int(cell.removeprefix("day ")))), answer[f"{key}_compared_with"]
    if what == "missing":
        return _ids(cell), _ids(cell) & set(answer[f"{key}_missing"].split(BETWEEN))
    if what == "assumes":
        return ("" if cell == NONE else cell), answer[f"{key}_assumes"].replace(BETWEEN, "; ")
    if what == "why":
        return ("" if cell == NONE else cell), answer[f"{key}_why"]
    raise AssertionError(f"no such expectation: {what}")


def _ids(cell: str) -> set[str]:
    return set() if cell == NONE else set(re.split(r",\s*", cell))


@pytest.mark.parametrize("reader", ["row", "columns"])
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_row(case: Case, reader: str) -> None:
    answer = answer_to(case, reader)
    wrong = [
        f"{name}: {wanted!r} expected, {found!r} found"
        for name, wanted, found in expected_and_found(case, answer)
        if wanted != found
    ]
    assert not wrong


def test_every_guideline_has_its_file() -> None:
    assert set(BOOKS) == {*guidelines(), *ANY_GUIDELINE}, "write tests/spec/<guideline key>.md: copy the nearest one"


WITH_A_FILE = pytest.mark.parametrize("key", [key for key in guidelines() if key in BOOKS])


@WITH_A_FILE
def test_every_row_says_category_and_rules(key: str) -> None:
    """Where nothing is classified the list of rules says nothing, so it may be left empty there."""
    for case in BOOKS[key]:
        free = case.expected["expect_category"] in ("questioned", "not_applicable")
        assert free or "expect_rule" in case.expected, case.id


def rules_that_fire(key: str) -> set[str]:
    return {rule for case in BOOKS[key] for rule in _ids(case.expected.get("expect_rule", NONE))}


@WITH_A_FILE
def test_every_rule_fires_somewhere(key: str) -> None:
    assert rules_that_fire(key) == {rule.id for rule in guidelines()[key].rules}


def measures(case: Case) -> list[dict[str, Any]]:
    """Return the measures of the judged scan, beside those of each earlier scan under ``prev_``."""
    prepared = [prepare(read_scan(scan))[0] for scan in case.scans]
    judged = prepared[case.judged]
    pairs = []
    for other in (env for number, env in enumerate(prepared) if number != case.judged):
        days = [env["exam_date"] for env in (judged, other)]
        since = None if None in days else days[0] - days[1]
        pairs.append(judged | {f"prev_{name}": value for name, value in other.items()} | {"days_since_prev": since})
    return pairs or [judged]


def limits_without_both_sides(when: Condition, cases: tuple[Case, ...]) -> list[str]:
    """Name the limits of a condition that no row stands on, or just under, or just over."""
    rows = [env for case in cases for env in measures(case)]
    edges = list(when.edges())
    lacking = []
    for under, limit, over in zip(edges[::3], edges[1::3], edges[2::3], strict=True):
        name, at = limit
        if at == 0:  # "more than 0" guards against a stored zero; it is not a published limit
            continue
        values = [env[name] for env in rows if env.get(name) is not None]
        sides = {
            f"just under {at:g}": any(under[1] <= value < at for value in values),
            f"{at:g}": at in values,
            f"just over {at:g}": any(at < value <= over[1] for value in values),
        }
        lacking += [
            f"{name} {side}" for side, there in sides.items() if not there and not (at == 0 and "under" in side)
        ]
    return lacking


@WITH_A_FILE
def test_rows_stand_on_both_sides_of_every_limit(key: str) -> None:
    lacking = {rule.id: limits_without_both_sides(rule.when, BOOKS[key]) for rule in guidelines()[key].rules}
    assert {rule: limits for rule, limits in lacking.items() if limits} == {}


def test_every_band_of_every_study_is_met_somewhere() -> None:
    for key, study in studies().items():
        told = {case.expected.get(f"{EXPECT}{key}") for case in BOOKS["heart_rate"]}
        assert {band.code for band in study.bands} <= told, key


def test_every_study_finding_is_met_somewhere() -> None:
    told = {name for case in BOOKS["study_findings"] for name in _ids(case.expected["expect_findings"])}
    assert told == {finding.id for finding in STUDY_FINDINGS}


def test_studies_and_findings_have_rows_on_both_sides_too() -> None:
    bands = {band.id: (band.when, "heart_rate") for study in studies().values() for band in study.bands}
    bands |= {finding.id: (finding.when, "study_findings") for finding in STUDY_FINDINGS}
    lacking = {name: limits_without_both_sides(when, BOOKS[book]) for name, (when, book) in bands.items()}
    assert {name: limits for name, limits in lacking.items() if limits} == {}
