"""How a document with questions about its values is written down or corrected: one way for scans and blood tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse, HttpResponseRedirect

from gravida.app.record.forms.questions import Query
from gravida.app.record.typed import answers, begun, kept_for_later
from gravida.app.record.unfinished import forget
from gravida.app.vault.sessions import OpenRequest
from gravida.app.vault.store import ChangedElsewhere, Stored

D = TypeVar("D")
F = TypeVar("F", bound=forms.Form)


def write_down(
    request: OpenRequest,
    stored: Stored[D] | None,
    form_of: type[F],
    *,
    filled_in: Callable[[D], Mapping[str, Any]],
    kept_before: Sequence[str],
    document: Callable[[F, tuple[str, ...]], D],
    asked_of: Callable[[D], list[Query]],
    show: Callable[[F, int, Sequence[str]], HttpResponse],
    left_to: str,
    saved_to: Callable[[Stored[D]], str],
) -> HttpResponse:
    """Show the form, or take what was typed: nothing is saved while a value is wrong or a question about it is open.

    ``kept`` are the ids of questions that she confirmed as the report's. A later change elsewhere is noticed.
    """
    vault = request.vault
    if request.method != "POST":
        return show(
            begun(form_of, vault, request.path, {} if stored is None else filled_in(stored.document)), 200, kept_before
        )
    if (left := kept_for_later(request, vault, left_to)) is not None:
        return left
    typed = answers(request)
    form, kept = form_of(typed), tuple(dict.fromkeys(typed.getlist("kept")))
    if not form.is_valid():
        return show(form, 422, kept)
    written = document(form, kept)
    if asked := asked_of(written):
        _ask(form, asked)
        return show(form, 422, kept)
    try:
        saved = vault.add(written) if stored is None else vault.save(as_read(stored, typed.get("version", "")), written)
    except ChangedElsewhere as error:
        form.add_error(None, str(error))
        return show(form, 409, kept)
    forget(vault, request.path)
    return HttpResponseRedirect(saved_to(saved))


def as_read(stored: Stored[D], version: str) -> Stored[D]:
    """Return a document as it was when the form was opened, so that a later change is noticed."""
    return Stored(stored.id, int(version) if version.isdigit() else stored.version, stored.document)


def _ask(form: forms.Form, asked: Sequence[Query]) -> None:
    """Put each question at its field, for the list of faults and for the field itself."""
    for query in asked:
        form.add_error(query.field, query.asks)
    for name in {query.field for query in asked}:
        form[name].asked = [query for query in asked if query.field == name]  # type: ignore[attr-defined]  # for the page
