"""From her documents to the columns of the data dictionary, and the reading of all scans of a pregnancy.

What she did not say is left out; nothing is converted here: the engine reads "0.7 cm" and "7 mm" as the same length.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gravida import explain
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import NOT_SAID, Length, Scan
from gravida.engine.assessment import Assessment

SEEN = {"seen": True, "not seen": False}
YES_OR_NO = {"yes": True, "no": False}
SACS = {"none": 0, "one": 1, "two or more": 2}
"""Two stands for two or more: every rule only asks whether there is more than one."""

AGE_COLUMNS = {"dates": "ga_lmp_days", "scan": "ga_us_days"}
"""What an age that stands in the report was counted from. Not said: an age as recorded."""


def scan_columns(pregnancy: Pregnancy, scan: Scan) -> dict[str, Any]:
    """Return one scan of a pregnancy as columns of the data dictionary, without those that were not said."""
    given = {**_of_dates(pregnancy), **_of_scan(scan)}
    return {name: value for name, value in given.items() if value not in (None, "", NOT_SAID)}


def _of_dates(pregnancy: Pregnancy) -> dict[str, Any]:
    dates = pregnancy.dates
    last_period = dates.last_period
    exact = last_period.exact if last_period is not None else None
    certain = YES_OR_NO.get(dates.last_period_certain)
    if last_period is not None and last_period.about:
        certain = False
    return {
        "lmp_date": exact,
        "lmp_certain": None if exact is None else certain,
        "cycle_length_days": dates.cycle_days,
        "ovulation_date": dates.ovulation,
        "retrieval_date": dates.retrieval,
        "transfer_date": dates.transfer,
        "embryo_age_days": dates.embryo_days,
        "n_fetuses": pregnancy.babies,
        "maternal_age_y": pregnancy.age_years,
        "outcome": pregnancy.how_it_ended if pregnancy.over else None,
    }


def _of_scan(scan: Scan) -> dict[str, Any]:
    first, second, third = (_length(diameter) for diameter in scan.sac_diameters)
    return {
        "exam_date": scan.day,
        AGE_COLUMNS.get(scan.age_by, "ga_days"): scan.age_days,
        "scan_reason": scan.reason,
        "scan_route": scan.route,
        "n_sacs": SACS.get(scan.sacs),
        "fetus_id": scan.label,
        "same_sac": YES_OR_NO.get(scan.same_sac),
        "location": scan.location,
        "gs_seen": _sac_in_the_womb(scan),
        "gs_d1_mm": first,
        "gs_d2_mm": second,
        "gs_d3_mm": third,
        "msd_mm": _length(scan.sac_mean),
        "yolk_sac_seen": SEEN.get(scan.yolk_sac),
        "yolk_sac_mm": _length(scan.yolk_sac_width),
        "embryo_seen": SEEN.get(scan.embryo),
        "crl_mm": _length(scan.length),
        "amnion_seen": SEEN.get(scan.amnion),
        "subchorionic_hematoma": SEEN.get(scan.bleed_beside),
        "heart_activity": scan.heartbeat,
        "heart_rate_bpm": scan.heart_rate,
        "bleeding": scan.bleeding,
        "pain": scan.pain,
        "fainting": YES_OR_NO.get(scan.fainting),
        "shoulder_tip_pain": YES_OR_NO.get(scan.shoulder_tip_pain),
        "fever": YES_OR_NO.get(scan.fever),
    }


def _sac_in_the_womb(scan: Scan) -> bool | None:
    """Her answer; where there is none, no sac at all means none in the womb. One sac is not known to be in it."""
    if scan.sac == "" and scan.sacs == "none":
        return False
    return SEEN.get(scan.sac)


def _length(length: Length | None) -> str | None:
    return None if length is None else str(length)


def assess(pregnancy: Pregnancy, scans: Sequence[Scan], which: int, guidelines: Sequence[str] = ()) -> Assessment:
    """Read one scan among all of the pregnancy. ``guidelines`` empty: the usual five."""
    rows = [scan_columns(pregnancy, scan) for scan in scans]
    return explain(rows, which, guidelines=list(guidelines) or None)
