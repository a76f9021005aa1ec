"""Error pages: what was wrong, and that what was typed is kept. They need nothing of the record, so they work."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from gravida.app.vault import drafts
from gravida.app.web.context import page


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "That could not be read", "The address or the form was not as this page sends it.")


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form that was too old."""
    return _page(
        request,
        403,
        "That was not saved",
        "The page was opened too long ago, or in another window. Open it again and save once more.",
        keep=True,
    )


def foreign(request: HttpRequest) -> HttpResponse:
    """403 for what another site sent. Nothing of it is kept."""
    return _page(
        request, 403, "That did not come from here", "Another page tried to send something here. Nothing was done."
    )


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404, "There is nothing here", "The address may be mistyped, or it was removed.", keep=True)


def not_set_up(request: HttpRequest) -> HttpResponse:
    """404 at an own address without a record: else it would belong to whoever comes first."""
    return _page(
        request,
        404,
        "There is no record here",
        "Under an address that anyone can open, a record is never begun. Bring one here on the server itself.",
    )


def changed_elsewhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """409."""
    return _page(request, 409, "Changed in another window", str(exception), keep=True)


def too_large(request: HttpRequest, *, most_mb: int = 0) -> HttpResponse:
    """413, for a text, or for a file where one of so many megabytes may come."""
    if most_mb:
        return _page(
            request,
            413,
            "That file is too large",
            f"It was not taken, and nothing was changed. A file can have up to {most_mb} MB here. "
            "Press Back and choose a smaller one.",
        )
    return _page(
        request,
        413,
        "That was too long",
        "It was not saved and not kept. Press Back, copy the text out of the form, and save it in shorter parts.",
    )


def not_written(request: HttpRequest) -> HttpResponse:
    """503 for a disk that takes nothing more. What was saved before is untouched; the text is shown."""
    return _page(
        request,
        503,
        "That could not be saved",
        "The disk may be full, or the folder may be gone. What you saved before is still there. "
        "Make room, then go back and save once more.",
        keep=True,
    )


def not_reached(request: HttpRequest) -> HttpResponse:
    """503 for a database that does not answer. The text is shown."""
    return _page(
        request,
        503,
        "Your notes cannot be reached just now",
        "What you saved before is still there. Wait a minute, then go back and try once more.",
        keep=True,
    )


def busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 for what only one can do at a time."""
    return _page(request, 503, "One moment", str(error))


def broken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """500. Only the kind of fault and the place in our own code are written down, never what was being handled."""
    fault = exception or sys.exception()
    sys.stderr.write(f"gravida: fault {type(fault).__name__} {_place(fault)}\n")
    return _page(
        request,
        500,
        "Something is wrong in this program",
        "It is not your doing. What was saved before is still there. Try once more; if it happens again, "
        "tell those who make it what you pressed, without anything you wrote.",
        keep=True,
    )


def not_as_left(request: HttpRequest, exception: Exception) -> HttpResponse:
    """500 for a record that was altered or damaged."""
    return _page(request, 500, "This is not as it was left", str(exception), keep=True)


def locked(request: HttpRequest) -> HttpResponse:
    """403 for what was typed into a page that is locked, where nothing says whose it is. It is given back."""
    return _page(
        request,
        403,
        "This was locked",
        "It was not saved. Copy what you typed, open your notes, and put it in again.",
        keep=True,
    )


def only_reading(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for somebody who may read and asks for more."""
    return _page(request, 403, "Only for reading", str(exception))


def _page(request: HttpRequest, status: int, heading: str, sentence: str, *, keep: bool = False) -> HttpResponse:
    kept, typed = _kept_or_shown(request) if keep and request.method == "POST" else (False, ())
    context: dict[str, Any] = {
        **page(request),
        "heading": heading,
        "sentence": sentence,
        "kept": kept,
        "typed": typed,
        "csrf_token": get_token(request),
    }
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def _kept_or_shown(request: HttpRequest) -> tuple[bool, tuple[str, ...]]:
    """Keep what was typed; where even that does not work, give it back to be copied."""
    try:
        kept = drafts.keep_typed(request)
        return kept, () if kept else tuple(text for _, text in drafts.typed(request).fields)
    except DatabaseError:
        return False, tuple(text for _, text in drafts.typed(request).fields)
    except (RequestDataTooBig, TooManyFieldsSent):
        return False, ()


def _place(exception: BaseException | None) -> str:
    trace = exception.__traceback__ if exception is not None else None
    place = ""
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("gravida."):
            place = f"in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
