"""The page that deletes everything."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gravida.app.vault import erasing, erasing_rows, locking, made, owners, passkeys, sessions
from gravida.app.vault.erasing import Erased
from gravida.app.vault.erasing_rows import ErasedRows
from gravida.app.vault.sessions import DoorRequest, OpenRequest, unlocked

CHOSEN = "everything"
"""Only the button of the page sends this, so no form that went astray deletes anything."""


@require_http_methods(["GET", "HEAD", "POST"])
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Say what goes and ask once; then delete, and say what was done and what it cannot reach."""
    if request.POST.get("delete") != CHOSEN:
        return render(request, "deleting/page.html", {"chosen": CHOSEN, "made": made.all_made(request.vault)})
    copies = made.all_made(request.vault)
    request.vault.must_be_hers()
    if owners.at_home():
        done: Erased | ErasedRows = erasing.erase(erasing.folder_in_use())
    else:
        done = erasing_rows.erase(request.vault.owner_id, passkeys.slots_of(request.vault))
    locking.lock(request.vault.owner_id)
    return _gone(request, {"done": done, "made": copies})  # type: ignore[arg-type]  # a door's request again


def _gone(request: DoorRequest, content: dict[str, object]) -> HttpResponse:
    request.vault = None  # from here on nothing asks the record: there is none
    response = render(request, "deleting/gone.html", content)
    sessions.forget(response)
    return response
