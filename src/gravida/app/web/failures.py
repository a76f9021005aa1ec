"""What the rooms raise becomes a plain page, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from gravida.app.vault.errors import (
    Busy,
    ChangedElsewhere,
    Damaged,
    NoSuchDocument,
    OnlyReading,
    SlotRefused,
    VaultError,
)
from gravida.app.web import errors


class Failures:
    """Middleware: stands inside the vault's, so that it knows whether the vault is open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Answer with a page. The exception ends here: its text may hold what she wrote, so no log gets it."""
        match exception:
            case Http404() | NoSuchDocument():
                return errors.not_here(request)
            case ChangedElsewhere():
                return errors.changed_elsewhere(request, exception)
            case OnlyReading():
                return errors.only_reading(request, exception)
            case Busy():
                return errors.busy(request, exception)
            case Damaged() | SlotRefused() | VaultError():
                return errors.not_as_left(request, exception)
            case RequestDataTooBig() | TooManyFieldsSent():
                return errors.too_large(request)
            case BadRequest() | SuspiciousOperation():
                return errors.not_understood(request)
            case OperationalError():
                return errors.not_written(request)
            case PermissionDenied():
                return errors.refused(request)
            case _:
                got_request_exception.send(sender=Failures, request=request)  # a test client raises it
                return errors.broken(request, exception)
