"""Benson & Doubilet 1994: rates of 90 and under before 8 weeks, in three groups. Small numbers."""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.study import Band, Count, Study
from gravida.evidence.bibliography import cite

SOURCE = cite("benson1994", where="abstract", seen_in=1)
LOST = "lost; all losses in the series fell before 10.5 weeks"

before_8_weeks = heartbeat.is_true & (heart_rate_bpm > 0) & (heart_age_days < 56)

STUDY = Study(
    key="benson1994",
    title="Benson & Doubilet 1994",
    population="one Boston group, singletons with a rate of 90 or less before 8 weeks; 3 of 40 lost to follow-up",
    source=SOURCE,
    bands=(
        Band("HR-8a", "under_70", before_8_weeks & (heart_rate_bpm < 70), Count(7, 7, LOST), SOURCE),
        Band(
            "HR-8b",
            "70_to_79",
            before_8_weeks & (heart_rate_bpm >= 70) & (heart_rate_bpm < 80),
            Count(10, 11, LOST),
            SOURCE,
            "Whole beats are printed; 79.5 belongs here.",
        ),
        Band(
            "HR-8c",
            "80_to_90",
            before_8_weeks & (heart_rate_bpm >= 80) & (heart_rate_bpm <= 90),
            Count(15, 19, LOST),
            SOURCE,
        ),
    ),
)
