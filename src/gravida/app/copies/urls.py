"""The address of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.copies import views

app_name = "copies"
urlpatterns = [path("", views.page, name="page")]
