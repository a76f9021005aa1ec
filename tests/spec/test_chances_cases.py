"""The worked cases of the evidence review, each against the function that answers it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gravida.engine import blood, care, chances
from gravida.engine.chances.by_heart_rate import band_of
from gravida.engine.heart_rate import studies

CASES = json.loads((Path(__file__).parent / "chances_cases.json").read_text(encoding="utf-8"))


def brigham(given: Any, expected: Any, tolerance: Any) -> None:
    found = chances.predicted_cell(given["age_years"], given["previous_miscarriages"])
    assert found.value is not None
    assert abs(found.value - expected["success_pct"]) <= tolerance["abs_pct_points"]


def life_table(given: Any, expected: Any, tolerance: Any) -> None:
    found = chances.life_table(given["rows"]).cumulative()
    assert abs(found.percent - expected["cumulative_pct"]) <= tolerance["cumulative_abs"]
    for limit, printed in zip((found.interval.low, found.interval.high), expected["ci95_pct"], strict=True):
        assert abs(limit - printed) <= tolerance["ci_abs"]


def expected_ratio(given: Any, expected: Any, tolerance: Any) -> None:
    assert given["model"] == "Barnhart 2004"
    assert abs(blood.barnhart2004_ratio(given["days"], given["stat"]) - expected["ratio"]) <= tolerance["abs"]


def minimum_rise(given: Any, expected: Any, tolerance: Any) -> None:
    below = blood.below_smallest_rise(given["hcg_0h_iu_l"], given["hcg_48h_iu_l"], given["hours"])
    assert ("below" if below else "at_or_above") == expected["classification"]


def doubling(given: Any, expected: Any, tolerance: Any) -> None:
    found = blood.compare(given["hcg_first"], given["hcg_second"], given["hours_between"])
    assert found.doubling_time_hours is not None
    assert abs(found.doubling_time_hours - expected["doubling_time_h"]) <= tolerance["doubling_h"]
    assert abs(found.change_48h_percent - expected["increase_48h_pct"]) <= tolerance["pct"]


def old_rule(given: Any, expected: Any, tolerance: Any) -> None:
    assert abs(blood.obsolete_66_percent_ratio(given["days"]) - expected["min_ratio"]) <= tolerance["abs"]


def bayes(given: Any, expected: Any, tolerance: Any) -> None:
    found = chances.post_test_percent(given["pretest_pct"], given["lr"])
    assert abs(found - expected["posttest_pct"]) <= tolerance["abs_pct_points"]
    cut_off = blood.cut_offs()["inconclusive_scan"]
    assert cut_off.after_high_percent == given["published_pct"]
    assert cut_off.after_high_by_bayes_percent == found


def published_post_test(given: Any, expected: Any, tolerance: Any) -> None:
    cut_off = blood.cut_offs()["symptoms_only" if given["setting"] == "symptoms only" else "inconclusive_scan"]
    found = cut_off.after_high_percent if given["result"] == "above" else cut_off.after_low_percent
    assert found is not None
    assert abs(found - expected["nonviable_pct"]) <= tolerance["abs_pct_points"]


def heart_rate_2005(given: Any, expected: Any, tolerance: Any) -> None:
    days = int(7 * given["ga_weeks_decimal"])
    band = band_of(studies()["doubilet2005"], given["bpm"], days)
    assert band is not None
    assert band.code == expected["band"]
    found = [
        number for number in chances.by_heart_rate(given["bpm"], days).shown if number.id == f"doubilet2005-{band.id}"
    ]
    assert len(found) == 1
    value = found[0].as_dict()["value"]
    assert abs(value - expected["first_trimester_death_pct"]) <= tolerance["abs_pct_points"]


def heart_rate_1994(given: Any, expected: Any, tolerance: Any) -> None:
    found = [
        number for number in chances.by_heart_rate(given["bpm"], 50).shown if number.source.work.key == "benson1994"
    ]
    assert [(number.lost, number.n) for number in found] == [(expected["deaths"], expected["n"])]
    assert isinstance(found[0], chances.Counts)


def cut_points(given: Any, expected: Any, tolerance: Any) -> None:
    found = chances.below_cut_points(given["completed_week"], bpm=given["bpm"], crl_mm=given["crl_mm"])
    assert found == expected


BRANCHES = {
    "fall_over_50pct_urine_test_14_days": "fall_over_50_percent",
    "rise_over_63pct_scan_7_14_days": "rise_over_63_percent",
}


def nice(given: Any, expected: Any, tolerance: Any) -> None:
    found = blood.nice_band(given["hcg_0h"], given["hcg_48h"], 48, "unknown")
    assert found.band.value == BRANCHES.get(expected["branch"], "between")


def two_step(given: Any, expected: Any, tolerance: Any) -> None:
    found = blood.two_step_first(given["progesterone_nmol_l"], on_progesterone=given["on_progesterone"])
    assert found == {"low_risk_probable_failed_step1": "low_risk_step_1"}[expected["branch"]]


def cameron(given: Any, expected: Any, tolerance: Any) -> None:
    assert blood.cameron2016_met(given["days"], given["fall_pct"]) is expected["criterion_met"]


def number_needed(given: Any, expected: Any, tolerance: Any) -> None:
    found = chances.number_needed(given["control_pct"], given["treated_pct"])
    assert abs(found - expected["nnt"]) <= tolerance["abs"]


def luise(given: Any, expected: Any, tolerance: Any) -> None:
    by = "day_14" if given["horizon"] == "14 days" else "final"
    found = care.expectant_completion(given["type"], by)
    assert abs(found.as_dict()["value"] - expected["complete_pct"]) <= tolerance["abs_pct_points"]


BODIES = {"ACOG 2024": "acog2024", "SFP 2022": "sfp2022", "NICE NG126 newest": "nice_ng126_newer"}


def rh(given: Any, expected: Any, tolerance: Any) -> None:
    weeks, days = given["ga"].removesuffix("d").split("w")
    event = "surgical" if "surgical" in given["event"] else "loss"
    found = care.rh(
        event,
        7 * int(weeks) + int(days),
        rhd_negative=given["rhd_negative"],
        sensitised=given["sensitised"],
        body=BODIES[given["body"]],
    )
    [advice] = found.advice
    code, _, dose = expected["advice"].partition("_100_mcg")[0:3]
    assert advice.advice == code
    assert dose or "100_mcg" not in expected["advice"] or "100 microgram" in advice.letter_may_say
    assert advice.year
    assert advice.title


def recurrent(given: Any, expected: Any, tolerance: Any) -> None:
    found = care.investigations(given["first_trimester_losses"], 0, consecutive=given["consecutive"])
    answers = {recommendation.body: recommendation.recommended for recommendation in found}
    assert answers["eshre2022"] is expected["ESHRE_2022"]
    assert answers["rcog2023"] is expected["RCOG_2023"]
    assert answers["rcog2023_discretion"] is expected["RCOG_2023_clinician_discretion"]


def grief(given: Any, expected: Any, tolerance: Any) -> None:
    found = care.grief_score(given["responses_1_strongly_agree_to_5_strongly_disagree"])
    assert (found.total, found.subscales) == (expected["total"], expected["subscales"])
    assert found.words_first


FAMILIES: dict[str, Callable[[Any, Any, Any], None]] = {
    "recurrent_loss_success_brigham1999": brigham,
    "delayed_entry_life_table": life_table,
    "hcg_expected_ratio": expected_ratio,
    "hcg_minimum_rise_by_initial_level": minimum_rise,
    "hcg_doubling_time": doubling,
    "hcg_66pct_rule": old_rule,
    "bayes_post_test": bayes,
    "published_post_test": published_post_test,
    "embryonic_heart_rate_band_doubilet2005": heart_rate_2005,
    "ehr_band_benson1994": heart_rate_1994,
    "cutpoints_devilbiss2020": cut_points,
    "pul_48h_rule_nice": nice,
    "pul_two_step_triage": two_step,
    "hcg_fall_excludes_ectopic_cameron2016": cameron,
    "number_needed": number_needed,
    "expectant_completion_luise2002": luise,
    "rh_rule": rh,
    "recurrent_loss_definition": recurrent,
    "perinatal_grief_scale_33": grief,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_case(case: dict[str, Any]) -> None:
    FAMILIES[case["family"]](case["input"], case["expected"], case["tolerance"])


def test_every_family_has_a_case() -> None:
    assert {case["family"] for case in CASES} == set(FAMILIES)
