"""Every address. No path says what the pages are about."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = {"today": "today", "record": "record", "reading": "reading", "changed": "changed", "settings": "preferences"}
"""The word of each room in an address, and its folder. A room brings its own addresses and can be removed whole."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gravida.app.door.urls")),
    *(
        path(f"{word}/", include(f"gravida.app.{room}.urls"))
        for word, room in ROOMS.items()
        if find_spec(f"gravida.app.{room}.urls") is not None
    ),
]

handler400 = "gravida.app.web.errors.not_understood"
handler403 = "gravida.app.web.errors.refused"
handler404 = "gravida.app.web.errors.not_here"
handler500 = "gravida.app.web.errors.broken"
