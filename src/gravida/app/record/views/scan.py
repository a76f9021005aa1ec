"""Write down a scan, correct it, take it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gravida.app.record.find import pregnancy_or_404, scan_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.forms.questions import queries
from gravida.app.record.forms.scan import ScanForm, filled_in
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.store import photos_of, remove_photo, scans_of
from gravida.app.record.typed import something_in
from gravida.app.record.views.pregnancy import about
from gravida.app.record.writing import write_down
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored

AGE = ("weeks", "days", "age_by")
SAC = ("embryo", "sac", "measure_1", "measure_2", "measure_3", "sac_mean")
MORE = ("location", "amnion", "bleed_beside", "reason", "same_sac", "label")
HOW_SHE_IS = ("bleeding", "pain", "fainting", "shoulder_tip_pain", "fever")
"""What not every report says: closed until asked for, open where something stands in it. The age stands open where no
last period is written down."""


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
    others = [one.document for one in scans_of(request.vault, of.id) if stored is None or one.id != stored.id]

    def show(form: ScanForm, status: int, kept: Sequence[str]) -> HttpResponse:
        period = of.document.dates.last_period
        content: dict[str, Any] = {
            "form": form,
            "faults": faults(form) if form.is_bound else [],
            "kept": kept,
            **about(request, of),
            "stored": stored,
            "last_period": None if period is None else period.words,
            "age_closed": period is not None and not something_in(form, AGE),
            "sac_open": something_in(form, SAC),
            "more_open": something_in(form, MORE),
            "how_open": something_in(form, HOW_SHE_IS),
            "earlier": bool(others),
        }
        return render(request, "record/scan_form.html", content, status=status)

    return write_down(
        request,
        stored,
        ScanForm,
        filled_in=filled_in,
        kept_before=() if stored is None else stored.document.kept,
        document=lambda form, kept: form.scan(of.id, kept=kept),
        asked_of=lambda scan: queries(of.document, scan, others),
        show=show,
        left_to=reverse("record:open", args=[of.id]),
        saved_to=lambda saved: reverse("reading:page", args=[saved.id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, pregnancy: UUID, scan: UUID) -> HttpResponse:
    """Say what goes, and take a scan out of the record when she says so."""
    of, stored = pregnancy_or_404(request.vault, pregnancy), scan_or_404(request.vault, pregnancy, scan)
    photos = photos_of(request.vault, pregnancy, scan)
    if request.method == "POST":
        with transaction.atomic():
            for photo in photos:
                remove_photo(request.vault, photo)
            request.vault.remove(stored)
        return HttpResponseRedirect(reverse("record:open", args=[pregnancy]))
    content = {**about(request, of), "scan": stored.document, "photos": photos}
    return render(request, "record/scan_remove.html", content)
