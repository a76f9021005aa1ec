"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.taking import bringing_in_page, views

app_name = "taking"
urlpatterns = [
    path("", views.page, name="page"),
    path("in/", bringing_in_page.page, name="bringing_in"),
]
