"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.access import views

app_name = "access"
urlpatterns = [
    path("", views.page, name="page"),
    path("passphrase/", views.passphrase, name="passphrase"),
]
