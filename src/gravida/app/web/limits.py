"""What is not taken in: a wrong host, what did not come by TLS, a method nobody needs, more than fits in a form."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from gravida.app.web import errors

METHODS = ("GET", "HEAD", "POST")
MEGABYTE = 1024 * 1024


class Limits:
    """Middleware: refuses before anything is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()  # another name for this machine is how a foreign page would come in
        except DisallowedHost:
            return errors.not_understood(request)
        if settings.ADDRESS and not request.is_secure():  # only the program that ends TLS has a reason to come
            return errors.not_understood(request)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        upload = next((most for path, most in settings.UPLOADS.items() if request.path_info.startswith(path)), 0)
        if _length(request) > (upload or settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return errors.too_large(request, most_mb=upload // MEGABYTE)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return sys.maxsize
