"""What single studies saw in sac, yolk sac and amnion. Information beside the guidelines, never a criterion of loss."""

from __future__ import annotations

from dataclasses import dataclass

from gravida.engine.conditions import Condition
from gravida.engine.findings import (
    age_days,
    amnion_seen,
    crl_mm,
    embryo_seen,
    heartbeat,
    msd_mm,
    yolk_sac_mm,
    yolk_sac_seen,
)
from gravida.engine.scope import ONE_EMBRYO
from gravida.engine.viability.sru2013 import no_embryo
from gravida.engine.wilson import wilson_percent
from gravida.evidence.bibliography import cite
from gravida.evidence.published import row_of
from gravida.evidence.source import Source


@dataclass(frozen=True)
class StudyFinding:
    """One finding of one study: when it is met and what the study saw."""

    id: str
    when: Condition
    saw: str
    source: Source
    note: str = ""

    @property
    def applies(self) -> Condition:
        """The finding, for one embryo in the womb: the studies are of single pregnancies."""
        return self.when & ONE_EMBRYO


def _small_sac() -> str:
    """The counts stand in their table; here they are put into words."""
    said = []
    for group in ("small sac", "control"):
        row = row_of("sac_findings", group=group, finding="MSD minus CRL <5 mm")
        lost, of = int(row["n_losses"]), int(row["n"])
        low, high = wilson_percent(lost / of, of)
        said.append((lost, of, f"{low:.0f} to {high:.0f}%"))
    (small, of_small, limits), (other, of_other, other_limits) = said
    return (
        f"With a sac less than 5 mm larger than the embryo, {small} of {of_small} pregnancies ended "
        f"(95% interval {limits}); without it {other} of {of_other} ({other_limits})."
    )


STUDY_FINDINGS: tuple[StudyFinding, ...] = (
    StudyFinding(
        "YS-1",
        (yolk_sac_mm > 5.6) & (age_days < 70),
        "Before 10 weeks all 6 pregnancies with a yolk sac over 5.6 mm ended or had a condition.",
        cite("lindsay1992", where="abstract", seen_in=1),
        "Other series report pregnancies that continued with a yolk sac of up to 8.1 mm.",
    ),
    StudyFinding(
        "YS-2",
        yolk_sac_mm >= 6,
        "Review pages give 6 mm as the upper end of the usual size.",
        cite("yolk_sac_reviews", where="several pages", seen_in=3),
        "The 2013 criteria use more than 7 mm.",
    ),
    StudyFinding(
        "SAC-1",
        embryo_seen.is_true & (msd_mm - crl_mm < 5) & (age_days >= 40) & (age_days <= 63),
        _small_sac(),
        cite("small_sac2003", where="abstract", seen_in=1),
        "Other series disagree on how many end. Intervals are worked out here by Wilson's method.",
    ),
    StudyFinding(
        "AMN-1",
        amnion_seen.is_true & embryo_seen.is_true & heartbeat.is_false & (crl_mm <= 5.4),
        "With a visible amnion and a small embryo without a heartbeat, all 108 pregnancies that were followed ended.",
        cite("yegul2009", where="abstract", seen_in=1),
        "Not a criterion of any guideline here; other series point the other way for small embryos.",
    ),
    StudyFinding(
        "AMN-2",
        amnion_seen.is_true & yolk_sac_seen.is_true & no_embryo,
        "With an amnion and a yolk sac but no embryo, all 15 pregnancies ended (mean sac diameter 14 to 36 mm).",
        cite("mckenna1995", where="abstract", seen_in=1),
        "The 2013 criteria list this as suspicious.",
    ),
)
