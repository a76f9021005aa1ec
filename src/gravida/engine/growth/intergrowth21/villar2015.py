"""INTERGROWTH-21st (Villar 2015): growth of preterm babies after birth, by sex.

Equation: x = exact post-menstrual weeks, m = 1 for a boy and 0 for a girl. ln(weight in kg): mean 2.591277 - 0.01155
x^0.5 - 2201.705 x^-2 + 0.0911639 m, SD 0.1470258 + 505.92394 x^-2 - 140.0576 x^-2 ln x. ln(length in cm): mean
4.136244 - 547.0018 x^-2 + 0.0026066 x + 0.0314961 m, SD 0.050489 + 310.44761 x^-2 - 90.0742 x^-2 ln x. Head in cm:
mean 55.53617 - 852.0059/x + 0.7957903 m, SD 3.0582292 + 3910.05 x^-2 - 180.5625/x. Weight in kg for a length of l
**decimetres**: boys 13.98383 + 203.5677 l^-2 - 291.114 l^-2 ln l, SD exp(-1.830098 + 0.0049708 l^3); girls 50.32492 +
140.8019/l - 167.906 l^-0.5, SD 0.2195888 - 0.0046046 l^3 + 0.0033017 l^3 ln l.

Range: 27 to 64 post-menstrual weeks (189 to 448 days since the last period); weight for length 35 to 65 cm.

Stated error: the SD.

Population: 201 preterm babies of the INTERGROWTH-21st cohort.

The printed tables have 0.61 kg for girls at 27 weeks, and 0.83 kg for boys of 35 cm:

>>> round(STANDARDS[0].value_at(27 * 7, centile=50), 2), round(STANDARDS[7].value_at(35, centile=50), 2)
(0.61, 0.83)

Source: ``villar2015``.
"""

from __future__ import annotations

from functools import partial

from gravida.engine.growth.curve import curve, exp_curve
from gravida.engine.growth.distributions import LogNormal, Normal
from gravida.engine.growth.size_standard import Sex, Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("villar2015", where="equations of mean and SD by sex", seen_in=3)

_FOR_LENGTH: dict[Sex, Normal] = {
    "male": Normal(
        mean=curve(13.98383, (203.5677, -2), (-291.114, -2, 1)),
        sd=exp_curve(-1.830098, (0.0049708, 3)),
        x="l",
    ),
    "female": Normal(
        mean=curve(50.32492, (140.8019, -1), (-167.906, -0.5)),
        sd=curve(0.2195888, (-0.0046046, 3), (0.0033017, 3, 1)),
        x="l",
    ),
}


def _of(sex: Sex) -> tuple[Standard, ...]:
    boy = 1.0 if sex == "male" else 0.0
    who = "boys" if sex == "male" else "girls"
    standard = partial(
        Standard,
        sex=sex,
        population="201 preterm babies of the INTERGROWTH-21st cohort.",
        source=SOURCE,
    )
    by_age = partial(
        standard, lowest=189.0, highest=448.0, argument="pma_days", note="Age counted from the last period."
    )
    return (
        by_age(
            key=f"intergrowth21_preterm_weight_{sex}",
            title=f"INTERGROWTH-21st weight of preterm {who}",
            measure="weight",
            column="infant_weight_kg",
            unit="kg",
            distribution=LogNormal(
                mean=curve(2.591277 + 0.0911639 * boy, (-0.01155, 0.5), (-2201.705, -2)),
                sd=curve(0.1470258, (505.92394, -2), (-140.0576, -2, 1)),
                x="x",
            ),
        ),
        by_age(
            key=f"intergrowth21_preterm_length_{sex}",
            title=f"INTERGROWTH-21st length of preterm {who}",
            measure="length",
            column="infant_length_cm",
            unit="cm",
            distribution=LogNormal(
                mean=curve(4.136244 + 0.0314961 * boy, (-547.0018, -2), (0.0026066, 1)),
                sd=curve(0.050489, (310.44761, -2), (-90.0742, -2, 1)),
                x="x",
            ),
        ),
        by_age(
            key=f"intergrowth21_preterm_head_{sex}",
            title=f"INTERGROWTH-21st head circumference of preterm {who}",
            measure="head circumference",
            column="infant_head_cm",
            unit="cm",
            distribution=Normal(
                mean=curve(55.53617 + 0.7957903 * boy, (-852.0059, -1)),
                sd=curve(3.0582292, (3910.05, -2), (-180.5625, -1)),
                x="x",
            ),
        ),
        standard(
            key=f"intergrowth21_preterm_weight_for_length_{sex}",
            title=f"INTERGROWTH-21st weight for length of preterm {who}",
            measure="weight",
            column="infant_weight_kg",
            unit="kg",
            distribution=_FOR_LENGTH[sex],
            lowest=35.0,
            highest=65.0,
            argument="infant_length_cm",
            per=10.0,
            note="The argument is a length, not an age.",
        ),
    )


STANDARDS = (*_of("female"), *_of("male"))
