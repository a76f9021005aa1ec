"""Two scans of one sac, over columns: what the rules say of every pair of scans of one pregnancy.

Windows of minima cannot say "any pair", "same sac" or "not more than 70 days apart"; pairs can, and can name the scan.
Here a frame of pairs is judged; how it is made is the engine's matter: by a join, or by places on Polars.
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from gravida.engine.findings import PREVIOUS
from gravida.engine.history import CARRIED_OVER, IS_PAIR, SAME_SAC, keeps_when_questioned
from gravida.tables.plan import INTERNAL, Frame, Place, Places, any_of, assuming, extended, inner, lacking

EXAM_ON = "exam_on"
"""Internal column that keeps the date of the scan as a date, so that an answer can name it."""

OTHER = "other_"
"""Beginning of what the other scan of a pair says of itself."""

LABELS = ("fetus_id", "same_sac")


def this_columns(names: Iterable[str], places: Places) -> list[str]:
    """Those of the columns that the later scan of a pair is judged by."""
    needed = {"same_sac", "exam_date", "fetus_id", "heartbeat", "one_sac_in_the_womb"}
    needed |= {name for place in places.pairs for name in place.condition.needs}
    needed |= {name + "_assumed" for name in needed}
    ours = {INTERNAL + name for name in needed}
    return [name for name in names if name in ours]


def other_columns(with_text: bool) -> dict[str, nw.Expr]:
    """Columns of the other scan of a pair, under the names they have there."""
    return {
        **{INTERNAL + PREVIOUS + name: _carried(name) for name in CARRIED_OVER},
        **({INTERNAL + PREVIOUS + EXAM_ON: inner(EXAM_ON)} if with_text else {}),
        **{INTERNAL + OTHER + name: inner(name) for name in LABELS},
    }


def _carried(name: str) -> nw.Expr:
    """What an earlier scan says, less what is questioned of it."""
    if keeps_when_questioned(name, None):
        return inner(name)
    keeps = ~inner("questioned")
    return nw.when((keeps | inner(name)) if keeps_when_questioned(name, True) else keeps).then(inner(name))


def judged(pairs: Frame, key: list[str], places: Places, *, says_same_sac: bool, with_text: bool) -> Frame:
    """Return one row for each scan that has an earlier one: what its pairs say.

    ``pairs`` holds :func:`this_columns` and :func:`other_columns` of two different scans of one pregnancy, and ``key``
    names the columns that tell the later scan from others. ``says_same_sac``: some row fills in ``same_sac``. With text
    also what each guideline lacked and assumed, and the date of the scan a rule was met with.
    """
    rows = [INTERNAL + name for name in key]
    pairs = pairs.with_columns(**{INTERNAL + "days_since_prev": inner("exam_date") - inner("prev_exam_date")})
    not_later = (inner("days_since_prev") >= 0) | inner("days_since_prev").is_null()
    pairs = pairs.filter(not_later).with_columns(
        **{
            INTERNAL + "same_label": (inner("fetus_id") == inner("other_fetus_id")).fill_null(False)
            | (inner("fetus_id").is_null() & inner("other_fetus_id").is_null()),
            INTERNAL + "labels_differ": (inner("fetus_id") != inner("other_fetus_id")).fill_null(False),
        }
    )
    pairs = _with_same_sac(pairs, rows, says_same_sac)
    is_pair = IS_PAIR.column(inner).fill_null(False)
    outcomes = {
        INTERNAL + place.name: nw.when(is_pair).then(place.column()).otherwise(nw.lit(False)) for place in places.pairs
    }
    pairs = extended(pairs, outcomes)
    pairs = pairs.filter(any_of([_heartbeat_before(), *(inner(place.name).fill_null(True) for place in places.pairs)]))
    return pairs.group_by(*rows).agg(*_summaries(places, with_text))


def completed(frame: Frame, places: Places, *, with_text: bool) -> Frame:
    """Add ``heartbeat_before`` and the outcome of every condition that compares two scans, from their summaries."""
    filled = {INTERNAL + "heartbeat_before": inner("heartbeat_before").fill_null(False)}
    for place in places.pairs:
        met, unknown = inner(place.name + "_in_a_pair"), inner(place.name + "_unknown_in_a_pair")
        # Not met and not unknown, or no pair at all, is a plain no: there is no earlier scan the rule speaks about.
        filled[INTERNAL + place.name] = (
            nw.when(met.fill_null(False))
            .then(nw.lit(True))
            .otherwise(nw.when(~unknown.fill_null(False)).then(nw.lit(False)))
        )
    notes = _notes(places) if with_text else {}
    return frame.with_columns(**filled, **{INTERNAL + name: inner(name).fill_null(False) for name in notes})


def without_pairs(frame: Frame, places: Places, *, with_text: bool) -> Frame:
    """Add the same columns where no scan can have an earlier one: everything that compares two scans is not met."""
    nothing = {INTERNAL + "heartbeat_before": nw.lit(False)}
    nothing |= {INTERNAL + place.name: nw.lit(False) for place in places.pairs}
    if with_text:
        nothing |= {INTERNAL + name: nw.lit(False) for name in _notes(places)}
        nothing |= {INTERNAL + met_with(place): nw.lit(None, dtype=nw.Date) for place in places.pairs}
    return extended(frame, nothing)


def met_with(place: Place) -> str:
    """Internal column with the date of the earlier scan with which a condition is met."""
    return f"{place.name}_on"


def lacked(place: Place) -> dict[str, str]:
    """Internal columns that say what a two-scan condition lacked in some pair, by the name of the column lacked."""
    return {name: f"{place.name}_lacked {name}" for name in sorted(lacking([place]))}


def assumed_in_pairs(place: Place, name: str) -> str:
    """Internal column that says whether a two-scan condition is met under an assumption."""
    return f"{place.name}_assumed {name}"


def _notes(places: Places) -> dict[str, nw.Expr]:
    found: dict[str, nw.Expr] = {}
    for place in places.pairs:
        flags = lacking([place])
        found |= {column: flags[name] for name, column in lacked(place).items()}
    for place in places.pairs:
        found |= {assumed_in_pairs(place, name): assuming(place, name) for name in place.can_assume}
    return found


def _with_same_sac(pairs: Frame, rows: list[str], says_same_sac: bool) -> Frame:
    """Add ``same_sac`` of the pair: what each scan from the earlier one on says of the sac, or one sac on both."""
    if not says_same_sac:
        pairs = pairs.with_columns(
            **{INTERNAL + "said_to_be_same": nw.lit(False), INTERNAL + "other_sac": inner("labels_differ")}
        )
    else:
        in_between = inner("same_label") & ~inner("prev_exam_date").is_null()
        never = -1

        def last_day(said: nw.Expr, own: nw.Expr) -> nw.Expr:
            others = nw.when(in_between & said).then(inner("prev_exam_date")).otherwise(nw.lit(never)).max().over(*rows)
            return nw.max_horizontal(others, nw.when(own).then(inner("exam_date")).otherwise(nw.lit(never)))

        own, theirs = inner("same_sac"), inner("other_same_sac")
        pairs = pairs.with_columns(
            **{
                INTERNAL + "last_unsure_day": last_day(~theirs.fill_null(False), ~own.fill_null(False)),
                INTERNAL + "last_other_day": last_day(~theirs.fill_null(True), ~own.fill_null(True)),
            }
        )
        earlier_day = inner("prev_exam_date")
        later = (earlier_day < inner("exam_date")).fill_null(False)
        pairs = pairs.with_columns(
            **{
                INTERNAL + "said_to_be_same": later & (earlier_day >= inner("last_unsure_day")),
                INTERNAL + "other_sac": inner("labels_differ")
                | (later & inner("same_label") & (earlier_day < inner("last_other_day"))),
            }
        )
    return pairs.with_columns(**{INTERNAL + "same_sac": SAME_SAC.column(inner)})


def _heartbeat_before() -> nw.Expr:
    return inner("prev_heartbeat").fill_null(False) & ~inner("other_sac").fill_null(False)


def _summaries(places: Places, with_text: bool) -> list[nw.Expr]:
    found = [_heartbeat_before().max().alias(INTERNAL + "heartbeat_before")]
    for place in places.pairs:
        met, unknown = inner(place.name).fill_null(False), inner(place.name).is_null()
        found += [
            met.max().alias(f"{INTERNAL}{place.name}_in_a_pair"),
            unknown.max().alias(f"{INTERNAL}{place.name}_unknown_in_a_pair"),
        ]
        if with_text:
            found.append(nw.when(met).then(inner(PREVIOUS + EXAM_ON)).max().alias(INTERNAL + met_with(place)))
    notes = _notes(places) if with_text else {}
    return [*found, *(flag.fill_null(False).max().alias(INTERNAL + name) for name, flag in notes.items())]
