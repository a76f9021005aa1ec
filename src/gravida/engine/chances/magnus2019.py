"""Magnus 2019: all pregnancies registered in Norway 2009-13, by age and by what came before."""

from __future__ import annotations

from gravida.engine.chances.estimate import People
from gravida.engine.chances.study import Study

STUDY = Study(
    "magnus2019",
    "magnus2019",
    "abstract and results by age",
    People(
        who="pregnancies in the registers of Norway",
        years="2009-13",
        outcome="ended in a miscarriage that a hospital or specialist registered",
    ),
    ("A loss that nobody in a hospital saw is not counted.",),
)
N = 421_201
"""Pregnancies in the study, from the abstract."""
