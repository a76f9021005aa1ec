"""Blood tests: arithmetic of hCG and progesterone, and what published limits say. Never a place, never a diagnosis.

gravida.blood.compare(800, 1300, 48, location="unknown")
"""

from __future__ import annotations

from gravida.engine.blood.compare import HcgComparison, compare, compare_samples
from gravida.engine.blood.decline import cameron2016_met, days_to_zero, decline_bands, fall_percent
from gravida.engine.blood.nice import NiceAnswer, NiceBand, nice_band
from gravida.engine.blood.progesterone import CutOff, cut_offs, read_progesterone, two_step_first
from gravida.engine.blood.ranges import hcg_ranges
from gravida.engine.blood.rise import (
    barnhart2004_ratio,
    below_smallest_rise,
    doubling_time_hours,
    obsolete_66_percent_ratio,
    ratio,
    ratio_48h,
    smallest_rise,
)
from gravida.engine.blood.units import ng_ml_from_nmol_l, nmol_l_from_ng_ml

__all__ = [
    "CutOff",
    "HcgComparison",
    "NiceAnswer",
    "NiceBand",
    "barnhart2004_ratio",
    "below_smallest_rise",
    "cameron2016_met",
    "compare",
    "compare_samples",
    "cut_offs",
    "days_to_zero",
    "decline_bands",
    "doubling_time_hours",
    "fall_percent",
    "hcg_ranges",
    "ng_ml_from_nmol_l",
    "nice_band",
    "nmol_l_from_ng_ml",
    "obsolete_66_percent_ratio",
    "ratio",
    "ratio_48h",
    "read_progesterone",
    "smallest_rise",
    "two_step_first",
]
