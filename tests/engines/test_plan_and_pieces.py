"""A frame is answered in the pieces it came in, by a plan that is written once: neither may be seen in an answer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from tests.engines.histories import scans

import gravida
from gravida.engine.selection import SWITCHED_OFF_BY, select
from gravida.tables import pieces
from gravida.tables.steps import steps

SCANS = scans(600)
ONE = SCANS.rechunk()


def cut_at(frame: pl.DataFrame, *cuts: int) -> pl.DataFrame:
    """The same frame, every column in pieces that begin at these rows."""
    edges = [0, *cuts, frame.height]
    parts = [frame.slice(start, end - start) for start, end in pairwise(edges)]
    return pl.concat(parts, rechunk=False)


def unevenly(frame: pl.DataFrame) -> pl.DataFrame:
    """Every other column cut in another place: nothing can be kept as it came."""
    here, there = cut_at(frame, 200), cut_at(frame, 100, 450)
    return pl.DataFrame([(here, there)[place % 2][name] for place, name in enumerate(frame.columns)])


PIECES = {
    "in three pieces": cut_at(ONE, 200, 201),
    "with an empty piece": cut_at(ONE, 200, 200),
    "in more pieces than are kept": cut_at(ONE, *range(5, 600, 5)),
    "cut unevenly": unevenly(ONE),
}


@pytest.mark.parametrize("text", [True, False], ids=["text", "codes"])
@pytest.mark.parametrize("name", PIECES)
def test_pieces_are_not_seen_in_the_answer(name: str, text: bool) -> None:
    frame = PIECES[name]
    assert frame.equals(ONE)
    assert frame.n_chunks("all") != ONE.n_chunks("all")
    assert gravida.assess(frame, text=text).equals(gravida.assess(ONE, text=text))


def test_a_column_is_cut_where_the_frame_is() -> None:
    frame = cut_at(ONE, 200, 201)
    assert pieces.of(frame) == (200, 1, 399)
    assert pieces.of(unevenly(ONE)) == pieces.of(PIECES["in more pieces than are kept"]) == (600,)
    beside = pl.DataFrame({"place": range(600)})
    cut = pieces.cut(beside, (200, 1, 399))
    assert cut["place"].chunk_lengths() == [200, 1, 399]
    assert cut.equals(beside)


CHOICES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("sru2013,nice2023", {}),
    ("nice2023,sru2013", {}),
    ("sru2013,nice2023", {"disable": "SRU13-D1"}),
    ("sru2013", {}),
)


def test_each_choice_has_a_plan_of_its_own() -> None:
    """Asked in turn and again: what was written for one choice never answers another."""
    first = [gravida.assess(ONE, keys, **switched) for keys, switched in CHOICES]
    again = [gravida.assess(ONE, keys, **switched) for keys, switched in reversed(CHOICES)][::-1]
    assert all(one.equals(other) for one, other in zip(first, again, strict=True))
    met = [set(";".join(found["sru2013_rules"].to_list()).split(";")) for found in first]
    assert "SRU13-D1" in met[0] & met[1] & met[3]
    assert "SRU13-D1" not in met[2]
    assert "nice2023_category" not in first[3].columns


def test_a_rule_switched_off_for_the_installation_is_off_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gravida.assess(ONE, "sru2013")
    monkeypatch.setenv(SWITCHED_OFF_BY, "SRU13-D1")
    off = gravida.assess(ONE, "sru2013")
    assert off["rules_off"].unique().to_list() == ["SRU13-D1"]
    assert not off["sru2013_category"].equals(before["sru2013_category"])
    monkeypatch.delenv(SWITCHED_OFF_BY)
    assert gravida.assess(ONE, "sru2013").equals(before)


def test_the_same_choice_is_the_same_object() -> None:
    assert select("sru2013") is select(["sru2013"])
    assert select("sru2013") is not select("sru2013", disable="SRU13-D1")


def test_whether_a_sac_is_said_to_be_the_same_is_read_of_each_frame() -> None:
    """Frames of the same columns, one in which nobody filled in ``same_sac``."""
    silent = ONE.with_columns(same_sac=pl.lit(None, dtype=pl.Boolean))
    answers = [gravida.assess(frame, "sru2013") for frame in (ONE, silent, ONE, silent.drop("same_sac"))]
    assert answers[0].equals(answers[2])
    assert not answers[0]["sru2013_category"].equals(answers[1]["sru2013_category"])
    assert answers[1]["sru2013_category"].equals(answers[3]["sru2013_category"])


def test_a_step_that_is_not_remembered_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(AttributeError):
        steps({"a": pl.Int64()}, lambda frame: frame.join(frame, on="a"))


def test_steps_are_laid_on_a_frame_in_their_order() -> None:
    written = steps(
        {"a": pl.Int64(), "b": pl.Int64()},
        lambda frame: (
            frame.with_columns(c=nw.col("a") + nw.col("b"))
            .filter(nw.col("c") > 2)
            .with_columns(c=nw.col("c") * 10)
            .group_by("a")
            .agg(nw.col("c").max())
        ),
    )
    assert dict(written.schema) == {"a": pl.Int64(), "c": pl.Int64()}
    found = written.on(pl.LazyFrame({"a": [1, 1, 2], "b": [1, 3, 5]})).collect().sort("a")
    assert found.to_dicts() == [{"a": 1, "c": 40}, {"a": 2, "c": 70}]
