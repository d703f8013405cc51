"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import views

app_name = "solving"
BASE = "desk/events/<slug:slug>/timetable/solve/"
urlpatterns: list[URLPattern] = [
    path(BASE, views.start, name="start"),
    path(f"{BASE}repair/", views.repair, name="repair"),
    path(f"{BASE}<str:code>/", views.show, name="run"),
]
