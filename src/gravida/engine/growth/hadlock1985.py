"""Hadlock 1985: weight from abdomen and thigh bone, with or without the head.

Equation: log10 of weight in g, measures in **cm**: AC, FL: 1.304 + 0.05281 AC + 0.1938 FL - 0.004 AC FL; BPD, AC, FL:
1.335 - 0.0034 AC FL + 0.0316 BPD + 0.0457 AC + 0.1623 FL; HC, AC, FL: 1.326 - 0.00326 AC FL + 0.0107 HC + 0.0438 AC +
0.158 FL; BPD, HC, AC, FL: 1.3596 - 0.00386 AC FL + 0.0064 HC + 0.00061 BPD AC + 0.0424 AC + 0.174 FL.

Range: none printed in what was read.

Stated error: not seen.

Population: not stated in what was read.

Source: ``hadlock1985``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gravida.arrays import namespace
from gravida.engine.growth.weight import LN_10, WeightFormula
from gravida.evidence.bibliography import cite

_NAMES = {"bpd_mm": "BPD", "hc_mm": "HC", "ac_mm": "AC", "fl_mm": "FL"}


def _formula(log10: Callable[..., Any], says: str, seen_in: int, *measures: str) -> WeightFormula:
    names = [_NAMES[measure] for measure in measures]

    def equation(*measures_cm: Any) -> Any:
        log = log10(*measures_cm)
        return namespace(log).exp(LN_10 * log)

    return WeightFormula(
        key=f"hadlock1985_{'_'.join(names).lower()}",
        title=f"Hadlock 1985 ({', '.join(names)})",
        measures=measures,
        equation=equation,
        says=f"log10(g) = {says}, cm",
        population="Not stated in what was read; the full text was not reached.",
        note="Goes with the WHO standard and intergrowth21_efw_hadlock." if names == ["HC", "AC", "FL"] else "",
        source=cite("hadlock1985", where="equation of log10 weight", seen_in=seen_in),
    )


FORMULAS = (
    _formula(
        lambda h, a, f: 1.326 - 0.00326 * a * f + 0.0107 * h + 0.0438 * a + 0.158 * f,
        "1.326 - 0.00326 AC FL + 0.0107 HC + 0.0438 AC + 0.158 FL",
        4,
        "hc_mm",
        "ac_mm",
        "fl_mm",
    ),
    _formula(
        lambda b, h, a, f: 1.3596 - 0.00386 * a * f + 0.0064 * h + 0.00061 * b * a + 0.0424 * a + 0.174 * f,
        "1.3596 - 0.00386 AC FL + 0.0064 HC + 0.00061 BPD AC + 0.0424 AC + 0.174 FL",
        5,
        "bpd_mm",
        "hc_mm",
        "ac_mm",
        "fl_mm",
    ),
    _formula(
        lambda b, a, f: 1.335 - 0.0034 * a * f + 0.0316 * b + 0.0457 * a + 0.1623 * f,
        "1.335 - 0.0034 AC FL + 0.0316 BPD + 0.0457 AC + 0.1623 FL",
        5,
        "bpd_mm",
        "ac_mm",
        "fl_mm",
    ),
    _formula(
        lambda a, f: 1.304 + 0.05281 * a + 0.1938 * f - 0.004 * a * f,
        "1.304 + 0.05281 AC + 0.1938 FL - 0.004 AC FL",
        2,
        "ac_mm",
        "fl_mm",
    ),
)
