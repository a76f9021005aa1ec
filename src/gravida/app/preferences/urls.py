"""The address of her settings."""

from __future__ import annotations

from django.urls import path

from gravida.app.preferences import views

app_name = "preferences"
urlpatterns = [path("", views.page, name="page")]
