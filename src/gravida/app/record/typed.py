"""What was typed on a page: read from the request, taken up again from what was kept, or put aside for later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from gravida.app.record import unfinished
from gravida.app.vault.store import OpenVault

F = TypeVar("F", bound=forms.Form)

STOP, TAKE = "stop", "take"
"""Buttons: keep this for later and stop; take the guess that is offered."""


def answers(request: HttpRequest) -> QueryDict:
    """Return what was typed, with the guess she took filled in: ``take`` holds "box=text"."""
    typed = request.POST.copy()
    box, sign, text = typed.pop(TAKE, [""])[-1].partition("=")
    if sign and box in typed:
        typed[box] = text
    return typed


def kept_for_later(request: HttpRequest, vault: OpenVault, back_to: str) -> HttpResponse | None:
    """Put what was typed aside and leave, where she pressed "Keep for later and stop"; else None."""
    if STOP not in request.POST:
        return None
    unfinished.keep(vault, request.path, request.POST)
    return HttpResponseRedirect(back_to)


def begun(form: type[F], vault: OpenVault, path: str, initial: Mapping[str, Any]) -> F:
    """Return an empty form as it was left, or else with what is stored. Nothing is checked before she saves."""
    left = unfinished.kept(vault, path)
    if left is None:
        return form(initial=dict(initial))
    boxes = {name: field.widget for name, field in form.base_fields.items()}
    return form(initial={name: widget.value_from_datadict(left, {}, name) for name, widget in boxes.items()})


def something_in(form: forms.Form, names: Iterable[str]) -> bool:
    """Say whether anything stands in one of these boxes, or is wrong with it: what is closed is opened then."""
    return any(_filled(form[name].value()) or form[name].errors for name in names)


def _filled(value: Any) -> bool:
    return any(value) if isinstance(value, list) else bool(value)
