"""Hazards of the safety file that no other test guards, each under its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import gravida
from gravida.cli import doctor
from gravida.columns import column
from gravida.engine import book, self_check
from gravida.engine.heart_rate.study import Count
from gravida.engine.selection import select
from gravida.engine.viability import guidelines
from gravida.errors import InputError, SelfCheckError
from gravida.evidence.bibliography import works
from gravida.values import read_value

EXAM = date(2026, 3, 20)
SCAN: dict[str, Any] = {
    "exam_date": EXAM,
    "scan_route": "transvaginal",
    "gs_seen": True,
    "embryo_seen": True,
    "crl_mm": 8.0,
    "heart_activity": "absent",
}


def test_h2_a_date_that_can_be_read_in_two_ways_is_refused() -> None:
    """Every such day of 2020 to 2030, as it is written in several countries."""
    exam_date = column("exam_date")
    day = date(2020, 1, 1)
    while day.year < 2031:
        if day.day <= 12 and day.day != day.month:
            for text in (f"{day:%d/%m/%Y}", f"{day:%m-%d-%y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d%m%Y}"):
                with pytest.raises(InputError, match="can be read in one way only"):
                    read_value(exam_date, text)
            assert read_value(exam_date, day.isoformat()) == day.toordinal()
        day += timedelta(days=1)


@pytest.mark.parametrize("name", ["lmp_date", "transfer_date", "retrieval_date", "ovulation_date", "conception_date"])
@pytest.mark.parametrize("days", [1, 14, 60])
def test_h3_a_scan_before_its_dates_is_not_answered(name: str, days: int) -> None:
    found = gravida.explain(SCAN | {name: EXAM + timedelta(days=days), "embryo_age_days": 5})
    assert any("lies before" in asked.asks for asked in found.questions)
    assert {note.category for note in found.guidelines} == {"questioned"}
    assert found.age is None


def test_h4_every_row_says_its_edition() -> None:
    found = gravida.explain(SCAN).as_dict()
    notes: Any = found["guidelines"]
    for note in notes:
        assert note["edition"]
        assert all(rule["id"] and rule["edition"] == note["edition"] for rule in note["rules"])


@pytest.mark.parametrize("of_two", [{"n_fetuses": 2}, {"n_sacs": 2}, {"location": "ectopic"}], ids=str)
def test_h6_what_comes_from_single_pregnancies_is_not_given_for_twins(of_two: dict[str, Any]) -> None:
    beating = {"heart_activity": "present", "heart_rate_bpm": 88, "ga_lmp_days": 48, "yolk_sac_mm": 6.4}
    grown = {"crl_mm": 50.0, "ga_lmp_days": 80}
    assert gravida.explain(beating).heart_rate
    assert gravida.explain(beating).studies
    assert gravida.explain(grown).size
    assert not gravida.explain(beating | of_two).heart_rate
    assert not gravida.explain(beating | of_two).studies
    assert not gravida.explain(grown | of_two).size


def test_h7_no_length_changes_an_age_after_a_transfer() -> None:
    seen = {name: value for name, value in SCAN.items() if name != "crl_mm"}
    other_ages = {"ga_crl_days": 50, "ga_us_days": 51, "lmp_date": EXAM - timedelta(days=80), "lmp_certain": True}
    cases = [
        (days, embryo_age, tenths / 10)
        for days in range(20, 50, 3)
        for embryo_age in range(7)
        for tenths in (5, 20, 69, 70, 99, 100, 450, 840)
    ]
    scans = [
        seen | other_ages | {"transfer_date": EXAM - timedelta(days=days), "embryo_age_days": age, "crl_mm": crl_mm}
        for days, age, crl_mm in cases
    ]
    found = gravida.assess(scans, "sru2013")
    assert found["ga_days"].to_list() == [days + 14 + age for days, age, _ in cases]
    assert set(found["ga_method"]) == {"transfer"}


@pytest.mark.parametrize("sign", [{"bleeding": "heavy"}, {"fainting": True}, {"location": "ectopic"}])
@pytest.mark.parametrize("scan", [SCAN, {"msd_mm": 900.0}, {}], ids=["a scan", "an impossible value", "nothing else"])
def test_h9_help_now_is_the_first_thing_said(scan: dict[str, Any], sign: dict[str, Any]) -> None:
    found = gravida.explain(scan | sign)
    assert found.as_text().startswith("Get help now\n")
    assert found.help_now
    assert all(sign.what_to_do and sign.source.citation for sign in found.help_now)


def sentences(part: Any) -> Iterator[str]:
    """Every sentence of an assessment: neither the names of works and guidelines, nor codes and what was typed in."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from sentences(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name not in ("source", "scan", "other_scans", "title", "study", "band", "category", "population"):
                yield from sentences(each)


HEARTS: list[dict[str, Any]] = [
    {"scan_route": "transvaginal", "embryo_seen": True, "heart_rate_bpm": bpm, "ga_days": days, "crl_mm": 8.0}
    for bpm in (58, 75, 84, 95, 105, 115, 140, 170)
    for days in (43, 44, 48, 54)
]


@pytest.mark.parametrize("word", ["normal", "safe", "safely", "healthy", "fine", "worry", "viable pregnancy"])
def test_h11_nothing_is_called_normal_or_safe(word: str) -> None:
    """In every sentence about every published answer and many heart rates. A title is not our sentence."""
    seen = re.compile(rf"\b{word}\b", re.IGNORECASE)
    keys = list(guidelines())
    for scans in [
        *(vector["scans"] for vector in self_check.golden_vectors()["scans"]),
        *([heart] for heart in HEARTS),
    ]:
        for sentence in sentences(gravida.explain(scans, guidelines=keys).as_dict()):
            for found in guidelines().values():
                sentence = sentence.replace(found.title, found.key)
            assert not seen.search(sentence), sentence


@pytest.mark.parametrize(("lost", "of"), [(0, 0), (5, 4), (-1, 4)])
def test_h12_a_count_needs_its_number(lost: int, of: int) -> None:
    with pytest.raises(TypeError):
        Count(lost, of, "lost")


def test_h12_a_count_never_stands_without_study_people_and_interval() -> None:
    found = gravida.explain({"heart_activity": "present", "heart_rate_bpm": 88, "ga_days": 48})
    counted = [rate for rate in found.heart_rate if rate.count is not None]
    assert counted
    for rate in counted:
        assert rate.count is not None
        assert rate.study
        assert rate.population
        assert "in that study" in rate.says.lower()
        assert (rate.count.low_percent is not None) is (rate.count.of >= 20)


def test_h16_every_entry_says_when_it_has_to_be_read_again() -> None:
    assert all(date.fromisoformat(entry.source.review_by) for entry in book.entries(select()))
    assert all(work.review_by > date(2026, 1, 1) for work in works().values())


def test_h16_the_doctor_names_what_was_to_be_read_again() -> None:
    due = min(work.review_by for work in works().values())
    late = [key for key, work in works().items() if work.review_by == due]
    assert doctor.reviews(due).endswith(": none")
    assert doctor.reviews(due + timedelta(days=1)).endswith(f": {', '.join(late)}")


@pytest.fixture
def one_answer_is_wrong(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    vectors = self_check.golden_vectors()
    wrong = [vectors["ages"][0] | {"days": 1.0}, *vectors["ages"][1:]]
    monkeypatch.setattr(self_check, "golden_vectors", lambda: vectors | {"ages": wrong})
    self_check.self_check.cache_clear()
    yield
    self_check.self_check.cache_clear()


@pytest.mark.usefixtures("one_answer_is_wrong")
def test_h18_nothing_is_answered_while_a_published_answer_is_wrong() -> None:
    with pytest.raises(SelfCheckError, match=r"robinson1975 gives 42\.06 days at 5 mm"):
        gravida.assess([SCAN])
    with pytest.raises(SelfCheckError):
        gravida.explain(SCAN)


def test_h18_results_that_rested_on_a_rule_can_be_found() -> None:
    row = gravida.assess([SCAN], "sru2013").row(0, named=True)
    assert "SRU13-D1" in row["sru2013_rules"].split(";")
    found = gravida.explain(SCAN, guidelines="sru2013")
    assert found.engine_version == gravida.__version__
    assert "SRU13-D1" in {rule.id for rule in found.guidelines[0].rules if rule.met}
