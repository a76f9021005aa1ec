"""The columns an assessment adds, in their order. `docs/assessing.md` is made from the same list."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from gravida.engine.answer import order
from gravida.engine.growth import papageorghiou2014
from gravida.engine.heart_rate.study import Band
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Guideline
from gravida.engine.selection import Selection
from gravida.tables.plan import (
    CATEGORIES,
    SEPARATOR,
    Places,
    assumes,
    follow_up,
    inner,
    joined,
    mask,
    missing,
    rules_met,
    step_categories,
    text_by_step,
)


def added(selection: Selection, places: Places, text: bool) -> dict[str, nw.Expr]:
    """Every added column as an expression over the internal ones."""
    found: dict[str, nw.Expr] = {}
    for guideline in selection.guidelines:
        found |= _of_guideline(guideline, places, text)
    if not text:
        return found
    found |= _ages_and_sizes()
    found |= {f"heart_rate_{study.key}": _band(bands) for study, bands in selection.studies}
    found["heart_rate_age_from"] = inner("heart_age_from")
    found["findings"] = joined(
        (finding.id, finding.when.column(inner).fill_null(False)) for finding in selection.study_findings
    )
    found["red_flags"] = joined((flag.id, flag.when.column(inner).fill_null(False)) for flag in RED_FLAGS)
    found["questions"] = inner("questions")
    found["rules_off"] = nw.lit(SEPARATOR.join(selection.off))
    return found


def _of_guideline(guideline: Guideline, places: Places, text: bool) -> dict[str, nw.Expr]:
    key = guideline.key
    category = text_by_step(guideline, step_categories(guideline))
    if not text:
        return {
            f"{key}_category": category,
            f"{key}_rules_mask": mask(guideline, places, lambda outcome: outcome.fill_null(False)),
            f"{key}_unknown_mask": mask(guideline, places, lambda outcome: outcome.is_null()),
        }
    earliest, latest = follow_up(guideline, places)
    pairs = [rule for rule in places.selection.rules(guideline) if rule.compares_scans]
    found = {
        f"{key}_category": category,
        f"{key}_rules": rules_met(guideline, places),
        f"{key}_missing": missing(guideline, places),
        f"{key}_assumes": assumes(guideline, places),
        f"{key}_follow_up_min_days": earliest,
        f"{key}_follow_up_max_days": latest,
        f"{key}_why": text_by_step(guideline, [*(step.why for step in order(guideline)), ""]),
    }
    if pairs:
        compared = [inner(places.of(rule).name + "_on") for rule in pairs]
        found[f"{key}_compared_with"] = nw.max_horizontal(*compared)
    return found


def _ages_and_sizes() -> dict[str, nw.Expr]:
    crl, age = inner("crl_mm"), inner("age_days")
    return {
        "ga_days": inner("chosen_age_days").cast(nw.Float64).cast(nw.Int64),
        "ga_method": inner("chosen_age_from"),
        "ga_low_days": inner("chosen_age_low_days"),
        "ga_high_days": inner("chosen_age_high_days"),
        "crl_z": papageorghiou2014.zscore(crl, age),
        "crl_centile": papageorghiou2014.centile(crl, age),
    }


def _band(bands: tuple[Band, ...]) -> nw.Expr:
    found: nw.Expr | None = None
    for band in reversed(bands):
        here = nw.when(band.when.column(inner)).then(nw.lit(band.code))
        found = here if found is None else here.otherwise(found)
    return nw.lit("") if found is None else found


def finished(frame: pl.DataFrame, text: bool) -> pl.DataFrame:
    """Without text, categories are an enumeration: one byte a row."""
    if text:
        return frame
    categories = [name for name in frame.columns if name.endswith("_category")]
    return frame.with_columns(pl.col(categories).cast(pl.Enum(CATEGORIES)))

