"""The column reader: the same stages, rules and order as the one-row reader, as one plan over columns.

A plan is built once per frame. Every condition that several editions share is evaluated once. Text comes last,
because it is most of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from gravida.engine.answer import ANYTHING_MET, ANYTHING_UNKNOWN, OTHERWISE, order
from gravida.engine.conditions import Condition
from gravida.engine.derived import (
    ASSUMED,
    Derived,
    Extreme,
    FirstOf,
    NameOfFirst,
    NumberFrom,
    YesNoFrom,
    is_switched_off,
)
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.engine.history import CARRIED_OVER
from gravida.engine.preparation import AFTER_QUESTIONS, BEFORE_QUESTIONS
from gravida.engine.questions import QUESTIONS, Question
from gravida.engine.reading import ASSUMPTION_WORDS
from gravida.engine.rule import TIERS, Category, Guideline, Rule
from gravida.engine.selection import Selection

INTERNAL = "gravida__"
CATEGORIES = tuple(category.value for category in Category)

Frame = nw.LazyFrame[Any]


def inner(name: str) -> nw.Expr:
    """Return the internal column of a measure."""
    return nw.col(INTERNAL + name)


_WITH_ASSUMPTION = frozenset(
    derived.name.removesuffix(ASSUMED)
    for stage in (*BEFORE_QUESTIONS, *AFTER_QUESTIONS)
    for derived in stage
    if derived.name.endswith(ASSUMED)
)
_WITH_ASSUMPTION_ON_A_PAIR = _WITH_ASSUMPTION | {
    "prev_" + name.removesuffix(ASSUMED) for name in CARRIED_OVER if name.endswith(ASSUMED)
}


def assumed(name: str) -> nw.Expr:
    """Return the column that a rule under assumption reads."""
    return inner(name + ASSUMED if name in _WITH_ASSUMPTION_ON_A_PAIR else name)


def reads(rule: Rule) -> Callable[[str], nw.Expr]:
    """Return how a rule reads its measures: strictly, or under its assumption."""
    return assumed if rule.under_assumption else inner


def extended(frame: Frame, added: dict[str, nw.Expr]) -> Frame:
    """Add columns, of which there may be none."""
    return frame.with_columns(**added) if added else frame


_UNKNOWN_AS: dict[type[Derived], Any] = {
    YesNoFrom: nw.Boolean,
    NumberFrom: nw.Float64,
    FirstOf: nw.Float64,
    Extreme: nw.Float64,
    NameOfFirst: nw.String,
}


Stages = tuple[tuple[Derived, ...], ...]


def needed_of(stages: Stages, read: set[str]) -> Stages:
    """Leave out of the stages what nobody reads. ``read`` grows by what the rest reads itself."""
    kept: list[tuple[Derived, ...]] = []
    for stage in reversed(stages):
        here = tuple(derived for derived in stage if derived.name in read)
        for derived in here:
            read |= derived.needs
        kept.insert(0, here)
    return tuple(kept)


def add_derived(frame: Frame, stages: Stages, known: set[str], off: Container[str]) -> Frame:
    """Add the derived measures, stage by stage. ``known`` grows by those that some row may have."""
    for stage in stages:
        added: dict[str, nw.Expr] = {}
        here: set[str] = set()
        for derived in stage:
            if derived.can_be_known(known) and not is_switched_off(derived, off):
                added[INTERNAL + derived.name] = derived.column(inner)
                here.add(derived.name)
            else:
                added[INTERNAL + derived.name] = nw.lit(None, dtype=_UNKNOWN_AS[type(derived)])
        known |= here
        frame = extended(frame, added)
    return frame


def question_flag(question: Question) -> str:
    """Internal column that says whether a question is raised."""
    return f"question_{QUESTIONS.index(question)}"


def asked_of(given: Iterable[str]) -> list[Question]:
    """Questions that some row of a frame with these columns can raise."""
    known = set(given)
    for stage in BEFORE_QUESTIONS:
        known |= {derived.name for derived in stage if derived.can_be_known(known)}
    return [question for question in QUESTIONS if question.when.can_hold(known)]


def prepare(frame: Frame, given: Iterable[str], places: Places, with_text: bool) -> Frame:
    """Complete every row and mark the questions it raises: ``questioned``, and with text one flag a question."""
    asked = [(question, question.when.column(inner)) for question in asked_of(given)]
    before, after = BEFORE_QUESTIONS, AFTER_QUESTIONS
    if not with_text:
        read = places.read_by_rules()
        after = needed_of(after, read)
        before = needed_of(before, read.union(*(question.when.needs for question, _ in asked)))
    known = {*given, "other_label"}
    frame = add_derived(frame, before, known, places.selection.off)
    marks = {INTERNAL + "questioned": any_of([found for question, found in asked if question.blocks]).fill_null(False)}
    if with_text:
        marks |= {INTERNAL + question_flag(question): found.fill_null(False) for question, found in asked}
    frame = extended(frame, marks)
    return add_derived(frame, after, known, places.selection.off)


@dataclass(frozen=True)
class Place:
    """Where the outcome of one condition, read in one way, stands in the frame."""

    number: int
    condition: Condition
    under_assumption: bool
    off: bool
    compares_scans: bool

    @property
    def name(self) -> str:
        return f"rule_{self.number}"

    def reads(self, name: str) -> nw.Expr:
        return assumed(name) if self.under_assumption else inner(name)

    def column(self) -> nw.Expr:
        found = self.condition.column(self.reads)
        return nw.when(~found).then(nw.lit(False)) if self.off else found

    @property
    def can_assume(self) -> tuple[str, ...]:
        """Strict measures that may be unknown while the rule is answered."""
        if not self.under_assumption:
            return ()
        return tuple(name for name in ASSUMPTION_WORDS if name in self.condition.needs)


@dataclass
class Places:
    """Every different condition of a selection once, and which rule stands where."""

    selection: Selection
    of_rule: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen: dict[tuple[Condition, bool, bool], Place] = {}
        for guideline in self.selection.guidelines:
            for rule in self.selection.rules(guideline):
                key = (rule.when, rule.under_assumption, self.selection.is_off(rule.id))
                seen.setdefault(key, Place(len(seen), *key, rule.compares_scans))
                self.of_rule[rule.id] = seen[key]
        self.all = tuple(seen.values())
        self.single = tuple(place for place in self.all if not place.compares_scans)
        self.pairs = tuple(place for place in self.all if place.compares_scans)

    def of(self, rule: Rule) -> Place:
        return self.of_rule[rule.id]

    def of_rules(self, rules: Iterable[Rule]) -> list[Place]:
        """The places of some rules, each once, in their order."""
        return sorted({self.of(rule).number: self.of(rule) for rule in rules}.values(), key=lambda place: place.number)

    def read_by_rules(self) -> set[str]:
        """Every measure that a condition, the order of an answer or a pair of scans reads."""
        names = set(CARRIED_OVER)
        for place in self.all:
            names |= {name.removeprefix(PREVIOUS) for name in place.condition.needs}
        for guideline in self.selection.guidelines:
            names |= {name for step in order(guideline) for name in step.when.needs}
        return names | {name + ASSUMED for name in names}


def add_rules(frame: Frame, places: Places) -> Frame:
    """Evaluate the conditions about one scan."""
    return extended(frame, {INTERNAL + place.name: place.column() for place in places.single})


def largest(columns: list[nw.Expr]) -> nw.Expr:
    """Return the largest known value of a row. Spark has no largest of one column."""
    return columns[0] if len(columns) == 1 else nw.max_horizontal(*columns)


def any_of(columns: list[nw.Expr]) -> nw.Expr:
    """True where one of them is; False where there is none to ask."""
    return nw.any_horizontal(*columns, ignore_nulls=True) if columns else nw.lit(False)


def met(place: Place) -> nw.Expr:
    """True where a condition is met; never unknown."""
    return inner(f"{place.name}_met")


def unknown(place: Place) -> nw.Expr:
    """True where a condition cannot be evaluated."""
    return inner(f"{place.name}_unknown")


def some(which: Callable[[Place], nw.Expr], places: Iterable[Place]) -> tuple[str, nw.Expr]:
    """Return the name and the expression of "one of these is met" (or unknown): editions that share rows share it."""
    listed = list(places)
    name = f"some_{which.__name__}_{'_'.join(str(place.number) for place in listed)}"
    return name, any_of([which(place) for place in listed])


def add_outcomes(frame: Frame, places: Places) -> Frame:
    """Add what the order of an answer reads: each condition met or unknown, and "one of these", once for all."""
    single = {f"{INTERNAL}{place.name}_met": inner(place.name).fill_null(False) for place in places.all}
    single |= {f"{INTERNAL}{place.name}_unknown": inner(place.name).is_null() for place in places.all}
    shared = {
        INTERNAL + name: found
        for guideline in places.selection.guidelines
        for name, found in _flags(guideline, places).values()
    }
    return frame.with_columns(**single).with_columns(**shared)


def _flags(guideline: Guideline, places: Places) -> dict[str, tuple[str, nw.Expr]]:
    rules = places.selection.rules(guideline)
    everything = places.of_rules(rules)
    return {
        **{
            f"met_{tier.value}": some(met, places.of_rules(rule for rule in rules if rule.concludes is tier))
            for tier in TIERS
        },
        ANYTHING_MET: some(met, everything),
        ANYTHING_UNKNOWN: some(unknown, everything),
    }


def add_categories(frame: Frame, places: Places) -> Frame:
    """Add for each guideline ``<key>_step``: the place, in its order, of the step that decided.

    All in one, so that editions with the same rows and the same order are worked out once.
    """
    return frame.with_columns(
        **{f"{INTERNAL}{guideline.key}_step": _step(guideline, places) for guideline in places.selection.guidelines}
    )


def _step(guideline: Guideline, places: Places) -> nw.Expr:
    flags = {name: shared for name, (shared, _) in _flags(guideline, places).items()}

    def of(name: str) -> nw.Expr:
        return inner(flags.get(name, name))

    steps = order(guideline)
    concluded = {rule.concludes for rule in places.selection.rules(guideline)}
    found: nw.Expr = nw.lit(len(steps), dtype=nw.Int8)
    for place, step in reversed(list(enumerate(steps))):
        if step.category not in TIERS or step.category in concluded:
            found = nw.when(step.when.column(of)).then(nw.lit(place, dtype=nw.Int8)).otherwise(found)
    return found


def step_categories(guideline: Guideline) -> list[str]:
    """The category of each step, by its place; the last one is the answer where no step holds."""
    return [*(step.category.value for step in order(guideline)), OTHERWISE.value]


def of_category(guideline: Guideline, category: Category) -> nw.Expr:
    """True where a guideline's answer is this category."""
    numbers = [n for n, name in enumerate(step_categories(guideline)) if name == category.value]
    return inner(f"{guideline.key}_step").is_in(numbers) if numbers else nw.lit(False)


def lacking(places: Iterable[Place]) -> dict[str, nw.Expr]:
    """Columns for want of which one of these conditions is unknown, in one row (of scans, or of pairs)."""
    unknowns: dict[tuple[str, str, bool], list[nw.Expr]] = {}
    for place in places:
        for name in place.condition.needs:
            unknowns.setdefault((asks_for(name), name, place.under_assumption), []).append(inner(place.name).is_null())
    flags: dict[str, list[nw.Expr]] = {}
    for (column, name, under_assumption), found in unknowns.items():
        absent = (assumed(name) if under_assumption else inner(name)).is_null()
        flags.setdefault(column, []).append(any_of(found) & absent)
    return {column: any_of(found) for column, found in flags.items()}


def assuming(place: Place, name: str) -> nw.Expr:
    """True where a condition is met although a measure it may assume is unknown."""
    return inner(place.name).fill_null(False) & inner(name).is_null() & ~assumed(name).is_null()


def follow_up(guideline: Guideline, places: Places) -> tuple[nw.Expr, nw.Expr]:
    """When to look again: latest of the earliest days, and the latest day where every met row names one."""
    earliest: list[nw.Expr] = []
    latest: list[nw.Expr] = []
    for tier in TIERS:
        rules = [
            rule for rule in places.selection.rules(guideline) if rule.concludes is tier and rule.follow_up is not None
        ]
        if not rules:
            continue
        decides = of_category(guideline, tier)
        for days in sorted({rule.follow_up.min_days for rule in rules if rule.follow_up}):
            named = [rule for rule in rules if rule.follow_up and rule.follow_up.min_days == days]
            earliest.append(
                nw.when(decides & any_of([met(place) for place in places.of_rules(named)])).then(nw.lit(days))
            )
        open_ended = [rule for rule in rules if rule.follow_up and rule.follow_up.max_days is None]
        for days in sorted({rule.follow_up.max_days for rule in rules if rule.follow_up and rule.follow_up.max_days}):
            named = [rule for rule in rules if rule.follow_up and rule.follow_up.max_days == days]
            ends = any_of([met(place) for place in places.of_rules(named)])
            if open_ended:
                ends = ends & ~any_of([met(place) for place in places.of_rules(open_ended)])
            latest.append(nw.when(decides & ends).then(nw.lit(days)))
    nothing = nw.when(nw.lit(False)).then(nw.lit(0))
    return largest(earliest) if earliest else nothing, largest(latest) if latest else nothing
