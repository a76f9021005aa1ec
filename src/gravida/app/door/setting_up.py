"""Setting up: a passphrase, then the recovery code, shown until it was typed back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gravida.app.door.forms import Code, InvitedRecord, NewPassphrase, posted
from gravida.app.door.going_round import takes_a_secret
from gravida.app.vault import invitations, owners, phrases, sessions
from gravida.app.vault.sessions import DoorRequest
from gravida.app.vault.store import OpenVault
from gravida.app.web import errors
from gravida.app.web.answers import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def begin(request: HttpRequest) -> HttpResponse:
    """Say what this can and cannot protect, and take a passphrase."""
    if owners.only_owner() is not None:
        return see_other("door:home")
    if settings.MODE == "own":
        return errors.not_set_up(request)
    form_of = NewPassphrase if owners.at_home() else InvitedRecord
    form = form_of(posted(request), initial={"offered_passphrase": phrases.offered()})
    vault = _made(form) if form.is_valid() else None
    if vault is None:
        if owners.only_owner() is not None:
            return see_other("door:home")
        return render(request, "door/begin.html", {"form": form, "offered": form["offered_passphrase"].value()})
    response = see_other("door:code")
    sessions.begin(response, vault, "code")
    return response


def _made(form: NewPassphrase) -> OpenVault | None:
    try:
        if owners.at_home():
            with owners.beginning:
                return owners.create(form.passphrase)
        given = form.cleaned_data
        return invitations.accept(given["invitation"], given["name"], form.passphrase)
    except invitations.NotInvited as error:
        form.add_error("invitation", str(error))
    except owners.AlreadyMade as error:
        form.add_error(None if owners.at_home() else "name", str(error))
    return None


@require_safe
def code(request: DoorRequest) -> HttpResponse:
    """Show the recovery code. It is shown until it was typed back, and then never again."""
    if request.vault is None or request.step != "code":
        return see_other("door:home")
    return render(request, "door/code.html", {"code": owners.code_to_write_down(request.vault)})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: DoorRequest) -> HttpResponse:
    """Take the recovery code as it was written down."""
    if request.vault is None or request.step != "code":
        return see_other("door:home")
    form = Code(posted(request))
    if form.is_valid():
        if owners.confirm_code(request.vault, form.cleaned_data["code"]):
            sessions.set_step(request.vault, "")
            return see_other("door:home")
        form.add_error("code", "This is a recovery code, but not the one that was just shown. Look at it once more.")
    return render(request, "door/check.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def anew(request: DoorRequest) -> HttpResponse:
    """After opening with the recovery code: choose a new passphrase; the used code is replaced by a new one."""
    if request.vault is None or request.step != "anew":
        return see_other("door:home")
    form = NewPassphrase(posted(request), initial={"offered_passphrase": phrases.offered()})
    if not form.is_valid():
        return render(request, "door/anew.html", {"form": form, "offered": form["offered_passphrase"].value()})
    owners.choose_anew(request.vault, form.passphrase)
    sessions.set_step(request.vault, "code")
    return see_other("door:code")
