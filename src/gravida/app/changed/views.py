"""Tell that something has changed. Each change is one POST; what looks forward stops in the same request."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gravida.app.changed.forms import DetailsForm, WordForm, filled_in
from gravida.app.record.dates import today
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.faults import Fault, faults
from gravida.app.record.pregnancy import Pregnancy, changed_to, undone
from gravida.app.record.store import preferences_of, save_preferences
from gravida.app.record.typed import begun
from gravida.app.record.unfinished import forget
from gravida.app.record.views.pregnancy import about
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored

WORD_IN_ADDRESS = {
    "under-way": "under way",
    "waiting": "waiting",
    "ended": "ended",
    "here": "born",
    "hoped": "hoped for",
}
"""The word of each state in an address."""


@require_safe
@unlocked
def page(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Offer what can have changed. Nothing changes before she presses."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    content = {**about(request, stored), "change_url": "", "state": stored.document.state}
    return render(request, "changed/page.html", content)


@require_POST
@unlocked
def state(request: OpenRequest, pregnancy: UUID, word: str) -> HttpResponse:
    """Record another state. No reason is asked, the date can wait, and nothing is deleted."""
    if word not in WORD_IN_ADDRESS:
        raise Http404("There is nothing here under this address.")
    stored = pregnancy_or_404(request.vault, pregnancy)
    return _saved(request, stored, changed_to(stored.document, WORD_IN_ADDRESS[word], today()))


@require_POST
@unlocked
def undo(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Take the last change back. It stays in the history, and so does this."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    return _saved(request, stored, undone(stored.document, today()))


@require_POST
@unlocked
def word(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Keep her word for how it ended. Nothing chosen counts as asked: it is not asked again."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    form = WordForm(request.POST)
    if not form.is_valid():
        again = DetailsForm(initial={**filled_in(stored.document), "word": request.POST.get("word", "")})
        return _details_page(request, stored, again, faults(form), 422)
    return _saved(request, stored, replace(stored.document, word_for_end=form.chosen() or ""))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def details(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Write down when and how it ended, and the word for it."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    if request.method != "POST":
        left = begun(DetailsForm, request.vault, request.path, filled_in(stored.document))
        return _details_page(request, stored, left, [], 200)
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return _details_page(request, stored, form, faults(form), 422)
    forget(request.vault, request.path)
    return _saved(request, stored, form.written_into(stored.document))


@require_POST
@unlocked
def pause(request: OpenRequest) -> HttpResponse:
    """Pause everything: nothing shows until she opens it again."""
    save_preferences(request.vault, replace(preferences_of(request.vault), paused=True))
    return HttpResponseRedirect(reverse("today:page"))


@require_POST
@unlocked
def resume(request: OpenRequest) -> HttpResponse:
    """Open it again, as it was."""
    save_preferences(request.vault, replace(preferences_of(request.vault), paused=False))
    return HttpResponseRedirect(reverse("today:page"))


def _details_page(
    request: OpenRequest, stored: Stored[Pregnancy], form: DetailsForm, found: list[Fault], status: int
) -> HttpResponse:
    content = {**about(request, stored), "form": form, "faults": found}
    return render(request, "changed/details.html", content, status=status)


def _saved(request: OpenRequest, stored: Stored[Pregnancy], changed: Pregnancy) -> HttpResponse:
    if changed != stored.document:
        request.vault.save(stored, changed)
    return HttpResponseRedirect(reverse("today:page"))
