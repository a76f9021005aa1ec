"""One regression test, or more, for each class-1 and class-2 finding of the audit of 23 November 2026.

Expected answers come from the audit's own "after" column. Beside them stand the two false "diagnostic" answers that
the obvious code gives (probes, first section), on every kind of frame.

Not tested here, because nothing of it is in this engine:

=====  ==================================================================================================
C8     a telephone number of the support directory
C14    sac diameter at 63 days of a reference curve that is not implemented (38.2 mm, not 38.3)
C15    a percentage of a trial of expectant management
C17    the interval between two blood samples in the chances; no rule here reads hCG (see C6)
=====  ==================================================================================================
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any

import narwhals as nw
import pytest
from tests.properties.readers import BETWEEN, Answer, by_columns, by_row, frame_of
from tests.spec.book import day_of

import gravida
from gravida.engine import dating
from gravida.engine.heart_rate import studies
from gravida.engine.selection import select
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import guidelines

Scan = dict[str, Any]

OFF_BY_DEFAULT = ("SRU24-D5", "ACOG200-3")
EVERYTHING = select(list(guidelines()), enable=OFF_BY_DEFAULT)
LOSS = ("diagnostic", "clinician_decides", "second_opinion", "suspicious", "rescan")

TWO_SCAN_ROWS = ("SRU13-D3", "SRU13-D4", "SRU13-S3", "SRU13-S4", "PREIS-6", "PREIS-7")
EMBRYO_TWICE = ("SRU24-D5", "PREIS-5")

SAC = {"scan_route": "transvaginal", "gs_seen": True, "n_sacs": 1, "location": "intrauterine"}
EMPTY = SAC | {"embryo_seen": False}
STILL = SAC | {"embryo_seen": True, "crl_mm": 3.0, "heart_activity": "absent"}

BEFORE: dict[str, Scan] = {
    "SRU13-D3": EMPTY | {"yolk_sac_seen": False},
    "SRU13-D4": EMPTY | {"yolk_sac_seen": True},
    "SRU13-S3": EMPTY | {"yolk_sac_seen": False},
    "SRU13-S4": EMPTY | {"yolk_sac_seen": True},
    "PREIS-6": EMPTY | {"msd_mm": 10.0},
    "PREIS-7": EMPTY | {"msd_mm": 15.0},
    "SRU24-D5": STILL,
    "PREIS-5": STILL,
}
NOW: dict[str, Scan] = {
    **{rule: EMPTY | {"msd_mm": 15.0} for rule in TWO_SCAN_ROWS},
    **dict.fromkeys(EMBRYO_TWICE, STILL),
}
DAYS = {"SRU13-S3": 10, "SRU13-S4": 10}


def history(*scans: tuple[int, Scan]) -> list[Scan]:
    """Return scans of one pregnancy, each with its day."""
    return [
        {"pregnancy_id": "p", "exam_id": str(number), "exam_date": day_of(day), **scan}
        for number, (day, scan) in enumerate(scans)
    ]


def pair_for(rule: str, *, earlier: Scan | None = None, now: Scan | None = None) -> list[Scan]:
    """Return the two scans that meet a row, with changes."""
    return history((0, BEFORE[rule] | (earlier or {})), (DAYS.get(rule, 14), NOW[rule] | (now or {})))


class Batch:
    """Pregnancies by name, assessed together: the column reader is quick per row and slow per question."""

    def __init__(self, pregnancies: Mapping[str, list[Scan]]) -> None:
        self.pregnancies = dict(pregnancies)

    @cached_property
    def _by_columns(self) -> dict[str, Answer]:
        told = {name: [scan | {"pregnancy_id": name} for scan in scans] for name, scans in self.pregnancies.items()}
        answers = iter(by_columns([scan for scans in told.values() for scan in scans], EVERYTHING))
        return {name: [next(answers) for _ in scans][-1] for name, scans in told.items()}

    def both(self, name: str) -> list[Answer]:
        """Return the answer of each reader on the last scan of one pregnancy."""
        scans = self.pregnancies[name]
        return [by_row(scans, len(scans) - 1, EVERYTHING), self._by_columns[name]]

    def each(self) -> list[Answer]:
        """Return the answers of both readers on all of them."""
        return [answer for name in self.pregnancies for answer in self.both(name)]


def met(answer: Answer) -> set[str]:
    return {rule for key in guidelines() for rule in answer[f"{key}_rules"].split(BETWEEN)} - {""}


def categories(answer: Answer) -> dict[str, str]:
    return {key: answer[f"{key}_category"] for key in guidelines()}


UNCHANGED = Batch({rule: pair_for(rule) for rule in BEFORE})


@pytest.mark.parametrize("rule", BEFORE)
def test_the_pairs_below_are_met_when_nothing_is_taken_away(rule: str) -> None:
    assert all(rule in met(answer) for answer in UNCHANGED.both(rule))


NOT_ENTERED = Batch({rule: pair_for(rule, now={"embryo_seen": None, "heart_activity": None}) for rule in TWO_SCAN_ROWS})


@pytest.mark.parametrize("rule", TWO_SCAN_ROWS)
def test_c1_a_scan_that_was_not_entered_meets_nothing(rule: str) -> None:
    for answer in NOT_ENTERED.both(rule):
        assert not met(answer) & set(TWO_SCAN_ROWS)
        assert answer["sru2013_category"] == "unknown"
        assert "diagnostic" not in categories(answer).values()


ONLY_IN_NOTES: dict[str, tuple[Scan, Scan]] = {
    "earlier scan abdominal": ({"scan_route": "transabdominal"}, {}),
    "earlier route not said": ({"scan_route": None}, {}),
    "sameness not said": ({"n_sacs": None, "location": None}, {"n_sacs": None, "location": None}),
    "said to be another sac": ({"n_sacs": None, "location": None}, {"same_sac": False}),
    "said to be another sac, though one sac on both": ({}, {"same_sac": False}),
}
CHANGED = Batch(
    {
        f"{rule}, {change}": pair_for(rule, earlier=earlier, now=now)
        for rule in BEFORE
        for change, (earlier, now) in ONLY_IN_NOTES.items()
    }
)


@pytest.mark.parametrize("change", ONLY_IN_NOTES)
@pytest.mark.parametrize("rule", BEFORE)
def test_c2_route_and_sac_of_both_scans_count(rule: str, change: str) -> None:
    for answer in CHANGED.both(f"{rule}, {change}"):
        by_assumption = change == "earlier route not said" and rule in ("SRU13-S3", "SRU13-S4")
        assert (rule in met(answer)) is by_assumption
        assert "diagnostic" not in categories(answer).values()


GONE = {"gs_seen": False, "msd_mm": None, "location": "unknown", "n_sacs": None, "same_sac": True}
VANISHED = Batch({rule: pair_for(rule, now=GONE) for rule in TWO_SCAN_ROWS})


@pytest.mark.parametrize("rule", TWO_SCAN_ROWS)
def test_c2_a_vanished_sac_is_looked_for_and_not_called_lost(rule: str) -> None:
    for answer in VANISHED.both(rule):
        assert set(categories(answer).values()) == {"not_applicable"}
        assert {answer[f"{key}_why"] for key in guidelines()} == {"no_sac"}
        assert not met(answer) & set(TWO_SCAN_ROWS)


LARGE_SAC = EMPTY | {"msd_mm": 30.0, "yolk_sac_seen": False, "ga_lmp_days": 80}
BEATING = {"heart_activity": "present"}
CONTRADICTED = Batch(
    {
        "one large sac": history((0, LARGE_SAC | BEATING)),
        "an empty amnion": history((0, EMPTY | {"amnion_seen": True, "yolk_sac_seen": True} | BEATING)),
        **{f"two scans, {rule}": pair_for(rule, now=BEATING) for rule in TWO_SCAN_ROWS},
    }
)


@pytest.mark.parametrize("name", CONTRADICTED.pregnancies)
def test_c3_no_embryo_and_yet_a_heartbeat_is_asked_about(name: str) -> None:
    for answer in CONTRADICTED.both(name):
        assert set(categories(answer).values()) == {"questioned"}
        assert "embryo_seen against heart_activity" in answer["questions"]
        assert not met(answer), "no row of a guideline holds with a heartbeat and no embryo"


def routed(route: str | None) -> dict[str, list[Scan]]:
    """Return scans that lead to a loss row when they are transvaginal, by another route."""
    other = {"scan_route": route}
    return {
        f"embryo, {route}": history((0, STILL | {"crl_mm": 9.0, "ga_lmp_days": 80} | other)),
        f"sac, {route}": history((0, LARGE_SAC | other)),
        **{f"{rule}, {route}": pair_for(rule, now=other) for rule in ("PREIS-5", "PREIS-6", "PREIS-7")},
    }


DIAGNOSTIC = {rule.id for g in guidelines().values() for rule in g.rules if rule.concludes == "diagnostic"}
TRANSVAGINAL = Batch(routed("transvaginal"))
OTHER_ROUTES = Batch({k: v for route in ("transabdominal", "both", "unknown", None) for k, v in routed(route).items()})


@pytest.mark.parametrize("name", TRANSVAGINAL.pregnancies)
def test_c4_a_transvaginal_scan_leads_to_a_loss_row(name: str) -> None:
    assert all(DIAGNOSTIC & met(answer) for answer in TRANSVAGINAL.both(name))


@pytest.mark.parametrize("name", OTHER_ROUTES.pregnancies)
def test_c4_no_other_scan_leads_to_a_loss_row(name: str) -> None:
    for answer in OTHER_ROUTES.both(name):
        assert "diagnostic" not in categories(answer).values()
        assert not DIAGNOSTIC & met(answer)


SMALL_SAC = EMPTY | {"msd_mm": 12.0, "yolk_sac_seen": False, "heart_activity": "absent"}
ACOG = Batch(
    {
        "an empty sac at 40 days": history((0, SMALL_SAC | {"ga_days": 40, "ga_lmp_days": 40})),
        "a small embryo at 45 days": history((0, STILL | {"ga_days": 45})),
    }
)


@pytest.mark.parametrize(
    ("name", "category"),
    [("an empty sac at 40 days", "no_criterion"), ("a small embryo at 45 days", "suspicious")],
)
def test_c5_a_definition_is_not_a_test(name: str, category: str) -> None:
    for answer in ACOG.both(name):
        assert answer["acog200_category"] == category


@pytest.mark.parametrize(
    "scan", [SMALL_SAC, STILL, {"gs_seen": False, "location": "unknown"}], ids=["sac", "embryo", "no sac"]
)
def test_c6_no_answer_depends_on_hcg(scan: Scan) -> None:
    values = [None, 0.0, 1500.0, 3000.0, 500000.0]
    answers = Batch({f"{hcg}": history((0, scan | {"hcg_iu_l": hcg})) for hcg in values}).each()
    assert all(answer == answers[0] for answer in answers)


def test_c6_the_hcg_bands_are_left_out_with_a_reason() -> None:
    text = (files("gravida.evidence") / "tables" / "left_out.csv").read_text(encoding="utf-8")
    left_out = {row["id"]: row["reason"] for row in csv.DictReader(text.splitlines())}
    assert all(left_out[f"NICE-P{number}"] for number in (1, 2, 3, 4))


EMPTY_WOMB = Batch(
    {
        f"{route}, {location}": history(
            (
                0,
                {
                    "scan_route": route,
                    "gs_seen": False,
                    "embryo_seen": False,
                    "ga_lmp_days": 50,
                    "location": location,
                },
            )
        )
        for route in ("transvaginal", "transabdominal")
        for location in ("unknown", None)
    }
)
WITHOUT_A_SAC = {"SRU13-S5", "SRU24-C5", "ACOG200-S5", "NICE-V4", "NICE-V5", "NICE-V6"}


@pytest.mark.parametrize("name", EMPTY_WOMB.pregnancies)
def test_c7_an_empty_womb_at_seven_weeks_is_looked_into(name: str) -> None:
    for answer in EMPTY_WOMB.both(name):
        assert set(categories(answer).values()) == {"not_applicable"}
        assert not WITHOUT_A_SAC & met(answer)


def test_c7_without_a_word_of_the_sac_six_weeks_fire_nothing() -> None:
    scan = {"scan_route": "transvaginal", "embryo_seen": False, "ga_lmp_days": 50}
    for answer in Batch({"p": history((0, scan))}).each():
        assert not WITHOUT_A_SAC & met(answer)


def texts() -> list[str]:
    """Everything that rules, bands and findings say of themselves."""
    found = [text for g in guidelines().values() for rule in g.rules for text in (rule.note, rule.printed)]
    found += [band.note for study in studies().values() for band in study.bands]
    return found + [text for finding in STUDY_FINDINGS for text in (finding.saw, finding.note)]


def test_c9_a_specificity_names_the_viable_pregnancies() -> None:
    with_count = [text for text in texts() if "364" in text]
    assert with_count
    assert all("viable" in text and "none met the rule" in text for text in with_count)


@pytest.mark.parametrize("count", ["364/364", "110", "907", "87/87", "103/103", "478", "150"])
def test_c9_counts_from_memory_are_not_printed(count: str) -> None:
    preisler = [text for rule in guidelines()["preisler2015"].rules for text in (rule.note, rule.printed)]
    assert not any(count in text for text in preisler)


def test_c10_a_false_positive_rate_is_nowhere_shown_as_a_chance() -> None:
    assert not any("8.3" in text or "ongoing" in text for text in texts())


AGES = ("ga_lmp_days", "ga_days", "ga_us_days", "ga_crl_days")
LATE = Batch(
    {f"PREIS-3 by {age}": history((0, EMPTY | {"msd_mm": 20.0, age: 80})) for age in AGES}
    | {f"PREIS-4 by {age}": history((0, STILL | {"crl_mm": 5.0, age: 80})) for age in AGES}
)


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("rule", ["PREIS-3", "PREIS-4"])
def test_c11_seventy_days_come_from_the_last_period_only(rule: str, age: str) -> None:
    for answer in LATE.both(f"{rule} by {age}"):
        assert (rule in met(answer)) is (age == "ga_lmp_days")


RATES = [
    (110.0, 44, "doubilet1995", "below_limit"),
    (109.0, 44, "doubilet2005", "slow"),
    (99.5, 43, "doubilet1995", "below_limit"),
    (99.5, 43, "doubilet2005", "borderline"),
    (119.5, 46, "doubilet1995", "below_limit"),
    (119.5, 46, "doubilet2005", "borderline"),
    (89.0, 41, "doubilet2005", None),
    (0.0, 43, "doubilet1995", None),
    (0.0, 43, "doubilet2005", None),
    (0.0, 43, "benson1994", None),
    (0.0, 43, "laboda1989", None),
]
HEARTS = Batch(
    {f"{bpm} at {days}": history((0, {"heart_rate_bpm": bpm, "ga_days": days})) for bpm, days, _, _ in RATES}
)


@pytest.mark.parametrize(("bpm", "days", "study", "band"), RATES)
def test_c12_heart_rates_have_no_gap_and_zero_is_not_slow(bpm: float, days: int, study: str, band: str | None) -> None:
    for answer in HEARTS.both(f"{bpm} at {days}"):
        assert answer[f"heart_rate_{study}"] == band


LEXICON = [
    ("SRU24-D3", False, 14),
    ("SRU24-D4", True, 11),
    ("SRU24-C3", False, 13),
    ("SRU24-C4", True, 10),
]
LATER: dict[str, tuple[Scan, bool]] = {
    "an embryo without a heartbeat": (STILL, True),
    "no embryo": (EMPTY, True),
    "an embryo with a heartbeat": (SAC | {"embryo_seen": True} | BEATING, False),
}
LEXICON_PAIRS = Batch(
    {
        f"{rule}, {name}": history((0, EMPTY | {"yolk_sac_seen": yolk_sac}), (days, now))
        for rule, yolk_sac, days in LEXICON
        for name, (now, _) in LATER.items()
    }
)


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("rule", [rule for rule, _, _ in LEXICON])
def test_c13_what_must_be_absent_is_an_embryo_with_a_heartbeat(rule: str, later: str) -> None:
    for answer in LEXICON_PAIRS.both(f"{rule}, {later}"):
        assert (rule in met(answer)) is LATER[later][1]


AMNION = Batch(
    {
        f"{yolk_sac}": history((0, EMPTY | {"amnion_seen": True, "yolk_sac_seen": yolk_sac}))
        for yolk_sac in (True, False, None)
    }
)


@pytest.mark.parametrize("yolk_sac", [True, False, None])
def test_c13_an_empty_amnion_needs_its_yolk_sac(yolk_sac: bool | None) -> None:
    for answer in AMNION.both(f"{yolk_sac}"):
        assert ("SRU24-C6c" in met(answer)) is (yolk_sac is True)


def test_c16_the_wrong_limit_of_an_interval_is_nowhere() -> None:
    assert not any("99.3" in text for text in texts())


@pytest.mark.parametrize("scan", [STILL, SMALL_SAC], ids=["embryo", "sac"])
def test_c18_bleeding_none_is_no_bleeding(scan: Scan) -> None:
    answers = Batch({f"{code}": history((0, scan | {"bleeding": code})) for code in ("none", None)}).each()
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["red_flags"] == ""


@pytest.mark.parametrize(
    ("formula", "inside", "outside"),
    [
        ("hadlock1992", (2.0, 84.0), (1.9, 84.1)),
        ("verburg2008", (5.0, 80.0), (4.9, 80.1)),
        ("mclennan2008", (20.0, 60.0), (84.1,)),
        ("robinson1975", (5.0, 84.0), (3.0, 84.1)),
        ("papageorghiou2014", (15.0, 95.0), (14.9, 95.1)),
    ],
)
def test_c19_ranges_of_length_formulas_are_those_of_viability_md(
    formula: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    found = dating.method(formula)
    assert all(found.age_days(crl_mm) > 0 for crl_mm in inside)
    assert all(math.isnan(found.age_days(crl_mm)) for crl_mm in outside)


def test_c20_growth_is_judged_nowhere() -> None:
    assert not any("359" in text or "growth" in text.lower() for text in texts())


# The two false answers of the probes, on every kind of frame.


def _pandas(rows: list[Scan]) -> Any:
    import pandas as pd

    return pd.DataFrame(rows)


def _pandas_nullable(rows: list[Scan]) -> Any:
    return _pandas(rows).convert_dtypes()


def _pandas_arrow(rows: list[Scan]) -> Any:
    import pandas as pd

    return frame_of(rows).to_arrow().to_pandas(types_mapper=pd.ArrowDtype)


def _polars(rows: list[Scan]) -> Any:
    return frame_of(rows)


def _polars_lazy(rows: list[Scan]) -> Any:
    return frame_of(rows).lazy()


def _arrow(rows: list[Scan]) -> Any:
    return frame_of(rows).to_arrow()


def _duckdb(rows: list[Scan]) -> Any:
    import duckdb

    scans = _arrow(rows)
    return duckdb.connect().from_arrow(scans)


KINDS: dict[str, Callable[[list[Scan]], Any]] = {
    "pandas": _pandas,
    "pandas nullable": _pandas_nullable,
    "pandas on Arrow": _pandas_arrow,
    "Polars": _polars,
    "Polars lazy": _polars_lazy,
    "PyArrow": _arrow,
    "DuckDB": _duckdb,
}
ON_EVERY_KIND = pytest.mark.parametrize("kind", KINDS)


def column(result: Any, name: str) -> list[Any]:
    """Return a column of a frame of any kind, with None for what is missing, in the order of ``exam_date``."""
    frame = nw.from_native(result).lazy().collect("pyarrow").sort("exam_date").to_native()
    found: list[Any] = frame.column(name).to_pylist()
    return found


@ON_EVERY_KIND
def test_nan_is_missing(kind: str) -> None:
    """Embryo seen, no heartbeat, CRL = NaN: some engines hold NaN >= 7 to be true."""
    seen = {"pregnancy_id": "p", "exam_date": day_of(0), "scan_route": "transvaginal", "gs_seen": True}
    scan = seen | {"embryo_seen": True, "heart_activity": "absent", "crl_mm": math.nan}
    result = gravida.assess(KINDS[kind]([scan]))
    assert column(result, "sru2013_category") == ["unknown"]
    assert "crl_mm" in column(result, "sru2013_missing")[0].split(BETWEEN)
    assert column(result, "preisler2015_category") == ["unknown"]


@ON_EVERY_KIND
def test_a_missing_pregnancy_is_not_a_pregnancy(kind: str) -> None:
    """Two women without a ``pregnancy_id``, sacs on day 100 and day 120: they have no history together."""
    scans = [{"pregnancy_id": None, "exam_date": date(2026, 1, 1 + day), **EMPTY} for day in (0, 20)]
    known = [{"pregnancy_id": "p", "exam_date": date(2026, 2, 1 + day), **EMPTY} for day in (0, 20)]
    result = gravida.assess(KINDS[kind](scans + known))
    assert column(result, "sru2013_category") == ["unknown", "unknown", "unknown", "diagnostic"]
    assert column(result, "sru2013_compared_with")[:3] == [None, None, None]
