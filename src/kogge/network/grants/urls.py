"""Addresses in the order the office meets them."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "grants"
urlpatterns: list[URLPattern | URLResolver] = [
    path("operations/", views.operations, name="operations"),
    path("operations/new/", views.create, name="operation_new"),
    path("operations/<slug:slug>/", views.edit, name="operation"),
]
