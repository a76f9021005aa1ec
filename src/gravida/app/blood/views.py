"""Her blood tests: the page with the drawing and what limits say, and the form to write one down, correct or remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.blood.drawing import drawing
from gravida.app.blood.forms import BloodForm, filled_in, queries
from gravida.app.blood.pairs import pairs
from gravida.app.blood.progesterone import CANNOT_TELL, levels
from gravida.app.blood.store import one_or_404, place_of, tests_of
from gravida.app.blood.test import BloodTest
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.store import scans_of
from gravida.app.record.views.pregnancy import about
from gravida.app.record.writing import write_down
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored
from gravida.app.words.notes import source_note
from gravida.engine.blood.compare import NOT_A_DIAGNOSIS, ONLY_SCANS_TELL, SRU
from gravida.engine.blood.nice import ECTOPIC_OPEN
from gravida.engine.blood.nice import SOURCE as NICE
from gravida.engine.explain import note


@require_safe
@unlocked
def page(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Show all tests of one pregnancy: help first, what stays open, the drawing, each two values, and the list."""
    vault = request.vault
    of = pregnancy_or_404(vault, pregnancy)
    stored = tests_of(vault, of.id)
    tests = [one.document for one in stored]
    scans = [one.document for one in scans_of(vault, of.id)]
    place, over = place_of(scans), of.document.over
    compared = pairs(tests, place, over=over)
    chart = drawing(tests, band=bool(compared) and compared[0].rose and bool(compared[0].limits))
    content: dict[str, Any] = {
        **about(request, of),
        "tests": stored,
        "place": place,
        "ectopic_open": ECTOPIC_OPEN,
        "only_scans_tell": ONLY_SCANS_TELL,
        "not_a_diagnosis": NOT_A_DIAGNOSIS,
        "open_notes": [source_note("hCG and the scan.", note(SRU if place == "in the womb" else NICE))],
        "chart": chart,
        "chart_notes": [] if chart is None else [source_note("Band.", source) for source in chart.sources],
        "newest": compared[:1],
        "earlier": compared[1:],
        "progesterone": levels(tests),
        "cannot_tell": CANNOT_TELL,
    }
    return render(request, "blood/page.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def add(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Write down a blood test."""
    return _write(request, pregnancy_or_404(request.vault, pregnancy), None)


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: OpenRequest, pregnancy: UUID, test: UUID) -> HttpResponse:
    """Correct a blood test."""
    return _write(request, pregnancy_or_404(request.vault, pregnancy), one_or_404(request.vault, pregnancy, test))


def _write(request: OpenRequest, of: Stored[Pregnancy], stored: Stored[BloodTest] | None) -> HttpResponse:
    own_page = reverse("blood:page", args=[of.id])
    others = [one.document for one in tests_of(request.vault, of.id) if stored is None or one.id != stored.id]

    def show(form: BloodForm, status: int, kept: Sequence[str]) -> HttpResponse:
        found = faults(form) if form.is_bound else []
        content = {**about(request, of), "form": form, "faults": found, "kept": kept, "stored": stored}
        return render(request, "blood/form.html", content, status=status)

    return write_down(
        request,
        stored,
        BloodForm,
        filled_in=filled_in,
        kept_before=() if stored is None else stored.document.kept,
        document=lambda form, kept: form.blood_test(of.id, kept),
        asked_of=lambda test: queries(test, others),
        show=show,
        left_to=own_page,
        saved_to=lambda saved: own_page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, pregnancy: UUID, test: UUID) -> HttpResponse:
    """Say what goes, and take a blood test out of the record when she says so."""
    of, stored = pregnancy_or_404(request.vault, pregnancy), one_or_404(request.vault, pregnancy, test)
    if request.method == "POST":
        request.vault.remove(stored)
        return HttpResponseRedirect(reverse("blood:page", args=[pregnancy]))
    return render(request, "blood/remove.html", {**about(request, of), "test": stored.document})
