"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from gravida.app.today import views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("<uuid:pregnancy>/look/", views.look, name="look"),
    path("<uuid:pregnancy>/questions/", views.questions, name="questions"),
    path("<uuid:pregnancy>/put-away/", views.put_away, name="put_away"),
]
