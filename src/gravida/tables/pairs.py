"""Two scans of one sac, over columns: a join of each pregnancy with itself, and what the rules say of every pair.

Windows of minima cannot say "any pair", "same sac" or "not more than 70 days apart"; pairs can, and can name the scan.
"""

from __future__ import annotations

import narwhals as nw

from gravida.engine.findings import PREVIOUS
from gravida.engine.history import CARRIED_OVER, IS_PAIR, SAME_SAC, keeps_when_questioned
from gravida.tables.plan import INTERNAL, Frame, Place, Places, any_of, assuming, extended, inner, lacking

PREGNANCY_CHECK = "pregnancy_check"
"""Internal column with a second hash of the pregnancy, where texts are hashed to join faster."""

EXAM_ON = "exam_on"
"""Internal column that keeps the date of the scan as a date, so that an answer can name it."""


def add_pairs(frame: Frame, key: list[str], places: Places, *, says_same_sac: bool, with_text: bool) -> Frame:
    """Add ``heartbeat_before`` and the outcome of every condition that compares two scans.

    ``key`` names the internal columns that tell one row from another. ``says_same_sac``: some row fills in
    ``same_sac``. With text also what each guideline lacked and assumed, and the date of the scan a rule was met with.
    """
    rows = [INTERNAL + name for name in key]
    pairs = _pairs(frame, key, places, says_same_sac, with_text)
    is_pair = IS_PAIR.column(inner).fill_null(False)
    outcomes = {
        INTERNAL + place.name: nw.when(is_pair).then(place.column()).otherwise(nw.lit(False)) for place in places.pairs
    }
    pairs = extended(pairs, outcomes)
    pairs = pairs.filter(any_of([_heartbeat_before(), *(inner(place.name).fill_null(True) for place in places.pairs)]))
    notes = _notes(places) if with_text else {}
    frame = frame.join(pairs.group_by(*rows).agg(*_summaries(places, notes, with_text)), on=rows, how="left")
    filled = {INTERNAL + "heartbeat_before": inner("heartbeat_before").fill_null(False)}
    for place in places.pairs:
        met, unknown = inner(place.name + "_in_a_pair"), inner(place.name + "_unknown_in_a_pair")
        # Not met and not unknown, or no pair at all, is a plain no: there is no earlier scan the rule speaks about.
        filled[INTERNAL + place.name] = (
            nw.when(met.fill_null(False))
            .then(nw.lit(True))
            .otherwise(nw.when(~unknown.fill_null(False)).then(nw.lit(False)))
        )
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


def _pairs(frame: Frame, key: list[str], places: Places, says_same_sac: bool, with_text: bool) -> Frame:
    """Every scan that may need a history beside every scan of the same pregnancy that is not known to be later."""
    checks = [PREGNANCY_CHECK] if INTERNAL + PREGNANCY_CHECK in frame.collect_schema().names() else []
    needed = {*checks, "same_sac", "exam_date", "fetus_id", "heartbeat", "one_sac_in_the_womb"}
    needed |= {name for place in places.pairs for name in place.condition.needs}
    needed |= {name + "_assumed" for name in needed}
    ours = {INTERNAL + name for name in needed}
    own = [name for name in frame.collect_schema().names() if name in ours]
    rows = [INTERNAL + name for name in key]
    this = frame.filter(~inner("pregnancy_id").is_null(), ~inner("heartbeat").fill_null(False)).select(
        *dict.fromkeys([*rows, INTERNAL + "pregnancy_id", *own])
    )
    other = frame.filter(~inner("pregnancy_id").is_null()).select(
        INTERNAL + "pregnancy_id",
        *(_carried(name).alias(INTERNAL + PREVIOUS + name) for name in CARRIED_OVER),
        *([inner(EXAM_ON).alias(INTERNAL + PREVIOUS + EXAM_ON)] if with_text else []),
        *(inner(name).alias(f"{INTERNAL}other_{name}") for name in ("fetus_id", "same_sac", *checks)),
        *(inner(name).alias(f"{INTERNAL}other_key_{name}") for name in key),
    )
    pairs = this.join(other, on=INTERNAL + "pregnancy_id", how="inner").with_columns(
        **{INTERNAL + "days_since_prev": inner("exam_date") - inner("prev_exam_date")}
    )
    not_itself = ~nw.all_horizontal(*(inner(name) == inner(f"other_key_{name}") for name in key), ignore_nulls=True)
    same_pregnancy = [inner(name) == inner(f"other_{name}") for name in checks]
    not_later = (inner("days_since_prev") >= 0) | inner("days_since_prev").is_null()
    pairs = pairs.filter(*same_pregnancy, not_itself, not_later).with_columns(
        **{
            INTERNAL + "same_label": (inner("fetus_id") == inner("other_fetus_id")).fill_null(False)
            | (inner("fetus_id").is_null() & inner("other_fetus_id").is_null()),
            INTERNAL + "labels_differ": (inner("fetus_id") != inner("other_fetus_id")).fill_null(False),
        }
    )
    return _same_sac(pairs, rows, says_same_sac)


def _carried(name: str) -> nw.Expr:
    """What an earlier scan says, less what is questioned of it."""
    if keeps_when_questioned(name, None):
        return inner(name)
    keeps = ~inner("questioned")
    return nw.when((keeps | inner(name)) if keeps_when_questioned(name, True) else keeps).then(inner(name))


def _same_sac(pairs: Frame, rows: list[str], says_same_sac: bool) -> Frame:
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


def _summaries(places: Places, notes: dict[str, nw.Expr], with_text: bool) -> list[nw.Expr]:
    found = [_heartbeat_before().max().alias(INTERNAL + "heartbeat_before")]
    for place in places.pairs:
        met, unknown = inner(place.name).fill_null(False), inner(place.name).is_null()
        found += [
            met.max().alias(f"{INTERNAL}{place.name}_in_a_pair"),
            unknown.max().alias(f"{INTERNAL}{place.name}_unknown_in_a_pair"),
        ]
        if with_text:
            found.append(nw.when(met).then(inner(PREVIOUS + EXAM_ON)).max().alias(INTERNAL + met_with(place)))
    return [*found, *(flag.fill_null(False).max().alias(INTERNAL + name) for name, flag in notes.items())]
