"""Write down a pregnancy, correct it, take it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gravida.app.record.dates import today
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.forms.pregnancy import PregnancyForm, StateForm, filled_in
from gravida.app.record.photo import Photo, Picture
from gravida.app.record.pregnancy import STATES, Pregnancy, first_state
from gravida.app.record.scan import Scan
from gravida.app.record.signs import signs_of
from gravida.app.record.store import belonging, preferences_of
from gravida.app.record.typed import begun, kept_for_later, something_in
from gravida.app.record.unfinished import all_kept, forget
from gravida.app.record.writing import as_read
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import ChangedElsewhere, Stored
from gravida.app.words import words_for

MORE = ("label", "cycle_days", "ovulation", "retrieval", "transfer", "embryo_days", "babies", "age_years")
END = ("ended_on", "how_it_ended")
"""What is closed until asked for, and open where something stands in it."""


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def add(request: OpenRequest) -> HttpResponse:
    """Write down a pregnancy: one of now, or an earlier one."""
    vault = request.vault
    if request.method != "POST":
        asked = request.GET.get("state", "")
        initial = {"state": asked} if asked in STATES else {}
        pages = begun(StateForm, vault, request.path, initial), begun(PregnancyForm, vault, request.path, {})
        return _page(request, *pages, None, 200)
    if (left := kept_for_later(request, vault, reverse("record:list"))) is not None:
        return left
    state, form = StateForm(request.POST), PregnancyForm(request.POST)
    if not (state.is_valid() & form.is_valid()):
        return _page(request, state, form, None, 422)
    saved = vault.add(form.written_into(first_state(state.cleaned_data["state"], today())))
    forget(vault, request.path)
    return HttpResponseRedirect(reverse("today:page") if saved.document.running else _own_page(saved))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def change(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Correct what stands of a pregnancy. Its state is corrected under "Something has changed"."""
    vault = request.vault
    stored = pregnancy_or_404(vault, pregnancy)
    if request.method != "POST":
        form = begun(PregnancyForm, vault, request.path, filled_in(stored.document))
        return _page(request, None, form, stored, 200)
    if (left := kept_for_later(request, vault, _own_page(stored))) is not None:
        return left
    form = PregnancyForm(request.POST)
    if not form.is_valid():
        return _page(request, None, form, stored, 422)
    written = form.written_into(stored.document)
    try:
        vault.save(as_read(stored, request.POST.get("version", "")), written)
    except ChangedElsewhere as error:
        form.add_error(None, str(error))
        return _page(request, None, form, stored, 409)
    forget(vault, request.path)
    read_again = written.dates != stored.document.dates or written.babies != stored.document.babies
    return HttpResponseRedirect(f"{_own_page(stored)}{'?again=yes' if read_again else ''}")


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Say what goes with a pregnancy, and take it out when she says so."""
    vault = request.vault
    stored = pregnancy_or_404(vault, pregnancy)
    theirs = belonging(vault, stored.id)
    if request.method == "POST":
        with transaction.atomic():
            for one in theirs:
                vault.remove(one)
            for path in all_kept(vault):
                if str(stored.id) in path:
                    forget(vault, path)
            vault.remove(stored)
        return HttpResponseRedirect(reverse("record:list"))
    counted = Counter(type(one.document) for one in theirs)
    content = {
        **about(request, stored),
        "scans": counted.pop(Scan, 0),
        "photos": counted.pop(Photo, 0),
        "others": counted.total() - counted[Picture],
    }
    return render(request, "record/remove.html", content)


@require_POST
@unlocked
def hide(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Hide a pregnancy from view, or show it again. Nothing is deleted."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    request.vault.save(stored, replace(stored.document, hidden=not stored.document.hidden))
    return HttpResponseRedirect(reverse("record:list"))


def about(request: OpenRequest, stored: Stored[Pregnancy]) -> dict[str, Any]:
    """Return what every page about one pregnancy shows: itself, her words, where a change is told, and signs first."""
    can_change = stored.document.running and not request.vault.reads_only
    return {
        "of": stored,
        "words": words_for(stored.document, preferences_of(request.vault)),
        "change_url": reverse("changed:page", args=[stored.id]) if can_change else "",
        "signs": signs_of(request.vault, stored),
    }


def _own_page(stored: Stored[Pregnancy]) -> str:
    return reverse("record:open", args=[stored.id])


def _page(
    request: OpenRequest,
    state: StateForm | None,
    form: PregnancyForm,
    stored: Stored[Pregnancy] | None,
    status: int,
) -> HttpResponse:
    found = [*(faults(state) if state is not None and state.is_bound else []), *(faults(form) if form.is_bound else [])]
    content: dict[str, Any] = {
        "state": state,
        "form": form,
        "faults": found,
        "of": stored,
        "more_open": something_in(form, MORE),
        "end_open": something_in(form, END),
    }
    if stored is not None:
        content.update(about(request, stored))
    return render(request, "record/pregnancy_form.html", content, status=status)
