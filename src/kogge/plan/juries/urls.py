"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern

app_name = "juries"
urlpatterns: list[URLPattern] = []
