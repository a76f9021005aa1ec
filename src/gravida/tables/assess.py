"""``assess``: what each guideline prints about every scan of a frame, in the kind of frame that came."""

from __future__ import annotations

from collections.abc import Container, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from gravida.engine.selection import Selection, select
from gravida.engine.self_check import self_check
from gravida.tables import blood, door, kinds, outputs, pairs_by_join, pairs_by_place, pieces, spark
from gravida.tables.keys import KEYS, MOST_SCANS_OF_ONE_PREGNANCY, PREGNANCY, comparable, refuse_unclear_keys, unclear
from gravida.tables.pairs import without_pairs
from gravida.tables.places import Siblings, siblings
from gravida.tables.plan import INTERNAL, Frame, Places, inner, prepare
from gravida.tables.planned import Plan, answered, planned
from gravida.tables.said_before import READ_BEFORE, by_place, by_window, nothing_said_before


def assess(
    scans: Any,
    guidelines: Iterable[str] | str | None = None,
    *,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
    text: bool = True,
) -> Any:
    """Assess every scan of a frame by several guidelines side by side.

    Parameters
    ----------
    scans
        A frame with columns of the dictionary (``gravida columns``), one row per scan and per embryo or sac:
        pandas, Polars (eager or lazy), PyArrow, DuckDB, PySpark, or a list of mappings. Other columns
        pass through untouched. With ``hcg_iu_l`` or ``progesterone_nmol_l`` among them the answers on blood tests are
        added too (``docs/blood-tests.md``).
    guidelines
        Keys such as ``["sru2013", "nice2023"]`` or ``"sru2013,nice2023"``; by default the five default guidelines.
    disable, enable
        Ids of rules to switch off, or on where they are off by default. The column ``rules_off`` says so.
    text
        ``False`` gives categories and bit masks only, almost three times as fast.

    Returns
    -------
    The same kind of frame with the columns added that `docs/assessing.md` lists. Eager frames keep their rows and their
    order; lazy ones give one row per key (``pregnancy_id``, ``fetus_id``, ``exam_id`` or ``exam_date``).

    Raises
    ------
    InputError
        A value cannot be read (with row, column and value), a unit is missing, or two rows claim to be the same scan.
    UnknownName
        There is no such guideline or rule.
    SelfCheckError
        A golden vector does not come out as published.
    """
    selection = select(guidelines, disable=disable, enable=enable)
    self_check()
    frame = nw.from_native(kinds.as_frame(scans))
    if isinstance(frame, nw.LazyFrame):
        if frame.implementation.is_pyspark():
            spark.set_up(scans)
        return _assess_lazy(frame, selection, text).to_native()
    return kinds.give_back(scans, _assess_eager(frame, selection, text))


def _assess_eager(frame: nw.DataFrame[Any], selection: Selection, text: bool) -> pl.DataFrame:
    """Return only the added columns, in Polars, row by row in the order of the frame."""
    given = door.recognise(frame.columns)
    names = [name for name, _ in given.values()]
    answered = kinds.ANSWERED in frame.columns and door.METHOD in frame.columns
    read = _read(kinds.to_polars(frame, [*names, door.METHOD] if answered else names), given)
    if read.unclear:
        readable = door.readable_keys(kinds.to_polars(frame, names), read.typed, given)
        refuse_unclear_keys(nw.from_native(readable.lazy()), given, needs_exam=False)
    plan = planned(
        selection,
        frozenset(given),
        tuple(read.typed.schema.items()),
        compares=read.of_one is not None,
        says_same_sac="same_sac" in given and bool(read.typed[INTERNAL + "same_sac"].is_not_null().any()),
        with_text=text,
    )
    numbers = _numbers(read, plan, keep_scans=not text)
    del read
    answers = outputs.written(numbers, plan.added)
    tests = blood.recognise(frame.columns) if text else {}
    return answers.hstack(blood.beside(frame, tests)) if tests else answers


@dataclass(frozen=True)
class Read:
    """Our columns, typed, and, where it is said which pregnancy a row is of, what that tells.

    ``unclear``: some rows may claim to be the same scan.
    """

    typed: pl.DataFrame
    of_one: Siblings | None = None
    unclear: bool = False


def _read(frame: pl.DataFrame, given: dict[str, tuple[str, float]]) -> Read:
    """Read our columns; what needs only some of them is worked out beside the reading of the others."""

    def typed(names: Container[str]) -> pl.DataFrame:
        return door.typed(frame, {name: column for name, column in given.items() if name in names})

    if not comparable(given):
        return Read(door.typed(frame, given))
    first = typed(PREGNANCY)
    with ThreadPoolExecutor(2) as beside:
        sought = beside.submit(_siblings, first)
        keys = first.hstack(typed((KEYS | READ_BEFORE) - PREGNANCY))
        said = beside.submit(lambda: by_place(keys, sought.result()))
        others = typed(given.keys() - KEYS - READ_BEFORE)
        is_unclear = unclear(keys, given, sought.result())
        before = pieces.cut(said.result(), pieces.of(keys))
        return Read(keys.hstack(others).hstack(before), sought.result(), is_unclear)


def _numbers(read: Read, plan: Plan, *, keep_scans: bool) -> pl.DataFrame:
    """Return every added column as a number. What is worked out on the way goes through in pieces and is not kept.

    ``keep_scans``: what rules read is worked out once, for the pairs and after them. It has to be few columns.
    """
    scans = plan.scans.on(read.typed.lazy())
    if plan.pairs is not None and read.of_one is not None:
        if keep_scans:
            scans = scans.collect().lazy()
        scans = pl.concat([scans, pairs_by_place.found(scans, read.of_one, plan.pairs).lazy()], how="horizontal")
    return plan.answer.on(scans).collect(engine="streaming")


def _siblings(typed: pl.DataFrame) -> Siblings:
    check = INTERNAL + door.PREGNANCY_CHECK
    return siblings(
        typed[INTERNAL + "pregnancy_id"],
        typed[check] if check in typed.columns else None,
        at_most=MOST_SCANS_OF_ONE_PREGNANCY,
    )


def _assess_lazy(frame: Frame, selection: Selection, text: bool) -> Frame:
    """Return the whole plan on the frame's own engine."""
    original = frame.collect_schema().names()
    given = door.recognise(original)
    typed = door.native(frame, given)
    tests = blood.recognise(original) if text else {}
    if tests:
        typed = blood.on_engine(typed, tests, read=given)
    keyed = comparable(given)
    places = Places(selection)
    complete = door.internal(typed, given)
    complete = by_window(complete) if keyed else nothing_said_before(complete)
    assessed = prepare(complete, given, places, text)
    if keyed:
        refuse_unclear_keys(frame, given, needs_exam=True)
        exam = inner("exam_date").cast(nw.String)
        if "exam_id" in given:
            exam = nw.coalesce(inner("exam_id"), exam)
        assessed = assessed.with_columns(
            **{
                INTERNAL + "exam_key": exam.fill_null(""),
                INTERNAL + "label_key": inner("fetus_id").fill_null(""),
            }
        )
        key = ["pregnancy_id", "label_key", "exam_key"]
        assessed = pairs_by_join.add_pairs(assessed, key, places, says_same_sac="same_sac" in given, with_text=text)
    else:
        assessed = without_pairs(assessed, places, with_text=text)
    assessed = answered(assessed, places, text)
    added = outputs.added(selection, places, given, text)
    found = {name: output.text() for name, output in added.items()} | {n: inner(n) for n in blood.added(tests)}
    renamed = kinds.kept_names(original, list(found))
    kept = [nw.col(name).alias(renamed.get(name, name)) for name in original if name in renamed or name not in found]
    return assessed.select(*kept, **found)
