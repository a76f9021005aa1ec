"""Nothing is said without a source, and every source stands in the bibliography."""

from __future__ import annotations

from datetime import date

import pytest
from tests.contracts.everything import bands, rules, sources

from gravida.engine.rule import Category
from gravida.evidence.bibliography import works
from gravida.evidence.source import Read

ALL_SOURCES = sources()


@pytest.mark.parametrize("name", ALL_SOURCES)
def test_a_source_is_a_place_in_a_work_of_the_bibliography(name: str) -> None:
    source = ALL_SOURCES[name]
    assert works()[source.work.key] == source.work
    assert source.where.strip()
    assert source.seen_in >= 0


@pytest.mark.parametrize("key", works())
def test_a_work_says_what_it_is_and_when_it_is_due(key: str) -> None:
    work = works()[key]
    assert work.citation.strip()
    assert 1950 <= work.year <= 2026
    assert work.review_by > date(2026, 1, 1)
    assert work.reviewed_by.strip()
    assert work.doi is None or work.doi.startswith("10.")
    assert work.url is None or work.url.startswith("https://")


def test_what_rests_on_memory_alone_is_off() -> None:
    from_memory = [rule for rule in rules().values() if rule.source.seen_in == 0 or rule.source.read is Read.MEMORY]
    assert from_memory
    assert [rule.id for rule in from_memory if not rule.off_because] == []


def test_a_band_with_a_count_names_its_outcome_and_a_source_that_was_seen() -> None:
    counted = [band for band in bands().values() if band.count is not None]
    assert counted
    for band in counted:
        assert band.count is not None
        low, high = band.count.interval_percent
        assert 0 <= low <= 100 * band.count.lost / band.count.of <= high <= 100
        assert band.count.outcome
        assert band.source.seen_in > 0


def test_only_a_loss_row_is_printed_without_a_next_look() -> None:
    """What asks for another look says when, except where the interval was not seen."""
    silent = {rule.id for rule in rules().values() if rule.follow_up is None}
    asks_again = {
        rule.id
        for rule in rules().values()
        if rule.concludes in (Category.SUSPICIOUS, Category.RESCAN, Category.SECOND_OPINION)
    }
    assert silent & asks_again == {"NZ-2"}
