"""Hadlock 1984: weight from abdomen with head or thigh bone.

Equation: log10 of weight in g, measures in **cm**: BPD, AC: 1.1134 + 0.05845 AC - 0.000604 AC^2 - 0.007365 BPD^2 +
0.000595 BPD AC + 0.1694 BPD; AC, FL: 1.3598 + 0.051 AC + 0.1844 FL - 0.0037 AC FL; BPD, AC, FL: 1.4787 - 0.003343 AC FL
+ 0.001837 BPD^2 + 0.0458 AC + 0.158 FL.

Range: none printed in what was read.

Stated error: not seen.

Population: not stated in what was read.

The equation of HC, AC and FL of the same paper was seen nowhere and is left out.

Source: ``hadlock1984_weight``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gravida.arrays import namespace
from gravida.engine.growth.weight import LN_10, WeightFormula
from gravida.evidence.bibliography import cite

_NAMES = {"bpd_mm": "BPD", "ac_mm": "AC", "fl_mm": "FL"}


def _formula(log10: Callable[..., Any], says: str, *measures: str) -> WeightFormula:
    names = [_NAMES[measure] for measure in measures]

    def equation(*measures_cm: Any) -> Any:
        log = log10(*measures_cm)
        return namespace(log).exp(LN_10 * log)

    return WeightFormula(
        key=f"hadlock1984_{'_'.join(names).lower()}",
        title=f"Hadlock 1984 ({', '.join(names)})",
        measures=measures,
        equation=equation,
        says=f"log10(g) = {says}, cm",
        population="Not stated in what was read.",
        note="Seen in one public code.",
        source=cite("hadlock1984_weight", where="equation of log10 weight", seen_in=1),
    )


FORMULAS = (
    _formula(
        lambda b, a: 1.1134 + 0.05845 * a - 0.000604 * a * a - 0.007365 * b * b + 0.000595 * b * a + 0.1694 * b,
        "1.1134 + 0.05845 AC - 0.000604 AC^2 - 0.007365 BPD^2 + 0.000595 BPD AC + 0.1694 BPD",
        "bpd_mm",
        "ac_mm",
    ),
    _formula(
        lambda a, f: 1.3598 + 0.051 * a + 0.1844 * f - 0.0037 * a * f,
        "1.3598 + 0.051 AC + 0.1844 FL - 0.0037 AC FL",
        "ac_mm",
        "fl_mm",
    ),
    _formula(
        lambda b, a, f: 1.4787 - 0.003343 * a * f + 0.001837 * b * b + 0.0458 * a + 0.158 * f,
        "1.4787 - 0.003343 AC FL + 0.001837 BPD^2 + 0.0458 AC + 0.158 FL",
        "bpd_mm",
        "ac_mm",
        "fl_mm",
    ),
)
