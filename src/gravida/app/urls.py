"""Every address. No path says what the pages are about; a room is removed whole with its line."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gravida.app.door.urls")),
    path("today/", include("gravida.app.today.urls")),
    path("record/", include("gravida.app.record.urls")),
    path("reading/", include("gravida.app.reading.urls")),
    path("pictures/", include("gravida.app.photos.urls")),
    path("changed/", include("gravida.app.changed.urls")),
    path("settings/", include("gravida.app.preferences.urls")),
    path("access/", include("gravida.app.access.urls")),
    path("copies/", include("gravida.app.copies.urls")),
    path("delete/", include("gravida.app.deleting.urls")),
    path("outside/", include("gravida.app.outside.urls")),
    path("take/", include("gravida.app.taking.urls")),
    path("values/", include("gravida.app.blood.urls")),
    path("steps/", include("gravida.app.care.urls")),
]

handler400 = "gravida.app.web.errors.not_understood"
handler403 = "gravida.app.web.errors.refused"
handler404 = "gravida.app.web.errors.not_here"
handler500 = "gravida.app.web.errors.broken"
