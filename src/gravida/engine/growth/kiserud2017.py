"""WHO fetal growth charts (Kiserud 2017, corrected 2017 and 2021): weight and five measures as centile curves.

Equation: each centile has a curve of its own: value = exp(b0 + b1 w + b2 w^2 + b3 w^3 + b4 w^4), w = exact weeks, in
mm or g; the coefficients are in ``kiserud2017_quantiles.csv``, b4 only for weight by sex.

Range: 14w0d to 40w0d (98 to 280 days). Centiles 1 to 99 (1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99).

Stated error: none but the spread of the curves.

Population: 1387 women at low risk in ten countries; weight by Hadlock 1985 from HC, AC, FL.

Between two curves the share goes in a straight line with the value; below the 1st and above the 99th centile nothing
is answered. The curves cross nowhere on whole and quarter days of their range. The curves by sex are those of the
corrected version; 57 of 378 cells of the first printed table by sex differ from them by up to 2 g.

The printed table has 90 g at 14w0d:

>>> round(STANDARDS[5].value_at(98, centile=50))
90

Source: ``kiserud2017``.
"""

from __future__ import annotations

from gravida.engine.growth.curve import exp_curve
from gravida.engine.growth.daily import read_table
from gravida.engine.growth.quantile_curves import QuantileCurves
from gravida.engine.growth.size_standard import Sex, Standard
from gravida.evidence.bibliography import cite

SOURCE = cite("kiserud2017", where="coefficients of quantile regression, corrected version", seen_in=2)

_MEASURES: dict[str, tuple[str, str, str, str]] = {
    "AC": ("ac", "abdominal circumference", "ac_mm", "mm"),
    "BPD": ("bpd", "biparietal diameter", "bpd_mm", "mm"),
    "FL": ("fl", "femur length", "fl_mm", "mm"),
    "HC": ("hc", "head circumference", "hc_mm", "mm"),
    "HL": ("humerus", "humerus length", "hl_mm", "mm"),
    "EFW": ("efw", "estimated weight", "efw_g", "g"),
}
_SEXES: dict[str, Sex | None] = {"all": None, "F": "female", "M": "male"}


def _standard(measure: str, letter: str) -> Standard:
    rows = [row for row in read_table("kiserud2017_quantiles.csv") if (row["measure"], row["sex"]) == (measure, letter)]
    name, words, column, unit = _MEASURES[measure]
    sex = _SEXES[letter]
    who = {None: "", "female": ", girls", "male": ", boys"}[sex]
    return Standard(
        key=f"who_{name}" + (f"_{sex}" if sex else ""),
        title=f"WHO {words}{who}",
        measure=words,
        column=column,
        unit=unit,
        distribution=QuantileCurves(
            tuple(float(row["quantile"]) for row in rows),
            tuple(
                exp_curve(*((float(row[f"b{power}"]), power) for power in range(5) if float(row[f"b{power}"])))
                for row in rows
            ),
        ),
        lowest=98.0,
        highest=280.0,
        sex=sex,
        population="1387 women at low risk in ten countries (WHO multicentre study).",
        note="Curves for eleven centiles; straight lines between them, nothing beyond the 1st and the 99th.",
        source=SOURCE,
    )


STANDARDS = (
    *(_standard(measure, "all") for measure in _MEASURES),
    _standard("EFW", "F"),
    _standard("EFW", "M"),
)
