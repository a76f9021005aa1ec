"""A backup becomes the record of a home where there is none yet."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gravida.app.door.forms import posted, secret
from gravida.app.door.going_round import takes_a_secret
from gravida.app.vault import age, bringing_back, database, owners
from gravida.app.vault.errors import Busy, VaultError, WrongKey
from gravida.app.vault.kept_copies import Looked
from gravida.app.web.answers import see_other

MEGABYTE = 1024 * 1024
PRIVATE_KEY = "AGE-SECRET-KEY-1"
ZIP = b"PK"


class ComingBack(forms.Form):
    """The backup, and what opens it."""

    file = forms.FileField(
        label="The backup",
        help_text="A file whose name ends in .age, saved by “Make a backup”.",
        error_messages={
            "required": "Choose the file that you saved.",
            "empty": "This file is empty. Choose the one that you saved.",
        },
    )
    opens = secret(
        "What opens it",
        help_text="Your passphrase of the day it was saved. For a backup that was made to a key: the private key, "
        "which begins with AGE-SECRET-KEY-1.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
def page(request: HttpRequest) -> HttpResponse:
    """Take a backup, open it in memory, look at all of it, and only then put it in the place of the empty record."""
    if settings.MODE != "home":
        raise Http404("Elsewhere a record is not begun by whoever comes first.")
    if owners.only_owner() is not None:
        return see_other("door:home")
    form = ComingBack(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            looked = _brought_back(form.cleaned_data["file"].read(), form.cleaned_data["opens"])
        except VaultError as error:
            form.add_error("opens" if isinstance(error, WrongKey | Busy) else "file", str(error))
        else:
            return render(request, "door/came_back.html", {"looked": looked})
    shown = {"form": form, "most": settings.UPLOADS[reverse("door:copy")] // MEGABYTE}
    return render(request, "door/coming_back.html", shown, status=422 if form.errors else 200)


def _brought_back(content: bytes, opens: str) -> Looked:
    record = Path(connection.settings_dict["NAME"])
    if opens.strip().startswith(PRIVATE_KEY):
        opened = age.decrypt(content, identity=opens.strip())
    else:
        opened = age.decrypt(content, passphrase=opens)
    if opened.startswith(ZIP):
        raise VaultError(
            "This is what was taken along, not a backup. Begin a record first, and then bring it in: Settings, "
            "Bring in what you took along."
        )
    looked = bringing_back.restore(opened, record)
    database.bring_up_to_date(record)
    return looked
