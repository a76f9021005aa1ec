"""``explain``: one scan and its history, as an :class:`~gravida.engine.assessment.Assessment`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from gravida import __version__
from gravida.columns import columns
from gravida.engine import dating, wording
from gravida.engine.answer import WHY_NOT_APPLICABLE
from gravida.engine.assessment import (
    Age,
    Asked,
    Assessment,
    CountNote,
    GuidelineNote,
    HeartRateNote,
    HelpNow,
    LookAgain,
    RuleNote,
    Scalar,
    Size,
    SourceNote,
    StudyNote,
    Written,
)
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.engine.growth import papageorghiou2014
from gravida.engine.reading import Env, GuidelineReading, RuleReading, ScanReading, read
from gravida.engine.red_flags import WHAT_TO_DO
from gravida.engine.rule import Category
from gravida.engine.selection import Selection, select
from gravida.engine.self_check import self_check
from gravida.errors import InputError
from gravida.evidence.source import NOT_YET_REVIEWED, Source
from gravida.values import read_scan

FEWEST_FOR_AN_INTERVAL = 20
"""Below this many in the denominator only the counts are shown (safety rule 18)."""

CLOSE_TO_LIMIT = {"crl_mm": (6.0, 8.0, 7), "msd_mm": (21.0, 29.0, 25)}
"""Where the limits of 7 and 25 mm lie within what two observers may differ by (Pexsters 2011)."""


def explain(
    scan: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    which: int | None = None,
    *,
    guidelines: Iterable[str] | str | None = None,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
) -> Assessment:
    """Explain one scan.

    Parameters
    ----------
    scan
        One scan as a mapping of columns (``gravida columns``) to values, or the scans of one pregnancy in any order.
    which
        Place of the scan to explain, from 0; by default the one with the latest date, or the last.
    guidelines, disable, enable
        As in :func:`gravida.assess`.

    Raises
    ------
    InputError
        A value cannot be read.
    UnknownName
        There is no such guideline or rule.
    """
    selection = select(guidelines, disable=disable, enable=enable)
    self_check()
    given = [scan] if isinstance(scan, Mapping) else list(scan)
    if not given:
        raise InputError("there is no scan to explain.", "Give one, as a mapping of columns to values.")
    scans = [read_scan(entry) for entry in given]
    place = _latest(scans) if which is None else which
    if not -len(scans) <= place < len(scans):
        raise InputError(f"there is no scan number {place}.", f"Choose 0 to {len(scans) - 1}.")
    place %= len(scans)
    of_one = scans
    if not any("pregnancy_id" in entry for entry in scans):
        # Scans handed over together are one pregnancy, unless they say otherwise.
        of_one = [{**entry, "pregnancy_id": ""} for entry in scans]
    return assessment(read(of_one, place, selection), scans, place, selection)


def _latest(scans: list[dict[str, Any]]) -> int:
    return max(range(len(scans)), key=lambda place: (scans[place].get("exam_date") or 0, place))


def assessment(reading: ScanReading, scans: list[dict[str, Any]], place: int, selection: Selection) -> Assessment:
    """Put one reading into words."""
    env = dict(reading.env)
    notes = [_guideline(found, env, selection) for found in reading.guidelines]
    questioned = bool(env["questioned"])
    return Assessment(
        engine_version=__version__,
        reviewed=NOT_YET_REVIEWED,
        help_now=[HelpNow(flag.id, flag.says, WHAT_TO_DO, note(flag.source)) for flag in reading.red_flags],
        questions=[Asked(asked.id, asked.asks, asked.blocks, note(asked.source)) for asked in reading.questions],
        written=[_written(name, value) for name, value in scans[place].items() if value is not None],
        scan=_plain(scans[place]),
        other_scans=[_plain(other) for number, other in enumerate(scans) if number != place],
        age=None if questioned else _age(env),
        size=None if questioned else _size(env),
        close_to_a_limit=[] if questioned else _close(env),
        guidelines=notes,
        heart_rate=[] if questioned else _heart_rate(env, selection),
        studies=[]
        if questioned
        else [
            StudyNote(found.id, found.saw, found.note, note(found.source))
            for found in selection.study_findings
            if found.applies.holds(env)
        ],
        ask_your_clinic=_ask(notes),
        rules_off=list(selection.off),
    )


def note(source: Source) -> SourceNote:
    """Return the source of a statement in plain values."""
    work = source.work
    return SourceNote(
        key=work.key,
        citation=work.citation,
        year=work.year,
        link=work.link,
        where=source.where,
        read=source.read.value,
        seen_in=source.seen_in,
        review_by=work.review_by.isoformat(),
        reviewed_by=work.reviewed_by,
    )


def _plain(scan: Mapping[str, Any]) -> dict[str, Scalar]:
    return {name: _scalar(name, value) for name, value in scan.items() if value is not None}


def _scalar(name: str, value: Any) -> Scalar:
    known = columns().get(name.removeprefix(PREVIOUS))
    if value is not None and known is not None and known.kind == "date":
        return date.fromordinal(int(value)).isoformat()
    plain: Scalar = value
    return plain


def _written(name: str, value: Any) -> Written:
    known = columns()[name]
    shown = _scalar(name, value)
    if isinstance(shown, bool):
        words = "yes" if shown else "no"
    elif isinstance(shown, float | int):
        words = f"{shown:g} {UNITS.get(known.unit, known.unit)}".strip()
    else:
        words = str(shown).replace("_", " ")
    return Written(name, known.label, shown, words)


UNITS = {"d": "days", "wk": "weeks", "/min": "beats a minute", "[IU]/L": "IU/L", "1": ""}


def _guideline(reading: GuidelineReading, env: Env, selection: Selection) -> GuidelineNote:
    guideline = reading.guideline
    missing = list(reading.missing)
    labels = [_label(name) for name in missing]
    says = wording.SAYS[reading.category].format(
        title=guideline.title,
        why=WHY_NOT_APPLICABLE.get(reading.why, ""),
        missing=wording.listed(labels) or "something",
        is_or_are="are" if len(labels) > 1 else "is",
    )
    if reading.assumes:
        says = f"{says} This is answered {wording.listed(list(reading.assumes))}."
    return GuidelineNote(
        key=guideline.key,
        title=guideline.title,
        edition=guideline.edition,
        category=reading.category.value,
        why=reading.why,
        says=says.strip(),
        does_not_say=wording.DOES_NOT_SAY[reading.category],
        rules=[_rule(found, reading, env, selection) for found in reading.rules if found.holds is not False],
        inputs_missing=missing,
        assumptions=list(reading.assumes),
        look_again=_look_again(reading),
        warning=guideline.warning,
        source=note(guideline.source),
    )


def _label(name: str) -> str:
    """The words for a column that is missing."""
    if name.startswith("rule "):
        return name
    earlier = name.startswith(PREVIOUS)
    known = columns().get(name.removeprefix(PREVIOUS))
    label = known.label if known else name
    return f"{label} on the earlier scan" if earlier else label


def _look_again(reading: GuidelineReading) -> LookAgain | None:
    if reading.follow_up_min_days is None:
        return None
    words = next(
        found.rule.follow_up.words
        for found in reading.rules
        if found.holds
        and found.rule.follow_up is not None
        and found.rule.concludes is reading.category
        and found.rule.follow_up.min_days == reading.follow_up_min_days
    )
    return LookAgain(reading.follow_up_min_days, reading.follow_up_max_days, words)


def _rule(found: RuleReading, reading: GuidelineReading, env: Env, selection: Selection) -> RuleNote:
    rule = found.rule
    used = {
        asks_for(name): _scalar(asks_for(name), env.get(asks_for(name), env.get(name)))
        for name in sorted(rule.when.needs)
        if env.get(name) is not None and not name.startswith(PREVIOUS)
    }
    return RuleNote(
        id=rule.id,
        edition=reading.guideline.edition,
        met=found.holds,
        says=rule.when.says(),
        printed=rule.printed,
        inputs_used=used,
        inputs_missing=list(found.missing),
        assumptions=list(dict.fromkeys(found.assumed)),
        compared_with=None if found.compared_with is None else date.fromordinal(found.compared_with).isoformat(),
        switched_off=selection.is_off(rule.id),
        note=rule.note,
        source=note(rule.source),
    )


def _age(env: Env) -> Age | None:
    days, method = env.get("chosen_age_days"), env.get("chosen_age_from")
    if days is None or method is None:
        return None
    formula = dating.methods().get(method.removeprefix("crl_"))
    crl = env.get("crl_mm")
    words = wording.AGE_NOTES[method]
    if formula is not None:
        words = f"{words} by {formula.title}"
        if crl is not None and crl < 10 and formula.measure == "crl_mm":
            words = f"{words}. {wording.BELOW_10_MM}"
    return Age(
        days=int(days),
        weeks_and_days=f"{int(days) // 7}w{int(days) % 7}d",
        method=method,
        low_days=env.get("chosen_age_low_days"),
        high_days=env.get("chosen_age_high_days"),
        note=words,
        source=note(formula.source) if formula is not None else None,
    )


def _size(env: Env) -> Size | None:
    if env.get("crl_z") is None:
        return None
    return Size("crl_mm", env["crl_mm"], env["crl_z"], env["crl_centile"], note(papageorghiou2014.SOURCE))


def _close(env: Env) -> list[str]:
    found = []
    for name, (low, high, limit) in CLOSE_TO_LIMIT.items():
        value = env.get(name)
        if value is not None and low <= value <= high:
            found.append(
                f"The {columns()[name].label} of {value:g} mm is close to the limit of {limit} mm that guidelines use. "
                "Two people who measure may land on both sides of it."
            )
    return found


def _heart_rate(env: Env, selection: Selection) -> list[HeartRateNote]:
    found = []
    for study, bands in selection.studies:
        band = next((band for band in bands if band.applies.holds(env)), None)
        if band is None:
            continue
        count = None
        if band.count is not None:
            low, high = band.count.interval_percent
            enough = band.count.of >= FEWEST_FOR_AN_INTERVAL
            count = CountNote(
                band.count.lost,
                band.count.of,
                band.count.outcome,
                round(low, 1) if enough else None,
                round(high, 1) if enough else None,
            )
        at_44_days = env.get("heart_age_days") == 44
        found.append(
            HeartRateNote(
                id=band.id,
                study=study.title,
                band=band.code,
                says=wording.RATE_BANDS[band.code],
                population=study.population,
                age_days=env.get("heart_age_days"),
                age_from=env.get("heart_age_from"),
                count=count,
                note=band.note if at_44_days or "44 days" not in band.note else "",
                source=note(band.source),
            )
        )
    return found


def _ask(notes: list[GuidelineNote]) -> list[str]:
    missing = dict.fromkeys(
        name for found in notes for name in found.inputs_missing if found.category != Category.CARDIAC_ACTIVITY.value
    )
    return [
        *(wording.ASK_ABOUT_MISSING[name] for name in missing if name in wording.ASK_ABOUT_MISSING),
        *wording.ASK_ALWAYS,
    ]
