"""The page of her settings."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gravida.app.preferences.forms import PreferencesForm, filled_in
from gravida.app.record.entries import entry
from gravida.app.record.forms.faults import faults
from gravida.app.record.store import preferences_of, pregnancies, save_preferences
from gravida.app.vault import made
from gravida.app.vault.sessions import OpenRequest, limit_idle, unlocked
from gravida.app.words import terms


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Show and save her settings."""
    vault = request.vault
    before = preferences_of(vault)
    if request.method != "POST":
        return _page(request, PreferencesForm(initial=filled_in(before)), 200)
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    chosen = form.preferences(before)
    save_preferences(vault, chosen)
    if chosen.lock_minutes != before.lock_minutes:
        limit_idle(vault, 60 * chosen.lock_minutes)
    return HttpResponseRedirect(f"{reverse('preferences:page')}?saved=yes")


def _page(request: OpenRequest, form: PreferencesForm, status: int) -> HttpResponse:
    preferences = preferences_of(request.vault)
    content = {
        "form": form,
        "faults": faults(form) if form.is_bound else [],
        "saved": request.method == "GET" and request.GET.get("saved") == "yes",
        "entries": [entry(stored, 0, preferences) for stored in pregnancies(request.vault)],
        "words_read": terms.SOURCES,
        "paused": preferences.paused,
        "last_backup": made.last(request.vault, "backup"),
    }
    return render(request, "preferences/page.html", content, status=status)
