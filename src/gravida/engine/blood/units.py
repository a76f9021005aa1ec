"""Units of hCG and progesterone, and values that look as if they were in another unit."""

from __future__ import annotations

import re
from math import isfinite

from gravida.errors import InputError
from gravida.values import NMOL_L_PER_NG_ML

HCG_UNITS = ("iu/l", "miu/ml", "u/l", "mu/ml")
"""All one and the same: 1 IU/L is 1 mIU/mL."""

LARGEST_HCG_IU_L = 1_000_000
QUESTIONED_FACTOR = 100
"""Two samples that differ by this factor look like two units (own limit; the fastest printed is 10.76 in 4 days)."""

QUESTIONED_NG_ML = 100.0
QUESTIONED_NMOL_L = 2.0
"""Own limits: above the first a value in ng/mL, at or under the second one in nmol/L, may be in the other unit."""

_WITH_UNIT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]+/[A-Za-z]+)?")


def nmol_l_from_ng_ml(ng_ml: float) -> float:
    """Return progesterone in nmol/L.

    >>> nmol_l_from_ng_ml(10.0)
    31.8
    """
    return round(ng_ml * NMOL_L_PER_NG_ML, 9)


def ng_ml_from_nmol_l(nmol_l: float) -> float:
    """Return progesterone in ng/mL."""
    return nmol_l / NMOL_L_PER_NG_ML


def hcg_iu_l(value: object, name: str = "hcg_iu_l") -> float:
    """Read an hCG value: a number in IU/L, or a text with its unit (``"1200 mIU/mL"``).

    Raises:
        InputError: it is 0, negative, no number, or in a unit that is not one of hCG in blood.
    """
    number = _number(value, name)
    if number == 0:
        raise InputError(
            f"{name} is 0.",
            "Two values are compared by dividing them, so 0 cannot be used; write the number on the report, "
            "or leave it out "
            "if none was measured or it only says less than.",
            value=value,
        )
    if number < 0:
        raise InputError(f"{name} {number:g} is negative.", "Write the number on the report, in IU/L.", value=value)
    if number > LARGEST_HCG_IU_L:
        raise InputError(
            f"{name} {number:g} is more than {LARGEST_HCG_IU_L:,} IU/L.",
            "Check the unit: 1 IU/L is 1 mIU/mL.",
            value=value,
        )
    return number


def _number(value: object, name: str) -> float:
    if isinstance(value, str):
        found = _WITH_UNIT.fullmatch(value.strip())
        if found is None:
            raise InputError(f"{name} {value!r} is not a number.", "Write a number such as 1200, in IU/L.", value=value)
        if found[2] and found[2].lower() not in HCG_UNITS:
            raise InputError(
                f"{name} is given in {found[2]}.", "Give hCG in IU/L or mIU/mL, which are the same.", value=value
            )
        return float(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise InputError(f"{name} {value!r} is not a number.", "Write a number such as 1200, in IU/L.", value=value)
    return float(value)


def unit_questions(hcg_0_iu_l: float, hcg_1_iu_l: float) -> tuple[str, ...]:
    """Ask about two samples that differ as two units do."""
    larger, smaller = max(hcg_0_iu_l, hcg_1_iu_l), min(hcg_0_iu_l, hcg_1_iu_l)
    if larger / smaller >= QUESTIONED_FACTOR:
        return (f"One value is {larger / smaller:.0f} times the other. Are both in IU/L (the same as mIU/mL)?",)
    return ()


def progesterone_questions(nmol_l: float, *, given_in: str) -> tuple[str, ...]:
    """Ask about a progesterone that looks as if it were in the other unit."""
    if given_in == "ng/mL" and ng_ml_from_nmol_l(nmol_l) > QUESTIONED_NG_ML:
        return ("This is very high for ng/mL. Was it in nmol/L?",)
    if given_in == "nmol/L" and nmol_l <= QUESTIONED_NMOL_L:
        return (f"This is very low for nmol/L. Was it in ng/mL? If so, multiply it by {NMOL_L_PER_NG_ML:g}.",)
    return ()
