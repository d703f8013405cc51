"""Addresses of the staff's pages."""

from django.urls import URLPattern

app_name = "registration_desk"
urlpatterns: list[URLPattern] = []
