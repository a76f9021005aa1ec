"""Addresses of the reading."""

from __future__ import annotations

from django.urls import path

from gravida.app.reading import views

app_name = "reading"
urlpatterns = [
    path("<uuid:scan>/", views.page, name="page"),
    path("of/<uuid:pregnancy>/", views.numbers, name="numbers"),
]
