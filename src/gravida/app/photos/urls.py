"""The addresses of photos."""

from __future__ import annotations

from django.urls import path

from gravida.app.photos import views

app_name = "photos"
urlpatterns = [
    path("add/<uuid:pregnancy>/", views.add, name="add"),
    path("add/<uuid:pregnancy>/<uuid:scan>/", views.add, name="add_to_scan"),
    path("<uuid:photo>/", views.page, name="page"),
    path("<uuid:photo>/picture.jpg", views.picture, name="picture"),
    path("<uuid:photo>/correct/", views.change, name="change"),
    path("<uuid:photo>/remove/", views.remove, name="remove"),
]
