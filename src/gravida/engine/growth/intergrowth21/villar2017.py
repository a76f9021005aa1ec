"""INTERGROWTH-21st (Villar 2017): what newborns are made of, by sex: fat, all else, and fat in per cent.

Equation: none was published, only a table of five centiles at 38, 39, 40, 41 and 42 weeks. Every row of it is that of
a normal distribution: there is a mean and an SD with which all its printed cells come back. Those are the numbers in
``villar2017_normal.csv``, recovered from the table and not from the paper. Between two rows they go in a straight line.

Range: 38w0d to 42w0d (266 to 294 days).

Stated error: the spread of the table.

Population: newborns of INTERGROWTH-21st, its Oxford site, measured by air displacement.

A public package fits cubics to the same table; its numbers differ between the rows.

The printed table has 10.3 per cent for girls at 38w0d:

>>> round(STANDARDS[2].value_at(266, centile=50), 1)
10.3

Source: ``villar2017``.
"""

from __future__ import annotations

from typing import NamedTuple

from gravida.engine.growth.daily import Daily, read_table
from gravida.engine.growth.distributions import Normal
from gravida.engine.growth.size_standard import Sex, Standard
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Read

SOURCE = cite(
    "villar2017", where="printed table of centiles; mean and SD recovered from it", seen_in=1, read=Read.SECONDARY
)


class _Measure(NamedTuple):
    key: str
    table: str
    measure: str
    column: str
    unit: str


_MEASURES = (
    _Measure("fat_mass", "fmfga", "fat mass", "fat_mass_g", "g"),
    _Measure("fat_free_mass", "ffmfga", "fat-free mass", "fat_free_mass_g", "g"),
    _Measure("body_fat", "bfpfga", "body fat", "body_fat_percent", "%"),
)


def _standard(measure: _Measure, sex: Sex) -> Standard:
    rows = [row for row in read_table("villar2017_normal.csv") if (row["standard"], row["sex"]) == (measure.table, sex)]
    mean, sd = (Daily(266.0, 7.0, tuple(float(row[name]) for row in rows)) for name in ("mean", "sd"))
    return Standard(
        key=f"intergrowth21_newborn_{measure.key}_{sex}",
        title=f"INTERGROWTH-21st {measure.measure} at birth, {'girls' if sex == 'female' else 'boys'}",
        measure=measure.measure,
        column=measure.column,
        unit=measure.unit,
        distribution=Normal(mean=mean, sd=sd),
        lowest=mean.first_day,
        highest=mean.last_day,
        per=1.0,
        sex=sex,
        population="Newborns of INTERGROWTH-21st, its Oxford site, measured by air displacement.",
        note="A table of five weeks; mean and SD were recovered from it, with straight lines between the weeks.",
        source=SOURCE,
    )


STANDARDS = tuple(_standard(measure, sex) for sex in ("female", "male") for measure in _MEASURES)
