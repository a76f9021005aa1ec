"""The page on which a file that was taken along is brought into an empty record."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gravida.app.door.forms import posted, secret
from gravida.app.door.going_round import takes_a_secret
from gravida.app.taking import bringing_in
from gravida.app.vault import age
from gravida.app.vault.errors import VaultError
from gravida.app.vault.sessions import OpenRequest, unlocked

MEGABYTE = 1024 * 1024


class BringingInForm(forms.Form):
    """The file, and the passphrase it was encrypted with."""

    file = forms.FileField(
        label="The file",
        help_text="It ends in .zip.age, or in .zip where it is not encrypted.",
        error_messages={
            "required": "Choose the file that was saved by “Take everything with you”.",
            "empty": "This file is empty. Choose the one that was saved by “Take everything with you”.",
        },
    )
    passphrase = secret(
        "The passphrase of the file", help_text="The one you used on the day it was saved. Not for a plain .zip."
    )


@require_http_methods(["GET", "HEAD", "POST"])
@takes_a_secret
@unlocked
def page(request: OpenRequest) -> HttpResponse:
    """Open the file in memory, look at all of it, and only then write; all of it or nothing."""
    form = BringingInForm(posted(request), request.FILES or None)
    brought = 0
    if form.is_valid():
        try:
            documents = bringing_in.unpack(_opened(form.cleaned_data["file"].read(), form.cleaned_data["passphrase"]))
            with transaction.atomic():
                bringing_in.bring_in(request.vault, documents)
            brought = len(documents)
        except VaultError as error:
            form.add_error("file", str(error))
    content = {
        "form": form,
        "brought": brought,
        "most": settings.UPLOADS[reverse("taking:bringing_in")] // MEGABYTE,
        "empty": bringing_in.is_empty(request.vault),
    }
    return render(request, "taking/bringing_in.html", content, status=422 if form.errors else 200)


def _opened(content: bytes, passphrase: str) -> bytes:
    return content if content.startswith(bringing_in.ZIP) else age.decrypt(content, passphrase=passphrase)
