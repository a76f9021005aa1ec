"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from gravida.app.outside import views

app_name = "outside"
urlpatterns = [path("<slug:source>/", views.page, name="page")]
