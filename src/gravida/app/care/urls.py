"""Addresses of what comes after an end. No address names what it is about."""

from __future__ import annotations

from django.urls import path

from gravida.app.care import views

app_name = "care"
urlpatterns = [
    path("<uuid:pregnancy>/", views.page, name="page"),
    path("<uuid:pregnancy>/ways/", views.ways, name="ways"),
    path("<uuid:pregnancy>/group/", views.group, name="group"),
    path("<uuid:pregnancy>/letter/", views.letter, name="letter"),
    path("<uuid:pregnancy>/day-four/", views.milk, name="milk"),
    path("<uuid:pregnancy>/tests/", views.tests, name="tests"),
    path("<uuid:pregnancy>/how/", views.feelings, name="feelings"),
    path("<uuid:pregnancy>/how/nine/", views.nine, name="nine"),
    path("<uuid:pregnancy>/how/five/", views.five, name="five"),
    path("<uuid:pregnancy>/if-you-ask/", views.again, name="again"),
]
