"""The address of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.taking import views

app_name = "taking"
urlpatterns = [path("", views.page, name="page")]
