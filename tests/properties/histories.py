"""Whole histories, as they may be entered: several scans, in any order, with anything missing.

``histories`` is a Hypothesis strategy, ``random_histories`` draws the same kind of thing from a seeded generator. Both
mix scans that are told fully with scans of which hardly anything is said, and with scans that contradict themselves.
Values lie on, just beside and far from the published limits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Scan = dict[str, Any]
History = list[Scan]
Choices = Mapping[str, Sequence[Any]]

FIRST_DAY = date(2026, 1, 5)
DAYS = (0, 1, 5, 6, 7, 8, 10, 11, 13, 14, 15, 20, 21, 28, 70, 71, 80)

ROUTES = ("transvaginal", "transvaginal", "transvaginal", "transabdominal", "both", "unknown", None)
YES_NO = (True, False, None)
CRL_MM = (None, 1.9, 2.9, 3.0, 5.4, 6.9, 6.95, 7.0, 7.1, 9.0, 15.0, 30.0)
MSD_MM = (None, 5.0, 10.0, 11.9, 12.0, 15.9, 16.0, 18.0, 20.0, 23.8, 24.9, 24.99, 25.0, 26.0, 40.0)
YOLK_SAC_MM = (None, None, 3.5, 5.6, 5.7, 6.0, 7.0, 7.1)
RATES = (None, None, 0.0, 20.0, 45.0, 69.0, 80.0, 90.0, 99.5, 100.0, 119.5, 120.0, 135.0, 155.0, 300.0)
AGES = (None, None, 35, 41, 42, 43, 44, 49, 50, 56, 63, 70, 71, 90, 91)

TOLD: Choices = {
    "scan_route": ROUTES,
    "gs_seen": (True, True, True, False, None),
    "embryo_seen": YES_NO,
    "yolk_sac_seen": YES_NO,
    "amnion_seen": YES_NO,
    "heart_activity": ("present", "absent", "absent", "unclear", None, None),
    "heart_rate_bpm": (None, None, None, None, *RATES),
    "crl_mm": CRL_MM,
    "msd_mm": MSD_MM,
    "yolk_sac_mm": YOLK_SAC_MM,
}
"""Findings drawn each on its own: many contradict each other."""

AROUND: Choices = {
    "fetus_id": (None, None, None, None, None, "A", "A", "B", ""),
    "same_sac": (None, None, True, True, False),
    "n_sacs": (None, 1, 1, 1, 1, 2, 0),
    "n_fetuses": (None, None, None, 1, 1, 2, 0),
    "location": (
        None,
        "intrauterine",
        "intrauterine",
        "intrauterine",
        "unknown",
        "ectopic",
        "scar",
        "heterotopic",
    ),
    "outcome": (None, None, None, None, None, None, "missed", "molar"),
    "bleeding": (None, None, "none", "spotting", "light", "heavy"),
    "pain": (None, None, "none", "mild", "severe"),
    "fainting": (None, None, False, True),
    "shoulder_tip_pain": (None, None, False, True),
    "fever": (None, None, False, True),
    "hcg_iu_l": (None, None, 1500.0, 4000.0),
}
AGED: Choices = {
    "ga_days": AGES,
    "ga_lmp_days": AGES,
    "ga_ovulation_days": (None, None, None, *AGES),
    "ga_us_days": (None, None, *AGES),
    "ga_crl_days": (None, None, None, 40, 43, 44, 60),
    "lmp_certain": (None, True, False),
    "cycle_length_days": (None, None, None, 21, 28, 35),
}
DATED: Choices = {
    "lmp_date": (None, None, 41, 42, 43, 70, 71, -3),
    "transfer_date": (None, None, None, None, 25, 51, -1),
    "retrieval_date": (None, None, None, None, 28, 56),
    "ovulation_date": (None, None, None, None, 28, 57),
    "conception_date": (None, None, None, None, 28, 57),
}
"""Dates by how many days they lie before the first scan."""
WITH_TRANSFER: Choices = {"embryo_age_days": (None, 3, 5)}
DIAMETERS: Choices = dict.fromkeys(("gs_d1_mm", "gs_d2_mm", "gs_d3_mm"), (None, 10.0, 12.1, 24.9, 25.0, 25.2))

SAC: Scan = {"scan_route": "transvaginal", "gs_seen": True, "location": "intrauterine", "n_sacs": 1}
KINDS: tuple[tuple[Scan, Choices], ...] = (
    (SAC | {"embryo_seen": True, "heart_activity": "absent"}, {"crl_mm": CRL_MM[1:]}),
    (SAC | {"embryo_seen": False}, {"msd_mm": MSD_MM[1:], "yolk_sac_seen": YES_NO, "amnion_seen": YES_NO}),
    (
        SAC | {"embryo_seen": False, "yolk_sac_seen": True},
        {"msd_mm": MSD_MM[1:], "yolk_sac_mm": (3.5, 7.0, 7.1)},
    ),
    (
        SAC | {"embryo_seen": True, "heart_activity": "present"},
        {"crl_mm": CRL_MM, "msd_mm": (None, 12.0, 40.0)},
    ),
    ({"scan_route": "transvaginal", "gs_seen": False, "embryo_seen": False}, {"location": (None, "unknown")}),
    (
        {"scan_route": "transabdominal", "gs_seen": True},
        {"embryo_seen": YES_NO, "msd_mm": MSD_MM, "crl_mm": CRL_MM},
    ),
)
"""Scans as they are seen: a frame and what varies in it."""


class Chance:
    """What the builder below asks for; Hypothesis and :mod:`random` both answer it."""

    def pick(self, values: Sequence[Any]) -> Any:
        raise NotImplementedError

    def often(self, of_ten: int) -> bool:
        return bool(self.pick(range(10)) < of_ten)


class _Random(Chance):
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def pick(self, values: Sequence[Any]) -> Any:
        return self._random.choice(values)


class _Drawn(Chance):
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, values: Sequence[Any]) -> Any:
        return self._draw(st.sampled_from(values))


def _some(chance: Chance, choices: Choices) -> Scan:
    return {name: chance.pick(values) for name, values in choices.items()}


def _one_scan(chance: Chance) -> Scan:
    if chance.often(2):
        return _some(chance, TOLD)
    frame, varies = chance.pick(KINDS)
    scan: Scan = frame | _some(chance, varies)
    if chance.often(3):
        scan |= _some(chance, _one_of(chance, TOLD))
    if chance.often(3):
        scan |= dict.fromkeys([chance.pick(sorted(scan))])
    return scan


def _one_of(chance: Chance, choices: Choices) -> Choices:
    name = chance.pick(sorted(choices))
    return {name: choices[name]}


def _dates(chance: Chance) -> Scan:
    found = {
        name: None if days is None else FIRST_DAY - timedelta(days=days) for name, days in _some(chance, DATED).items()
    }
    return found | _some(chance, WITH_TRANSFER)


def build(chance: Chance, most_scans: int = 5) -> History:
    """Build one history: scans of one pregnancy in any order, each with a day of its own or none."""
    how_many = 1 + chance.pick(range(most_scans))
    days = [chance.pick(DAYS) for _ in range(how_many)]
    around = _some(chance, AROUND) if chance.often(2) else {}
    aged = _some(chance, _one_of(chance, AGED)) if chance.often(5) else {}
    with_dates = _dates(chance) if chance.often(2) else {}
    history: History = []
    for number, day in enumerate(days):
        scan = {"pregnancy_id": "p", "exam_id": str(number), "exam_date": FIRST_DAY + timedelta(days=day)}
        scan |= with_dates | aged | _one_scan(chance) | around
        if chance.often(1):
            scan |= _some(chance, AROUND)
        if chance.often(1):
            scan |= _some(chance, AGED)
        if chance.often(1):
            scan |= _some(chance, DIAMETERS)
        if chance.often(3):
            scan |= _some(chance, {"same_sac": (True, True, True, False, None)})
        if chance.pick(range(20)) == 0:
            scan["exam_date"] = None
        if chance.pick(range(30)) == 0:
            scan["pregnancy_id"] = None
        history.append(scan)
    return history


def build_plain(chance: Chance) -> History:
    """Build one to three transvaginal scans of one sac, of which most is said: many meet a row of a guideline."""
    how_many = 1 + chance.pick(range(3))
    first = chance.pick((27, 35, 41, 42, 50, 63, 70, 71, None))
    history: History = []
    for number in range(how_many):
        day = chance.pick((5, 7, 10, 11, 13, 14)) * number
        frame, varies = chance.pick(KINDS[:3] if chance.often(8) else KINDS[:5])
        scan = {"pregnancy_id": "p", "exam_id": str(number), "exam_date": FIRST_DAY + timedelta(days=day)}
        scan |= {"ga_lmp_days": None if first is None else first + day}
        history.append(scan | frame | _some(chance, varies))
    return history


@st.composite
def plain_histories(draw: st.DrawFn) -> History:
    """Draw one history of which most is said."""
    return build_plain(_Drawn(draw))


@st.composite
def histories(draw: st.DrawFn, most_scans: int = 5) -> History:
    """Draw one history."""
    return build(_Drawn(draw), most_scans)


def random_histories(how_many: int, seed: int) -> Iterator[History]:
    """Yield histories from a seeded generator."""
    chance = _Random(seed)
    for _ in range(how_many):
        yield build(chance)
