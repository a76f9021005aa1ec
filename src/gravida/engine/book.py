"""The evidence book: every rule, formula and table of the engine as one entry, read from the objects themselves.

Nothing is said here for the first time. What an entry says comes from the condition that is evaluated, or from the
docstring in which a formula prints its paper.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

from gravida.columns import columns
from gravida.engine import dating, growth
from gravida.engine.assessment import SourceNote
from gravida.engine.conditions import Condition
from gravida.engine.dating import known_dates
from gravida.engine.dating.biometry import BiometryFormula
from gravida.engine.dating.formula import WORDS, Formula
from gravida.engine.explain import note
from gravida.engine.findings import PREVIOUS, asks_for
from gravida.engine.growth import papageorghiou2014
from gravida.engine.growth.size_standard import Standard
from gravida.engine.growth.weight import WeightFormula
from gravida.engine.heart_rate import studies
from gravida.engine.heart_rate.study import Band, Study
from gravida.engine.history import GONE_SINCE, SAFETY_RULE_9
from gravida.engine.preparation import AFTER_QUESTIONS, BEFORE_QUESTIONS
from gravida.engine.questions import QUESTIONS
from gravida.engine.red_flags import RED_FLAGS
from gravida.engine.rule import Category, Guideline, Rule
from gravida.engine.scope import BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB
from gravida.engine.selection import Selection, select
from gravida.engine.study_findings import STUDY_FINDINGS
from gravida.engine.viability import guidelines
from gravida.engine.wilson import FEWEST_FOR_AN_INTERVAL
from gravida.evidence import registry
from gravida.evidence.registry import LeftOut
from gravida.evidence.source import Source

Kind = Literal[
    "rule",
    "formula",
    "table",
    "weight formula",
    "growth standard",
    "heart-rate band",
    "study finding",
    "question",
    "sign",
    "limit",
    "chance",
    "model",
    "blood rule",
    "care",
]

OURS = "gravida"
OUR_TITLE = "Gravida, safety rules"
SWITCHED_OFF = "switched off by its id"


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """The guideline, study or formula an entry is part of."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the engine knows, and where it is from.

    ``says`` is when it holds (or what it computes), ``concludes`` what follows, ``printed`` what the source calls it.
    ``on`` says whether it takes part, ``off_because`` why it does not; ``can_switch`` whether ``--disable`` knows it.
    ``doubts`` are those written down about the work as a whole.
    """

    id: str
    kind: Kind
    belongs_to: BelongsTo
    edition: str
    says: str
    concludes: str
    printed: str
    note: str
    columns: tuple[str, ...]
    source: SourceNote
    doubts: str
    on: bool
    off_because: str
    can_switch: bool

    def as_dict(self) -> dict[str, object]:
        """Plain values, ready for JSON."""
        return asdict(self)


def evidence_book(
    guidelines: Iterable[str] | str | None = None,
    *,
    disable: Iterable[str] | str = (),
    enable: Iterable[str] | str = (),
) -> list[Entry]:
    """Return every rule, formula and table with its source; on or off under the choice of :func:`gravida.assess`.

    Raises:
        UnknownName: there is no such guideline or rule.
    """
    return entries(select(guidelines, disable=disable, enable=enable))


def left_out() -> list[LeftOut]:
    """Return every printed row that was collected and is not in the engine, with the reason."""
    return registry.left_out(frozenset(entry.id for entry in entries(select())))


def entries(selection: Selection) -> list[Entry]:
    """Return every entry: guidelines first, then what is shown beside them, ages and sizes, and our own limits."""
    return [
        *(found for guideline in guidelines().values() for found in _of_guideline(guideline, selection)),
        *(_band(band, study, selection) for study in studies().values() for band in study.bands),
        *_study_findings(selection),
        *(_formula(formula, selection) for formula in dating.methods().values()),
        *map(_biometry, dating.biometry_methods().values()),
        *_known_dates(),
        _size_standard(selection),
        *map(_weight, growth.weight_formulas().values()),
        *map(_growth, growth.standards().values()),
        *_our_own(),
        *_people(),
    ]


def _entry(
    entry_id: str,
    kind: Kind,
    source: Source,
    *,
    belongs_to: BelongsTo,
    says: str,
    edition: str = "",
    concludes: str = "",
    printed: str = "",
    note_: str = "",
    needs: Iterable[str] = (),
    off_because: str = "",
    can_switch: bool = False,
) -> Entry:
    return Entry(
        id=entry_id,
        kind=kind,
        belongs_to=belongs_to,
        edition=edition or str(source.work.year),
        says=says,
        concludes=concludes,
        printed=printed,
        note=note_,
        columns=tuple(needs),
        source=note(source),
        doubts=source.work.note,
        on=not off_because,
        off_because=off_because,
        can_switch=can_switch,
    )


def _off(entry_id: str, selection: Selection, by_default: str = "") -> str:
    if selection.is_off(entry_id):
        return SWITCHED_OFF
    return "" if entry_id in selection.on else by_default


def _columns_of(condition: Condition) -> list[str]:
    """The columns a person fills in for a condition, also where the condition reads what follows from them."""
    derived = {found.name: found for stage in (*BEFORE_QUESTIONS, *AFTER_QUESTIONS) for found in stage}
    known, waiting, found = columns(), list(condition.needs), set()
    while waiting:
        name = asks_for(waiting.pop())
        if name.removeprefix(PREVIOUS) in known:
            found.add(name)
        elif name in derived:
            waiting += derived[name].needs
    return sorted(found)


def _of_guideline(guideline: Guideline, selection: Selection) -> Iterator[Entry]:
    belongs_to = BelongsTo(guideline.key, guideline.title)
    for rule in guideline.rules:
        yield _rule(rule, guideline, belongs_to, selection)
    limit = partial(
        _entry,
        kind="limit",
        source=guideline.source,
        belongs_to=belongs_to,
        edition=guideline.edition,
        concludes=Category.NOT_APPLICABLE.value,
    )
    if guideline.latest_age_days is not None:
        days = f"{guideline.latest_age_days} days"
        yield limit(
            f"{guideline.key}-age",
            says=f"an age of more than {days}",
            printed=f"about pregnancies up to {days}",
            needs=("ga_days",),
        )
    if guideline.transvaginal_only:
        yield limit(
            f"{guideline.key}-route",
            says="an abdominal scan",
            printed="about transvaginal scans",
            needs=("scan_route",),
        )


def _rule(rule: Rule, guideline: Guideline, belongs_to: BelongsTo, selection: Selection) -> Entry:
    look_again = f"Look again: {rule.follow_up.words}." if rule.follow_up is not None else ""
    return _entry(
        rule.id,
        "rule",
        rule.source,
        belongs_to=belongs_to,
        edition=guideline.edition,
        says=rule.when.says(),
        concludes=rule.concludes.value,
        printed=rule.printed,
        note_=f"{rule.note} {look_again}".strip(),
        needs=rule.columns,
        off_because=_off(rule.id, selection, rule.off_because),
        can_switch=True,
    )


def _band(band: Band, study: Study, selection: Selection) -> Entry:
    concludes = band.code
    if band.count is not None:
        low, high = band.count.interval_percent
        enough = band.count.of >= FEWEST_FOR_AN_INTERVAL
        interval = f" (95% interval {low:.0f} to {high:.0f}%)" if enough else ""
        concludes = f"{band.code}: {band.count.lost} of {band.count.of} {band.count.outcome}{interval}"
    return _entry(
        band.id,
        "heart-rate band",
        band.source,
        belongs_to=BelongsTo(study.key, study.title),
        says=band.when.says(),
        concludes=concludes,
        note_=f"Who they were: {study.population}. {band.note}".strip(),
        needs=_columns_of(band.when),
        off_because=_off(band.id, selection),
        can_switch=True,
    )


def _study_findings(selection: Selection) -> Iterator[Entry]:
    for finding in STUDY_FINDINGS:
        work = finding.source.work
        yield _entry(
            finding.id,
            "study finding",
            finding.source,
            belongs_to=BelongsTo(work.key, work.citation.split(".")[0]),
            says=finding.when.says(),
            concludes=finding.saw,
            note_=finding.note,
            needs=_columns_of(finding.when),
            off_because=_off(finding.id, selection),
            can_switch=True,
        )


def _paragraph(about: Any, word: str) -> str:
    """The paragraph of a module's docstring that begins with a word: ``Equation: ...``, ``Range: ...``."""
    function: Callable[..., Any] = about.func if isinstance(about, partial) else about
    text = sys.modules[function.__module__].__doc__ or ""
    found = re.search(rf"^{word}: (.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return " ".join(found[1].split()).replace("**", "") if found else ""


def _formula(formula: Formula, selection: Selection) -> Entry:
    parts = [f"Age from the {WORDS[formula.measure]}. {_paragraph(formula.equation, 'Equation')}"]
    parts += [f"{word}: {_paragraph(formula.equation, word)}" for word in ("Range", "Stated error")]
    return _entry(
        formula.rule_id,
        "formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=" ".join(parts),
        concludes="an age in days; nothing out of range",
        note_=f"{formula.note} Who they were: {formula.population}",
        needs=(formula.measure,),
        off_because=_off(formula.rule_id, selection),
        can_switch=True,
    )


def _known_dates() -> Iterator[Entry]:
    ovulation, usual = known_dates.OVULATION_DAY, known_dates.USUAL_CYCLE_DAYS
    belongs_to = BelongsTo("known_dates", "Ages from dates that are known")
    rows = (
        ("DATE-LMP", "days since the last period", ("lmp_date",), known_dates.LMP_SOURCE),
        (
            "DATE-CYCLE",
            f"days since the last period, less the days by which the cycle is longer than {usual}",
            ("lmp_date", "cycle_length_days"),
            known_dates.CYCLE_SOURCE,
        ),
        (
            "DATE-OVULATION",
            f"days since ovulation or conception, plus {ovulation}",
            ("ovulation_date", "conception_date"),
            known_dates.OVULATION_SOURCE,
        ),
        (
            "DATE-IVF0-retrieval",
            f"days since egg retrieval, plus {ovulation}",
            ("retrieval_date",),
            known_dates.RETRIEVAL_SOURCE,
        ),
        (
            "DATE-IVF0-transfer",
            f"days since the transfer, plus {ovulation}, plus the age of the embryo at transfer",
            ("transfer_date", "embryo_age_days"),
            known_dates.TRANSFER_SOURCE,
        ),
    )
    for entry_id, says, dates, source in rows:
        yield _entry(
            entry_id,
            "formula",
            source,
            belongs_to=belongs_to,
            says=says,
            concludes="an age in days",
            note_="A date of assisted conception is never replaced by an age from size." if "IVF" in entry_id else "",
            needs=("exam_date", *dates),
        )


def _size_standard(selection: Selection) -> Entry:
    about = papageorghiou2014.mean
    return _entry(
        "DATE-IGS",
        "table",
        papageorghiou2014.SOURCE,
        belongs_to=BelongsTo("papageorghiou2014_size", "INTERGROWTH-21st, crown-rump length for age"),
        says=f"{_paragraph(about, 'Equation')} Range: {_paragraph(about, 'Range')}",
        concludes="crl_z and crl_centile, at an age that does not come from the length itself",
        note_=f"Who they were: {_paragraph(about, 'Population')}",
        needs=("crl_mm", "ga_days"),
        off_because=_off("DATE-IGS", selection),
        can_switch=True,
    )


def _biometry(formula: BiometryFormula) -> Entry:
    return _entry(
        formula.rule_id,
        "formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=f"Age from {' and '.join(formula.measures)}, {formula.earliest_days:g} to {formula.latest_days:g} days",
        concludes="an age in days; nothing out of range",
        note_=f"{formula.note} Who they were: {formula.population}",
        needs=formula.measures,
    )


def _weight(formula: WeightFormula) -> Entry:
    return _entry(
        f"WEIGHT-{formula.key}",
        "weight formula",
        formula.source,
        belongs_to=BelongsTo(formula.key, formula.title),
        says=formula.says,
        concludes="a weight in grams",
        note_=f"{formula.note} Who they were: {formula.population}".strip(),
        needs=formula.measures,
    )


def _growth(standard: Standard) -> Entry:
    equations = "; ".join(standard.distribution.says()[:4])
    return _entry(
        f"GROWTH-{standard.key}",
        "growth standard",
        standard.source,
        belongs_to=BelongsTo(standard.key, standard.title),
        says=f"{equations}. Range: {standard.lowest:g} to {standard.highest:g} {standard.argument}",
        concludes="z and centile; nothing out of range",
        note_=f"{standard.note} Who they were: {standard.population}".strip(),
        needs=(standard.column, standard.argument),
    )


def _our_own() -> Iterator[Entry]:
    belongs_to = BelongsTo(OURS, OUR_TITLE)
    entry = partial(_entry, belongs_to=belongs_to)
    for flag in RED_FLAGS:
        yield entry(
            flag.id,
            "sign",
            flag.source,
            says=flag.when.says(),
            concludes="help now, before everything else",
            printed=flag.says,
            needs=sorted(flag.when.needs),
        )
    for question in QUESTIONS:
        yield entry(
            question.id,
            "question",
            question.source,
            says=question.when.says(),
            printed=question.asks,
            concludes=Category.QUESTIONED.value if question.blocks else "asked; the rest is answered",
            needs=_columns_of(question.when),
        )
    for limit in (*BEFORE_EVERYTHING, NO_SAC_IN_THE_WOMB):
        yield entry(
            limit.id,
            "limit",
            limit.source,
            says=limit.when.says(),
            concludes=Category.NOT_APPLICABLE.value,
            printed=limit.says,
            needs=_columns_of(limit.when),
        )
    yield entry(
        "heartbeat_before",
        "limit",
        SAFETY_RULE_9,
        says=GONE_SINCE.says(),
        concludes=Category.URGENT_CONFIRMATION.value,
        printed="a second observer is asked for; no row is applied",
        needs=("heart_activity", "embryo_seen"),
    )


def _people() -> Iterator[Entry]:
    """Chances, blood tests and care: imported here, because they explain scans themselves."""
    from gravida.engine.book_of_people import told

    for found in told():
        work = found.source.work
        yield _entry(
            found.id,
            found.kind,
            found.source,
            belongs_to=BelongsTo(work.key, work.citation.split(".")[0]),
            says=found.says,
            concludes=found.concludes,
            note_=found.note,
            needs=found.columns,
        )
