"""The page "who and what can see this now", and the change of passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.access.forms import ChangePassphrase
from gravida.app.door.forms import posted
from gravida.app.door.going_round import takes_a_secret
from gravida.app.vault import database, erasing, made, models, owners, passkeys, phrases, sessions, slots
from gravida.app.vault.clock import seconds_since
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.sessions import OpenRequest, Session, unlocked
from gravida.app.web.answers import see_other


@dataclass(frozen=True)
class Window:
    """One browser in which the record is open."""

    here: bool
    minutes_open: int
    minutes_idle: int


@require_safe
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Say who and what can see this now."""
    vault = request.vault
    kinds = models.Slot.objects.filter(owner_id=vault.owner_id).values_list("kind", flat=True)
    content = {
        "windows": [_window(*found) for found in sessions.open_now(vault.owner_id, sessions.cookie_of(request))],
        "with_passphrase": slots.PASSPHRASE in kinds,
        "with_code": slots.RECOVERY in kinds,
        "passkeys": passkeys.of(vault),
        "made": made.all_made(vault),
        "record_version": made.record_version(vault),
    }
    return render(request, "access/page.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def passphrase(request: OpenRequest) -> HttpResponse:
    """Change the passphrase: both slots are made new, every other window is locked, a new code is shown."""
    form = ChangePassphrase(posted(request), initial={"offered_passphrase": phrases.offered()})
    status = 200
    if form.is_valid():
        try:
            owners.open_with(slots.PASSPHRASE, form.cleaned_data["present_passphrase"])
        except (WrongKey, TooSoon) as error:
            form.add_error("present_passphrase", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            owners.choose_anew(request.vault, form.passphrase)
            database.forget_copies(erasing.folder_in_use() / erasing.RECORD)
            sessions.end_others(request.vault.owner_id, sessions.cookie_of(request))
            sessions.set_step(request.vault, "code")
            return see_other("door:code")
    elif form.is_bound:
        status = 422
    shown = {"form": form, "offered": form["offered_passphrase"].value()}
    return render(request, "access/passphrase.html", shown, status=status)


def _window(here: bool, session: Session) -> Window:
    return Window(here, int(seconds_since(session.started) // 60), int(seconds_since(session.seen) // 60))
