"""Addresses of duplicates."""

from django.urls import path

from . import views

app_name = "duplicates"
urlpatterns = [
    path("desk/duplicates/", views.listed, name="list"),
    path("desk/duplicates/<int:kept>/<int:merged>/", views.compare, name="compare"),
    path("desk/duplicates/merges/<int:pk>/undoing/", views.undo, name="undo"),
]
