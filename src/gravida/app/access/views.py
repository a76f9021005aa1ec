"""The page "who and what can see this now", and the change of passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gravida.app.access.forms import ChangePassphrase, LetRead
from gravida.app.door.forms import posted
from gravida.app.door.going_round import takes_a_secret
from gravida.app.vault import database, erasing, made, models, owners, passkeys, phrases, sessions, shares, slots
from gravida.app.vault.clock import seconds_since
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.session import Session
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.vault.shares import Reader
from gravida.app.web.answers import see_other


@dataclass(frozen=True)
class Window:
    """One browser in which the record is open."""

    here: bool
    reader: str
    minutes_open: int
    minutes_idle: int


@require_safe
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Say who and what can see this now."""
    vault = request.vault
    kinds = models.Slot.objects.filter(owner_id=vault.owner_id).values_list("kind", flat=True)
    reading = shares.readers(vault)
    names = {stored.document.share: stored.document.name for stored in reading}
    found = sessions.open_now(vault.owner_id, sessions.cookie_of(request))
    content = {
        "windows": [_window(here, session, names) for here, session in found],
        "readers": [(stored.id, stored.document.name, _when(stored.document)) for stored in reading],
        "may_let_read": owners.others_can_come(),
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
            owners.confirm(request.vault, form.cleaned_data["present_passphrase"])
        except (WrongKey, TooSoon) as error:
            form.add_error("present_passphrase", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            owners.choose_anew(request.vault, form.passphrase)
            if owners.at_home():
                database.forget_copies(erasing.folder_in_use() / erasing.RECORD)
            sessions.end_others(request.vault.owner_id, sessions.cookie_of(request))
            sessions.set_step(request.vault, "code")
            return see_other("door:code")
    elif form.is_bound:
        status = 422
    shown = {"form": form, "offered": form["offered_passphrase"].value()}
    return render(request, "access/passphrase.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def let_read(request: OpenRequest) -> HttpResponse:
    """Let somebody read until a time. The code for them is shown once."""
    if not owners.others_can_come():
        raise Http404
    form = LetRead(posted(request))
    if not form.is_valid():
        return render(request, "access/let_read.html", {"form": form}, status=422 if form.is_bound else 200)
    code = shares.let_read(request.vault, form.cleaned_data["name"], int(form.cleaned_data["hours"]))
    return render(request, "access/code_for_reading.html", {"code": code, "name": form.cleaned_data["name"]})


@require_POST
@unlocked
def end_reading(request: OpenRequest, reader: UUID) -> HttpResponse:
    """Let somebody read no longer."""
    shares.end(request.vault, request.vault.get(Reader, reader))
    return see_other("access:page")


def _when(reader: Reader) -> datetime:
    return datetime.fromtimestamp(reader.until, UTC)


def _window(here: bool, session: Session, names: dict[UUID, str]) -> Window:
    reader = names.get(session.share_id, "") if session.share_id is not None else ""
    return Window(here, reader, int(seconds_since(session.started) // 60), int(seconds_since(session.seen) // 60))
