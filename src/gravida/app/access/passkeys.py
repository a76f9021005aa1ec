"""The page of passkeys: what they are, where they work, add one, let one go."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from gravida.app.access.forms import NewPasskey
from gravida.app.door.going_round import takes_a_secret
from gravida.app.door.passkey import secret_in
from gravida.app.record.dates import today
from gravida.app.vault import database, erasing, owners, passkeys
from gravida.app.vault.errors import NoSuchDocument, VaultError, WrongKey
from gravida.app.vault.kept_passkey import Passkey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.passkeys import Place
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.web.answers import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Show the passkeys, and keep a new one."""
    place = passkeys.place_of(request)
    form, status = NewPasskey(request.POST or None), 200
    if request.method == "POST" and place is not None and form.is_valid():
        try:
            _keep(request, place, form)
        except VaultError as error:
            form.add_error(None, str(error))
            status = 403
        else:
            return see_other("access:passkeys")
    elif request.method == "POST":
        status = 422
    shown = {
        "form": form,
        "place": place,
        "port": "" if settings.ADDRESS else settings.PORT,
        "passkeys": passkeys.of(request.vault),
    }
    return render(request, "access/passkeys.html", shown, status=status)


@require_POST
@takes_a_secret
@unlocked
def ask(request: OpenRequest) -> HttpResponse:
    """Give the browser what it needs to make a passkey, to her who knows the passphrase."""
    place = passkeys.place_of(request)
    if place is None:
        raise Http404("No passkey can be made at an address of numbers.")
    try:
        owners.confirm(request.vault, request.POST.get("present_passphrase", ""))
    except (WrongKey, TooSoon) as error:
        return JsonResponse({}, status=429 if isinstance(error, TooSoon) else 403)
    return JsonResponse(passkeys.to_make_one(request.vault, place))


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def remove(request: OpenRequest, passkey: UUID) -> HttpResponse:
    """Let a passkey go, when she says so."""
    try:
        stored = request.vault.get(Passkey, passkey)
    except NoSuchDocument as error:
        raise Http404(str(error)) from None
    if request.method == "POST":
        passkeys.remove(request.vault, stored.id)
        if owners.at_home():
            database.forget_copies(erasing.folder_in_use() / erasing.RECORD)
        return see_other("access:passkeys")
    return render(request, "access/passkey_remove.html", {"passkey": stored.document})


def _keep(request: OpenRequest, place: Place, form: NewPasskey) -> None:
    found = form.cleaned_data
    passkeys.add(
        request.vault,
        place,
        found["passkey_made"],
        found["passkey_used"],
        secret_in(found["passkey_secret"]),
        found["name"] or "A passkey",
        today(),
    )
