"""Addresses under which a change is told."""

from __future__ import annotations

from django.urls import path

from gravida.app.changed import views

app_name = "changed"
urlpatterns = [
    path("pause/", views.pause, name="pause"),
    path("resume/", views.resume, name="resume"),
    path("<uuid:pregnancy>/", views.page, name="page"),
    path("<uuid:pregnancy>/undo/", views.undo, name="undo"),
    path("<uuid:pregnancy>/word/", views.word, name="word"),
    path("<uuid:pregnancy>/details/", views.details, name="details"),
    path("<uuid:pregnancy>/<slug:word>/", views.state, name="state"),
]
