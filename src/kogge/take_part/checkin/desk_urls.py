"""Addresses of the staff's pages."""

from django.urls import URLPattern

app_name = "checkin_desk"
urlpatterns: list[URLPattern] = []
