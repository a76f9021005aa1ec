"""The page on which everything is taken along, and the answer that carries it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gravida.app.door.forms import posted
from gravida.app.door.going_round import takes_a_secret
from gravida.app.record.dates import today
from gravida.app.taking import packing
from gravida.app.taking.forms import PLAIN, TakingForm
from gravida.app.vault import age, made, owners
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.web.answers import handed_over


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Pack everything, look into the pack again, encrypt it, and hand it to the browser to be saved."""
    form = TakingForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        passphrase = form.cleaned_data["passphrase"]
        try:
            owners.confirm(request.vault, passphrase)
        except (WrongKey, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            plain = form.cleaned_data["how"] == PLAIN
            return _file(request, None if plain else age.ByPassphrase(passphrase))
    return render(request, "taking/page.html", {"form": form}, status=status)


def _file(request: OpenRequest, lock: age.Lock | None) -> HttpResponse:
    content = packing.packed(request.vault)
    ending = "zip"
    if lock is not None:
        content, ending = packing.sealed(content, lock), "zip.age"
    made.note(request.vault, "export", today(), "nothing" if lock is None else "passphrase")
    return handed_over(content, f"notes-{today()}.{ending}")
