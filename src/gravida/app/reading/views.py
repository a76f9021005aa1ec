"""The page of one scan: help first, then what was written, then what is published about findings like these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gravida.app.charts import Chart
from gravida.app.reading.chances import chances
from gravida.app.reading.drawings import NOT_FROM_SIZE, beating, by_length, drawings, under_the_limit
from gravida.app.reading.rows import look_again, rows
from gravida.app.record.columns import assess, scan_columns
from gravida.app.record.dates import short, today, weeks_in_words
from gravida.app.record.earlier import earlier
from gravida.app.record.find import pregnancy_or_404, scan_or_404
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.signs import signs_of
from gravida.app.record.store import photos_of, preferences_of, scans_of
from gravida.app.record.views.pregnancy import about
from gravida.app.record.written import headline, lines
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored
from gravida.app.words import rates
from gravida.app.words.notes import MarginNote, how_read, source_note
from gravida.engine.answer import WHY_NOT_APPLICABLE
from gravida.engine.assessment import Assessment
from gravida.engine.heart_rate.lengths import STUDY
from gravida.engine.rule import Category

QUIET = frozenset({Category.CARDIAC_ACTIVITY, Category.NO_CRITERION, Category.UNKNOWN})


@require_safe
@unlocked
def page(request: OpenRequest, scan: UUID) -> HttpResponse:
    """Show one scan."""
    vault = request.vault
    stored = scan_or_404(vault, None, scan)
    of = pregnancy_or_404(vault, stored.document.pregnancy)
    preferences = preferences_of(vault)
    scans = scans_of(vault, of.id)
    documents = [one.document for one in scans]
    which = [one.id for one in scans].index(stored.id)
    found = assess(of.document, documents, which, preferences.guidelines)
    questioned = any(asked.blocks for asked in found.questions)
    length_words, length_notes = by_length(found)
    content: dict[str, Any] = {
        **about(request, of),
        "scan": stored,
        "found": found,
        "headline": headline(stored.document),
        "lead": " ".join(_lead(found)),
        "lines": lines(stored.document),
        "age": _age(of.document, stored.document, found),
        "questioned": questioned,
        "photos": photos_of(vault, of.id, stored.id),
        "signs": signs_of(vault, of, found.help_now),
        "rows": rows(found, over=of.document.over),
        "several": any(note.why == "number" for note in found.guidelines),
        "length_words": length_words,
        "length_notes": length_notes,
    }
    if not of.document.over and not questioned:
        drawn = drawings(of.document, documents, which, preferences.guidelines)
        content |= {
            "drawn": drawn,
            "beating": beating(found),
            "heart": found.scan.get("heart_activity"),
            "length_sources": _length_sources(drawn.length),
            "rate_sources": _rate_sources(drawn.heart_rate, found),
            "on_the_line": rates.on_the_line(found.heart_rate[0].age_days) if found.heart_rate else "",
            "by_age": _basis_of_age(found),
            "rates": [(note.study, rates.says(note.band)) for note in found.heart_rate],
            "look_again": look_again(found, stored.document.day),
            "chances": chances(found, _up_to(of.document, documents, which), earlier(vault, of.id)),
        }
    if not of.document.over:
        content["ask"] = [*of.document.questions, *found.ask_your_clinic]
    return render(request, "reading/page.html", content)


@require_safe
@unlocked
def numbers(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Numbers about other people where no scan is written down yet, or the latest of those that are."""
    vault = request.vault
    of = pregnancy_or_404(vault, pregnancy)
    if of.document.over:
        raise Http404("There is nothing here under this address.")
    documents = [one.document for one in scans_of(vault, of.id)] or [_no_scan(of)]
    found = assess(of.document, documents, len(documents) - 1, preferences_of(vault).guidelines)
    rows = _up_to(of.document, documents, len(documents) - 1)
    content = {**about(request, of), "chances": chances(found, rows, earlier(vault, of.id))}
    return render(request, "reading/numbers.html", content)


def _no_scan(of: Stored[Pregnancy]) -> Scan:
    """Today, with nothing seen: the week is all there is. Of one that is hoped for there is not even that."""
    return Scan(of.id, day=today() if of.document.running else None)


def _up_to(pregnancy: Pregnancy, scans: Sequence[Scan], which: int) -> list[dict[str, Any]]:
    """Return the rows of a scan and of those before it; of one without a day nothing is known to be before it."""
    first = 0 if scans[which].day is not None else which
    return [scan_columns(pregnancy, scan) for scan in scans[first : which + 1]]


def _length_sources(chart: Chart | None) -> list[MarginNote]:
    """The table that is drawn first, then the study of how far two people who measure differ."""
    return (
        []
        if chart is None
        else [source_note(*one) for one in zip(("Table.", "Measuring."), chart.sources, strict=True)]
    )


def _rate_sources(chart: Chart | None, found: Assessment) -> list[MarginNote]:
    """Where the drawn limits and lengths stand, then every other study that is named, all without their titles.

    Those titles speak of outcomes, and outcomes are closed until they are asked for.
    """
    drawn: list[MarginNote] = []
    if chart is not None and chart.svg:
        limit, lengths, measuring = chart.sources
        drawn = [
            MarginNote(f"Limits. {STUDY.title}.", how_read(limit), limit.link),
            MarginNote(f"Lengths. {STUDY.title}.", how_read(lengths)),
            source_note("Measuring.", measuring),
        ]
    named = {
        note.source.key: note for note in found.heart_rate if not drawn or note.source.key != STUDY.source.work.key
    }
    return [*drawn, *(MarginNote(f"{note.study}.", how_read(note.source), note.source.link) for note in named.values())]


def _lead(found: Assessment) -> Iterator[str]:
    categories = {Category(note.category) for note in found.guidelines} - {Category.NOT_APPLICABLE}
    if Category.URGENT_CONFIRMATION in categories:
        yield "A heartbeat was seen on an earlier scan and not on this one. Ask for a second person to look, soon."
        yield "No guideline is read any further than that."
        return
    if not categories:
        yield "None of the guidelines read here is made for findings like these."
        reasons = {WHY_NOT_APPLICABLE.get(note.why, "") for note in found.guidelines}
        yield reasons.pop() if len(reasons) == 1 else "Why not stands beside each, below."
        return
    yield from _pace(found)
    if Category.CARDIAC_ACTIVITY in categories and categories <= QUIET:
        yield "None of the guidelines read here calls a pregnancy ended while a heartbeat is seen."
        yield "None of them says more than that from this scan."
    else:
        yield "What each guideline prints about findings like these stands below."
        yield "It is not a verdict, and one scan is rarely the last word."


def _pace(found: Assessment) -> Iterator[str]:
    """Say whether the rate is slow by age and by length: with uncertain dates the two can differ."""
    by_age, by_length = any(rates.is_slow(note.band) for note in found.heart_rate), under_the_limit(found)
    if by_age and by_length is False:
        yield "The heart rate was slow for the age, and not for the length."
    elif by_age:
        yield "The heart rate was slow in the studies read here."
    elif by_length and found.heart_rate:
        yield "The heart rate was slow for the length, and not for the age."
    elif by_length:
        yield "The heart rate was slow for the length in the study read here."


def _basis_of_age(found: Assessment) -> str:
    """Say which age the studies are read by, and by what."""
    if not found.heart_rate or found.heart_rate[0].age_days is None:
        return ""
    note = found.heart_rate[0]
    by = rates.AGE_FROM[note.age_from or ""]
    return f"By age, {weeks_in_words(int(note.age_days or 0))} {by}, each study apart:"


def _age(pregnancy: Pregnancy, scan: Scan, found: Assessment) -> str:
    """Say how far it was on the day of the scan, where that does not come from a length, and by what."""
    if pregnancy.over or found.age is None or found.age.method not in NOT_FROM_SIZE:
        return ""
    day = pregnancy.dates.last_period
    by = NOT_FROM_SIZE[found.age.method]
    if found.age.method == "lmp" and scan.age_days is None and day is not None and day.exact is not None:
        sure = {"yes": "certain", "no": "not certain"}.get(
            pregnancy.dates.last_period_certain, "certain or not: not said"
        )
        by = f"{by}, {short(day.exact)} ({sure})"
    return f"{weeks_in_words(found.age.days)} on that day, by {by}."
