"""Shepard 1982: weight from head and abdomen.

Equation: log10 of weight in **kg** = -1.7492 + 0.166 BPD + 0.046 AC - 2.646 AC BPD/1000, measures in **cm**; the answer
here is in grams.

Range: none printed in what was read.

Stated error: not seen.

Population: not stated in what was read.

Source: ``shepard1982``.
"""

from __future__ import annotations

from typing import Any

from gravida.arrays import namespace
from gravida.engine.growth.weight import LN_10, WeightFormula
from gravida.evidence.bibliography import cite

GRAMS_PER_KILOGRAM = 1000.0


def _equation(bpd_cm: Any, ac_cm: Any) -> Any:
    log = -1.7492 + 0.166 * bpd_cm + 0.046 * ac_cm - 2.646 * ac_cm * bpd_cm / 1000
    return GRAMS_PER_KILOGRAM * namespace(log).exp(LN_10 * log)


FORMULAS = (
    WeightFormula(
        key="shepard1982",
        title="Shepard 1982 (BPD, AC)",
        measures=("bpd_mm", "ac_mm"),
        equation=_equation,
        says="log10(kg) = -1.7492 + 0.166 BPD + 0.046 AC - 2.646 AC BPD / 1000, cm",
        population="Not stated in what was read.",
        note="Prints kilograms.",
        source=cite("shepard1982", where="equation of log10 weight", seen_in=2),
    ),
)
