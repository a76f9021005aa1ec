"""Every public function of chances, blood tests and care with the arguments that reach all it can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from typing import Any

from gravida.engine import blood, care, chances
from gravida.engine.blood.rise import Minimum
from gravida.engine.care.numbers import LUISE_TYPES
from gravida.engine.care.rh import BODIES, EVENTS
from gravida.engine.chances.after_heartbeat import ScanReason
from gravida.engine.chances.by_history import EXPOSURES
from gravida.engine.chances.sac_and_yolk_sac import FINDINGS

LEVELS = (500.0, 1500.0, 2000.0, 3000.0, 5000.0)
RECORDS: list[Any] = [
    {"heart_activity": "present", "heart_rate_bpm": bpm, "ga_days": day}
    for bpm, day in product((60, 75, 85, 95, 105, 115, 150, 160), (38, 43, 44, 46, 52))
]
RECORDS += [
    {"heart_activity": "present", "ga_days": day, "scan_reason": reason.value}
    for day, reason in product((40, 50, 60, 75, 90, 120, 150), ScanReason)
    if reason is not ScanReason.NOT_SAID
]
RECORDS += [{"maternal_age_y": age, "miscarriages": losses} for age, losses in product((18, 27, 32, 46), range(5))]
RECORDS += [{"ga_days": day} for day in range(35, 200, 7)]
RECORDS += [
    {},
    {"heart_activity": "present", "subchorionic_hematoma": True, "ga_days": 60},
    {"heart_activity": "present", "msd_mm": 14, "crl_mm": 12, "ga_days": 50, "embryo_seen": True, "gs_seen": True},
    {"crl_mm": 9, "embryo_seen": True, "heart_activity": "absent", "scan_route": "transvaginal"},
    {"location": "unknown", "ga_days": 40},
    [
        {"exam_date": "2026-01-05", "ga_days": 44, "heart_activity": "present", "heart_rate_bpm": 90},
        {"exam_date": "2026-01-15", "ga_days": 54, "heart_activity": "present", "heart_rate_bpm": 140},
    ],
]

ARGUMENTS: dict[Callable[..., Any], list[dict[str, Any]]] = {
    chances.after_heartbeat: [
        {"scan_reason": reason.value, "ga_days": day} for reason in ScanReason for day in (None, 50, 80)
    ],
    chances.below_cut_points: [{"completed_week": week, "bpm": 120, "crl_mm": 6} for week in (6, 7, 8)],
    chances.bleeding: [
        *({"amount": amount} for amount in ("any", "heavy", "heavy_with_pain", "spotting")),
        {"amount": "heavy", "baseline_percent": 12.8, "baseline_from": "Norway"},
    ],
    chances.by_age: [{"age_years": age} for age in range(12, 56)],
    chances.by_heart_rate: [
        {"bpm": bpm, "ga_days": day} for bpm, day in product((60, 75, 95, 115, 160), range(35, 57))
    ],
    chances.by_history: [
        *({"came_before": name} for name in (*EXPOSURES, "pre_eclampsia")),
        *({"came_before": "1_loss", "age_years": age} for age in (18, 27, 32, 46)),
        {"came_before": "2_losses", "baseline_percent": 10, "baseline_from": "somewhere"},
    ],
    chances.by_week: [{"completed_week": week} for week in range(6, 20)],
    chances.cumulative: [{"to_week": week} for week in range(6, 20)],
    chances.every_estimate: [{}],
    chances.every_printed_figure: [{}],
    chances.haematoma: [{}],
    chances.later: [{"ga_days": day} for day in (98, 140)],
    chances.models: [{}],
    chances.most_specific: [{"record": record} for record in RECORDS],
    chances.recurrent_loss: [
        {"previous_miscarriages": n, "age_years": age} for n in (2, 3, 5) for age in (None, 30, 45)
    ],
    chances.sac_findings: [{"finding": finding} for finding in FINDINGS],
    chances.second_trimester: [{}],
    chances.slow_then_normal: [{"first_band": band} for band in ("slow", "borderline", "normal")],
    chances.small_crl: [{}],
    chances.stillbirth: [{}],
    blood.barnhart2004_ratio: [{"days": 2, "stat": stat} for stat in ("slowest", "median", "fastest")],
    blood.below_smallest_rise: [{"hcg_0_iu_l": 1000, "hcg_1_iu_l": 1490, "hours": 48}],
    blood.cameron2016_met: [{"days": 4, "fall": 85}],
    blood.compare: [
        {"hcg_0_iu_l": first, "hcg_1_iu_l": first * ratio, "hours": hours, "location": location}
        for first, ratio, hours, location in product(
            LEVELS, (0.2, 0.5, 0.8, 1.0, 1.3, 1.7), (12, 30, 48, 60, 168), (None, "unknown", "intrauterine", "ectopic")
        )
    ],
    blood.compare_samples: [
        {
            "first": {"hcg_iu_l": 100, "hcg_time": "2026-03-01T09:00"},
            "second": {"hcg_iu_l": 160, "hcg_time": "2026-03-03T09:00"},
        }
    ],
    blood.cut_offs: [{}],
    blood.days_to_zero: [{}],
    blood.decline_bands: [{"fall": fall, "hours": hours} for fall, hours in product((10, 30, 60, 90), (48, 168))],
    blood.doubling_time_hours: [{"hcg_0_iu_l": 100, "hcg_1_iu_l": 200, "hours": 48}],
    blood.fall_percent: [{"hcg_0_iu_l": 100, "hcg_1_iu_l": 50}],
    blood.hcg_ranges: [{}],
    blood.ng_ml_from_nmol_l: [{"nmol_l": 31.8}],
    blood.nice_band: [
        {"hcg_0_iu_l": 1000, "hcg_1_iu_l": level, "hours": hours, "location": location}
        for level, hours, location in product((400, 500, 1630, 1700), (40, 48, 60), (None, "unknown", "intrauterine"))
    ],
    blood.nmol_l_from_ng_ml: [{"ng_ml": 10}],
    blood.obsolete_66_percent_ratio: [{"days": 2}],
    blood.ratio: [{"hcg_0_iu_l": 1, "hcg_1_iu_l": 2}],
    blood.ratio_48h: [{"hcg_0_iu_l": 1, "hcg_1_iu_l": 2, "hours": 48}],
    blood.read_progesterone: [{"nmol_l": 1.0}, {"ng_ml": 150.0}, {"ng_ml": 5.0, "on_progesterone": True}],
    blood.smallest_rise: [{"hcg_0_iu_l": level, "which": which.value} for level, which in product(LEVELS, Minimum)],
    blood.two_step_first: [{"progesterone_nmol_l": 1.8, "on_progesterone": taken} for taken in (None, True, False)],
    care.by_kind_of_loss: [{}],
    care.course: [{}],
    care.expectant_completion: [
        *({"kind": kind} for kind in LUISE_TYPES),
        *({"kind": kind, "by": "day_14"} for kind in ("incomplete", "all")),
    ],
    care.follow_up_test: [{"country": country} for country in care.COUNTRIES],
    care.grief_score: [{"responses": [answer] * 33} for answer in (1, 5)],
    care.how_people_felt: [{}],
    care.investigations: [
        {"losses_first_trimester": first, "losses_second_trimester": second, "consecutive": row}
        for first, second, row in product((None, 0, 1, 2, 3), (None, 0, 1), (None, True, False))
    ],
    care.letter_may_say: [{"country": country} for country in care.COUNTRIES],
    care.milk: [{"ga_days": day} for day in (None, 80, 120)],
    care.options: [
        *({"stage": "early", "kind": kind} for kind in LUISE_TYPES),
        {"stage": "second_trimester"},
    ],
    care.asks_for_help: [{"key": "phq9", "answers": [None] * 8 + [answer]} for answer in (0, 1, None)],
    care.questionnaire: [{"key": key} for key in ("phq9", "pcl5", "pc_ptsd5")],
    care.rh: [
        {"event": event, "ga_days": day, "rhd_negative": negative, "body": body}
        for event, day, negative, body in product(
            EVENTS,
            (50, 70, 83, 84, 90, 105, 140),
            (None, True, False),
            (None, *sorted({key for key, _, _ in BODIES.values()})),
        )
    ],
    care.score: [{"key": "phq9", "answers": [0] * 8 + [worst]} for worst in (0, 3)],
    care.signs: [{}],
    care.smallest_set_of_tests: [{}],
    care.trying_again: [{}],
}
"""Functions that answer with something published; those of ONLY_ARITHMETIC answer with numbers of the caller."""

ONLY_ARITHMETIC = {
    chances.at_baseline,
    chances.for_a_person,
    chances.life_table,
    chances.model,
    chances.number_needed,
    chances.post_test_percent,
    chances.predicted_cell,
    chances.risk_percent,
}


def answers() -> Iterator[tuple[str, Any]]:
    """Yield every answer with where it comes from."""
    for function, given in ARGUMENTS.items():
        for arguments in given:
            yield f"{function.__module__}.{function.__name__}({arguments})", function(**arguments)
    from gravida.engine.chances.recurrent_loss import _cells  # the cells that exist, whatever they are

    for row in _cells():
        age, losses = float(row["age_years"]), int(row["previous_miscarriages"])
        yield f"predicted_cell({age}, {losses})", chances.predicted_cell(age, losses)


def parts(found: Any) -> Iterator[Any]:
    """Yield an answer and everything in it."""
    yield found
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from parts(getattr(found, field.name))
    elif isinstance(found, dict):
        for value in found.values():
            yield from parts(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from parts(value)
