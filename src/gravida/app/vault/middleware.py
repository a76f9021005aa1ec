"""Puts the open vault on every request, or None where it is locked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase

from gravida.app.vault import drafts, sessions
from gravida.app.web import errors

WAITS_FOR_THE_LOCK = "/open/"
"""A page that only waits for the lock to fall goes here by itself; that is not use."""


class Sessions:
    """Middleware: reads the cookie, and takes a dead one away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        secret = request.COOKIES.get(settings.VAULT_COOKIE_NAME, "")
        counts = not (request.method != "POST" and request.path.startswith(WAITS_FOR_THE_LOCK))
        try:
            found = sessions.resume(secret, counts=counts) if secret else None
        except OperationalError:  # the database is away for a moment: nothing is locked by that, and nothing is lost
            return errors.not_reached(request)
        known: sessions.DoorRequest = request  # type: ignore[assignment]  # made one by the three lines below
        known.vault = found[0] if found else None
        known.step = found[1].step if found else ""
        known.idle_seconds = found[1].idle_seconds if found else 0
        known.reads_until = found[1].until if found else None
        response = self.get_response(request)
        if secret and found is None and not drafts.may_keep(request) and _untouched(response):
            sessions.forget(response)
        return response


def _untouched(response: HttpResponseBase) -> bool:
    return settings.VAULT_COOKIE_NAME not in response.cookies
