"""Write down a scan, correct it, take it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gravida.app.record.find import pregnancy_or_404, scan_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.forms.questions import Query, queries
from gravida.app.record.forms.scan import ScanForm, filled_in
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.store import scans_of
from gravida.app.record.typed import answers, begun, kept_for_later, something_in
from gravida.app.record.unfinished import forget
from gravida.app.record.views.pregnancy import about
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import ChangedElsewhere, Stored

MORE = ("location", "amnion", "bleed_beside", "reason", "same_sac", "label")
HOW_SHE_IS = ("bleeding", "pain", "fainting", "shoulder_tip_pain", "fever")
"""What few reports say: closed until asked for, open where something stands in it."""


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def add(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Write down a new scan of one pregnancy."""
    return _write(request, pregnancy_or_404(request.vault, pregnancy), None)


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: OpenRequest, pregnancy: UUID, scan: UUID) -> HttpResponse:
    """Correct a scan."""
    return _write(request, pregnancy_or_404(request.vault, pregnancy), scan_or_404(request.vault, pregnancy, scan))


def _write(request: OpenRequest, of: Stored[Pregnancy], stored: Stored[Scan] | None) -> HttpResponse:
    vault = request.vault
    if request.method != "POST":
        form = begun(ScanForm, vault, request.path, {} if stored is None else filled_in(stored.document))
        return _page(request, of, form, [], stored, 200, () if stored is None else stored.document.kept)
    if (left := kept_for_later(request, vault, reverse("record:open", args=[of.id]))) is not None:
        return left
    typed = answers(request)
    form = ScanForm(typed)
    if not form.is_valid():
        return _page(request, of, form, [], stored, 422, typed.getlist("kept"))
    scan = form.scan(of.id, kept=tuple(dict.fromkeys(typed.getlist("kept"))))
    others = [other.document for other in scans_of(vault, of.id) if stored is None or other.id != stored.id]
    asked = queries(of.document, scan, others)
    for query in asked:
        form.add_error(query.field, query.asks)
    if asked:
        return _page(request, of, form, asked, stored, 422, scan.kept)
    try:
        saved = vault.add(scan) if stored is None else vault.save(_as_read(stored, typed.get("version", "")), scan)
    except ChangedElsewhere as error:
        form.add_error(None, str(error))
        return _page(request, of, form, [], stored, 409, scan.kept)
    forget(vault, request.path)
    return HttpResponseRedirect(reverse("reading:page", args=[saved.id]))


def _as_read(stored: Stored[Scan], version: str) -> Stored[Scan]:
    """Return the scan as it was when the form was opened, so that a later change is noticed."""
    return Stored(stored.id, int(version) if version.isdigit() else stored.version, stored.document)


def _page(
    request: OpenRequest,
    of: Stored[Pregnancy],
    form: ScanForm,
    asked: list[Query],
    stored: Stored[Scan] | None,
    status: int,
    kept: Sequence[str] = (),
) -> HttpResponse:
    period = of.document.dates.last_period
    for name in {query.field for query in asked}:
        form[name].asked = [query for query in asked if query.field == name]  # type: ignore[attr-defined]  # for the page
    content: dict[str, Any] = {
        "form": form,
        "faults": faults(form) if form.is_bound else [],
        "kept": kept,
        **about(request, of),
        "stored": stored,
        "last_period": None if period is None else period.words,
        "more_open": something_in(form, MORE),
        "how_open": something_in(form, HOW_SHE_IS),
        "earlier": bool([s for s in scans_of(request.vault, of.id) if stored is None or s.id != stored.id]),
    }
    return render(request, "record/scan_form.html", content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, pregnancy: UUID, scan: UUID) -> HttpResponse:
    """Say what goes, and take a scan out of the record when she says so."""
    of, stored = pregnancy_or_404(request.vault, pregnancy), scan_or_404(request.vault, pregnancy, scan)
    if request.method == "POST":
        request.vault.remove(stored)
        return HttpResponseRedirect(reverse("record:open", args=[pregnancy]))
    return render(request, "record/scan_remove.html", {**about(request, of), "scan": stored.document})
