"""INTERGROWTH-21st (Villar 2014, 2016): size at birth by sex: weight, length, head, and weight for length.

Equation: from 33w0d skew t of type 3 with mu and sigma by day and nu and tau constant, as
:mod:`gravida.engine.growth.skew_t` prints it; weight for length is normal in kg/m: boys mean -17.84615 - 3778.768/w +
1291.477 ln(w)/w, SD 1.01047 - 0.0080948 w; girls mean -5.542927 + 0.0018926 w^3 - 0.0004614 w^3 ln w, SD 0.6806229.
Before 33w0d the equations of :mod:`villar2016`.

Range: 24w0d to 42w6d (168 to 300 days); skew t from 33w0d (231 days).

Stated error: the spread of the standard.

Population: babies of 20 486 healthy mothers in eight countries, from 33 weeks; very preterm ones of the same project.

mu, sigma, nu and tau are not printed in the paper. They were given to two public packages by the statistician of the
study; the printed tables follow from them. At an age between two days they go in a straight line.

The printed table has 3.38 kg for boys at 40w0d:

>>> boys = STANDARDS[4]
>>> boys.key, round(boys.value_at(280, centile=50), 2)
('intergrowth21_newborn_weight_male', 3.38)

Source: ``villar2014``, and ``villar2016`` below 33 weeks.
"""

from __future__ import annotations

from typing import NamedTuple

from gravida.engine.growth.curve import Curve, curve
from gravida.engine.growth.daily import Daily, read_table
from gravida.engine.growth.distributions import Distribution, Normal
from gravida.engine.growth.intergrowth21 import villar2016
from gravida.engine.growth.joined import Joined
from gravida.engine.growth.size_standard import Sex, Standard
from gravida.engine.growth.skew_t import SkewT, StudentT
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

LAST_DAY = 300.0
SOURCE = cite(
    "villar2014",
    where="printed tables; parameters by day from the study's statistician; below 33 weeks villar2016",
    seen_in=2,
    read=Read.SECONDARY,
)


class _Measure(NamedTuple):
    key: str
    title: str
    measure: str
    column: str
    unit: str
    table: str


_WEIGHT = _Measure("weight", "weight at birth", "weight at birth", "birth_weight_kg", "kg", "wfga")
_LENGTH = _Measure("length", "length at birth", "length at birth", "birth_length_cm", "cm", "lfga")
_HEAD = _Measure("head", "head circumference at birth", "head circumference", "birth_head_cm", "cm", "hcfga")
_RATIO = _Measure(
    "weight_length_ratio", "weight for length at birth", "weight for length", "weight_length_ratio_kg_m", "kg/m", ""
)


def _skew_t(table: str, sex: Sex) -> SkewT:
    letter = "F" if sex == "female" else "M"
    rows = [row for row in read_table("villar2014_skew_t.csv") if (row["standard"], row["sex"]) == (table, letter)]
    first = float(rows[0]["gest_days"])
    mu, sigma, nu = (Daily(first, 1.0, tuple(float(row[name]) for row in rows)) for name in ("mu", "sigma", "nu"))
    return SkewT(mu, sigma, nu, StudentT(float(rows[0]["tau"])))


_RATIO_BOYS: tuple[Curve, Curve] = (
    curve(-17.84615, (-3778.768, -1), (1291.477, -1, 1)),
    curve(1.01047, (-0.0080948, 1)),
)
_RATIO_GIRLS: tuple[Curve, Curve] = (
    curve(-5.542927, (0.0018926, 3), (-0.0004614, 3, 1)),
    curve(0.6806229),
)


def _standard(measure: _Measure, sex: Sex, early: Distribution, late: Distribution, late_per: float) -> Standard:
    return Standard(
        key=f"intergrowth21_newborn_{measure.key}_{sex}",
        title=f"INTERGROWTH-21st {measure.title}, {'girls' if sex == 'female' else 'boys'}",
        measure=measure.measure,
        column=measure.column,
        unit=measure.unit,
        distribution=Joined(early, late, villar2016.UNTIL_DAY, 7.0, late_per),
        lowest=villar2016.FIRST_DAY,
        highest=LAST_DAY,
        per=1.0,
        sex=sex,
        population="Newborns of 20 486 healthy mothers in eight countries; below 33 weeks the very preterm cohort.",
        note="Below 33w0d the equations of villar2016; from there on parameters by day, straight lines between days.",
        source=SOURCE,
    )


def _both(sex: Sex) -> tuple[Standard, ...]:
    ratio = Normal(*(_RATIO_BOYS if sex == "male" else _RATIO_GIRLS))
    return (
        _standard(_WEIGHT, sex, villar2016.weight(sex), _skew_t("wfga", sex), 1.0),
        _standard(_LENGTH, sex, villar2016.length(sex), _skew_t("lfga", sex), 1.0),
        _standard(_HEAD, sex, villar2016.head(sex), _skew_t("hcfga", sex), 1.0),
        _standard(_RATIO, sex, villar2016.weight_length_ratio(sex), ratio, 7.0),
    )


STANDARDS = (*_both("female"), *_both("male"))
