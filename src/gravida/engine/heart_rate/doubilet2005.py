"""Doubilet & Benson 2005: slow, borderline and normal rates at 6.0 to 7.0 weeks, and loss in the first trimester.

The word *slow* changed between 1999 and 2005, so the two are never pooled. Weeks are decimal, read in whole days: 42-43
for 6.0 to under 6.3 weeks, 44-49 for 6.3 to 7.0.
"""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.doubilet1995 import AT_44_DAYS
from gravida.engine.heart_rate.study import Band, Count, Study
from gravida.evidence.bibliography import cite

SEEN_TWICE = cite("doubilet2005", where="abstract", seen_in=2)
SEEN_ONCE = cite("doubilet2005", where="abstract", seen_in=1)
LOST = "lost before the end of the first trimester"

beating = heartbeat.is_true & (heart_rate_bpm > 0)
at_42_43_days = beating & (heart_age_days >= 42) & (heart_age_days <= 43)
at_44_49_days = beating & (heart_age_days >= 44) & (heart_age_days <= 49)

STUDY = Study(
    key="doubilet2005",
    title="Doubilet & Benson 2005",
    population="one Boston group, singletons with a heartbeat at 6.0 to 7.0 weeks",
    source=SEEN_TWICE,
    bands=(
        Band(
            "HR-4",
            "slow",
            (at_42_43_days & (heart_rate_bpm < 90)) | (at_44_49_days & (heart_rate_bpm < 110)),
            Count(188, 310, LOST),
            SEEN_TWICE,
            AT_44_DAYS,
        ),
        Band(
            "HR-5",
            "borderline",
            (at_42_43_days & (heart_rate_bpm >= 90) & (heart_rate_bpm < 100))
            | (at_44_49_days & (heart_rate_bpm >= 110) & (heart_rate_bpm < 120)),
            Count(103, 593, LOST),
            SEEN_ONCE,
            f"Printed as 90-99 and 110-119 in whole beats; 99.5 belongs here. {AT_44_DAYS}",
        ),
        Band(
            "HR-6",
            "normal",
            (at_42_43_days & (heart_rate_bpm >= 100)) | (at_44_49_days & (heart_rate_bpm >= 120)),
            Count(186, 2034, LOST),
            SEEN_ONCE,
            AT_44_DAYS,
        ),
    ),
)
