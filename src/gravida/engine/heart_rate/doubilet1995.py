"""Doubilet & Benson 1995: the lower limit of the usual rate, 100 up to 6.2 weeks and 120 from 6.3 to 7.0 weeks.

Weeks are decimal: 6.2 weeks are 43.4 days, so the limit changes between 43 and 44 days. 44 days are 6.29 weeks, which
is 6.3 only when rounded: there both bands have to be shown.
"""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.study import Band, Study
from gravida.evidence.bibliography import cite

SOURCE = cite("doubilet1995", where="abstract", seen_in=4)
SEEN_ONCE = cite("doubilet1995", where="abstract", seen_in=1)

beating = heartbeat.is_true & (heart_rate_bpm > 0)
up_to_43_days = beating & (heart_age_days <= 43)
from_44_to_49_days = beating & (heart_age_days >= 44) & (heart_age_days <= 49)

AT_44_DAYS = (
    "44 days (6w2d) are 6.29 weeks, which is 6.3 only when rounded; read the band for 43 days and under beside it."
)

STUDY = Study(
    key="doubilet1995",
    title="Doubilet & Benson 1995",
    population="one Boston group, singletons, scanned up to 8.0 weeks",
    source=SOURCE,
    bands=(
        Band("HR-1", "below_limit", up_to_43_days & (heart_rate_bpm < 100), None, SOURCE),
        Band("HR-2", "below_limit", from_44_to_49_days & (heart_rate_bpm < 120), None, SOURCE, AT_44_DAYS),
        Band(
            "HR-3",
            "below_110_all_lost",
            beating & (heart_age_days >= 50) & (heart_age_days <= 56) & (heart_rate_bpm < 110),
            None,
            SEEN_ONCE,
            "At 7.1 to 8.0 weeks no limit was set; every pregnancy under 110 was lost, and how many there were "
            "was not seen.",
        ),
        Band("HR-1-over", "at_or_above_limit", up_to_43_days & (heart_rate_bpm >= 100), None, SOURCE),
        Band(
            "HR-2-over",
            "at_or_above_limit",
            from_44_to_49_days & (heart_rate_bpm >= 120),
            None,
            SOURCE,
            AT_44_DAYS,
        ),
    ),
)
