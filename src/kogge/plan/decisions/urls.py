"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern, path

from . import views

app_name = "decisions"
_ONE = "desk/calls/<slug:slug>/decision/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("desk/calls/<slug:slug>/decision/", views.overview, name="overview"),
    path("desk/calls/<slug:slug>/decision/new/", views.new, name="new"),
    path(_ONE, views.board, name="board"),
    path(f"{_ONE}settings/", views.settings, name="settings"),
    path(f"{_ONE}filling/", views.filling, name="filling"),
    path(f"{_ONE}choosing/", views.choosing, name="choosing"),
    path(f"{_ONE}votes/", views.votes, name="votes"),
    path(f"{_ONE}freezing/", views.freezing, name="freezing"),
    path(f"{_ONE}reopening/", views.reopening, name="reopening"),
    path(f"{_ONE}minutes/", views.show_minutes, name="minutes"),
    path(f"{_ONE}minutes.pdf", views.file, name="file"),
]
