"""Where the rules stop: outside the womb, more than one, no sac to be seen, too late. The engine stops and says so."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.columns import column
from gravida.engine.conditions import AnyOf, Compare, Condition, HasCode, IsFalse, IsMissing, IsNotTrue, IsTrue
from gravida.engine.derived import YesNoFrom
from gravida.engine.findings import gs_seen
from gravida.evidence.bibliography import cite
from gravida.evidence.source import Source

_RULE_10 = cite("gravida_safety", where="safety rule 10", seen_in=1)
_RULE_12 = cite("gravida_safety", where="safety rules 8 and 12", seen_in=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """One reason why no guideline here can answer."""

    id: str
    when: Condition
    says: str
    source: Source


@dataclass(frozen=True, slots=True)
class RecordedBefore:
    """Something an earlier scan of the pregnancy recorded, under a name of its own.

    It goes on to hold for a scan that says nothing about it (``unless_said``). Whether the earlier scan is questioned
    makes no difference: it can only hold an answer back.
    """

    name: str
    when: Condition
    unless_said: str

    @property
    def still(self) -> Condition:
        """On the later scan: it was recorded before, and this scan says nothing else."""
        return IsTrue(self.name, f"on an earlier scan {self.when.says()}") & IsMissing(
            self.unless_said, column(self.unless_said).label
        )


_elsewhere = HasCode("location", ("ectopic", "scar", "heterotopic"), "outside the usual place in the womb")
_more_embryos = Compare("n_fetuses", ">", 1, "number of embryos", "", 1)
_more_sacs = Compare("n_sacs", ">", 1, "number of sacs", "", 1)
_molar = HasCode("outcome", ("molar",), "a molar pregnancy")

_elsewhere_before = RecordedBefore("elsewhere_before", _elsewhere, "location")
_more_embryos_before = RecordedBefore("more_embryos_before", _more_embryos, "n_fetuses")
_more_sacs_before = RecordedBefore("more_sacs_before", _more_sacs, "n_sacs")
_molar_before = RecordedBefore("molar_before", _molar, "outcome")
RECORDED_BEFORE = (_elsewhere_before, _more_embryos_before, _more_sacs_before, _molar_before)

ELSEWHERE = Limit(
    "site",
    _elsewhere | _elsewhere_before.still,
    "The pregnancy is recorded outside the usual place in the womb. These rules are not about that, and it "
    "needs a clinic.",
    _RULE_10,
)
MORE_THAN_ONE = Limit(
    "number",
    AnyOf(
        (
            _more_embryos,
            _more_sacs,
            _more_embryos_before.still,
            _more_sacs_before.still,
            IsTrue("other_label", "another embryo or sac is recorded in this pregnancy"),
        )
    ),
    "There is more than one embryo or sac. These rules are written for one.",
    _RULE_10,
)
MOLAR = Limit(
    "molar",
    _molar | _molar_before.still,
    "A molar pregnancy is recorded. These rules are not about that.",
    _RULE_10,
)
BEFORE_EVERYTHING = (ELSEWHERE, MORE_THAN_ONE, MOLAR)
"""Limits that come before a heartbeat: a heartbeat outside the womb is no reassurance."""

OUTSIDE_SCOPE = YesNoFrom(
    "outside_scope",
    yes=AnyOf(tuple(limit.when for limit in BEFORE_EVERYTHING)),
    no=IsFalse("other_label", "no other embryo or sac is recorded in this pregnancy"),
)
ONE_EMBRYO: Condition = IsNotTrue(OUTSIDE_SCOPE.name, "one embryo, in the womb") & IsNotTrue(
    "questioned", "nothing that has to be mended first"
)
"""What studies and charts of single pregnancies ask for: nothing recorded that says otherwise (H6, safety rule 16)."""

NO_SAC_IN_THE_WOMB = Limit(
    "no_sac",
    gs_seen.is_false | (HasCode("location", ("unknown",), "looked for and not found") & gs_seen.is_not_true),
    "No sac was seen in the womb. Where the pregnancy is has to be found out first; a pregnancy outside the womb stays "
    "possible until it is.",
    _RULE_12,
)
