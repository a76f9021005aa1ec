"""What every page knows without asking the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. ``unlocked`` is true once the door lies behind her."""
    return {
        "room": _room(request),
        "path": request.path,
        "unlocked": getattr(request, "vault", None) is not None and not getattr(request, "step", ""),
        "idle_seconds": getattr(request, "idle_seconds", 0),
        "mode": settings.MODE,
        "reads_until": _day_and_time(getattr(request, "reads_until", None)),
        "demo": bool(settings.DEMO_PASSPHRASE),
    }


def _room(request: HttpRequest) -> str:
    """Name the room of the address, also where an answer was given before it was looked up."""
    try:
        return (request.resolver_match or resolve(request.path_info)).app_name
    except Resolver404:
        return ""


def _day_and_time(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
