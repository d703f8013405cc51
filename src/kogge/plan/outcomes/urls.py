"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern

app_name = "outcomes"
urlpatterns: list[URLPattern] = []
