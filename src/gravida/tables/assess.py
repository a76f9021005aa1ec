"""``assess``: what each guideline prints about every scan of a frame, in the kind of frame that came."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import narwhals as nw
import polars as pl

from gravida.engine.selection import Selection, select
from gravida.engine.self_check import self_check
from gravida.tables import blood, door, kinds, outputs, pairs_by_join, pairs_by_place, spark
from gravida.tables.keys import KEYS, MOST_SCANS_OF_ONE_PREGNANCY, comparable, refuse_unclear_keys, unclear
from gravida.tables.pairs import completed, without_pairs
from gravida.tables.places import Siblings, siblings
from gravida.tables.plan import INTERNAL, Frame, Places, add_categories, add_outcomes, add_rules, inner, prepare
from gravida.tables.said_before import by_place, by_window, nothing_said_before


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
        ``False`` gives categories and bit masks only, about five times faster.

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
    read = [*names, door.METHOD] if answered else names
    typed, of_one = _read(kinds.to_polars(frame, read), given)
    if of_one is not None and unclear(typed, given, of_one):
        readable = door.readable_keys(kinds.to_polars(frame, names), typed, given)
        refuse_unclear_keys(nw.from_native(readable.lazy()), given, needs_exam=False)
    places = Places(selection)
    added = outputs.added(selection, places, given, text)
    numbers = _numbers(typed, given, of_one, places, added, text)
    del typed
    answers = outputs.written(numbers, added)
    tests = blood.recognise(frame.columns) if text else {}
    return answers.hstack(blood.beside(frame, tests)) if tests else answers


def _read(frame: pl.DataFrame, given: dict[str, tuple[str, float]]) -> tuple[pl.DataFrame, Siblings | None]:
    """Return our columns, typed, and which rows are of one pregnancy, where that is said."""
    if not comparable(given):
        return door.typed(frame, given), None
    keys = {name: given[name] for name in KEYS if name in given}
    typed = door.typed(frame, keys)
    with ThreadPoolExecutor(1) as beside:  # rows of one pregnancy are sought while the other columns are read
        sought = beside.submit(_siblings, typed)
        others = door.typed(frame, {name: column for name, column in given.items() if name not in keys})
        return typed.hstack(others), sought.result()


def _numbers(
    typed: pl.DataFrame,
    given: dict[str, tuple[str, float]],
    of_one: Siblings | None,
    places: Places,
    added: dict[str, outputs.Output],
    text: bool,
) -> pl.DataFrame:
    """Return every added column as a number. What is worked out on the way goes through in pieces and is not kept."""
    if of_one is None:
        source = nothing_said_before(nw.from_native(typed.lazy()))
        assessed = without_pairs(prepare(door.internal(source, given), given, places, text), places, with_text=text)
    else:
        source = nw.from_native(typed.hstack(by_place(typed, of_one)).lazy())
        says_same_sac = "same_sac" in given and bool(typed[INTERNAL + "same_sac"].is_not_null().any())
        prepared = prepare(door.internal(source, given), given, places, text)
        scans = prepared if text else _kept(prepared)
        found = pairs_by_place.found(scans, of_one, places, says_same_sac=says_same_sac, with_text=text)
        beside = pl.concat([scans.to_native(), found.lazy()], how="horizontal")
        assessed = completed(nw.from_native(beside), places, with_text=text)
    plan: pl.LazyFrame = (
        _answer(assessed, places, text).select(**{name: output.number() for name, output in added.items()}).to_native()
    )
    return plan.collect(engine="streaming")


def _kept(prepared: Frame) -> Frame:
    """Work out now what rules read: few columns, needed for the pairs and after them."""
    scans: pl.DataFrame = prepared.to_native().collect()
    return nw.from_native(scans.lazy())


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
    assessed = _answer(assessed, places, text)
    added = outputs.added(selection, places, given, text)
    found = {name: output.text() for name, output in added.items()} | {n: inner(n) for n in blood.added(tests)}
    renamed = kinds.kept_names(original, list(found))
    kept = [nw.col(name).alias(renamed.get(name, name)) for name in original if name in renamed or name not in found]
    return assessed.select(*kept, **found)


def _answer(frame: Frame, places: Places, text: bool) -> Frame:
    frame = add_categories(add_outcomes(add_rules(frame, places), places), places)
    return outputs.add_shared(frame, places) if text else frame
