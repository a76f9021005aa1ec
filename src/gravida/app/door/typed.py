"""What was typed and not saved: handed over by a page before it locks, and found again after opening."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from gravida.app.record import unfinished
from gravida.app.vault import drafts
from gravida.app.vault.drafts import Draft
from gravida.app.vault.sessions import DoorRequest
from gravida.app.vault.store import OpenVault

LONGEST_PATH = 300


@require_POST
def keep(request: DoorRequest) -> HttpResponse:
    """Keep the form of a page as it stands. Sent without a form, it only says that somebody is there."""
    path = request.POST.get("kept_path", "")
    if path.startswith("/") and not path.startswith("//") and len(path) <= LONGEST_PATH:
        if request.vault is None:
            drafts.keep_typed(request, path)
        elif not request.step and not request.vault.reads_only:
            _keep(request.vault, drafts.typed(request, path))
    return HttpResponse(status=204)


@transaction.atomic
def hand_over(vault: OpenVault) -> None:
    """Move what was sealed while the vault was locked into the record, where its page offers it again."""
    for draft in drafts.take(vault):
        _keep(vault, draft)


def _keep(vault: OpenVault, draft: Draft) -> None:
    fields = tuple(field for field in draft.fields if field[0] not in unfinished.NOT_KEPT)
    if fields:
        unfinished.forget(vault, draft.path)
        vault.add(unfinished.Unfinished(draft.path, fields))
