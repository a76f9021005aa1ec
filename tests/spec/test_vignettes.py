"""Published teaching cases (``vignettes.json``, each with its source): what must and must not come out.

Both readers are asked. The vignettes give no dates, so they are read without ``exam_date``, and earlier scans
without a day are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from tests.properties.readers import Answer, by_columns, by_row
from tests.spec.book import HERE

from gravida.engine import dating
from gravida.engine.selection import select
from gravida.engine.viability import guidelines

VIGNETTES: list[dict[str, Any]] = json.loads((HERE / "vignettes.json").read_text(encoding="utf-8"))
EVERY_GUIDELINE = select(list(guidelines()))
READERS = ("row", "columns")

HEART_ACTIVITY = {True: "present", False: "absent", None: None}
ROUTE = {"TVUS": "transvaginal", "TAUS": "transabdominal", None: None}
AGE_COLUMN = {"LMP": "ga_lmp_days", "ovulation": "ga_ovulation_days", "stated": "ga_days"}
SAME_NAME = (
    "crl_mm",
    "msd_mm",
    "yolk_sac_mm",
    "heart_rate_bpm",
    "embryo_seen",
    "yolk_sac_seen",
    "amnion_seen",
)

EXPECTED: dict[tuple[str, str], dict[str, str]] = {
    ("SRU 2013", "findings suspicious for, but not diagnostic of, pregnancy failure"): {
        "sru2013_category": "suspicious"
    },
    ("SRU 2013/2024", "findings suspicious for, but not diagnostic of, pregnancy failure"): {
        "sru2013_category": "suspicious",
        "sru2024_category": "suspicious",
    },
    ("SRU 2013", "findings diagnostic of pregnancy failure"): {"sru2013_category": "diagnostic"},
    ("SRU 2024", "concerning for EPL"): {"sru2024_category": "suspicious"},
    ("Preisler 2015", "pregnancy of uncertain viability"): {"preisler2015_category": "rescan"},
    (
        "Doubilet & Benson 2005",
        "slow; first-trimester demise about 60.6%; 25.4% even if normal by 8 weeks",
    ): {"heart_rate_doubilet2005": "slow"},
}
"""What a published answer of one of our guidelines or studies is called in our columns."""

NOT_OURS = {"exam key", "scan report (contested)", "doctor answer", "dating (Hadlock 1992)"}


def _no_category(category: str) -> Callable[[Answer], bool]:
    return lambda answer: category not in {answer[f"{key}_category"] for key in guidelines()}


def _no_reason(why: str) -> Callable[[Answer], bool]:
    return lambda answer: why not in {answer[f"{key}_why"] for key in guidelines()}


MUST_NOT: dict[str, Callable[[Answer], bool]] = {
    "diagnostic": _no_category("diagnostic"),
    "miscarriage": _no_category("diagnostic"),
    "diagnostic of loss": _no_category("diagnostic"),
    "suspicious": _no_category("suspicious"),
    "PUL": _no_reason("no_sac"),
    "ectopic confirmed": lambda answer: answer["red_flags"] == "" and _no_reason("site")(answer),
    "below normal under Doubilet": lambda answer: answer["heart_rate_doubilet1995"] != "below_limit",
}


def scan_of(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return a vignette's inputs under our columns."""
    scan: dict[str, Any] = {name: inputs[name] for name in SAME_NAME}
    scan |= {
        "gs_seen": inputs["gestational_sac_seen"],
        "heart_activity": HEART_ACTIVITY[inputs["heartbeat"]],
        "scan_route": ROUTE[inputs["scan_route"]],
    }
    scan |= dict.fromkeys(AGE_COLUMN.values())
    if inputs["gestational_age_days"] is not None:
        scan[AGE_COLUMN.get(inputs["gestational_age_source"], "ga_days")] = inputs["gestational_age_days"]
    return scan


@cache
def answers(reader: str) -> list[Answer]:
    scans = [scan_of(vignette["inputs"]) for vignette in VIGNETTES]
    if reader == "columns":
        return by_columns(scans, EVERY_GUIDELINE)
    return [by_row([scan], 0, EVERY_GUIDELINE) for scan in scans]


IDS = [vignette["id"] for vignette in VIGNETTES]
EACH = pytest.mark.parametrize("which", range(len(VIGNETTES)), ids=IDS)


@pytest.mark.parametrize("reader", READERS)
@EACH
def test_must_not_conclude(which: int, reader: str) -> None:
    answer = answers(reader)[which]
    broken = [said for said in VIGNETTES[which]["must_not_conclude"] if not MUST_NOT[said](answer)]
    assert not broken


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("which", [n for n, v in enumerate(VIGNETTES) if v["expected"]["guideline"] not in NOT_OURS])
def test_expected_category(which: int, reader: str) -> None:
    expected = VIGNETTES[which]["expected"]
    wanted = EXPECTED[expected["guideline"], expected["category"]]
    answer = answers(reader)[which]
    assert {name: answer[name] for name in wanted} == wanted


def test_every_vignette_is_here() -> None:
    assert len(VIGNETTES) == 14
    assert sum(v["expected"]["guideline"] not in NOT_OURS for v in VIGNETTES) == 8


def test_vc40_is_dated_as_published() -> None:
    """A length of 3 mm is 41 days by Hadlock 1992, 8 days less than by the last period."""
    vignette = VIGNETTES[IDS.index("VC40")]
    age = dating.method("hadlock1992").age_days(vignette["inputs"]["crl_mm"])
    assert round(age) == 41
    assert vignette["inputs"]["gestational_age_days"] - round(age) == 8


@pytest.mark.parametrize("reader", READERS)
def test_vc44_says_that_the_place_is_not_known(reader: str) -> None:
    answer = answers(reader)[IDS.index("VC44")]
    assert {answer[f"{key}_why"] for key in guidelines()} == {"no_sac"}
