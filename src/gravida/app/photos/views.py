"""Add a photo, look at it, change it, take it out; and the picture itself, for her open browser only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.photos import album
from gravida.app.photos.album import photo_or_404
from gravida.app.photos.forms import ChangedPhotoForm, PhotoForm
from gravida.app.record.find import pregnancy_or_404, scan_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.photo import Photo, Picture
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.store import remove_photo
from gravida.app.record.typed import begun
from gravida.app.record.unfinished import forget
from gravida.app.record.views.pregnancy import about
from gravida.app.record.writing import as_read
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import ChangedElsewhere, Stored


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def add(request: OpenRequest, pregnancy: UUID, scan: UUID | None = None) -> HttpResponse:
    """Add a photo to a pregnancy, or to one scan of it."""
    vault = request.vault
    of = pregnancy_or_404(vault, pregnancy)
    if scan is not None:
        scan_or_404(vault, pregnancy, scan)
    if request.method != "POST":
        return _form(request, of, begun(PhotoForm, vault, request.path, {}), None, scan)
    form = PhotoForm(request.POST, request.FILES)
    if album.is_full(vault):
        form.add_error("file", f"There are {album.MOST} photos here, and no more can be kept. Take one out first.")
    if not form.is_valid() or form.plain is None:
        return _form(request, of, form, None, scan, 422)
    album.add(vault, of.id, scan, form.plain, form.cleaned_data["says"])
    forget(vault, request.path)
    return HttpResponseRedirect(_where(of.id, scan))


@require_safe
@unlocked
def page(request: OpenRequest, photo: UUID) -> HttpResponse:
    """Show one photo as large as the page is."""
    stored = photo_or_404(request.vault, photo)
    of = pregnancy_or_404(request.vault, stored.document.pregnancy)
    return render(request, "photos/page.html", _about(request, of, stored))


@require_safe
@unlocked
def picture(request: OpenRequest, photo: UUID) -> HttpResponse:
    """Hand over the picture. It is not kept by the browser: every answer says so."""
    stored = photo_or_404(request.vault, photo)
    found = request.vault.get(Picture, stored.document.picture)
    return HttpResponse(found.document.jpeg, content_type="image/jpeg")


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: OpenRequest, photo: UUID) -> HttpResponse:
    """Write other words for a photo, or put another in its place."""
    vault = request.vault
    stored = photo_or_404(vault, photo)
    of = pregnancy_or_404(vault, stored.document.pregnancy)
    if request.method != "POST":
        form: PhotoForm = begun(ChangedPhotoForm, vault, request.path, {"says": stored.document.says})
        return _form(request, of, form, stored, stored.document.scan)
    form = ChangedPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, of, form, stored, stored.document.scan, 422)
    read = as_read(stored, request.POST.get("version", ""))
    try:
        album.change(vault, read, form.plain, form.cleaned_data["says"])
    except ChangedElsewhere as error:
        form.add_error(None, str(error))
        return _form(request, of, form, stored, stored.document.scan, 409)
    forget(vault, request.path)
    return HttpResponseRedirect(reverse("photos:page", args=[stored.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, photo: UUID) -> HttpResponse:
    """Take a photo out of the record when she says so."""
    vault = request.vault
    stored = photo_or_404(vault, photo)
    of = pregnancy_or_404(vault, stored.document.pregnancy)
    if request.method == "POST":
        remove_photo(vault, stored)
        return HttpResponseRedirect(_where(of.id, stored.document.scan))
    return render(request, "photos/remove.html", _about(request, of, stored))


def _where(pregnancy: UUID, scan: UUID | None) -> str:
    """Return the page on which a photo is shown."""
    return reverse("record:open", args=[pregnancy]) if scan is None else reverse("reading:page", args=[scan])


def _about(request: OpenRequest, of: Stored[Pregnancy], stored: Stored[Photo]) -> dict[str, Any]:
    return {**about(request, of), "photo": stored, "back": _where(of.id, stored.document.scan)}


def _form(
    request: OpenRequest,
    of: Stored[Pregnancy],
    form: PhotoForm,
    stored: Stored[Photo] | None,
    scan: UUID | None,
    status: int = 200,
) -> HttpResponse:
    content = {
        **about(request, of),
        "form": form,
        "faults": faults(form) if form.is_bound else [],
        "photo": stored,
        "back": _where(of.id, scan) if stored is None else reverse("photos:page", args=[stored.id]),
    }
    return render(request, "photos/form.html", content, status=status)
