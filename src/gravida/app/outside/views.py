"""The page between a source and its site."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gravida.app.outside.known import DOI, known, site
from gravida.app.vault.sessions import OpenRequest, unlocked


@require_safe
@unlocked
def page(request: OpenRequest, source: str) -> HttpResponse:
    """Say where a link goes. Only a known source has a page; nothing is read from the address but its id."""
    address = known().get(source)
    if address is None:
        raise Http404("There is nothing here under this address.")
    content = {"address": address, "site": site(address), "passes_on": address.startswith(DOI)}
    return render(request, "outside/page.html", content)
