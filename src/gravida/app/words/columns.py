"""Columns of the record in a few words for her page: what was used, and what is missing."""

from __future__ import annotations

from gravida.columns import columns
from gravida.engine.assessment import Scalar
from gravida.engine.findings import PREVIOUS

LABELS = {
    "scan_route": "how the scan was done",
    "gs_seen": "whether a sac was seen in the womb",
    "embryo_seen": "whether an embryo was seen",
    "yolk_sac_seen": "whether a yolk sac was seen",
    "amnion_seen": "whether an amnion was seen",
    "heart_activity": "whether a heartbeat was looked for and seen",
    "heart_rate_bpm": "the heart rate",
    "crl_mm": "the length (CRL)",
    "msd_mm": "the mean size of the sac",
    "yolk_sac_mm": "the width of the yolk sac",
    "ga_lmp_days": "the age by a last period that is certain",
    "ga_days": "the age",
    "same_sac": "whether it is the same sac as before",
    "exam_date": "the day of the scan",
}
"""What is missing, in the middle of a sentence."""

NUMBERS = {
    "crl_mm": "length {} mm",
    "msd_mm": "mean size of the sac {} mm",
    "gs_d1_mm": "sac {} mm",
    "gs_d2_mm": "sac {} mm",
    "gs_d3_mm": "sac {} mm",
    "yolk_sac_mm": "yolk sac {} mm",
    "heart_rate_bpm": "{} beats a minute",
}
SEEN = {
    "gs_seen": ("sac seen in the womb", "no sac seen in the womb"),
    "embryo_seen": ("embryo seen", "no embryo seen"),
    "yolk_sac_seen": ("yolk sac seen", "no yolk sac seen"),
    "amnion_seen": ("amnion seen", "no amnion seen"),
    "same_sac": ("the same sac as before", "another sac than before"),
}
CODES = {
    "scan_route": {"transvaginal": "inside", "transabdominal": "over the tummy", "both": "inside and over the tummy"},
    "heart_activity": {
        "present": "heartbeat seen",
        "absent": "no heartbeat, with a clear view",
        "unclear": "heartbeat not clearly seen",
    },
}


def missing(name: str) -> str:
    """Return the words for something that is missing."""
    if name.startswith("rule "):
        return name
    earlier = name.startswith(PREVIOUS)
    plain = name.removeprefix(PREVIOUS)
    known = columns().get(plain)
    label = LABELS.get(plain) or (known.label if known else plain)
    return f"{label} on the scan before" if earlier else label


def used(name: str, value: Scalar) -> str:
    """Return the words for something that was used, or nothing where the name says nothing to her."""
    if name in NUMBERS and isinstance(value, int | float):
        return NUMBERS[name].format(f"{value:g}")
    if name in SEEN:
        return SEEN[name][0 if value else 1]
    return CODES.get(name, {}).get(str(value), "")
