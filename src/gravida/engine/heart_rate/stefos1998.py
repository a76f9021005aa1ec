"""Stefos 1998: mean heart rates at 6 to 8 weeks; none under 85 went on.

Mean and SD: 42-45 days 111 (14), 46-49 days 125 (15), 50-52 days 145 (14), 53-56 days 157 (13). 2164 pregnancies.
How many were under 85 was not seen.
"""

from __future__ import annotations

from gravida.engine.findings import heart_age_days, heart_rate_bpm, heartbeat
from gravida.engine.heart_rate.study import Band, Study
from gravida.evidence.bibliography import cite

SOURCE = cite("stefos1998", where="abstract", seen_in=2)

MEANS = ((42, 45, 111, 14), (46, 49, 125, 15), (50, 52, 145, 14), (53, 56, 157, 13))
"""First day, last day, mean rate, SD, in beats a minute."""


def _mean_in_words(first: int, last: int, mean: int, sd: int) -> str:
    return f"{first}-{last} days {mean} (SD {sd})"


STUDY = Study(
    key="stefos1998",
    title="Stefos 1998",
    population="2164 pregnancies of 6 to 8 weeks with a heartbeat",
    source=SOURCE,
    bands=(
        Band(
            "HR-9",
            "under_85",
            heartbeat.is_true
            & (heart_rate_bpm > 0)
            & (heart_rate_bpm < 85)
            & (heart_age_days >= MEANS[0][0])
            & (heart_age_days <= MEANS[-1][1]),
            None,
            SOURCE,
            "None under 85 went on; how many there were was not seen. "
            f"Mean rates: {', '.join(_mean_in_words(*row) for row in MEANS)}.",
        ),
    ),
)
