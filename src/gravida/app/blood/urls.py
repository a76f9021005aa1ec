"""Addresses of her blood tests. No address names what it is about."""

from __future__ import annotations

from django.urls import path

from gravida.app.blood import views

app_name = "blood"
urlpatterns = [
    path("<uuid:pregnancy>/", views.page, name="page"),
    path("<uuid:pregnancy>/add/", views.add, name="add"),
    path("<uuid:pregnancy>/<uuid:test>/", views.change, name="change"),
    path("<uuid:pregnancy>/<uuid:test>/remove/", views.remove, name="remove"),
]
