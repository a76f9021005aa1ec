"""The first page, and what is written down from it: the next look and her questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gravida.app.record.dates import today
from gravida.app.record.entries import entry
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.faults import faults
from gravida.app.record.forms.pregnancy import LookForm, QuestionsForm, look_filled_in
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.signs import recorded_in, signs_anywhere, signs_of
from gravida.app.record.store import in_view, preferences_of, running_beside, scans_of
from gravida.app.record.typed import begun
from gravida.app.record.unfinished import all_kept, forget
from gravida.app.record.views.pregnancy import about
from gravida.app.record.written import told
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import OpenVault, Stored
from gravida.app.words import after, next_look
from gravida.app.words.numbers import numbers
from gravida.app.words.signs import dial

PAGES = {
    "hoped for": "today/hoped_for.html",
    "under way": "today/running.html",
    "waiting": "today/running.html",
    "ended": "today/ended.html",
    "born": "today/born.html",
}


@require_safe
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Show what matters now."""
    vault = request.vault
    preferences = preferences_of(vault)
    if preferences.paused:
        return render(request, "today/paused.html", {"change_url": ""})
    common: dict[str, Any] = {
        "unfinished": all_kept(vault),
        "talk": numbers(preferences.country, "crisis", today()),
    }
    stored = in_view(vault)
    elsewhere = signs_anywhere(vault)
    if stored is None:
        return render(request, "today/nothing.html", {**common, "signs": elsewhere})
    pregnancy = stored.document
    content = {**common, **about(request, stored)}
    if pregnancy.running:
        others = running_beside(vault, stored.id)
        content |= {**_running(vault, stored), "others": [_beside(vault, other) for other in others]}
        content["signs"] = signs_of(vault, stored, [sign for other in others for sign in recorded_in(vault, other)])
    if pregnancy.state == "ended":
        content |= _ended(pregnancy)
    if elsewhere is not None and not content["signs"].recorded:
        content["elsewhere"] = elsewhere
    return render(request, PAGES[pregnancy.state], content)


def _running(vault: OpenVault, stored: Stored[Pregnancy]) -> dict[str, Any]:
    pregnancy = stored.document
    scans = scans_of(vault, stored.id)
    last = scans[-1] if scans else None
    look = pregnancy.next_look
    first = next_look.before_that(pregnancy, None if last is None else last.document)
    return {
        "first": first,
        "waiting": pregnancy.state == "waiting",
        "last": last,
        "told": told(last.document) if last is not None else "",
        "look": look,
        "look_dial": dial(look.telephone) if look is not None else None,
        "possibilities": next_look.possibilities(None if last is None else last.document),
        "sources": next_look.where_first() if first else next_look.sources(),
    }


def _beside(vault: OpenVault, stored: Stored[Pregnancy]) -> dict[str, Any]:
    """Return what the first page says of another pregnancy that runs: its state, its last scan, its next look."""
    scans = scans_of(vault, stored.id)
    last = scans[-1] if scans else None
    look = stored.document.next_look
    return {
        "of": stored,
        "entry": entry(stored, len(scans), preferences_of(vault)),
        "last": last,
        "told": told(last.document) if last is not None else "",
        "look": look,
        "look_dial": dial(look.telephone) if look is not None else None,
    }


def _ended(pregnancy: Pregnancy) -> dict[str, Any]:
    return {
        "steps": [] if pregnancy.ended_late else after.steps(),
        "sources": after.sources(),
        "ask_word": pregnancy.word_for_end is None,
        "look_dial": dial(pregnancy.next_look.telephone) if pregnancy.next_look is not None else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def look(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Write down the next look."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    if request.method != "POST":
        form = begun(LookForm, request.vault, request.path, look_filled_in(stored.document.next_look))
        return _form(request, stored, "today/look.html", form, 200)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _form(request, stored, "today/look.html", form, 422)
    return _saved(request, stored, replace(stored.document, next_look=form.look()))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def questions(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Write down questions to take."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    if request.method != "POST":
        initial = {"questions": "\n".join(stored.document.questions)}
        form = begun(QuestionsForm, request.vault, request.path, initial)
        return _form(request, stored, "today/questions.html", form, 200)
    form = QuestionsForm(request.POST)
    if not form.is_valid():
        return _form(request, stored, "today/questions.html", form, 422)
    return _saved(request, stored, replace(stored.document, questions=form.listed()))


@require_POST
@unlocked
def put_away(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """Put the page after an end away. Everything stays in the record."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    return _saved(request, stored, replace(stored.document, put_away=True))


def _form(
    request: OpenRequest, stored: Stored[Pregnancy], template: str, form: LookForm | QuestionsForm, status: int
) -> HttpResponse:
    content = {**about(request, stored), "form": form, "faults": faults(form) if form.is_bound else []}
    return render(request, template, content, status=status)


def _saved(request: OpenRequest, stored: Stored[Pregnancy], changed: Pregnancy) -> HttpResponse:
    request.vault.save(stored, changed)
    forget(request.vault, request.path)
    return HttpResponseRedirect(reverse("today:page"))
