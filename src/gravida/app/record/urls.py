"""Addresses of her record. No address names what it is about."""

from __future__ import annotations

from django.urls import path

from gravida.app.record.views import pages, pregnancy, scan

app_name = "record"
urlpatterns = [
    path("", pages.listed, name="list"),
    path("let-go/", pages.let_go, name="let_go"),
    path("new/", pregnancy.add, name="add_pregnancy"),
    path("<uuid:pregnancy>/", pages.opened, name="open"),
    path("<uuid:pregnancy>/correct/", pregnancy.change, name="change_pregnancy"),
    path("<uuid:pregnancy>/hide/", pregnancy.hide, name="hide"),
    path("<uuid:pregnancy>/remove/", pregnancy.remove, name="remove"),
    path("<uuid:pregnancy>/add/", scan.add, name="add_scan"),
    path("<uuid:pregnancy>/<uuid:scan>/", scan.change, name="change_scan"),
    path("<uuid:pregnancy>/<uuid:scan>/remove/", scan.remove, name="remove_scan"),
]
