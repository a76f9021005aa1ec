"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.access import views

app_name = "access"
urlpatterns = [
    path("", views.page, name="page"),
    path("readers/", views.let_read, name="let_read"),
    path("readers/<uuid:reader>/end/", views.end_reading, name="end_reading"),
    path("passphrase/", views.passphrase, name="passphrase"),
]
