"""Headers on every answer: pages, files, errors and redirects alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)

DEVICES: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip

EVERYWHERE: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet, noimageindex",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in DEVICES),
}

ONLY_BY_TLS: Final = "max-age=31536000"
"""For a year a browser asks for the address by TLS only, whatever is typed."""

NOT_KEPT: Final = "no-store"


class Headers:
    """The outermost middleware, so that no answer gets round it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        from gravida.app.vault import locking  # needs Django set up, which the headers by themselves do not

        self.get_response = get_response
        self.is_on_its_way_out = locking.has_begun

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers[name] = value
        if settings.ADDRESS:
            response.headers["Strict-Transport-Security"] = ONLY_BY_TLS
        if not request.path_info.startswith(settings.STATIC_URL) or response.status_code >= 400:
            response.headers["Cache-Control"] = NOT_KEPT
        if self.is_on_its_way_out():
            response.headers["Connection"] = "close"  # the next request is for the next worker
        return response
