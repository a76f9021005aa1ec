"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.access import passkeys, views

app_name = "access"
urlpatterns = [
    path("", views.page, name="page"),
    path("passkeys/", passkeys.page, name="passkeys"),
    path("passkeys/ask/", passkeys.ask, name="passkey_ask"),
    path("passkeys/<uuid:passkey>/remove/", passkeys.remove, name="passkey_remove"),
    path("readers/", views.let_read, name="let_read"),
    path("readers/<uuid:reader>/end/", views.end_reading, name="end_reading"),
    path("passphrase/", views.passphrase, name="passphrase"),
]
