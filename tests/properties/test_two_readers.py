"""The column reader against the one-row reader, on every added column of every scan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gravida.engine.selection import Selection, select
from gravida.engine.viability import DEFAULT, guidelines
from tests.properties.histories import History, histories, random_histories
from tests.properties.readers import by_columns, by_row, differences

SEEDED = 2000
BATCH = 25
CHOICES: dict[str, Selection] = {
    "default guidelines": select(DEFAULT),
    "every guideline": select(list(guidelines())),
    "rules switched off and on": select(
        list(guidelines()),
        disable=["SRU13-D1", "SRU13-D3", "PREIS-1", "NICE-SECOND", "NZ-3", "HR-4", "YS-1"],
        enable=["SRU24-D5", "ACOG200-3"],
    ),
}


def named_apart(batch: list[History]) -> list[History]:
    """Give each history a pregnancy of its own; a scan that names none keeps none."""
    return [
        [scan | {"pregnancy_id": f"{scan['pregnancy_id']}{number}" if scan["pregnancy_id"] else None} for scan in history]
        for number, history in enumerate(batch)
    ]


def told_only(scan: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not said, so that a difference can be read."""
    return {name: value for name, value in scan.items() if value is not None}


def all_differences(batch: list[History], selection: Selection) -> list[str]:
    """Assess many histories in one frame and each scan by itself, and name what differs."""
    told = named_apart(batch)
    columns = iter(by_columns([scan for history in told for scan in history], selection))
    return [
        f"{difference}\n    scan {which} of {[told_only(scan) for scan in history]}"
        for history in told
        for which in range(len(history))
        for difference in differences(by_row(history, which, selection), next(columns))
    ]


@pytest.mark.parametrize("choice", CHOICES)
def test_seeded_histories(choice: str) -> None:
    wrong = all_differences(list(random_histories(SEEDED, seed=20261123)), CHOICES[choice])
    assert not wrong, f"{len(wrong)} differences, the first:\n" + "\n".join(wrong[:3])


@settings(max_examples=40, deadline=None)
@given(st.lists(histories(), min_size=1, max_size=BATCH), st.sampled_from(sorted(CHOICES)))
def test_any_histories(batch: list[History], choice: str) -> None:
    wrong = all_differences(batch, CHOICES[choice])
    assert not wrong, wrong[0]


def told_alike(history: History, names: set[str]) -> History:
    """Return a history in which only some columns exist."""
    return [{name: value for name, value in scan.items() if name in names} for scan in history]


ALWAYS = {"pregnancy_id", "exam_id", "exam_date"}
COLUMN_SETS: dict[str, set[str]] = {
    "no dates": {"pregnancy_id", "exam_id", "scan_route", "embryo_seen", "heart_activity", "crl_mm", "msd_mm"},
    "no pregnancy": {"exam_date", "scan_route", "gs_seen", "embryo_seen", "heart_activity", "crl_mm", "ga_lmp_days"},
    "only lengths": ALWAYS | {"crl_mm", "msd_mm"},
    "only one finding": ALWAYS | {"heart_activity"},
    "no route": ALWAYS | {"gs_seen", "embryo_seen", "heart_activity", "crl_mm", "msd_mm", "same_sac"},
    "no same_sac": ALWAYS | {"scan_route", "gs_seen", "embryo_seen", "yolk_sac_seen", "n_sacs", "location", "fetus_id"},
}


@pytest.mark.parametrize("columns", COLUMN_SETS)
def test_frames_with_few_columns(columns: str) -> None:
    names = COLUMN_SETS[columns]
    batch = [_fill(told_alike(history, names), names) for history in named_apart(list(random_histories(200, seed=7)))]
    selection = CHOICES["every guideline"]
    found = iter(by_columns([scan for history in batch for scan in history], selection))
    wrong = [
        difference
        for history in batch
        for which in range(len(history))
        for difference in differences(by_row(history, which, selection), next(found))
    ]
    assert not wrong, wrong[:3]


def _fill(history: History, names: set[str]) -> History:
    """Let every scan carry every column, as the rows of a frame do."""
    return [{**dict.fromkeys(sorted(names)), **scan} for scan in history]


@pytest.mark.parametrize("key", guidelines())
def test_each_guideline_alone(key: str) -> None:
    wrong = all_differences(list(random_histories(100, seed=11)), select(key))
    assert not wrong, wrong[0]


def test_text_false_says_the_same_in_numbers() -> None:
    """Categories and bit masks of ``text=False`` against the texts."""
    import gravida
    from tests.properties.readers import frame_of

    told = named_apart(list(random_histories(300, seed=5)))
    frame = frame_of([scan for history in told for scan in history])
    texts = gravida.assess(frame, list(guidelines())).to_dicts()
    masks = gravida.assess(frame, list(guidelines()), text=False).to_dicts()
    for key, guideline in guidelines().items():
        for with_text, with_masks in zip(texts, masks, strict=True):
            assert with_masks[f"{key}_category"] == with_text[f"{key}_category"]
            mask: Any = with_masks[f"{key}_rules_mask"]
            met = [rule.id for rule in guideline.rules if mask & guideline.bits[rule.id]]
            assert ";".join(met) == with_text[f"{key}_rules"]
