"""The safety rules of ``docs/safety/safety-rules.md``, over whole histories, on the one-row reader.

Properties 13 (in part), 17, 18 and 19 are about words and pages and are tested where those are made; 15 is tested with
the dating formulas. What the column reader answers is tied to this reader by ``test_two_readers.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.properties.histories import CRL_MM, FIRST_DAY, MSD_MM, SAC, History, histories, plain_histories
from tests.properties.readers import by_row, differences, frame_of, reading

import gravida
from gravida.engine.history import GONE_SINCE
from gravida.engine.reading import GuidelineReading, ScanReading, read
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import TIERS, Category
from gravida.engine.selection import Selection, select
from gravida.engine.viability import guidelines
from gravida.errors import ColumnError
from gravida.values import read_scan

EVERY_GUIDELINE = select(list(guidelines()))
RULE_IDS = [rule.id for guideline in guidelines().values() for rule in guideline.rules if not rule.off_because]
ELSEWHERE = ("ectopic", "scar", "heterotopic")

anything = st.one_of(histories(), plain_histories())
thorough = settings(max_examples=300, deadline=None)
quick = settings(max_examples=100, deadline=None)

GRAVITY = {tier: place for place, tier in enumerate(reversed(TIERS), start=1)}
"""1 for looking again to 5 for diagnostic; every other answer counts 0."""


@st.composite
def judged(draw: st.DrawFn, of: st.SearchStrategy[History] = anything) -> tuple[History, int]:
    """Draw a history and the scan of it that is asked about."""
    history = draw(of)
    return history, draw(st.integers(0, len(history) - 1))


def ask(history: History, which: int, selection: Selection = EVERY_GUIDELINE) -> ScanReading:
    return reading(history, which, selection)


def gravity(found: GuidelineReading) -> int:
    """Return how near to a loss an answer is; a cap counts as what it caps."""
    if found.category is Category.URGENT_CONFIRMATION:
        return max((GRAVITY[each.rule.concludes] for each in found.rules if each.holds), default=0)
    return GRAVITY.get(found.category, 0)


def changed(history: History, which: int, values: dict[str, Any]) -> History:
    """Return the history with one scan changed."""
    return [scan | values if place == which else scan for place, scan in enumerate(history)]


def without(history: History, which: int, names: tuple[str, ...]) -> History:
    """Return the history with some values of one scan taken away."""
    return changed(history, which, dict.fromkeys(name for name in names if name in history[which]))


def diagnoses(found: ScanReading) -> list[str]:
    """Name the guidelines that answer "diagnostic"."""
    return [each.guideline.key for each in found.guidelines if each.category is Category.DIAGNOSTIC]


def loss_rows(found: ScanReading) -> list[str]:
    """Name the met rows that are called diagnostic, whether or not something caps them."""
    return [
        each.rule.id
        for guideline in found.guidelines
        for each in guideline.rules
        if each.holds and each.rule.concludes is Category.DIAGNOSTIC
    ]


def is_questioned(found: ScanReading) -> bool:
    return bool(found.env["questioned"])


# 1. A heartbeat on this scan.


@thorough
@given(judged())
def test_1_a_heartbeat_on_this_scan_is_never_a_loss(case: tuple[History, int]) -> None:
    history, which = case
    found = ask(changed(history, which, {"heart_activity": "present", "heart_rate_bpm": None}), which)
    assert not diagnoses(found)
    assert not loss_rows(found)
    graver_than_suspicious = set(TIERS[: TIERS.index(Category.SUSPICIOUS)])
    assert not graver_than_suspicious & {each.category for each in found.guidelines}


@quick
@given(judged(), st.sampled_from([61.0, 90.0, 120.0, 200.0]), st.sampled_from(["present", "unclear", None]))
def test_1_a_heart_rate_is_a_heartbeat(case: tuple[History, int], bpm: float, said: str | None) -> None:
    history, which = case
    found = ask(changed(history, which, {"heart_activity": said, "heart_rate_bpm": bpm}), which)
    assert not diagnoses(found)
    assert not loss_rows(found)


@quick
@given(judged())
def test_1_no_embryo_and_a_heartbeat_is_refused(case: tuple[History, int]) -> None:
    history, which = case
    contradiction = {"embryo_seen": False, "heart_activity": "present", "crl_mm": None}
    found = ask(changed(history, which, contradiction), which)
    assert {each.category for each in found.guidelines} == {Category.QUESTIONED}


# 2. Missing is not negative.

AGES = (
    "ga_days",
    "ga_lmp_days",
    "ga_ovulation_days",
    "ga_us_days",
    "ga_crl_days",
    "lmp_date",
    "transfer_date",
    "retrieval_date",
    "ovulation_date",
    "conception_date",
)
TAKEN_AWAY: tuple[tuple[str, ...], ...] = (
    ("scan_route",),
    ("gs_seen",),
    ("embryo_seen",),
    ("embryo_seen", "crl_mm"),
    ("crl_mm",),
    ("msd_mm", "gs_d1_mm", "gs_d2_mm", "gs_d3_mm"),
    ("yolk_sac_seen",),
    ("yolk_sac_mm",),
    ("yolk_sac_seen", "yolk_sac_mm"),
    ("amnion_seen",),
    ("heart_activity", "heart_rate_bpm"),
    ("n_sacs",),
    ("n_fetuses",),
    ("location",),
    ("same_sac",),
    ("exam_date",),
    ("bleeding",),
    AGES,
)
"""What is taken away together: values that stand in for each other, such as a mean and its three diameters."""


def speaks_against_a_row(history: History, which: int, place: int, names: tuple[str, ...]) -> bool:
    """Say whether a value is there to stop the rules: taking it away has to let them answer.

    An earlier scan without its date is no part of a pair any more (docs/decisions/scans-without-a-date.md).
    """
    scan = history[place]
    alive = scan.get("heart_activity") == "present" or (scan.get("heart_rate_bpm") or 0) > 0
    return (
        ("heart_activity" in names and place != which and alive)
        or ("scan_route" in names and scan.get("scan_route") == "transabdominal")
        or ("exam_date" in names and place != which)
        or ("same_sac" in names and scan.get("same_sac") is False)
        or ("n_sacs" in names and (scan.get("n_sacs") or 0) > 1)
        or ("n_fetuses" in names and (scan.get("n_fetuses") or 0) > 1)
        or ("location" in names and scan.get("location") not in (None, "intrauterine"))
        or (names == AGES and (scan.get("lmp_certain") is False or _too_late(scan)))
    )


def _too_late(scan: Mapping[str, Any]) -> bool:
    """Say whether an age may put a scan beyond what an edition speaks about."""
    given = [scan.get(name) for name in AGES[:5]]
    dates = [name for name in AGES[5:] if scan.get(name) is not None]
    return bool(dates) or any(age is not None and age > 90 for age in given)


@st.composite
def taken_away(draw: st.DrawFn) -> tuple[History, History, int]:
    """Draw a history with and without some value, and the scan that is asked about."""
    history, which = draw(judged())
    place = draw(st.sampled_from(range(len(history))))
    names = draw(st.sampled_from(TAKEN_AWAY))
    assume(any(history[place].get(name) is not None for name in names))
    assume(not speaks_against_a_row(history, which, place, names))
    # To take away one of two values that contradict each other answers the question they raised.
    assume(not any(is_questioned(ask(history, each)) for each in {which, place}))
    return history, without(history, place, names), which


@settings(max_examples=800, deadline=None)
@given(taken_away())
def test_2_a_value_less_is_never_nearer_to_loss(case: tuple[History, History, int]) -> None:
    history, less, which = case
    before, after = ask(history, which), ask(less, which)
    for one, other in zip(before.guidelines, after.guidelines, strict=True):
        assert gravity(other) <= gravity(one), (one.guideline.key, one.category, other.category)


@settings(max_examples=800, deadline=None)
@given(taken_away())
def test_2_a_value_less_never_turns_a_finding_into_no_criterion(case: tuple[History, History, int]) -> None:
    history, less, which = case
    before, after = ask(history, which), ask(less, which)
    for one, other in zip(before.guidelines, after.guidelines, strict=True):
        if one.category in GRAVITY or one.category is Category.UNKNOWN:
            assert other.category is not Category.NO_CRITERION, (one.guideline.key, one.category)


@quick
@given(judged(), st.sampled_from(["heart_activity", "embryo_seen", "gs_seen", "yolk_sac_seen", "amnion_seen"]))
def test_2_unknown_is_a_gap_and_never_a_text(case: tuple[History, int], name: str) -> None:
    history, which = case
    written = [changed(history, which, {name: gap, "crl_mm": None}) for gap in (None, "", "NA", math.nan)]
    answers = [by_row(each, which, EVERY_GUIDELINE) for each in written]
    assert not [found for answer in answers[1:] for found in differences(answers[0], answer)]


@quick
@given(judged(), st.sampled_from(MSD_MM[1:]), st.sampled_from(["gs_d1_mm", "gs_d2_mm", "gs_d3_mm"]))
def test_2_two_diameters_are_no_mean(case: tuple[History, int], size: float, lacking: str) -> None:
    history, which = case
    diameters = dict.fromkeys(("gs_d1_mm", "gs_d2_mm", "gs_d3_mm"), size) | {lacking: None, "msd_mm": None}
    assert ask(changed(history, which, diameters), which).env["msd_mm"] is None


# 3. Route.


@thorough
@given(judged(), st.sampled_from(["transabdominal", "both", "unknown", None]))
def test_3_no_route_but_transvaginal_leads_to_a_loss(case: tuple[History, int], route: str | None) -> None:
    history, which = case
    found = ask(changed(history, which, {"scan_route": route}), which)
    assert not diagnoses(found)
    assert not loss_rows(found)


@thorough
@given(judged(), st.sampled_from(["transabdominal", "both", "unknown", None]))
def test_3_an_earlier_scan_counts_only_if_transvaginal(case: tuple[History, int], route: str | None) -> None:
    history, which = case
    others = [scan if place == which else scan | {"scan_route": route} for place, scan in enumerate(history)]
    pairs = {rule.id for g in guidelines().values() for rule in g.rules if rule.compares_scans}
    assert not set(loss_rows(ask(others, which))) & pairs


@thorough
@given(judged())
def test_3_nice_waits_fourteen_days_after_an_abdominal_scan(case: tuple[History, int]) -> None:
    history, which = case
    found = ask(changed(history, which, {"scan_route": "transabdominal"}), which, select("nice2023")).guidelines[0]
    if found.category is Category.RESCAN:
        assert found.follow_up_min_days is not None
        assert found.follow_up_min_days >= 14


# 4. NICE.


@thorough
@given(judged())
def test_4_nice_never_diagnoses(case: tuple[History, int]) -> None:
    history, which = case
    found = ask(history, which, select("nice2023"))
    assert not diagnoses(found)
    assert not loss_rows(found)


@thorough
@given(anything)
def test_4_nice_leaves_one_scan_at_a_second_opinion(history: History) -> None:
    found = ask(history[:1], 0, select("nice2023")).guidelines[0]
    assert gravity(found) <= GRAVITY[Category.SECOND_OPINION]


# 5. No rounding, no bare number.

LENGTH = {
    "pregnancy_id": "p",
    "exam_date": FIRST_DAY,
    "scan_route": "transvaginal",
    "gs_seen": True,
    "embryo_seen": True,
}
NO_EMBRYO = LENGTH | {"embryo_seen": False}


@quick
@example(math.nextafter(7.0, 0))
@example(6.9999999)
@given(st.floats(6.0, 7.0, exclude_max=True))
def test_5_under_seven_millimetres_stays_under_seven(crl_mm: float) -> None:
    found = ask([LENGTH | {"crl_mm": crl_mm, "heart_activity": "absent"}], 0)
    assert not diagnoses(found)


@quick
@example(math.nextafter(25.0, 0))
@example(24.9999999)
@given(st.floats(16.0, 25.0, exclude_max=True))
def test_5_under_twenty_five_millimetres_stays_under_twenty_five(msd_mm: float) -> None:
    found = ask([NO_EMBRYO | {"msd_mm": msd_mm, "yolk_sac_seen": False}], 0)
    assert not diagnoses(found)


@pytest.mark.parametrize(("written", "millimetres"), [("0.7 cm", 7.0), ("7 mm", 7.0), ("6.95", 6.95), ("0.69 cm", 6.9)])
def test_5_units_are_read(written: str, millimetres: float) -> None:
    assert read_scan({"crl_mm": written})["crl_mm"] == millimetres


@pytest.mark.parametrize("name", ["crl", "msd", "yolk_sac", "crl_inches", "ga_weeks", "ga_lmp_weeks"])
def test_5_a_bare_number_or_an_unknown_unit_is_refused(name: str) -> None:
    with pytest.raises(ColumnError):
        read_scan({name: 7})


# 6. What never diagnoses.

MAY_DIAGNOSE = {
    *(
        "transvaginal",
        "gs_seen",
        "embryo_seen",
        "heartbeat",
        "crl_mm",
        "msd_mm",
        "ga_lmp_days",
        "yolk_sac_seen",
    ),
    *(
        "same_sac",
        "days_since_prev",
        "prev_transvaginal",
        "prev_gs_seen",
        "prev_embryo_seen",
        "prev_heartbeat",
    ),
    *("prev_yolk_sac_seen", "prev_msd_mm"),
}


def test_6_no_loss_row_reads_blood_symptoms_rates_or_growth() -> None:
    rules = [rule for g in guidelines().values() for rule in g.rules if rule.concludes is Category.DIAGNOSTIC]
    assert len(rules) > 20
    assert {name for rule in rules for name in rule.when.needs} <= MAY_DIAGNOSE


@thorough
@given(judged())
def test_6_suspicious_rows_never_add_up(case: tuple[History, int]) -> None:
    history, which = case
    for found in ask(history, which).guidelines:
        if found.category in GRAVITY:
            assert found.category in {each.rule.concludes for each in found.rules if each.holds}


# 7. Monotone. A loss row asks for more than a suspicious one: a known route and, in the SRU table, a sac that is
# said to be seen. So "everything else fixed" means here that these are said.

SAID = {"scan_route": "transvaginal", "gs_seen": True}


@st.composite
def two_sizes(draw: st.DrawFn, name: str, sizes: list[float], rest: dict[str, Any]) -> tuple[History, History, int]:
    """Draw a history with a smaller and with a larger value of one size on one scan."""
    history, which = draw(judged())
    small, large = sorted(draw(st.lists(st.sampled_from(sizes), min_size=2, max_size=2, unique=True)))
    gone = dict.fromkeys(("gs_d1_mm", "gs_d2_mm", "gs_d3_mm", "heart_rate_bpm"))
    scans = [changed(history, which, gone | rest | {name: size}) for size in (small, large)]
    assume(not any(is_questioned(ask(each, which)) for each in scans))
    return scans[0], scans[1], which


EMBRYO = SAID | {"embryo_seen": True, "heart_activity": "absent"}
EMPTY_SAC = SAID | {"embryo_seen": False, "crl_mm": None, "heart_activity": None}


@thorough
@given(two_sizes("crl_mm", [mm for mm in CRL_MM if mm], EMBRYO))
def test_7_a_longer_embryo_never_lowers_the_tier(case: tuple[History, History, int]) -> None:
    smaller, larger, which = case
    for one, other in zip(ask(smaller, which).guidelines, ask(larger, which).guidelines, strict=True):
        assert gravity(other) >= gravity(one), one.guideline.key


@thorough
@given(two_sizes("msd_mm", [mm for mm in MSD_MM if mm], EMPTY_SAC))
def test_7_a_larger_empty_sac_never_lowers_the_tier(case: tuple[History, History, int]) -> None:
    """By design a sac that has doubled is better news (Preisler row 6)."""
    smaller, larger, which = case
    for one, other in zip(ask(smaller, which).guidelines, ask(larger, which).guidelines, strict=True):
        if "PREIS-6" not in one.met:
            assert gravity(other) >= gravity(one), one.guideline.key


@thorough
@given(plain_histories(), st.lists(st.integers(1, 70), min_size=2, max_size=2, unique=True))
def test_7_a_longer_interval_never_lowers_the_tier(history: History, days: list[int]) -> None:
    assume(len(history) > 1)
    first, last = history[0], history[-1]
    shorter, longer = (
        [first | {"exam_date": last["exam_date"] - timedelta(days=between)}, last] for between in sorted(days)
    )
    for one, other in zip(ask(shorter, 1).guidelines, ask(longer, 1).guidelines, strict=True):
        assert gravity(other) >= gravity(one), one.guideline.key


@thorough
@given(judged())
def test_7_a_heartbeat_added_never_raises_the_tier(case: tuple[History, int]) -> None:
    history, which = case
    alive = changed(history, which, {"heart_activity": "present", "heart_rate_bpm": None})
    for one, other in zip(ask(history, which).guidelines, ask(alive, which).guidelines, strict=True):
        if one.category is not Category.QUESTIONED:
            assert gravity(other) <= gravity(one), one.guideline.key


# 8. Time rules.


@thorough
@given(plain_histories(), st.sampled_from([0, -1, -14, 71, 72, 200, None]))
def test_8_other_intervals_are_refused(history: History, days: int | None) -> None:
    assume(len(history) > 1)
    first, last = history[0], history[-1]
    when = None if days is None else last["exam_date"] - timedelta(days=days)
    found = ask([first | {"exam_date": when}, last], 1)
    assert not [each.rule.id for g in found.guidelines for each in g.rules if each.holds and each.rule.compares_scans]


GONE = dict.fromkeys(("msd_mm", "crl_mm", "yolk_sac_seen", "yolk_sac_mm", "heart_activity")) | {
    "gs_seen": False,
    "embryo_seen": False,
}


@thorough
@given(plain_histories(), st.sampled_from([{"same_sac": False}, {"pregnancy_id": None}, GONE]))
def test_8_another_sac_another_pregnancy_or_no_sac_is_not_compared(history: History, change: dict[str, Any]) -> None:
    assume(len(history) > 1)
    last = len(history) - 1
    found = ask(changed(history, last, change), last)
    assert not [each.rule.id for g in found.guidelines for each in g.rules if each.holds and each.rule.compares_scans]


@thorough
@given(judged())
def test_8_a_compared_scan_is_earlier_and_of_the_same_pregnancy(case: tuple[History, int]) -> None:
    history, which = case
    this = history[which]
    days = {scan["exam_date"].toordinal() for scan in history if scan["exam_date"] and scan["pregnancy_id"]}
    for guideline in ask(history, which).guidelines:
        for each in guideline.rules:
            if each.compared_with is not None:
                assert each.compared_with in days
                assert 1 <= this["exam_date"].toordinal() - each.compared_with <= 70


# 9. A heartbeat once seen.


@st.composite
def once_alive(draw: st.DrawFn) -> tuple[History, int]:
    """Draw a history in which an earlier scan of the same sac, or one of unknown date, has a heartbeat."""
    history, which = draw(judged())
    assume(len(history) > 1)
    history = [scan | {"same_sac": None, "fetus_id": None} for scan in history]
    place = draw(st.sampled_from([place for place in range(len(history)) if place != which]))
    history = changed(history, place, {"heart_activity": "present", "pregnancy_id": "p"})
    history = changed(history, which, {"pregnancy_id": "p"})
    this, other = history[which]["exam_date"], history[place]["exam_date"]
    assume(this is None or other is None or other <= this)
    return history, which


@thorough
@given(once_alive())
def test_9_a_heartbeat_once_seen_caps_every_row(case: tuple[History, int]) -> None:
    history, which = case
    found = ask(history, which)
    assert not diagnoses(found)
    for each in found.guidelines:
        assert each.category not in TIERS or found.env["heartbeat"], (each.guideline.key, each.category)


@thorough
@given(once_alive())
def test_9_and_it_is_said_where_nothing_outranks_it(case: tuple[History, int]) -> None:
    history, which = case
    history = changed(history, which, {"embryo_seen": True, "heart_activity": "absent", "crl_mm": 9.0} | SAC)
    history = [scan | {"n_fetuses": None, "outcome": None} for scan in history]
    found = ask(without(history, which, ("heart_rate_bpm", *AGES)), which)
    assume(not is_questioned(found) and not found.env["undated"])
    assert {each.category for each in found.guidelines} == {Category.URGENT_CONFIRMATION}
    assert {"SRU13-D1", "SRU24-D1", "ACOG200-D1", "PREIS-2", "NZ-1"} <= {
        rule for g in found.guidelines for rule in g.met
    }


def test_9_the_cap_is_one_condition() -> None:
    assert GONE_SINCE.needs == {"heartbeat_before", "heartbeat", "embryo_seen", "met_any"}


# 10. Where the engine stops.

STOPS: tuple[dict[str, Any], ...] = (
    {"n_sacs": 2},
    {"n_sacs": 3},
    {"n_fetuses": 2},
    {"location": "ectopic"},
    {"location": "scar"},
    {"location": "heterotopic"},
    {"outcome": "molar"},
)
SILENT = {Category.QUESTIONED, Category.UNKNOWN, Category.NOT_APPLICABLE}


@thorough
@given(judged(), st.sampled_from(STOPS))
def test_10_the_engine_stops_and_says_so(case: tuple[History, int], stop: dict[str, Any]) -> None:
    history, which = case
    found = ask(changed(history, which, stop), which)
    for each in found.guidelines:
        assert each.category in SILENT
        if not is_questioned(found) and not found.env["undated"]:
            assert each.category is Category.NOT_APPLICABLE
            assert each.why in ("site", "number", "molar")


@thorough
@given(judged(), st.data())
def test_10_two_labels_in_one_pregnancy_stop_every_scan_of_it(case: tuple[History, int], data: st.DataObject) -> None:
    history, which = case
    assume(len(history) > 1)
    places = data.draw(st.lists(st.sampled_from(range(len(history))), min_size=2, max_size=2, unique=True))
    history = [scan | {"pregnancy_id": "p"} for scan in history]
    for place, label in zip(places, ("A", "B"), strict=True):
        history = changed(history, place, {"fetus_id": label})
    assert {each.category for each in ask(history, which).guidelines} <= SILENT


# 11. An age from the sac or the embryo.


@thorough
@given(judged(), st.integers(40, 90), st.integers(40, 90))
def test_11_an_age_from_ultrasound_changes_no_answer(case: tuple[History, int], ga_us: int, ga_crl: int) -> None:
    history, which = case
    told = changed(history, which, {"ga_us_days": ga_us, "ga_crl_days": ga_crl})
    bare = without(history, which, ("ga_us_days", "ga_crl_days"))
    for one, other in zip(ask(told, which).guidelines, ask(bare, which).guidelines, strict=True):
        assert (one.category, one.met) == (other.category, other.met)


@thorough
@given(judged(), st.sampled_from([42, 50, 71, 80, 90]))
def test_11_an_age_of_unknown_origin_meets_no_row(case: tuple[History, int], ga_days: int) -> None:
    history, which = case
    history = without(history, which, AGES)
    met = [
        {rule for g in ask(each, which).guidelines for rule in g.met}
        for each in (history, changed(history, which, {"ga_days": ga_days}))
    ]
    assert met[0] == met[1]


# 12. Nowhere to be seen, and signs that need help now.


@thorough
@given(judged(), st.sampled_from([{"gs_seen": False}, {"gs_seen": None, "location": "unknown"}]))
def test_12_a_pregnancy_of_unknown_location_is_never_called_lost(
    case: tuple[History, int], nowhere: dict[str, Any]
) -> None:
    history, which = case
    inside = dict.fromkeys(("msd_mm", "gs_d1_mm", "gs_d2_mm", "gs_d3_mm", "crl_mm", "yolk_sac_mm", "heart_rate_bpm"))
    empty = {"embryo_seen": False, "yolk_sac_seen": False, "amnion_seen": False, "heart_activity": None}
    found = ask(changed(history, which, inside | empty | nowhere), which)
    assert not {each.category for each in found.guidelines} & {*TIERS, Category.NO_CRITERION}


SIGNS: dict[str, dict[str, Any]] = {
    "heavy_bleeding": {"bleeding": "heavy"},
    "severe_pain": {"pain": "severe"},
    "fainting": {"fainting": True},
    "shoulder_tip_pain": {"shoulder_tip_pain": True},
    "fever": {"fever": True},
    "outside_the_womb": {"location": "ectopic"},
}


def test_12_every_sign_is_here() -> None:
    assert set(SIGNS) == {flag.id for flag in RED_FLAGS}


@thorough
@given(judged(), st.sets(st.sampled_from(sorted(SIGNS)), min_size=1))
def test_12_signs_are_reported_whatever_the_numbers(case: tuple[History, int], signs: set[str]) -> None:
    history, which = case
    for sign in signs:
        history = changed(history, which, SIGNS[sign])
    impossible = {
        "embryo_seen": False,
        "heart_activity": "present",
        "heart_rate_bpm": 300.0,
        "crl_mm": 90.0,
        "msd_mm": 1.0,
    }
    for scans in (history, changed(history, which, impossible), changed(history, which, {"exam_date": None})):
        assert signs <= {flag.id for flag in ask(scans, which).red_flags}


# 13. What could not be evaluated, and for want of what.


@thorough
@given(judged())
def test_13_an_unknown_names_what_it_lacks(case: tuple[History, int]) -> None:
    history, which = case
    for found in ask(history, which).guidelines:
        for each in found.rules:
            assert bool(each.missing) is (each.holds is None)
        if found.category is Category.UNKNOWN:
            assert found.missing


# 14. Side by side.


@quick
@given(judged(), st.sampled_from(list(guidelines())))
def test_14_a_guideline_answers_the_same_alone(case: tuple[History, int], key: str) -> None:
    history, which = case
    together = by_row(history, which, EVERY_GUIDELINE)
    alone = by_row(history, which, select(key))
    assert not differences(alone, {name: together[name] for name in alone})


# 16. What cannot be.

IMPOSSIBLE: tuple[dict[str, Any], ...] = (
    {"crl_mm": 30.0, "msd_mm": 15.0},
    {"yolk_sac_mm": 9.0, "msd_mm": 8.0, "yolk_sac_seen": True},
    {"heart_rate_bpm": 20.0},
    {"heart_rate_bpm": 300.0},
    {"heart_rate_bpm": 120.0, "heart_activity": "absent"},
    {"heart_rate_bpm": 0.0, "heart_activity": "present"},
    {"ga_days": 45 * 7 + 1},
    {"ga_lmp_days": 45 * 7 + 1, "lmp_certain": None},
    {"crl_mm": 150.0},
    {"msd_mm": 150.0},
    {"embryo_seen": False, "crl_mm": 5.0},
    {"gs_seen": False, "msd_mm": 5.0},
)


@thorough
@given(judged(), st.sampled_from(IMPOSSIBLE))
def test_16_what_cannot_be_is_asked_about_and_not_classified(case: tuple[History, int], values: dict[str, Any]) -> None:
    history, which = case
    ages = AGES if {"ga_days", "ga_lmp_days"} & set(values) else ()
    history = without(history, which, ("gs_d1_mm", "gs_d2_mm", "gs_d3_mm", *ages))
    found = ask(changed(history, which, values), which)
    assert any(question.blocks for question in found.questions)
    assert {each.category for each in found.guidelines} == {Category.QUESTIONED}


@pytest.mark.parametrize("bpm", [20.0, 29.0, 250.0, 300.0])
def test_16_a_rate_that_cannot_be_is_sorted_into_no_band(bpm: float) -> None:
    answer = gravida.assess(frame_of([{"heart_rate_bpm": bpm, "ga_days": 43}])).to_dicts()[0]
    assert answer["questions"]
    assert {name: band for name, band in answer.items() if name.startswith("heart_rate_") and band} == {
        "heart_rate_bpm": bpm,
        "heart_rate_age_from": "recorded",
    }


@pytest.mark.parametrize("values", [{"msd_mm": 150.0}, {"msd_mm": 15.0, "gs_seen": False}], ids=["150 mm", "no sac"])
def test_16_an_earlier_scan_that_is_questioned_diagnoses_nothing(values: dict[str, Any]) -> None:
    """Until the earlier scan is mended, what it says cannot carry a loss row either."""
    sac = SAC | {"pregnancy_id": "p", "embryo_seen": False}
    history: History = [
        sac | {"exam_id": "1", "exam_date": FIRST_DAY} | values,
        sac | {"exam_id": "2", "exam_date": FIRST_DAY + timedelta(days=14), "msd_mm": 15.0},
    ]
    assert is_questioned(ask(history, 0))
    assert not diagnoses(ask(history, 1))


@pytest.mark.parametrize("bpm", [30.0, 45.0, 60.0])
def test_16_a_very_slow_rate_asks_whose_it_is(bpm: float) -> None:
    found = ask([LENGTH | {"heart_rate_bpm": bpm}], 0)
    assert "heart_rate_bpm may be the mother's" in {question.id for question in found.questions}


# 20. Any order, and no answer without a date.


@thorough
@given(judged(), st.randoms(use_true_random=False))
def test_20_the_order_of_the_scans_does_not_matter(case: tuple[History, int], chance: Any) -> None:
    history, which = case
    places = list(range(len(history)))
    chance.shuffle(places)
    shuffled = [history[place] for place in places]
    found = differences(by_row(history, which, EVERY_GUIDELINE), by_row(shuffled, places.index(which), EVERY_GUIDELINE))
    assert not found


@thorough
@given(judged())
def test_20_the_same_scan_read_twice_says_the_same(case: tuple[History, int]) -> None:
    history, which = case
    typed = [read_scan(scan) for scan in history]
    once, again = (read(typed, which, EVERY_GUIDELINE).guidelines for _ in range(2))
    assert once == again


@thorough
@given(judged())
def test_20_no_answer_without_the_date_of_the_scan(case: tuple[History, int]) -> None:
    history, which = case
    found = ask(changed(history, which, {"exam_date": None}), which)
    for each in found.guidelines:
        assert each.category in (Category.UNKNOWN, Category.QUESTIONED)
        assert each.category is Category.QUESTIONED or "exam_date" in each.missing


# A rule that is switched off.


@thorough
@given(judged(), st.sets(st.sampled_from(RULE_IDS), min_size=1, max_size=12))
def test_a_rule_switched_off_is_never_met_and_never_reassures(case: tuple[History, int], off: set[str]) -> None:
    history, which = case
    before = ask(history, which)
    after = ask(history, which, select(list(guidelines()), disable=sorted(off)))
    for one, other in zip(before.guidelines, after.guidelines, strict=True):
        assert not off & set(other.met)
        assert gravity(other) <= gravity(one)
        reassuring = (Category.NO_CRITERION, Category.CARDIAC_ACTIVITY)
        if one.category is not other.category:
            assert other.category not in reassuring or (
                one.category is Category.SUSPICIOUS and other.category is Category.CARDIAC_ACTIVITY
            )


@thorough
@given(judged(), st.sampled_from(RULE_IDS))
def test_a_rule_switched_off_is_named_where_it_could_have_been_met(case: tuple[History, int], off: str) -> None:
    history, which = case
    met = {rule for each in ask(history, which).guidelines for rule in each.met}
    after = ask(history, which, select(list(guidelines()), disable=[off]))
    if off in met:
        told = [
            missing
            for each in after.guidelines
            for rule in each.rules
            if rule.rule.id == off
            for missing in rule.missing
        ]
        assert f"rule {off} (switched off)" in told
