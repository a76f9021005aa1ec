"""Progesterone: units, and the cut-offs that were seen with their meaning. It never says where a pregnancy is.

A cut-off cannot tell an ectopic pregnancy from a miscarriage, and means nothing while progesterone is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gravida.engine import given
from gravida.engine.blood.units import ng_ml_from_nmol_l, nmol_l_from_ng_ml, progesterone_questions
from gravida.engine.chances.odds import post_test_percent
from gravida.errors import InputError
from gravida.evidence.bibliography import cite
from gravida.evidence.published import Mark, Row, published_table
from gravida.evidence.source import Source
from gravida.values import NMOL_L_PER_NG_ML

MEANINGLESS = "Progesterone is being taken, so the level in the blood means nothing for this."
NO_LOCATION = "It cannot tell a pregnancy outside the womb (ectopic) from a miscarriage; ectopic stays possible."
LARGEST_NMOL_L = 2000
_WORK = {"Verhaegen 2012": "verhaegen2012", "Lek 2017": "lek2017", "Bobdiwala/Van Calster 2ST": "two_step2016"}
_KEYS = ("inconclusive_scan", "symptoms_only", "singapore", "two_step")
_WHO = {
    "inconclusive_scan": "women with pain or bleeding and a scan that could not tell",
    "symptoms_only": "women with pain or bleeding, without a scan",
    "singapore": "women with bleeding at 6 to 10 weeks, Singapore",
    "two_step": "pregnancies that no scan had found yet, hCG over 25 IU/L",
}
RISE_ABOVE_IU_L = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """One verified cut-off. What was not seen is None, and ``lacks`` says so. For clinics."""

    key: str
    who: str
    n_women: int | None
    n_studies: int | None
    cut_off_ng_ml: str
    cut_off_nmol_l: str
    sensitivity_percent: float | None
    sensitivity_interval: str | None
    specificity_percent: float | None
    specificity_interval: str | None
    likelihood_ratio_positive: float | None
    likelihood_ratio_negative: float | None
    before_percent: float | None
    after_low_percent: float | None
    after_high_percent: float | None
    lacks: str
    source: Source
    mark: Mark

    @property
    def after_high_by_bayes_percent(self) -> float | None:
        """The share after a result above the cut-off by the printed ratio; it may differ from what is printed."""
        if self.before_percent is None or self.likelihood_ratio_negative is None:
            return None
        return post_test_percent(self.before_percent, self.likelihood_ratio_negative)


def cut_offs() -> dict[str, CutOff]:
    """Return every cut-off that was seen, by key."""
    rows = published_table("progesterone_cutoffs")
    return {key: _cut_off(key, row) for key, row in zip(_KEYS, rows, strict=True)}


def _cut_off(key: str, row: Row) -> CutOff:
    def number(name: str) -> Any:
        return float(row[name]) if row[name] else None

    mark = Mark(row["evidence"])
    missing = [words for name, words in (("sens_ci", "intervals"), ("lr_neg", "likelihood ratios")) if not row[name]]
    return CutOff(
        key=key,
        who=_WHO[key],
        n_women=int(row["n_women"]) if row["n_women"] else None,
        n_studies=int(row["n_studies"]) if row["n_studies"] else None,
        cut_off_ng_ml=row["cutoff_ng_ml"],
        cut_off_nmol_l=row["cutoff_nmol_l"],
        sensitivity_percent=number("sens_pct"),
        sensitivity_interval=row["sens_ci"] or None,
        specificity_percent=number("spec_pct"),
        specificity_interval=row["spec_ci"] or None,
        likelihood_ratio_positive=number("lr_pos"),
        likelihood_ratio_negative=number("lr_neg"),
        before_percent=number("prevalence_pct"),
        after_low_percent=number("post_test_low_pct"),
        after_high_percent=number("post_test_high_pct"),
        lacks=" and ".join(missing),
        source=cite(_WORK[row["source"]], where="cut-off and its accuracy", seen_in=mark.seen_in),
        mark=mark,
    )


@dataclass(frozen=True, slots=True)
class ProgesteroneAnswer:
    """A level in both units, what to ask about it, and what it means, which is little."""

    nmol_l: float
    ng_ml: float
    questions: tuple[str, ...]
    says: tuple[str, ...]


def read_progesterone(
    *, nmol_l: float | None = None, ng_ml: float | None = None, on_progesterone: bool | None = None
) -> ProgesteroneAnswer:
    """Return a level in both units and what can be said of it.

    Raises:
        InputError: no unit or both, a negative value, or one beyond belief.
    """
    if (nmol_l is None) == (ng_ml is None):
        raise InputError("progesterone needs one value in one unit.", "Give it as nmol_l or as ng_ml, not both.")
    given_in = "ng/mL" if nmol_l is None else "nmol/L"
    level = nmol_l_from_ng_ml(_level("ng_ml", ng_ml)) if nmol_l is None else _level("nmol_l", nmol_l)
    if level > LARGEST_NMOL_L:
        raise InputError(
            f"progesterone {level:g} nmol/L is beyond belief.",
            f"Check the unit: 1 ng/mL is {NMOL_L_PER_NG_ML:g} nmol/L.",
        )
    says = [f"{level:.4g} nmol/L is {ng_ml_from_nmol_l(level):.3g} ng/mL."]
    if on_progesterone:
        says.append(MEANINGLESS)
    elif on_progesterone is None:
        says.append("It is not said whether progesterone is being taken; if it is, the level means nothing for this.")
    return ProgesteroneAnswer(
        level, ng_ml_from_nmol_l(level), progesterone_questions(level, given_in=given_in), (*says, NO_LOCATION)
    )


def _level(name: str, value: object) -> float:
    return given.number(name, value, 0, 10_000, "Write the level on the report; it is never negative.")


def two_step_first(
    progesterone_nmol_l: float, *, hcg_iu_l: float | None = None, on_progesterone: bool | None = None
) -> str:
    """Return what the first step of the two-step triage says, for a clinic: ``low_risk_step_1`` or ``go_to_step_2``.

    At or under 2 nmol/L in a pregnancy that no scan had found, with an hCG over 25 IU/L. ``not_applicable`` while
    progesterone is taken or under that hCG. The second step is a model whose coefficients nobody here has verified.
    """
    level = _level("progesterone_nmol_l", progesterone_nmol_l)
    if on_progesterone or (hcg_iu_l is not None and hcg_iu_l <= RISE_ABOVE_IU_L):
        return "not_applicable"
    if on_progesterone is None:
        return "unknown"
    return "low_risk_step_1" if level <= float(cut_offs()["two_step"].cut_off_nmol_l) else "go_to_step_2"
