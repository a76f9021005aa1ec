"""The evidence book: every rule, formula and table of the engine as one entry, read from the objects themselves.

Nothing is said here for the first time. What an entry says comes from the condition that is evaluated, or from the
docstring in which a formula prints its paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gravida.engine import dating, growth
from gravida.engine.book_entry import BelongsTo, Entry, entry
from gravida.engine.book_of_guidelines import of_band, of_guideline, of_our_own, of_study_findings
from gravida.engine.book_of_sizes import of_biometry, of_formula, of_growth, of_known_dates, of_size_standard, of_weight
from gravida.engine.heart_rate import studies
from gravida.engine.selection import Selection, select
from gravida.engine.viability import guidelines
from gravida.evidence import registry
from gravida.evidence.registry import LeftOut


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
        *(found for guideline in guidelines().values() for found in of_guideline(guideline, selection)),
        *(of_band(band, study, selection) for study in studies().values() for band in study.bands),
        *of_study_findings(selection),
        *(of_formula(formula, selection) for formula in dating.methods().values()),
        *map(of_biometry, dating.biometry_methods().values()),
        *of_known_dates(),
        of_size_standard(selection),
        *map(of_weight, growth.weight_formulas().values()),
        *map(of_growth, growth.standards().values()),
        *of_our_own(),
        *_people(),
    ]


def _people() -> Iterator[Entry]:
    """Chances, blood tests and care: imported here, because they explain scans themselves."""
    from gravida.engine.book_of_people import told

    for found in told():
        work = found.source.work
        yield entry(
            found.id,
            found.kind,
            found.source,
            belongs_to=BelongsTo(work.key, work.citation.split(".")[0]),
            says=found.says,
            concludes=found.concludes,
            note_=found.note,
            needs=found.columns,
        )
