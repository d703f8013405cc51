"""Addresses, in the order somebody meets them."""

from django.urls import URLPattern

app_name = "my_day"
urlpatterns: list[URLPattern] = []
