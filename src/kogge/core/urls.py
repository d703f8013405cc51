"""Addresses in the order a visitor meets them."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [path("", views.components, name="components")]
