"""Which values can be drawn, and where the band of the paper starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gravida.app.blood.test import BloodTest
from gravida.app.charts import Chart, HcgPoint, hcg_chart


def drawing(tests: Sequence[BloodTest], *, band: bool) -> Chart | None:
    """Draw every hCG value with a day and a time; ``band`` starts at the one before the newest."""
    with_hcg = [test for test in tests if test.hcg is not None]
    points = [
        HcgPoint(test.hcg.value, test.taken, str(test.hcg))
        for test in with_hcg
        if test.hcg is not None and test.taken is not None
    ]
    if not points:
        return None
    chart = hcg_chart(points, band_from=points[-2] if band and len(points) > 1 else None)
    left = len(with_hcg) - len(points)
    if not left:
        return chart
    why = f"{left} of {len(with_hcg)} is not drawn, because its day or its time of day is not written down."
    return replace(chart, left_out=(why,))
