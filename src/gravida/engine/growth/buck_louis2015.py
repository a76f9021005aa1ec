"""NICHD fetal growth studies (Buck Louis 2015, Grantz 2018): four measures by day and weight by week, in four groups.

Equation: the tables are printed, the splines behind them are not. Every printed row is that of a log-normal
distribution: there is a mean and an SD of the logarithm with which all seven printed centiles come back to their last
digit. Those are the numbers in ``buck_louis2015_lognormal.csv``, recovered from the tables; z = (ln y - mean)/sd.
Between two rows they go in a straight line.

Range: 10w0d to 42w0d (70 to 294 days).

Stated error: the spread of the tables.

Population: single pregnancies of 1737 women in the United States whose risk was low until birth, in four groups by
what the women said of themselves. Gravida never chooses a group; the WHO and INTERGROWTH-21st standards have none.

The later standard of the same study for all women together was not found.

The printed table has 36.02 mm for the abdomen at 10w0d (Asian women):

>>> round(STANDARDS[0].value_at(70, centile=50), 2)
36.02

Source: ``buck_louis2015`` for the measures, ``grantz2018`` for weight.
"""

from __future__ import annotations

from gravida.engine.growth.daily import Daily, read_table
from gravida.engine.growth.distributions import LogNormal
from gravida.engine.growth.size_standard import Standard
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read, Source

SOURCE = cite("buck_louis2015", where="table by day of the study's calculator; log-normal recovered from it", seen_in=1)
WEIGHT_SOURCE = cite("grantz2018", where="table by week; log-normal recovered from it", seen_in=1, read=Read.SECONDARY)

GROUPS = ("asian", "black", "hispanic", "white")
_MEASURES: dict[str, tuple[str, str, str, str, float, Source]] = {
    "abdocirc": ("ac", "abdominal circumference", "ac_mm", "mm", 1.0, SOURCE),
    "bpd": ("bpd", "biparietal diameter", "bpd_mm", "mm", 1.0, SOURCE),
    "femurlen": ("fl", "femur length", "fl_mm", "mm", 1.0, SOURCE),
    "headcirc": ("hc", "head circumference", "hc_mm", "mm", 1.0, SOURCE),
    "efw": ("efw", "estimated weight", "efw_g", "g", 7.0, WEIGHT_SOURCE),
}


def _standard(measure: str, group: str, rows: list[dict[str, str]]) -> Standard:
    name, words, column, unit, step, source = _MEASURES[measure]
    first = float(rows[0]["gest_days"])
    mean, sd = (Daily(first, step, tuple(float(row[it]) for row in rows)) for it in ("mean", "sd"))
    return Standard(
        key=f"nichd_{name}_{group}",
        title=f"NICHD {words}, {group.capitalize()} women",
        measure=words,
        column=column,
        unit=unit,
        distribution=LogNormal(mean=mean, sd=sd),
        lowest=mean.first_day,
        highest=mean.last_day,
        per=1.0,
        population=f"Women at low risk in the United States who called themselves {group.capitalize()}.",
        note="A table; mean and SD of the logarithm were recovered from it, with straight lines between its rows.",
        source=source,
    )


def _all() -> tuple[Standard, ...]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_table("buck_louis2015_lognormal.csv"):
        rows.setdefault((row["measure"], row["group"]), []).append(row)
    return tuple(_standard(measure, group, rows[measure, group]) for measure in _MEASURES for group in GROUPS)


STANDARDS = _all()
