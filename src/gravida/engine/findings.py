"""The words rules are written in: each finding of a scan once, with what it is called when seen and when not.

    transvaginal.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm >= 7)

``earlier(heartbeat)`` is the same finding on an earlier scan of the same sac. How a finding follows from the
columns of a record stands in :mod:`gravida.engine.derived`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import overload

from gravida.columns import columns
from gravida.engine.conditions import Compare, CompareTwo, IsFalse, IsGiven, IsNotTrue, IsTrue, Sign

PREVIOUS = "prev_"


@dataclass(frozen=True)
class YesNo:
    """A finding that was seen, was looked for and not seen, or is unknown."""

    name: str
    yes: str
    no: str
    not_yes: str
    asks_for: str

    @property
    def is_true(self) -> IsTrue:
        return IsTrue(self.name, self.yes)

    @property
    def is_false(self) -> IsFalse:
        return IsFalse(self.name, self.no)

    @property
    def is_not_true(self) -> IsNotTrue:
        return IsNotTrue(self.name, self.not_yes)


@dataclass(frozen=True)
class Difference:
    """One measure less another, waiting for its limit."""

    first: Measure
    second: Measure

    def __lt__(self, limit: float) -> CompareTwo:
        words = f"{self.first.words} less {self.second.words} under {limit:g} {self.first.unit}"
        return CompareTwo(self.first.name, self.second.name, "<", words, difference=limit)

    def __gt__(self, limit: float) -> CompareTwo:
        words = f"{self.first.words} less {self.second.words} more than {limit:g} {self.first.unit}"
        return CompareTwo(self.first.name, self.second.name, ">", words, difference=limit)


@dataclass(frozen=True)
class Multiple:
    """A measure times a number, waiting to be compared."""

    factor: float
    measure: Measure


@dataclass(frozen=True)
class Measure:
    """A number with a unit, or unknown."""

    name: str
    words: str
    unit: str
    resolution: float
    asks_for: str

    @property
    def is_given(self) -> IsGiven:
        return IsGiven(self.name, self.words)

    def _compare(self, sign: Sign, limit: float) -> Compare:
        return Compare(self.name, sign, limit, self.words, self.unit, self.resolution)

    def __ge__(self, limit: float) -> Compare:
        return self._compare(">=", limit)

    def __gt__(self, limit: float) -> Compare:
        return self._compare(">", limit)

    def __le__(self, limit: float) -> Compare:
        return self._compare("<=", limit)

    def __lt__(self, limit: float | Multiple) -> Compare | CompareTwo:
        if isinstance(limit, Multiple):
            words = f"{self.words} under {limit.factor:g} times {limit.measure.words}"
            return CompareTwo(self.name, limit.measure.name, "<", words, multiple=limit.factor)
        return self._compare("<", limit)

    def __sub__(self, other: Measure) -> Difference:
        return Difference(self, other)

    def __rmul__(self, factor: float) -> Multiple:
        return Multiple(factor, self)


def yes_no(name: str, yes: str, no: str, asks_for: str | None = None, not_yes: str | None = None) -> YesNo:
    """Name a finding. ``asks_for`` is the column a person would have to fill in."""
    return YesNo(name, yes, no, not_yes or f"not recorded: {yes}", asks_for or name)


def measure(name: str, words: str | None = None, unit: str | None = None, asks_for: str | None = None) -> Measure:
    """Name a measure, by default with the words, unit and resolution of its column."""
    known = columns().get(name)
    return Measure(
        name,
        words or (known.label if known else name),
        unit if unit is not None else (_unit_words(known.unit) if known else ""),
        known.resolution if known else 1.0,
        asks_for or name,
    )


def _unit_words(ucum: str) -> str:
    return {"d": "days", "wk": "weeks", "/min": "beats a minute", "[IU]/L": "IU/L", "1": ""}.get(ucum, ucum)


transvaginal = yes_no("transvaginal", "a transvaginal scan", "not a transvaginal scan", "scan_route")
transabdominal = yes_no("transabdominal", "an abdominal scan", "not an abdominal scan", "scan_route")
gs_seen = yes_no("gs_seen", "a sac seen in the womb", "no sac seen in the womb")
embryo_seen = yes_no("embryo_seen", "an embryo seen", "no embryo seen")
yolk_sac_seen = yes_no(
    "yolk_sac_seen",
    "a yolk sac seen",
    "no yolk sac seen",
    not_yes="no yolk sac, or not said whether there was one",
)
amnion_seen = yes_no("amnion_seen", "an amnion seen", "no amnion seen")
heartbeat = yes_no(
    "heartbeat",
    "a heartbeat seen",
    "no heartbeat, looked for with a clear view",
    "heart_activity",
    not_yes="no heartbeat recorded",
)
same_sac = yes_no("same_sac", "known to be the same sac", "not the same sac")

crl_mm = measure("crl_mm")
msd_mm = measure("msd_mm")
yolk_sac_mm = measure("yolk_sac_mm")
heart_rate_bpm = measure("heart_rate_bpm")
ga_lmp_days = measure("ga_lmp_days", "age by the last period or a known conception", "days")
age_days = measure("age_days", "age, not worked out from this sac", "days", "ga_days")
heart_age_days = measure("heart_age_days", "age", "days", "ga_days")
days_since_earlier = measure("days_since_prev", "time since the earlier scan", "days", "exam_date")

FINDINGS: dict[str, YesNo | Measure] = {
    finding.name: finding
    for finding in (
        transvaginal,
        transabdominal,
        gs_seen,
        embryo_seen,
        yolk_sac_seen,
        amnion_seen,
        heartbeat,
        same_sac,
        crl_mm,
        msd_mm,
        yolk_sac_mm,
        heart_rate_bpm,
        ga_lmp_days,
        age_days,
        heart_age_days,
        days_since_earlier,
    )
}


@overload
def earlier(finding: YesNo) -> YesNo: ...
@overload
def earlier(finding: Measure) -> Measure: ...
def earlier(finding: YesNo | Measure) -> YesNo | Measure:
    """Return the same finding on the earlier scan of a pair."""
    name, column = PREVIOUS + finding.name, PREVIOUS + finding.asks_for
    if isinstance(finding, Measure):
        return replace(finding, name=name, asks_for=column, words=f"{finding.words} on the earlier scan")
    return replace(
        finding,
        name=name,
        asks_for=column,
        yes=f"on the earlier scan {finding.yes}",
        no=f"on the earlier scan {finding.no}",
        not_yes=f"on the earlier scan {finding.not_yes}",
    )


def asks_for(name: str) -> str:
    """Return the column that would answer a measure: ``heart_activity`` for ``heartbeat``."""
    if name.startswith(PREVIOUS) and name not in FINDINGS:
        return PREVIOUS + asks_for(name.removeprefix(PREVIOUS))
    return FINDINGS[name].asks_for if name in FINDINGS else name
