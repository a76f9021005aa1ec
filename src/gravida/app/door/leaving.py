"""Locking and leaving. Leaving locks first, then shows a site of her choice or a blank page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from gravida.app.record.store import preferences_of
from gravida.app.vault import locking, sessions
from gravida.app.vault.errors import VaultError
from gravida.app.vault.sessions import DoorRequest
from gravida.app.vault.store import OpenVault
from gravida.app.web.answers import see_other


@require_POST
def lock(request: DoorRequest) -> HttpResponse:
    """Lock, and show the page that opens."""
    if request.vault is not None:
        _lock(request, request.vault)
    response = see_other("door:unlock_kept" if request.POST.get("kept") else "door:unlock")
    sessions.forget(response)
    return response


@require_POST
def leave(request: DoorRequest) -> HttpResponse:
    """Lock, and be somewhere else."""
    elsewhere = ""
    if request.vault is not None:
        elsewhere = _chosen_site(request.vault)
        _lock(request, request.vault)
    # A redirect of a form to another site is stopped by our own form-action; a refresh of a blank page is not.
    response = render(request, "door/blank.html") if elsewhere else see_other("door:blank")
    if elsewhere:
        response.headers["Refresh"] = f"0; url={elsewhere}"
    sessions.forget(response)
    return response


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it."""
    return render(request, "door/blank.html")


def _lock(request: DoorRequest, vault: OpenVault) -> None:
    """Lock everything of hers; somebody who only reads closes their own window."""
    if vault.reads_only:
        sessions.end_this(sessions.cookie_of(request))
    else:
        locking.lock(vault.owner_id)


def _chosen_site(vault: OpenVault) -> str:
    try:
        address = preferences_of(vault).leave_address
    except VaultError:
        return ""  # whatever is wrong with the record, leaving works
    return address if address.startswith("https://") and address.isascii() and address.isprintable() else ""
