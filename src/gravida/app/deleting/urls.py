"""The address of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.deleting import views

app_name = "deleting"
urlpatterns = [path("", views.page, name="page")]
