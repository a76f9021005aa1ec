"""Answers that several rooms give."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url


class SeeOther(HttpResponseRedirect):
    """303: done, now look at this page."""

    status_code = 303


def see_other(page: str) -> SeeOther:
    """Lead on to a page by its name."""
    return SeeOther(resolve_url(page))


def handed_over(content: bytes, name: str) -> HttpResponse:
    """Hand over a file to be saved, never to be shown."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=disposition)
