"""Two values of hCG, one after the other: the arithmetic, and what each published limit says. Never where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gravida.app.blood.store import Place
from gravida.app.blood.test import BloodTest
from gravida.app.record.dates import short
from gravida.app.words.notes import MarginNote, source_note
from gravida.engine.blood.compare import HcgComparison, compare
from gravida.engine.blood.nice import NiceBand
from gravida.engine.blood.samples import Sample, hours_from, refuse_mixed
from gravida.engine.explain import note
from gravida.errors import InputError

LOCATION: dict[Place, str | None] = {
    "in the womb": "intrauterine",
    "outside": "ectopic",
    "looked for": "unknown",
    "not said": None,
}
NO_TIME = "A day or a time of day is missing on one of the two. Hours decide here, so they are not compared."
MIXED = "They are from two laboratories or two kinds of test. The numbers differ by themselves then: not compared."
NOT_COMPARED = "They lie less than an hour or more than four weeks apart, so they are not compared."
UNIT_OPEN = "The units are in question, so nothing more is said of these two."


@dataclass(frozen=True)
class Pair:
    """Two values and what is said of them; ``why_not`` where they are not compared."""

    title: str
    why_not: str = ""
    says: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    nice: str = ""
    nice_next: str = ""
    notes: tuple[MarginNote, ...] = field(default=())
    rose: bool = False


def pairs(tests: Sequence[BloodTest], place: Place, *, over: bool) -> list[Pair]:
    """Return each value with the one before it, the newest first."""
    with_hcg = [test for test in tests if test.hcg is not None]
    both = pairwise(with_hcg)
    return [_pair(first, second, place, over=over) for first, second in both][::-1]


def _pair(first: BloodTest, second: BloodTest, place: Place, *, over: bool) -> Pair:
    title = f"{_named(first)}, then {_named(second)}"
    if first.taken is None or second.taken is None or first.hcg is None or second.hcg is None:
        return Pair(title, NO_TIME)
    one, other = (
        Sample(level, taken, test.kind if test.kind in ("total", "beta") else None, test.laboratory.casefold() or None)
        for level, taken, test in (
            (first.hcg.value, first.taken, first),
            (second.hcg.value, second.taken, second),
        )
    )
    try:
        refuse_mixed(one, other)
    except InputError:
        return Pair(title, MIXED)
    try:
        found = compare(one.hcg_iu_l, other.hcg_iu_l, hours_from(one, other), location=LOCATION[place])
    except InputError:
        return Pair(title, NOT_COMPARED)
    if found.questions:
        return Pair(title, f"{found.questions[0]} {UNIT_OPEN}")
    return _read(title, found, limits=place in ("looked for", "not said") and not over)


def _read(title: str, found: HcgComparison, *, limits: bool) -> Pair:
    """Return the arithmetic; with ``limits`` what was published as well."""
    rose = found.ratio > 1
    if not limits:
        return Pair(title, says=found.says[:1], rose=rose)
    nice = "" if found.nice.band is NiceBand.NOT_APPLICABLE else found.nice.says
    known = found.nice.band in (NiceBand.RISE, NiceBand.FALL, NiceBand.BETWEEN)
    rises = [source_note(f"{one.which.name.replace('_', ' ').title()}.", note(one.source)) for one in found.smallest]
    falls = [source_note(f"{one.title}.", note(one.source)) for one in found.declines]
    shown = rises if rose and len(found.says) > 1 else falls if not rose else []
    return Pair(
        title,
        says=found.says[:1],
        limits=(*found.says[1:], *found.warnings),
        nice=nice,
        nice_next=found.nice.next_step if known else "",
        notes=(*shown, source_note("NICE.", note(found.nice.source))),
        rose=rose,
    )


def _named(test: BloodTest) -> str:
    day = "a day that is not written" if test.day is None else short(test.day)
    return f"{test.hcg} on {day}{f' at {test.time}' if test.time else ''}"
