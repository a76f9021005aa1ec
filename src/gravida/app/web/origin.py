"""A form comes from a page of ours: the browser's own word for it, beside the token that Django looks at.

Under ``Referrer-Policy: no-referrer`` browsers send ``Origin: null`` with every form, also with our own. Then
``Sec-Fetch-Site`` decides, which no page can set; where it is missing too, the request is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from gravida.app.web import errors

SAFE_METHODS = ("GET", "HEAD")


class SameOrigin:
    """Middleware: refuses what another site sends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS:
            ours = f"{request.scheme}://{request.get_host()}"
            if not _is_ours(request, ours):
                return errors.foreign(request)
            if "HTTP_ORIGIN" in request.META:
                request.META["HTTP_ORIGIN"] = ours  # found to be ours; Django would stumble over "null"
        return self.get_response(request)


def _is_ours(request: HttpRequest, ours: str) -> bool:
    origin, site = request.META.get("HTTP_ORIGIN"), request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin == "null":
        return site is not None
    return origin is None or origin == ours
