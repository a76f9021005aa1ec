"""Opening: with the passphrase, or with the recovery code and then a new passphrase."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.door.forms import Code, NameAndCode, NameAndPassphrase, Passphrase, ReadingCode, posted
from gravida.app.door.going_round import takes_a_secret
from gravida.app.door.typed import hand_over
from gravida.app.vault import owners, passkeys, sessions, shares, slots
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.session import Step
from gravida.app.vault.sessions import DoorRequest
from gravida.app.vault.store import OpenVault
from gravida.app.web.answers import see_other


@require_safe
def home(request: DoorRequest) -> HttpResponse:
    """Lead to where she is: setting up, locked, on the way in, or at home."""
    if request.vault is not None:
        return see_other(f"door:{request.step}" if request.step else "today:page")
    return see_other("door:begin" if _nobody_here() else "door:unlock")


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def unlock(request: DoorRequest, *, kept: bool = False) -> HttpResponse:
    """Open with the passphrase. Wrong is answered with one sentence, whatever was wrong."""
    if _nobody_here():
        return see_other("door:begin")
    if request.method == "GET" and request.vault is not None:
        # Not led on to a page: a page that waits for the lock comes here, and that must not count as use.
        return render(request, "door/still_open.html")
    form = (Passphrase if owners.at_home() else NameAndPassphrase)(posted(request))
    status = 200
    if form.is_valid():
        try:
            given = form.cleaned_data
            vault = owners.open_with(slots.PASSPHRASE, given["passphrase"], given.get("name", ""))
        except (WrongKey, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            return enter(request, vault, "" if owners.has_confirmed_code(vault) else "code")
    return shown_locked(request, form, status, kept=kept)


def shown_locked(request: HttpRequest, form: Passphrase, status: int, *, kept: bool = False) -> HttpResponse:
    """Show the page that opens."""
    owner, place = owners.only_owner(), passkeys.place_of(request)
    shown = {
        "form": form,
        "kept": kept or (owner is not None and owner.drafts.exists()),
        "wrong_tries": owner.wrong_tries if owner is not None and request.method == "GET" else 0,
        "demo_passphrase": settings.DEMO_PASSPHRASE,
        # On a shared server it is offered to everybody: who has one is nobody's business.
        "passkey": passkeys.exists(owner.id) if owner is not None else not owners.at_home() and place is not None,
        "passkey_place": place,
        "port": settings.PORT,
    }
    return render(request, "door/unlock.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def recover(request: DoorRequest) -> HttpResponse:
    """Open with the recovery code; a new passphrase is chosen before anything else."""
    if _nobody_here():
        return see_other("door:begin")
    form = (Code if owners.at_home() else NameAndCode)(posted(request))
    status = 200
    if form.is_valid():
        try:
            given = form.cleaned_data
            vault = owners.open_with(slots.RECOVERY, given["code"], given.get("name", ""))
        except (WrongKey, TooSoon) as error:
            form.add_error("code", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            return enter(request, vault, "anew")
    return render(request, "door/recover.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def read(request: DoorRequest) -> HttpResponse:
    """Open what somebody lets one read, with the code they gave."""
    if not owners.others_can_come():
        raise Http404
    form = ReadingCode(posted(request))
    status = 200
    if form.is_valid():
        try:
            vault, share = shares.open_with(form.cleaned_data["code"])
        except WrongKey as error:
            form.add_error("code", str(error))
            status = 403
        else:
            response = see_other("door:home")
            sessions.end_this(sessions.cookie_of(request))
            sessions.begin(response, vault, share=share)
            return response
    return render(request, "door/read.html", {"form": form}, status=status)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this can and cannot protect."""
    return render(request, "door/about.html")


def _nobody_here() -> bool:
    return owners.at_home() and owners.only_owner() is None


def enter(request: HttpRequest, vault: OpenVault, step: Step) -> HttpResponse:
    """Begin a session in the place of the one this browser had, hand over what was typed meanwhile, and lead on."""
    hand_over(vault)
    sessions.end_this(sessions.cookie_of(request))
    response = see_other("door:home")
    sessions.begin(response, vault, step)
    return response
