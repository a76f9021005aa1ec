"""Laboda 1989: rates under 85 at 5 to 8 weeks. Five pregnancies."""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.study import Band, Count, Study
from gravida.evidence.bibliography import cite

SOURCE = cite("laboda1989", where="abstract", seen_in=2)

STUDY = Study(
    key="laboda1989",
    title="Laboda 1989",
    population="pregnancies of 5 to 8 weeks with a heartbeat; the whole number scanned was not seen",
    source=SOURCE,
    bands=(
        Band(
            "HR-11",
            "under_85",
            heartbeat.is_true
            & (heart_rate_bpm > 0)
            & (heart_rate_bpm < 85)
            & (heart_age_days >= 35)
            & (heart_age_days <= 56),
            Count(5, 5, "miscarried"),
            SOURCE,
        ),
    ),
)
