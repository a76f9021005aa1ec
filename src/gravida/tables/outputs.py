"""The columns an assessment adds, in their order. ``docs/assessing.md`` is made from the same list.

Texts are most of the work. On Polars they are kept as numbers to the end (a mask of flags, the place in a list) and
written once per different number; other engines write them by expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import narwhals as nw
import numpy as np
import polars as pl

from gravida.engine.answer import SILENT, order
from gravida.engine.heart_rate.study import Band
from gravida.engine.reading import ASSUMPTION_WORDS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import TIERS, Guideline
from gravida.engine.selection import Selection
from gravida.tables.pairs import assumed_in_pairs, lacked, met_with
from gravida.tables.plan import (
    CATEGORIES,
    INTERNAL,
    Frame,
    Places,
    any_of,
    asked_of,
    assuming,
    extended,
    follow_up,
    inner,
    lacking,
    largest,
    met,
    of_category,
    question_flag,
    step_categories,
    unknown,
)

SEPARATOR = ";"


_INTEGERS = ((8, nw.Int8), (16, nw.Int16), (32, nw.Int32), (64, nw.Int64))
"""Types by the bits they have: adding up a million small numbers is quicker."""


def _smallest(highest: int) -> type[nw.Int8 | nw.Int16 | nw.Int32 | nw.Int64]:
    return next(kind for bits, kind in _INTEGERS if highest.bit_length() < bits)


def mask(flags: Sequence[tuple[nw.Expr, int]]) -> nw.Expr:
    """Add up the bits of the flags that are true. A flag is never null here."""
    kind = _smallest(max((bit for _, bit in flags), default=0))
    return reduce(add, [flag.cast(kind) * nw.lit(bit, dtype=kind) for flag, bit in flags]) if flags else nw.lit(0)


@dataclass(frozen=True)
class Plain:
    """A column that is what its expression gives."""

    expression: nw.Expr

    def text(self) -> nw.Expr:
        return self.expression

    def number(self) -> nw.Expr:
        return self.expression


@dataclass(frozen=True)
class Flags:
    """A text of the names whose flag is true, with semicolons between them; empty where none is, or not ``only_if``."""

    flags: tuple[tuple[str, nw.Expr], ...]
    only_if: nw.Expr | None = None

    def text(self) -> nw.Expr:
        if not self.flags:
            return nw.lit("")
        names = [nw.when(flag).then(nw.lit(name)) for name, flag in self.flags]
        found: nw.Expr = nw.concat_str(*names, separator=SEPARATOR, ignore_nulls=True)
        return found if self.only_if is None else nw.when(self.only_if).then(found).otherwise(nw.lit(""))

    @property
    def can_say(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.flags)

    def number(self) -> nw.Expr:
        """The sum of a bit for each flag, in their order."""
        found = mask([(flag, 1 << place) for place, (_, flag) in enumerate(self.flags)])
        if self.only_if is None or not self.flags:
            return found
        return nw.when(self.only_if).then(found).otherwise(nw.lit(0, dtype=_smallest(1 << len(self.flags) - 1)))

    def written(self, numbers: pl.Series) -> pl.Series:
        different, place = _places_of_different(numbers)
        texts = [
            SEPARATOR.join(name for bit, (name, _) in enumerate(self.flags) if mask >> bit & 1) for mask in different
        ]
        return pl.Series(texts, dtype=pl.String).gather(place)


LOOKED_UP = 1 << 20
"""Masks under this are looked up in a table of a few megabytes, which is quicker than to seek them."""


def _places_of_different(numbers: pl.Series) -> tuple[list[int], pl.Series]:
    """Return the different numbers, and for each row the place of its number among them."""
    highest = numbers.max()
    if isinstance(highest, int) and highest < LOOKED_UP:
        there = np.zeros(highest + 1, dtype=bool)
        there[numbers.to_numpy()] = True
        different = there.nonzero()[0]
        places = np.empty(highest + 1, dtype=np.uint32)
        places[different] = np.arange(len(different))
        return different.tolist(), pl.Series(places[numbers.to_numpy()])
    found = numbers.unique()
    return found.to_list(), numbers.replace_strict(found, pl.int_range(len(found), dtype=pl.UInt32, eager=True))


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

    @property
    def can_say(self) -> tuple[str | bool, ...]:
        return (*self.texts, self.enumeration)

    def number(self) -> nw.Expr:
        return self.place

    def written(self, numbers: pl.Series) -> pl.Series:
        kind = pl.Enum(CATEGORIES) if self.enumeration else pl.String
        return pl.Series(self.texts, dtype=kind).gather(numbers)


Output = Plain | Flags | Choice


def written(numbers: pl.DataFrame, added: dict[str, Output]) -> pl.DataFrame:
    """Write every column from its numbers. Columns of different editions that come out the same are kept once."""
    columns: dict[str, pl.Series] = {}
    before: dict[object, list[tuple[pl.Series, pl.Series]]] = {}
    for name, output in added.items():
        number = numbers.drop_in_place(name)  # let go when it is written: the texts are as large again
        if isinstance(output, Plain):
            columns[name] = number
            continue
        same = before.setdefault(output.can_say, [])
        text = next((text for other, text in same if other.equals(number)), None)
        if text is None:
            text = output.written(number)
            same.append((number, text))
        columns[name] = text
    return pl.DataFrame(columns)


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
    found["findings"] = Flags(
        tuple((study.id, study.applies.column(inner).fill_null(False)) for study in selection.study_findings)
    )
    found["red_flags"] = Flags(tuple((flag.id, flag.when.column(inner).fill_null(False)) for flag in RED_FLAGS))
    found["questions"] = Flags(tuple((question.id, inner(question_flag(question))) for question in asked_of(given)))
    found["rules_off"] = Plain(nw.lit(SEPARATOR.join(selection.off)))
    return found


def _masks(guideline: Guideline, places: Places) -> dict[str, Output]:
    rules = places.selection.rules(guideline)
    bits = [(places.of(rule), guideline.bits[rule.id]) for rule in rules]
    return {
        f"{guideline.key}_category": _category(guideline, enumeration=True),
        f"{guideline.key}_rules_mask": Plain(mask([(met(place), bit) for place, bit in bits]).cast(nw.Int32)),
        f"{guideline.key}_unknown_mask": Plain(mask([(unknown(place), bit) for place, bit in bits]).cast(nw.Int32)),
    }


def _category(guideline: Guideline, enumeration: bool) -> Choice:
    return Choice(tuple(step_categories(guideline)), inner(f"{guideline.key}_step"), enumeration)


def _of_guideline(guideline: Guideline, places: Places) -> dict[str, Output]:
    key = guideline.key
    rules = places.selection.rules(guideline)
    earliest, latest = follow_up(guideline, places)
    found: dict[str, Output] = {
        f"{key}_category": _category(guideline, enumeration=False),
        f"{key}_rules": Flags(tuple((rule.id, met(places.of(rule))) for rule in rules)),
        f"{key}_missing": _missing(guideline, places),
        f"{key}_assumes": _assumes(guideline, places),
        f"{key}_follow_up_min_days": Plain(earliest),
        f"{key}_follow_up_max_days": Plain(latest),
        f"{key}_why": Choice((*(step.why for step in order(guideline)), ""), inner(f"{key}_step")),
    }
    if any(rule.compares_scans for rule in rules):
        found[f"{key}_compared_with"] = Plain(_compared_with(guideline, places))
    return found


def _compared_with(guideline: Guideline, places: Places) -> nw.Expr:
    """Date of the earlier scan with which a rule of the gravest tier that is met was met; none where it needed none."""
    nothing = nw.lit(None, dtype=nw.Date)
    found: nw.Expr = nothing
    for tier in reversed(TIERS):
        rules = [rule for rule in places.selection.rules(guideline) if rule.concludes is tier]
        if rules:
            dates = [inner(met_with(places.of(rule))) for rule in rules if rule.compares_scans]
            any_met = any_of([met(place) for place in places.of_rules(rules)])
            found = nw.when(any_met).then(largest(dates) if dates else nothing).otherwise(found)
    return found


def add_shared(frame: Frame, places: Places) -> Frame:
    """Add, once for all editions that share their rows, what was missing; and which guidelines have nothing to say."""
    added: dict[str, nw.Expr] = {}
    for guideline in places.selection.guidelines:
        flags = _lacking_flags(guideline, places)
        added |= {INTERNAL + column: flag for column, flag in flags.values()}
        silent = any_of([of_category(guideline, category) for category in sorted(SILENT)])
        added[f"{INTERNAL}{guideline.key}_speaks"] = ~silent
    return extended(frame, added)


def _lacking_flags(guideline: Guideline, places: Places) -> dict[str, tuple[str, nw.Expr]]:
    """Name of each column that may be missing: the internal column that says so, and its expression."""
    rules = places.selection.rules(guideline)
    everything = places.of_rules(rules)
    flags = {name: [flag] for name, flag in lacking(p for p in everything if not p.compares_scans).items()}
    for place in everything:
        if place.compares_scans:
            for name, column in lacked(place).items():
                flags.setdefault(name, []).append(unknown(place) & inner(column))
    flags.setdefault("exam_date", []).append(inner("undated"))
    for rule in rules:
        if places.of(rule).off:
            flags[f"rule {rule.id} (switched off)"] = [unknown(places.of(rule))]
    group = "_".join(str(place.number) for place in everything)
    return {name: (f"lacks_{group} {name}", any_of(found)) for name, found in sorted(flags.items())}


def _missing(guideline: Guideline, places: Places) -> Flags:
    """Columns for want of which a rule of this guideline is unknown, sorted by name."""
    flags = tuple((name, inner(column)) for name, (column, _) in _lacking_flags(guideline, places).items())
    return Flags(flags, only_if=inner(f"{guideline.key}_speaks"))


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
        here = nw.when(band.applies.column(inner)).then(nw.lit(place, dtype=nw.Int8))
        found = here if found is None else here.otherwise(found)
    nowhere = nw.when(nw.lit(False)).then(nw.lit(0, dtype=nw.Int8))
    return Choice(tuple(band.code for band in bands) or ("",), nowhere if found is None else found)
