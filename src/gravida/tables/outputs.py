"""The columns an assessment adds, in their order. ``docs/assessing.md`` is made from the same list.

Texts are most of the work. On Polars they are kept as numbers to the end (a mask of flags, the place in a list) and
written once per different number; other engines write them by expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from gravida.engine.answer import SILENT, order
from gravida.engine.heart_rate.study import Band
from gravida.engine.reading import ASSUMPTION_WORDS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Guideline
from gravida.engine.selection import Selection
from gravida.tables.pairs import assumed_in_pairs, lacked, met_with
from gravida.tables.plan import (
    CATEGORIES,
    Places,
    any_of,
    asked_of,
    assuming,
    follow_up,
    inner,
    lacking,
    of_category,
    question_flag,
    step_categories,
)

SEPARATOR = ";"


@dataclass(frozen=True)
class Plain:
    """A column that is what its expression gives."""

    expression: nw.Expr

    def text(self) -> nw.Expr:
        return self.expression

    def number(self) -> nw.Expr:
        return self.expression

    def written(self, numbers: pl.Series) -> pl.Series:
        return numbers


@dataclass(frozen=True)
class Flags:
    """A text of the names whose flag is true, with semicolons between them; empty where none is."""

    flags: tuple[tuple[str, nw.Expr], ...]

    def text(self) -> nw.Expr:
        if not self.flags:
            return nw.lit("")
        names = [nw.when(flag).then(nw.lit(name)) for name, flag in self.flags]
        return nw.concat_str(*names, separator=SEPARATOR, ignore_nulls=True)

    def number(self) -> nw.Expr:
        """The sum of a bit for each flag, in their order."""
        bits = [flag.fill_null(False).cast(nw.Int64) * (1 << place) for place, (_, flag) in enumerate(self.flags)]
        return nw.sum_horizontal(*bits) if bits else nw.lit(0)

    def written(self, numbers: pl.Series) -> pl.Series:
        different = numbers.unique()
        texts = [
            SEPARATOR.join(name for place, (name, _) in enumerate(self.flags) if number >> place & 1)
            for number in different
        ]
        return numbers.replace_strict(different, pl.Series(texts, dtype=pl.String), return_dtype=pl.String)


@dataclass(frozen=True)
class Choice:
    """One of several texts, by its place in the list; null where there is no place."""

    texts: tuple[str, ...]
    place: nw.Expr
    enumeration: bool = False

    def text(self) -> nw.Expr:
        found: nw.Expr = nw.when(self.place == 0).then(nw.lit(self.texts[0]))
        for text in dict.fromkeys(self.texts):
            places = [place for place, other in enumerate(self.texts) if other == text]
            found = nw.when(self.place.is_in(places)).then(nw.lit(text)).otherwise(found)
        return found

    def number(self) -> nw.Expr:
        return self.place

    def written(self, numbers: pl.Series) -> pl.Series:
        kind = pl.Enum(CATEGORIES) if self.enumeration else pl.String
        return pl.Series(self.texts, dtype=kind).gather(numbers)


Output = Plain | Flags | Choice


def added(selection: Selection, places: Places, given: Iterable[str], text: bool) -> dict[str, Output]:
    """Every added column, by name."""
    found: dict[str, Output] = {}
    for guideline in selection.guidelines:
        found |= _of_guideline(guideline, places) if text else _masks(guideline, places)
    if not text:
        return found
    found |= _ages_and_sizes()
    found |= {f"heart_rate_{study.key}": _band(bands) for study, bands in selection.studies}
    found["heart_rate_age_from"] = Plain(inner("heart_age_from"))
    found["findings"] = Flags(tuple((study.id, study.when.column(inner)) for study in selection.study_findings))
    found["red_flags"] = Flags(tuple((flag.id, flag.when.column(inner)) for flag in RED_FLAGS))
    found["questions"] = Flags(tuple((question.id, inner(question_flag(question))) for question in asked_of(given)))
    found["rules_off"] = Plain(nw.lit(SEPARATOR.join(selection.off)))
    return found


def _masks(guideline: Guideline, places: Places) -> dict[str, Output]:
    rules = places.selection.rules(guideline)
    outcomes = [(inner(places.of(rule).name), guideline.bits[rule.id]) for rule in rules]
    met = nw.sum_horizontal(*(outcome.fill_null(False).cast(nw.Int32) * bit for outcome, bit in outcomes))
    unknown = nw.sum_horizontal(*(outcome.is_null().cast(nw.Int32) * bit for outcome, bit in outcomes))
    return {
        f"{guideline.key}_category": _category(guideline, enumeration=True),
        f"{guideline.key}_rules_mask": Plain(met),
        f"{guideline.key}_unknown_mask": Plain(unknown),
    }


def _category(guideline: Guideline, enumeration: bool) -> Choice:
    return Choice(tuple(step_categories(guideline)), inner(f"{guideline.key}_step"), enumeration)


def _of_guideline(guideline: Guideline, places: Places) -> dict[str, Output]:
    key = guideline.key
    rules = places.selection.rules(guideline)
    earliest, latest = follow_up(guideline, places)
    found: dict[str, Output] = {
        f"{key}_category": _category(guideline, enumeration=False),
        f"{key}_rules": Flags(tuple((rule.id, inner(places.of(rule).name)) for rule in rules)),
        f"{key}_missing": _missing(guideline, places),
        f"{key}_assumes": _assumes(guideline, places),
        f"{key}_follow_up_min_days": Plain(earliest),
        f"{key}_follow_up_max_days": Plain(latest),
        f"{key}_why": Choice((*(step.why for step in order(guideline)), ""), inner(f"{key}_step")),
    }
    compared = [inner(met_with(places.of(rule))) for rule in rules if rule.compares_scans]
    if compared:
        found[f"{key}_compared_with"] = Plain(nw.max_horizontal(*compared))
    return found


def _missing(guideline: Guideline, places: Places) -> Flags:
    """Columns for want of which a rule of this guideline is unknown, sorted by name."""
    spoken = ~any_of([of_category(guideline, category) for category in sorted(SILENT)])
    single = lacking((rule for rule in places.selection.rules(guideline) if not rule.compares_scans), places)
    flags = {name: [flag] for name, flag in single.items()}
    for name, column in lacked(places, guideline).items():
        flags.setdefault(name, []).append(inner(column))
    flags.setdefault("exam_date", []).append(inner("undated"))
    return Flags(tuple((name, any_of(found) & spoken) for name, found in sorted(flags.items())))


def _assumes(guideline: Guideline, places: Places) -> Flags:
    """What the rules that decided assumed, in words."""
    parts: list[tuple[str, nw.Expr]] = []
    for name, words in ASSUMPTION_WORDS.items():
        flags = []
        for rule in places.selection.rules(guideline):
            place = places.of(rule)
            if name in place.can_assume:
                used = inner(assumed_in_pairs(place, name)) if place.compares_scans else assuming(place, name)
                flags.append(used & of_category(guideline, rule.concludes))
        if flags:
            parts.append((words, any_of(flags)))
    return Flags(tuple(parts))


def _ages_and_sizes() -> dict[str, Output]:
    return {
        "ga_days": Plain(inner("chosen_age_days").cast(nw.Float64).cast(nw.Int64)),
        "ga_method": Plain(inner("chosen_age_from")),
        "ga_low_days": Plain(inner("chosen_age_low_days")),
        "ga_high_days": Plain(inner("chosen_age_high_days")),
        "crl_z": Plain(inner("crl_z")),
        "crl_centile": Plain(inner("crl_centile")),
    }


def _band(bands: tuple[Band, ...]) -> Choice:
    found: nw.Expr | None = None
    for place, band in reversed(list(enumerate(bands))):
        here = nw.when(band.when.column(inner)).then(nw.lit(place))
        found = here if found is None else here.otherwise(found)
    nowhere = nw.when(nw.lit(False)).then(nw.lit(0))
    return Choice(tuple(band.code for band in bands) or ("",), nowhere if found is None else found)
