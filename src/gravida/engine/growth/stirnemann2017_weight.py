"""INTERGROWTH-21st (Stirnemann 2017): weight from abdomen and head.

Equation: weight in g = exp(5.084820 - 54.06633 (AC/100)^3 - 95.80076 (AC/100)^3 ln(AC/100) + 3.136370 (HC/100)), AC
and HC in **cm**.

Range: none printed; its standard runs from 22w0d to 40w0d.

Stated error: not seen.

Population: the healthy cohort of INTERGROWTH-21st, weighed within 14 days after the scan.

The evidence review works out 1499 g for an abdomen of 260 mm and a head of 290 mm:

>>> round(FORMULAS[0].weight_g(ac_mm=260.0, hc_mm=290.0))
1499

Source: ``stirnemann2017``.
"""

from __future__ import annotations

from typing import Any

from gravida.arrays import namespace
from gravida.engine.growth.weight import WeightFormula
from gravida.evidence.bibliography import cite


def _equation(ac_cm: Any, hc_cm: Any) -> Any:
    xp = namespace(ac_cm, hc_cm)
    a, h = ac_cm / 100, hc_cm / 100
    cube = a * a * a
    return xp.exp(5.084820 - 54.06633 * cube - 95.80076 * cube * xp.log(a) + 3.136370 * h)


FORMULAS = (
    WeightFormula(
        key="stirnemann2017",
        title="INTERGROWTH-21st 2017 (AC, HC)",
        measures=("ac_mm", "hc_mm"),
        equation=_equation,
        says="exp(5.084820 - 54.06633 (AC/100)^3 - 95.80076 (AC/100)^3 ln(AC/100) + 3.136370 (HC/100)), cm",
        population="Healthy cohort of INTERGROWTH-21st, eight countries.",
        note="Goes with the standard intergrowth21_efw.",
        source=cite("stirnemann2017", where="equation of weight", seen_in=3),
    ),
)
