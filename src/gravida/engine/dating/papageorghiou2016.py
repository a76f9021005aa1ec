"""INTERGROWTH-21st (Papageorghiou 2016): age from the head, and from head and thigh bone.

Equation: days = exp(0.05970 (ln HC)^2 + 0.000000006409 HC^3 + 3.3258), and days = exp(0.03243 (ln HC)^2 + 0.001644 FL
ln HC + 3.813), HC and FL in mm.

Range: meant for 14w0d to 25w6d (98 to 181 days); an answer outside is refused. The examples of the paper lie above and
are arithmetic only.

Stated error: the SD of prediction was not found.

Population: the healthy cohort of INTERGROWTH-21st.

The paper works out 189.8 days for a head of 250 mm, and 200.5 with a thigh bone of 55 mm:

>>> round(from_head(250.0), 1), round(from_head_and_femur(250.0, 55.0), 1)
(189.8, 200.5)

Source: ``papageorghiou2016_dating``.
"""

from __future__ import annotations

from typing import Any

from gravida.arrays import namespace
from gravida.engine.dating.biometry import BiometryFormula
from gravida.evidence.bibliography import cite

EARLIEST_DAYS = 98.0
LATEST_DAYS = 181.0
_POPULATION = "Healthy cohort of the INTERGROWTH-21st project, eight countries."
_NOTE = "Meant for 14w0d to 25w6d; the SD of prediction was not found."


def from_head(hc_mm: Any) -> Any:
    """Return the age in days, without any limit. Another implementation has 99.3156 days at 100 mm:

    >>> round(from_head(100.0), 4)
    99.3156
    """
    xp = namespace(hc_mm)
    log = xp.log(hc_mm)
    return xp.exp(0.05970 * log * log + 0.000000006409 * hc_mm * hc_mm * hc_mm + 3.3258)


def from_head_and_femur(hc_mm: Any, fl_mm: Any) -> Any:
    """Return the age in days, without any limit. Another implementation has 97.1709 days at 100 and 10 mm:

    >>> round(from_head_and_femur(100.0, 10.0), 4)
    97.1709
    """
    xp = namespace(hc_mm, fl_mm)
    log = xp.log(hc_mm)
    return xp.exp(0.03243 * log * log + 0.001644 * fl_mm * log + 3.813)


FORMULAS = (
    BiometryFormula(
        key="papageorghiou2016_hc",
        rule_id="DATE-IG16-HC",
        title="INTERGROWTH-21st 2016 (HC)",
        measures=("hc_mm",),
        equation=from_head,
        earliest_days=EARLIEST_DAYS,
        latest_days=LATEST_DAYS,
        population=_POPULATION,
        note=_NOTE,
        source=cite("papageorghiou2016_dating", where="equation of age on head circumference", seen_in=2),
    ),
    BiometryFormula(
        key="papageorghiou2016_hc_fl",
        rule_id="DATE-IG16-HC-FL",
        title="INTERGROWTH-21st 2016 (HC, FL)",
        measures=("hc_mm", "fl_mm"),
        equation=from_head_and_femur,
        earliest_days=EARLIEST_DAYS,
        latest_days=LATEST_DAYS,
        population=_POPULATION,
        note=_NOTE,
        source=cite("papageorghiou2016_dating", where="equation of age on head and femur", seen_in=2),
    ),
)
