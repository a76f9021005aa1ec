"""The list of her pregnancies, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gravida.app.record import unfinished
from gravida.app.record.dates import in_words, short, today, weeks_in_words
from gravida.app.record.entries import SAYS, entry, how_many
from gravida.app.record.find import pregnancy_or_404
from gravida.app.record.forms.pregnancy import HOW_IT_ENDED
from gravida.app.record.forms.questions import open_questions
from gravida.app.record.pregnancy import Pregnancy
from gravida.app.record.scan import Scan
from gravida.app.record.signs import signs_anywhere
from gravida.app.record.store import in_view, photos_of, preferences_of, pregnancies, scans_of
from gravida.app.record.views.pregnancy import about
from gravida.app.record.written import NOTHING, Line
from gravida.app.vault import made
from gravida.app.vault.made import Made
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.store import Stored

REMIND_AFTER_DAYS: Final = 30


@require_safe
@unlocked
def listed(request: OpenRequest) -> HttpResponse:
    """Every pregnancy, oldest first; hidden ones only when they are asked for."""
    vault = request.vault
    preferences = preferences_of(vault)
    found = [entry(stored, len(scans_of(vault, stored.id)), preferences) for stored in pregnancies(vault)]
    show_hidden = request.GET.get("all") == "yes"
    shown = [one for one in found if show_hidden or not one.hidden]
    last = in_view(vault)
    content = {
        "signs": signs_anywhere(vault),
        "entries": shown,
        "how_many": how_many(len(shown)),
        "over": last is not None and last.document.over,
        "hidden": len(found) - len([one for one in found if not one.hidden]),
        "show_hidden": show_hidden,
        "unfinished": unfinished.all_kept(vault),
        "backup": None if preferences.hide_last_backup or not found else _backup(made.last(vault, "backup")),
    }
    return render(request, "record/list.html", content)


def _backup(last: Made | None) -> str:
    """Say in words that a backup is due, or nothing where the last one is not old."""
    if last is None:
        return "There is no backup of this yet."
    days = (today() - last.on).days
    return f"The last backup is {days} days old." if days >= REMIND_AFTER_DAYS else ""


@require_safe
@unlocked
def opened(request: OpenRequest, pregnancy: UUID) -> HttpResponse:
    """One pregnancy: what was written down, its scans, and the history of its state."""
    stored = pregnancy_or_404(request.vault, pregnancy)
    preferences = preferences_of(request.vault)
    scans = scans_of(request.vault, stored.id)
    again = request.GET.get("again") == "yes" and bool(scans)
    asked: list[list[str]] = [[] for _ in scans]
    if again or not stored.document.over:
        documents = [one.document for one in scans]
        asked = request.vault.once(("asked", stored.id), lambda: open_questions(stored.document, documents))
    content = {
        **about(request, stored),
        "read_again": again,
        "affected": sum(map(bool, asked)),
        "entry": entry(stored, 0, preferences),
        "lines": _lines(stored.document),
        "scans": list(zip(scans, _which_of_the_day(scans), asked, strict=True)),
        "photos": photos_of(request.vault, stored.id),
        "history": [(in_words(change.written_on), SAYS[change.new]) for change in stored.document.history],
    }
    return render(request, "record/open.html", content)


@require_POST
@unlocked
def let_go(request: OpenRequest) -> HttpResponse:
    """Let go of what was left unfinished on one page."""
    unfinished.forget(request.vault, request.POST.get("path", ""))
    return HttpResponseRedirect(reverse("record:list"))


def _which_of_the_day(scans: Sequence[Stored[Scan]]) -> list[str]:
    """Tell scans of one day apart, where no letter does: in the order in which they stand."""
    same = [(scan.document.day, scan.document.label) for scan in scans]
    return [
        f"number {same[: place + 1].count(one)} of that day" if same.count(one) > 1 else ""
        for place, one in enumerate(same)
    ]


def _lines(pregnancy: Pregnancy) -> list[Line]:
    dates = pregnancy.dates
    period = dates.last_period
    sure = {"yes": "Certain.", "no": "Not certain."}.get(dates.last_period_certain, "Certain or not: not said.")
    found = [Line("First day of the last period", NOTHING if period is None else period.words, sure if period else "")]
    if dates.cycle_days is not None:
        found.append(Line("Usual cycle", f"{dates.cycle_days} days"))
    for name, day in (
        ("Ovulation", dates.ovulation),
        ("Egg retrieval", dates.retrieval),
        ("Embryo transfer", dates.transfer),
    ):
        if day is not None:
            found.append(Line(name, short(day)))
    if dates.embryo_days is not None:
        found.append(Line("Age of the embryo at transfer", weeks_in_words(dates.embryo_days)))
    if pregnancy.babies is not None:
        found.append(Line("Babies counted", str(pregnancy.babies)))
    if pregnancy.age_years is not None:
        found.append(Line("Your age then", f"{pregnancy.age_years} years"))
    if pregnancy.over:
        when = pregnancy.ended_on
        found.append(Line("Born" if pregnancy.state == "born" else "Ended", "No date." if when is None else when.words))
        if pregnancy.how_it_ended:
            found.append(Line("How it ended", dict(HOW_IT_ENDED)[pregnancy.how_it_ended]))
    if pregnancy.notes:
        found.append(Line("Kept with it", pregnancy.notes))
    return found
