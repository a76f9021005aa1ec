"""Opening with a passkey. It needs the script of the page; the passphrase never does."""

from __future__ import annotations

from base64 import urlsafe_b64decode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from gravida.app.door.forms import NameAndPassphrase, Passphrase
from gravida.app.door.going_round import takes_a_secret
from gravida.app.door.opening import enter, shown_locked
from gravida.app.vault import owners, passkeys
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.web.answers import see_other


@require_POST
@takes_a_secret
def ask(request: HttpRequest) -> HttpResponse:
    """Give the browser a challenge for a passkey. On a shared server no name comes with it."""
    place = passkeys.place_of(request)
    return JsonResponse({} if place is None else passkeys.to_open(place))


@require_POST
@takes_a_secret
def unlock(request: HttpRequest) -> HttpResponse:
    """Open with what the passkey answered. Wrong is answered with one sentence, whatever was wrong."""
    if owners.at_home() and owners.only_owner() is None:
        return see_other("door:begin")
    place = passkeys.place_of(request)
    try:
        if place is None:
            raise WrongKey("That did not open it.")
        vault = passkeys.open_with(
            place, request.POST.get("passkey_used", ""), secret_in(request.POST.get("passkey_secret", ""))
        )
    except (WrongKey, TooSoon) as error:
        form = (Passphrase if owners.at_home() else NameAndPassphrase)({})
        form.errors.clear()  # nothing was typed, so no box is at fault
        form.add_error(None, str(error))
        return shown_locked(request, form, 429 if isinstance(error, TooSoon) else 403)
    return enter(request, vault, "" if owners.has_confirmed_code(vault) else "code")


def secret_in(text: str) -> bytes:
    """Return the bytes that a passkey computed, or none where they are not written as they should be."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
