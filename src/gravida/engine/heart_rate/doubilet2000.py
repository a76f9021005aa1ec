"""Doubilet & Benson 2000: rapid rates, 135 or more before 6.3 weeks and 155 or more at 6.3 to 7.0 weeks."""

from __future__ import annotations

from gravida.engine.findings import heart_rate_bpm
from gravida.engine.heart_rate.doubilet1995 import AT_44_DAYS, from_44_to_49_days, up_to_43_days
from gravida.engine.heart_rate.study import Band, Count, Study
from gravida.evidence.bibliography import cite

SOURCE = cite("doubilet2000", where="abstract", seen_in=1)

STUDY = Study(
    key="doubilet2000",
    title="Doubilet & Benson 2000",
    population="one Boston group, singletons with a rapid heartbeat up to 7.0 weeks",
    source=SOURCE,
    bands=(
        Band(
            "HR-10",
            "rapid",
            (up_to_43_days & (heart_rate_bpm >= 135)) | (from_44_to_49_days & (heart_rate_bpm >= 155)),
            Count(4, 41, "lost before the end of the first trimester"),
            SOURCE,
            AT_44_DAYS,
        ),
    ),
)
