"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern

app_name = "speakers"
urlpatterns: list[URLPattern] = []
