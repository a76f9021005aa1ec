"""The column reader against the one-row reader, on every added column of every scan."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.properties.histories import FIRST_DAY, History, histories, random_histories
from tests.properties.readers import by_columns, by_row, differences, frame_of

import gravida
from gravida.engine.preparation import entered_measures
from gravida.engine.selection import Selection, select
from gravida.engine.viability import DEFAULT, guidelines

SEEDED = {"default guidelines": 500, "every guideline": 2000, "rules switched off and on": 500}
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
        [
            scan | {"pregnancy_id": f"{scan['pregnancy_id']}{number}" if scan["pregnancy_id"] else None}
            for scan in history
        ]
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
    wrong = all_differences(list(random_histories(SEEDED[choice], seed=20261123)), CHOICES[choice])
    assert not wrong, f"{len(wrong)} differences, the first:\n" + "\n".join(wrong[:3])


WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failure names one scan of one history already; to shrink a whole batch of them would take minutes."""


@settings(max_examples=40, deadline=None, phases=WITHOUT_SHRINKING)
@given(st.lists(histories(), min_size=1, max_size=BATCH), st.sampled_from(sorted(CHOICES)))
def test_any_histories(batch: list[History], choice: str) -> None:
    wrong = all_differences(batch, CHOICES[choice])
    assert not wrong, f"{len(wrong)} differences, the first:\n{wrong[0]}"


def told_alike(history: History, names: set[str]) -> History:
    """Return a history in which only some columns exist."""
    return [{name: value for name, value in scan.items() if name in names} for scan in history]


ALWAYS = {"pregnancy_id", "exam_id", "exam_date"}
COLUMN_SETS: dict[str, set[str]] = {
    "no dates": {
        "pregnancy_id",
        "exam_id",
        "scan_route",
        "embryo_seen",
        "heart_activity",
        "crl_mm",
        "msd_mm",
    },
    "no pregnancy": {
        "exam_date",
        "scan_route",
        "gs_seen",
        "embryo_seen",
        "heart_activity",
        "crl_mm",
        "ga_lmp_days",
    },
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


PERSONS = ("x", "x", "x", " x", "y", None)
LABELS = (None, "A", "A ", "", "na")


def test_persons_and_ids_as_they_are_written() -> None:
    """A pregnancy is one of its person; stray spaces and words for "not said" are no names."""
    chance = random.Random(3)

    def written(scan: dict[str, Any]) -> dict[str, Any]:
        name = scan["pregnancy_id"]
        pregnancy = name and chance.choice([name, name, f" {name}", f"{name} ", "NA", ""])
        return scan | {
            "pregnancy_id": pregnancy,
            "person_id": chance.choice(PERSONS),
            "fetus_id": chance.choice(LABELS),
        }

    batch = [[written(scan) for scan in history] for history in named_apart(list(random_histories(300, seed=98)))]
    selection = CHOICES["default guidelines"]
    found = iter(by_columns([scan for history in batch for scan in history], selection))
    wrong = [
        difference
        for history in batch
        for which in range(len(history))
        for difference in differences(by_row(history, which, selection), next(found))
    ]
    assert not wrong, wrong[:3]


ON_A_DAY = {"pregnancy_id": "p", "scan_route": "transvaginal", "gs_seen": True, "embryo_seen": True}
DIED = ON_A_DAY | {"crl_mm": 9.0, "heart_activity": "absent"}


def both(history: History, which: int) -> list[dict[str, Any]]:
    """Return the answer of each reader on one scan."""
    selection = CHOICES["every guideline"]
    return [by_row(history, which, selection), by_columns(history, selection)[which]]


def test_two_embryos_recorded_stop_an_unlabelled_scan_too() -> None:
    history = [
        DIED | {"exam_id": "1", "exam_date": FIRST_DAY, "fetus_id": "A"},
        DIED | {"exam_id": "2", "exam_date": FIRST_DAY, "fetus_id": "B"},
        DIED | {"exam_id": "3", "exam_date": FIRST_DAY + timedelta(days=7), "fetus_id": None},
    ]
    for answer in both(history, 2):
        assert (answer["sru2013_category"], answer["sru2013_why"]) == ("not_applicable", "number")


def test_a_heartbeat_on_another_undated_scan_caps() -> None:
    """Without any date nobody knows which scan came first, so a heartbeat on the other one counts."""
    history = [
        ON_A_DAY | {"exam_id": "1", "heart_activity": "present", "crl_mm": None},
        DIED | {"exam_id": "2"},
    ]
    for answer in both(history, 1):
        assert answer["sru2013_category"] == "urgent_confirmation"


def test_what_a_rule_lacked_with_one_earlier_scan_is_not_missing_when_another_meets_it() -> None:
    sac = {
        "scan_route": "transvaginal",
        "gs_seen": True,
        "embryo_seen": False,
        "n_sacs": 1,
        "location": "intrauterine",
    }
    history = [
        sac
        | {
            "pregnancy_id": "p",
            "exam_id": str(day),
            "exam_date": FIRST_DAY + timedelta(days=day),
            "yolk_sac_seen": seen,
        }
        for day, seen in ((0, True), (5, None), (20, None))
    ]
    for answer in both(history, 2):
        assert "SRU13-D4" in answer["sru2013_rules"]
        assert "prev_yolk_sac_seen" not in answer["sru2013_missing"].split(";")


@pytest.mark.parametrize("key", guidelines())
def test_a_frame_that_holds_every_column(key: str) -> None:
    """Nothing is left for the door to fill in, and a guideline may have no rule about two scans."""
    every = dict.fromkeys(sorted(entered_measures()))
    scan = every | DIED | {"exam_id": "1", "exam_date": FIRST_DAY}
    assert by_columns([scan], select(key))[0] == by_row([scan], 0, select(key))


def test_an_age_that_came_is_kept_beside_the_one_that_is_answered() -> None:
    """A transfer comes before a recorded age; what was recorded is not lost."""
    scan = ON_A_DAY | {"exam_date": FIRST_DAY, "ga_days": 40, "transfer_date": FIRST_DAY, "embryo_age_days": 5}
    answer = gravida.assess(frame_of([scan])).to_dicts()[0]
    assert (answer["ga_days"], answer["ga_method"], answer["ga_days_given"]) == (19, "transfer", 40)


def test_text_false_says_the_same_in_numbers() -> None:
    """Categories and bit masks of ``text=False`` against the texts."""
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
