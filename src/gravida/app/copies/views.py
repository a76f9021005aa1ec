"""The page on which a backup is made, and the answer that carries it."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gravida.app.door.forms import posted, secret
from gravida.app.door.going_round import takes_a_secret
from gravida.app.record.dates import today
from gravida.app.vault import backups, disk, made, owners
from gravida.app.vault.age import ByPassphrase
from gravida.app.vault.errors import WrongKey
from gravida.app.vault.owners import TooSoon
from gravida.app.vault.sessions import OpenRequest, unlocked
from gravida.app.web.answers import handed_over

UNDER_WAY = "copy" + disk.UNFINISHED


class BackupForm(forms.Form):
    """Her passphrase: the record does not keep it, and the backup is encrypted with it."""

    passphrase = secret("Your passphrase")


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Make a backup: verified first, then handed to the browser to be saved."""
    if not owners.at_home():
        raise Http404  # what is copied here is a whole file, and elsewhere others are in it
    form = BackupForm(posted(request))
    status = 200
    if form.is_valid():
        passphrase = form.cleaned_data["passphrase"]
        try:
            owners.confirm(request.vault, passphrase)
        except (WrongKey, TooSoon) as error:
            form.add_error("passphrase", str(error))
            status = 429 if isinstance(error, TooSoon) else 403
        else:
            return _file(request, passphrase)
    shown = {"form": form, "last": made.last(request.vault, "backup")}
    return render(request, "copies/page.html", shown, status=status)


def _file(request: OpenRequest, passphrase: str) -> HttpResponse:
    record = Path(connection.settings_dict["NAME"])
    under_way = record.with_name(UNDER_WAY)
    try:
        backups.make(record, under_way, ByPassphrase(passphrase), request.vault.key)
        content = under_way.read_bytes()
    finally:
        under_way.unlink(missing_ok=True)
    made.note(request.vault, "backup", today(), "passphrase")
    return handed_over(content, f"notes-{today()}.age")
